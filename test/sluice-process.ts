import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openGatesOver } from './factories/open-gates.ts'
import { program } from './program.ts'
import { projectRoot } from '../src/platform/root.ts'

export interface SluiceProcess {
  url: string
  dataDir: string
  child: ChildProcess
  /** Milliseconds from the command to its ready line. */
  startMs: number
  /** Everything it said on stderr so far. */
  said: () => string
  /** Ends it with a signal and waits until it is gone; the data folder stays. */
  end: (signal?: NodeJS.Signals) => Promise<void>
  /** Ends it and removes its data folder. */
  remove: () => Promise<void>
}

interface Options {
  dataDir?: string
  env?: Record<string, string>
  arguments?: string[]
  /** 'dist' runs what `npm run build` made, with its pages; 'source' the server's sources as they are. */
  from?: 'dist' | 'source'
}

/** The whole product as a process of its own on a free port, with a data folder of its own, once it takes requests. */
export const startSluice = async ({
  dataDir,
  env = {},
  arguments: given = [],
  from = 'source',
}: Options = {}): Promise<SluiceProcess> => {
  const folder = dataDir ?? mkdtempSync(join(tmpdir(), 'sluice-run-'))
  const file = from === 'dist' ? join(projectRoot, 'dist/server.js') : await program('server')
  const began = performance.now()
  const child = spawn(process.execPath, [file, ...given], {
    cwd: projectRoot,
    env: { ...process.env, PORT: '0', HOST: '127.0.0.1', DATA_DIR: folder, LOG_LEVEL: 'warn', DATABASE_URL: '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let errors = ''
  child.stderr.on('data', (text: Buffer) => (errors += text.toString()))
  const hasGone = new Promise<void>((gone) => child.once('exit', () => gone()))
  const url = await new Promise<string>((ready, reject) => {
    let output = ''
    child.stdout.on('data', (text: Buffer) => {
      output += text.toString()
      const at = /Sluice is ready at (\S+)/.exec(output)?.[1]
      if (at) ready(at)
    })
    void hasGone.then(() => reject(new Error(`Sluice ended before it was ready: ${errors}`)))
  })
  const end = async (signal: NodeJS.Signals = 'SIGTERM') => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal)
    await hasGone
  }
  return {
    url,
    dataDir: folder,
    child,
    startMs: performance.now() - began,
    said: () => errors,
    end,
    remove: async () => {
      await end()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export const administrator = { email: 'chen@example.com', password: 'long enough 4 a test' }

/** Sets a new installation up, with open gates unless it is `gated`; its administrator's API token. */
export const setUpOver = async (url: string, { gated = false } = {}): Promise<string> => {
  const response = await fetch(`${url}/api/v1/setup`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ organizationName: '甲公司', name: '陈明', ...administrator }),
  })
  if (!response.ok) throw new Error(`setup: ${response.status} ${await response.text()}`)
  const { token } = (await response.json()) as { token: string }
  if (!gated) await openGatesOver(url, token)
  return token
}
