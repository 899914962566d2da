import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { projectRoot } from '../src/platform/root.ts'

/** Bundles the worker threads once for a run, from the sources as they are: each start through tsx reads every module anew. */
export default async function setup() {
  const src = join(projectRoot, 'src')
  const folder = join(projectRoot, '.cache', `workers-${process.pid}`)
  const found = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.worker.ts'))
  await build({
    entryPoints: found.map((path) => join(src, path)),
    outbase: src,
    outdir: folder,
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    // import attributes are kept from 20.10 on
    target: 'node20.19',
    packages: 'external',
    sourcemap: 'inline',
    logLevel: 'error',
  })
  process.env.SLUICE_BUNDLED_WORKERS = folder
  return () => rmSync(folder, { recursive: true, force: true })
}
