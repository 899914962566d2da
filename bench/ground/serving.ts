import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { projectRoot } from '../../src/platform/root.ts'
import { startEmbedded } from '../../src/platform/embedded/start.ts'
import { buildCompanies, secret, type Company, type SizeName } from './companies.ts'
import { familyOf, listenerOn } from './measure.ts'

export interface Started {
  url: string
  child: ChildProcess
  /** From the start of the program to the line that says it is ready. */
  readyMs: number
  stop: () => Promise<void>
}

/** For a look inside: BENCH_NODE_ARGUMENTS='--cpu-prof --cpu-prof-dir=.cache/profile'. */
const nodeArguments = process.env.BENCH_NODE_ARGUMENTS?.split(' ') ?? []

const built = [join(projectRoot, 'dist', 'server.js')]

/** The server bundled as `npm start` bundles it, but without a limit of requests per minute: made anew for each run. */
export async function unlimited(): Promise<string[]> {
  const { bundlePrograms } = (await import('../../tools/build.mjs' as string)) as {
    bundlePrograms: (entryPoints: string[], outdir: string) => Promise<void>
  }
  const folder = join(projectRoot, '.cache', `bench-program-${process.pid}`)
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  await bundlePrograms([join(projectRoot, 'bench', 'ground', 'unlimited-server.ts')], folder)
  return [join(folder, 'unlimited-server.js')]
}

/** The built server as its own process, as `npm start` runs it. */
export function startServer(env: Record<string, string>, program = built): Promise<Started> {
  const began = performance.now()
  const child = spawn(process.execPath, [...nodeArguments, ...program], {
    cwd: projectRoot,
    env: { ...process.env, NODE_ENV: 'production', LOG_LEVEL: 'error', PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  // a benchmark that fails leaves no server behind
  process.once('exit', () => child.kill('SIGTERM'))
  const said: string[] = []
  child.stderr.on('data', (text) => said.push(String(text)))
  return new Promise((ready, failed) => {
    child.on('exit', (code) => failed(new Error(`the server ended with ${code}: ${said.join('').slice(-2000)}`)))
    child.stdout.on('data', (text) => {
      const url = /ready at (\S+)/.exec(String(text))?.[1]
      if (!url) return
      const stop = () =>
        new Promise<void>((gone) => {
          child.removeAllListeners('exit')
          child.once('exit', () => gone())
          child.kill('SIGTERM')
        })
      ready({ url, child, readyMs: performance.now() - began, stop })
    })
  })
}

export interface Bench extends Company {
  url: string
  ownerUrl: string
  /** Processes of the application and of the database. */
  pids: () => number[]
  stop: () => Promise<void>
}

/**
 * The companies of a size, served. S and T lie in embedded databases under .cache/bench, made at the first run (with what `also`
 * adds). L lies on the server that BENCH_DATABASE_URL names, filled before by `npm run -s bench -- fill L URL`.
 */
export async function openBench(
  size: SizeName,
  program?: string[],
  also?: (ownerUrl: string, company: Company) => Promise<void>,
): Promise<Bench> {
  return size === 'L' || size === 'Q' ? openOnServer(process.env.BENCH_DATABASE_URL, program) : openEmbedded(size, program, also)
}

async function openEmbedded(
  size: SizeName,
  program?: string[],
  also?: (ownerUrl: string, company: Company) => Promise<void>,
): Promise<Bench> {
  const dataDir = join(process.env.BENCH_DIR ?? join(projectRoot, '.cache', 'bench'), size)
  if (!existsSync(join(dataDir, 'filled'))) {
    rmSync(dataDir, { recursive: true, force: true })
    mkdirSync(dataDir, { recursive: true })
    const server = await startEmbedded({ dataDir, log: () => {} })
    const company = await buildCompanies(server.url, size, (line) => console.error(line))
    await also?.(server.url, company)
    await server.stop()
    mkdirSync(join(dataDir, 'filled'))
  }
  const started = await startServer({ DATA_DIR: dataDir, SLUICE_SECRET: secret }, program)
  const postmaster = Number(readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0])
  const { runningUrl } = await import('../../src/platform/embedded/start.ts')
  const ownerUrl = runningUrl(dataDir)!
  return {
    ...(await companyOf(ownerUrl)),
    url: started.url,
    ownerUrl,
    pids: () => [started.child.pid!, ...familyOf(postmaster)],
    stop: started.stop,
  }
}

async function openOnServer(ownerUrl: string | undefined, program?: string[]): Promise<Bench> {
  if (!ownerUrl) throw new Error('BENCH_DATABASE_URL is not set: fill a database first (npm run -s bench -- fill L URL)')
  const dataDir = mkdtempSync(join(tmpdir(), 'sluice-bench-'))
  const started = await startServer({ DATA_DIR: dataDir, DATABASE_URL: ownerUrl, SLUICE_SECRET: secret }, program)
  const postmaster = listenerOn(Number(new URL(ownerUrl).port || 5432))
  return {
    ...(await companyOf(ownerUrl)),
    url: started.url,
    ownerUrl,
    pids: () => [started.child.pid!, ...(postmaster ? familyOf(postmaster) : [])],
    stop: async () => {
      await started.stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

async function companyOf(ownerUrl: string): Promise<Company> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    const { rows } = await client.query<{ org_id: string; token: string }>('select org_id, token from bench_company limit 1')
    return { orgId: rows[0]!.org_id, token: rows[0]!.token }
  } finally {
    await client.end()
  }
}
