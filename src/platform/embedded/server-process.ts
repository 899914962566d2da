import { spawn } from 'node:child_process'
import {
  chownSync,
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { platform } from 'node:process'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import type { Context, Password } from './cluster.ts'
import { parsePostmasterPid } from './postmaster-pid.ts'
import { hasEnded, isServerOf } from './process-table.ts'
import { EmbeddedRefusal } from './refusal.ts'
import { serverFolder } from './server-folder.ts'
import { serverArguments, settingsOfMajor } from './settings.ts'
import { canReach, type SystemUser } from './system-user.ts'

const startLimitSeconds = 120
const patienceSeconds = 15
const logLimitBytes = 10_000_000

/** Where the server of a data folder writes what it has to say. */
export const logFileOf = (dataDir: string): string => join(dataDir, 'postgres.log')

const readPid = (folder: string) => {
  try {
    return parsePostmasterPid(readFileSync(join(folder, 'postmaster.pid'), 'utf8'))
  } catch {
    return undefined
  }
}

/**
 * Ends a server whose Sluice was killed. Returns whether there was one. A postmaster.pid whose process is something else by now
 * (the machine went down) is removed, as the server would otherwise refuse to start.
 */
export const stopOrphan = async (folder: string): Promise<boolean> => {
  const left = readPid(folder)
  if (!left) return false
  if (!isServerOf(left.pid, folder)) {
    rmSync(join(folder, 'postmaster.pid'), { force: true })
    return false
  }
  await stopServer(left.pid)
  return true
}

/** Fast shutdown; a server that does not end in time is told to drop everything, which its log repairs at the next start. */
const stopServer = async (pid: number): Promise<void> => {
  for (const [signal, seconds] of [
    ['SIGINT', 20],
    ['SIGQUIT', 10],
    ['SIGKILL', 5],
  ] as const) {
    try {
      process.kill(pid, signal)
    } catch {
      return
    }
    if (await hasEnded(pid, seconds)) return
  }
  throw new Error(`the database server (process ${pid}) does not end`)
}

export interface RunningServer {
  url: string
  stop: () => Promise<void>
}

/**
 * Starts the server of a prepared folder and waits until it takes connections; makes the database `sluice` when missing.
 * Where a server was killed, its last helpers may hold the shared memory for a moment; the start is then tried again.
 * `onDeath` hears of a server that ends without having been told to.
 */
export const runServer = async (
  context: Context,
  password: Password,
  listening: Listening,
  onDeath: (how: string) => void,
): Promise<RunningServer> => {
  for (const limit = Date.now() + patienceSeconds * 1000; ;) {
    try {
      return await runOnce(context, password, listening, onDeath)
    } catch (error) {
      if (!/shared memory block/.test(String(error)) || Date.now() > limit) throw error
      await pause(300)
    }
  }
}

const runOnce = async (
  context: Context,
  password: Password,
  listening: Listening,
  onDeath: (how: string) => void,
): Promise<RunningServer> => {
  const { dataDir, folder, user, runtime } = context
  const place = serverFolder(folder, user)
  if (listening.socketFolder) emptySocketFolder(listening.socketFolder, user)
  const args = ['-D', place.argument, ...serverArguments(listening, { ...settingsOfMajor(runtime.major), ...context.settings })]
  const logFile = logFileOf(dataDir)
  const log = openSync(logFile, existsSync(logFile) && statSync(logFile).size > logLimitBytes ? 'w' : 'a', 0o600)
  const before = statSync(logFile).size
  // Its own session: Ctrl-C in a terminal reaches Sluice, which ends its requests first and then the server.
  const child = spawn(join(runtime.bin, 'postgres'), args, {
    ...place.spawn,
    detached: true,
    stdio: ['ignore', log, log, ...place.handles],
  })
  closeSync(log)
  place.close()
  let failure: Error | undefined
  child.on('error', (error) => (failure = error))
  child.unref()
  const pid = child.pid
  const endAtExit = () => void (pid && child.exitCode === null && child.signalCode === null && child.kill('SIGINT'))
  process.on('exit', endAtExit)
  let isReady = false
  let isStopping = false
  child.on('exit', (code, signal) => {
    process.off('exit', endAtExit)
    // One that never took connections is the starter's to report.
    if (isReady && !isStopping) onDeath(String(signal ?? code))
  })
  const stop = async () => {
    isStopping = true
    if (pid !== undefined && child.exitCode === null && child.signalCode === null) await stopServer(pid)
    if (listening.socketFolder?.startsWith(tmpdir())) rmSync(listening.socketFolder, { recursive: true, force: true })
  }
  const limit = Date.now() + startLimitSeconds * 1000
  for (;;) {
    if (readPid(folder)?.pid === pid && readPid(folder)?.isReady) break
    if (failure || child.exitCode !== null || child.signalCode !== null || Date.now() > limit) {
      await stop()
      const said = readFileSync(logFile).subarray(before).toString('utf8').trim().split('\n').slice(-5).join('\n')
      throw new EmbeddedRefusal(
        'did-not-start',
        `The database in ${folder} did not start: ${failure?.message ?? said} (more in ${logFile})`,
      )
    }
    await pause(10)
  }
  const url = (database: string) => urlOf(password.value, listening, database)
  try {
    await ensureDatabase(url('postgres'))
  } catch (error) {
    await stop()
    throw error
  }
  isReady = true
  if (child.exitCode !== null || child.signalCode !== null) onDeath(String(child.signalCode ?? child.exitCode))
  return { url: url('sluice'), stop }
}

/** Where a server takes connections: in a folder of its own, or on a port of this machine. */
export interface Listening {
  socketFolder?: string
  port: number
}

/** An address for the server of a data folder, for as long as it is open here. */
export const listenOn = async ({ dataDir, user }: Context): Promise<Listening> =>
  platform === 'win32' ? { port: await freePort() } : { socketFolder: socketFolderFor(dataDir, user), port: 5432 }

const urlOf = (password: string, { socketFolder, port }: Listening, database: string): string =>
  socketFolder
    ? `postgres://postgres:${password}@localhost/${database}?host=${encodeURIComponent(socketFolder)}&port=${port}`
    : `postgres://postgres:${password}@127.0.0.1:${port}/${database}`

/** Connection to the server that runs in a folder, from what it wrote there itself. */
export const urlOfRunning = (folder: string, password: string): string | undefined => {
  const running = readPid(folder)
  if (!running?.isReady || !isServerOf(running.pid, folder)) return undefined
  const { socketFolder, port } = running
  return urlOf(password, socketFolder === '' ? { port } : { socketFolder, port }, 'sluice')
}

const ensureDatabase = async (url: string): Promise<void> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rowCount } = await client.query(`select 1 from pg_database where datname = 'sluice'`)
    if (rowCount === 0) await client.query('create database sluice')
  } finally {
    await client.end()
  }
}

/** A folder for the unix socket that the server's user reaches and whose name fits into a socket address (about 100 bytes). */
const socketFolderFor = (dataDir: string, user: SystemUser | undefined): string => {
  const beside = join(dataDir, 'socket')
  const fits = Buffer.byteLength(join(beside, '.s.PGSQL.5432.lock')) < 100
  return fits && (!user || canReach(dataDir, user)) ? beside : mkdtempSync(join(tmpdir(), 'sluice-'))
}

/** What a killed server left there would make the new one believe that it still runs. */
const emptySocketFolder = (folder: string, user: SystemUser | undefined): void => {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true, force: true })
  chmodSync(folder, 0o700)
  if (user) chownSync(folder, user.uid, user.gid)
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer()
    probe.on('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no free port'))))
    })
  })
