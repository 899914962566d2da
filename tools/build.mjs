// Builds what changed: `server` = esbuild bundles of the programs and worker threads, `web` = the pages by vite.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { root } from './root.mjs'

const dist = join(root, 'dist')

const filesUnder = (folder) =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
        .sort()
    : []

/** A hash of everything that a build reads: sources without their tests, and the files that steer the build. */
const sourcesHash = () => {
  const hash = createHash('sha256')
  const steering = [
    'package-lock.json',
    'vite.config.ts',
    'scripts/lean-contracts.ts',
    'scripts/imports.ts',
    'index.html',
    'tsconfig.json',
    'tsconfig.web.json',
    'tools/build.mjs',
  ]
  const sources = ['src', 'public']
    .flatMap((folder) => filesUnder(join(root, folder)))
    .filter((file) => !/\.test\.tsx?$/.test(file))
  for (const file of [...steering.map((name) => join(root, name)).filter(existsSync), ...sources])
    hash
      .update(`${relative(root, file)}\0`)
      .update(readFileSync(file))
      .update('\0')
  return hash.digest('hex')
}

const isFresh = (part, hash) => {
  const stamp = join(dist, `.${part}`)
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === hash
}

// Worker threads are programs of their own: every src/.../NAME.worker.ts becomes dist/workers/.../NAME.worker.js.
const workerEntries = () => filesUnder(join(root, 'src')).filter((file) => file.endsWith('.worker.ts'))

/** What older libraries expect to find in a module. */
const commonJs = `import{createRequire as r$}from'node:module';import{fileURLToPath as f$}from'node:url';import{dirname as d$}from'node:path';const require=r$(import.meta.url),__filename=f$(import.meta.url),__dirname=d$(__filename);`

/** The programs' bundles; `bench/` measures programs of its own that are bundled in the same way. */
export const bundlePrograms = async (entryPoints, outdir) => {
  const esbuild = await import('esbuild')
  const own = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  await esbuild.build({
    entryPoints,
    outdir,
    bundle: true,
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
    platform: 'node',
    format: 'esm',
    // import attributes are kept from 20.10 on
    target: 'node20.19',
    minifySyntax: true,
    minifyWhitespace: true,
    sourcemap: true,
    sourcesContent: false,
    // Libraries come into the bundle, as reading two thousand small files is half of a start; not those that look for files of theirs.
    external: [...Object.keys(own.optionalDependencies ?? {}), '@node-rs/argon2', '@fastify/swagger-ui', 'pino', 'pg-native'],
    banner: { js: commonJs },
    logLevel: 'warning',
    define: { 'process.env.SLUICE_BUNDLED': '"1"' },
  })
}

const buildServer = async () => {
  const programs = ['server', 'cli'].filter((name) => existsSync(join(root, 'src', 'apps', `${name}.ts`)))
  if (programs.length === 0) throw new Error('Nothing to build: src/apps holds no program.')
  const entries = [
    ...programs.map((name) => ({ in: join(root, 'src', 'apps', `${name}.ts`), out: name })),
    ...workerEntries().map((file) => ({
      in: file,
      out: `workers/${relative(join(root, 'src'), file).split(sep).join('/').replace(/\.ts$/, '')}`,
    })),
  ]
  await bundlePrograms(entries, dist)
}

/** A page that is open while Sluice is updated goes on loading its parts under their old names: those of one build are kept. */
const keepPreviousParts = (previous, fresh) => {
  const manifest = join(previous, '.vite', 'manifest.json')
  if (!existsSync(manifest)) return
  for (const { file, css = [], assets = [] } of Object.values(JSON.parse(readFileSync(manifest, 'utf8'))))
    for (const part of [file, ...css, ...assets].flatMap((it) => [it, `${it}.br`, `${it}.gz`]))
      if (existsSync(join(previous, part)) && !existsSync(join(fresh, part))) cpSync(join(previous, part), join(fresh, part))
}

const brotli = promisify(brotliCompress)
const zip = promisify(gzip)

/** Each part stands beside itself in compressed form, so that the server compresses nothing while somebody waits for a page. */
const compressParts = (folder) =>
  Promise.all(
    filesUnder(join(folder, 'assets')).map(async (file) => {
      const plain = readFileSync(file)
      if (plain.length < 1024) return
      const best = { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length } }
      writeFileSync(`${file}.br`, await brotli(plain, best))
      writeFileSync(`${file}.gz`, await zip(plain, { level: 9 }))
    }),
  )

const buildWeb = async () => {
  if (!existsSync(join(root, 'vite.config.ts'))) return
  const vite = await import('vite')
  const fresh = join(dist, `web.${process.pid}`)
  process.env.NODE_ENV = 'production'
  await vite.build({ root, logLevel: 'warn', build: { outDir: fresh, emptyOutDir: true } })
  await compressParts(fresh)
  keepPreviousParts(join(dist, 'web'), fresh)
  // The old pages stay until the new ones are whole.
  const old = join(dist, `web.old.${process.pid}`)
  if (existsSync(join(dist, 'web'))) renameSync(join(dist, 'web'), old)
  renameSync(fresh, join(dist, 'web'))
  rmSync(old, { recursive: true, force: true })
}

const builders = { server: buildServer, web: buildWeb }

/** Builds `parts` (server, web) unless what is there was built from these very sources; the compilers run in a process of their own. */
export const ensureBuilt = async (parts) => {
  const hash = sourcesHash()
  const stale = parts.filter((part) => !isFresh(part, hash))
  if (stale.length === 0) return
  const child = spawn(process.execPath, [fileURLToPath(import.meta.url), ...stale], { cwd: root, stdio: ['ignore', 2, 2] })
  const code = await new Promise((ended) => child.on('exit', ended))
  if (code !== 0) throw new Error('The build failed; its output is above.')
}

const build = async (part) => {
  const hash = sourcesHash()
  process.stderr.write(`Building the ${part}…\n`)
  mkdirSync(dist, { recursive: true })
  rmSync(join(dist, `.${part}`), { force: true })
  if (part === 'server') {
    for (const name of existsSync(dist) ? readdirSync(dist) : [])
      if (name !== 'web' && name !== '.web' && !name.startsWith('web.'))
        rmSync(join(dist, name), { recursive: true, force: true })
  }
  await builders[part]()
  writeFileSync(join(dist, `.${part}`), hash)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const part of process.argv.slice(2)) await build(part)
  // The compiler's helper process would keep this one alive.
  process.exit(0)
}
