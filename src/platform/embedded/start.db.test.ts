import { spawn, type ChildProcess } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, describe, expect, it } from 'vitest'
import { projectRoot } from '../root.ts'
import { binFoldersOnDisk, packagedRuntime, runtimeAt } from './find-runtimes.ts'
import { parsePostmasterPid } from './postmaster-pid.ts'
import { hasEnded, isAlive } from './process-table.ts'
import { startEmbedded, type Embedded, type StartOptions } from './start.ts'
import { giveTo } from './system-user.ts'

const isRoot = process.getuid?.() === 0
const debian = binFoldersOnDisk().find((bin) => bin.startsWith('/usr/lib/postgresql/'))
const debianMajor = debian && (await runtimeAt(debian, 'disk'))?.major
if (!isRoot) console.warn('SKIPPED: how root starts the embedded database (these tests do not run as root)')
if (!debian) console.warn('SKIPPED: the embedded database with a server found on disk (no PostgreSQL in /usr/lib/postgresql)')

const cleanups: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

/** An empty folder; `mode` 0o755 lets the server's user in, 0o700 is a home that keeps it out. */
const aFolder = (mode = 0o755): string => {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-embedded-'))
  chmodSync(folder, mode)
  cleanups.push(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

const said: string[] = []
const start = async (dataDir: string, options: Partial<StartOptions> = {}): Promise<Embedded> => {
  const embedded = await startEmbedded({ dataDir, log: (line) => void said.push(line), ...options })
  cleanups.push(() => embedded.stop())
  return embedded
}

const ask = async <T extends object>(url: string, sql: string): Promise<T[]> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<T>(sql)).rows
  } finally {
    await client.end()
  }
}

const refusal = (promise: Promise<unknown>) =>
  promise.then(() => ({ code: 'started', message: '' })).catch((error: { code?: string; message: string }) => error)

const serverPid = (dataDir: string) =>
  parsePostmasterPid(readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8'))?.pid ?? 0

interface Child {
  process: ChildProcess
  said: { url?: string; version?: string; refused?: string; message?: string }
}

/** Starts the embedded database in another process, as another user when given one. */
const startInChild = (dataDir: string, uid?: number): Promise<Child> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', 'tsx', join(projectRoot, 'test/embedded-child.ts'), dataDir], {
      cwd: projectRoot,
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(uid !== undefined && { uid, gid: uid }),
    })
    cleanups.push(async () => {
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill('SIGTERM')
      await hasEnded(child.pid ?? 0, 20)
    })
    let output = ''
    let errors = ''
    child.stderr.on('data', (text: Buffer) => (errors += text.toString()))
    child.stdout.on('data', (text: Buffer) => {
      output += text.toString()
      if (output.endsWith('\n')) resolve({ process: child, said: JSON.parse(output) as Child['said'] })
    })
    child.on('exit', (code) => reject(new Error(`child ended with ${code}: ${output}${errors}`)))
  })

describe('an empty folder', () => {
  it('becomes a database: UTF-8, every commit on disk, a private password, no port open', async () => {
    const dataDir = aFolder()
    const { url, version } = await start(dataDir)
    expect(version).toMatch(/^18\./)
    const [row] = await ask<Record<string, unknown>>(
      url,
      `select current_database() as database, rolsuper as super, pg_encoding_to_char(encoding) as encoding,
              datcollate, coalesce(datlocale, datcollate) as locale, current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit,
              current_setting('listen_addresses') as addresses, current_setting('jit') as jit, lower('ÄÖ') as lower
       from pg_roles, pg_database where rolname = current_user and datname = current_database()`,
    )
    expect(row).toMatchObject({
      database: 'sluice',
      super: true,
      encoding: 'UTF8',
      locale: 'C.UTF-8',
      fsync: 'on',
      commit: 'on',
      addresses: '',
      jit: 'off',
      lower: 'äö',
    })
    expect(statSync(join(dataDir, 'database-password')).mode & 0o777).toBe(0o600)
    expect(statSync(join(dataDir, 'postgres')).mode & 0o777).toBe(0o700)
    const wrong = new URL(url)
    wrong.password = 'guessed'
    await expect(ask(wrong.toString(), 'select 1')).rejects.toThrow(/password authentication failed/)
    const hba = readFileSync(join(dataDir, 'postgres', 'pg_hba.conf'), 'utf8').split('\n')
    expect(hba.filter((line) => /^(local|host)/.test(line)).every((line) => line.endsWith('scram-sha-256'))).toBe(true)
  })

  it('that a crash left half-made is made anew', async () => {
    const dataDir = aFolder()
    mkdirSync(join(dataDir, 'postgres.new-99999', 'data', 'base'), { recursive: true })
    await start(dataDir)
    expect(readdirSync(dataDir).filter((name) => name.startsWith('postgres.new'))).toEqual([])
  })

  it('with a long name gets its socket elsewhere', async () => {
    const dataDir = join(aFolder(), 'a-rather-long-name-of-a-folder'.repeat(4))
    const { url } = await start(dataDir)
    expect(await ask(url, 'select 1 as one')).toEqual([{ one: 1 }])
    expect(url).not.toContain('a-rather-long-name')
  })

  it('that holds something else is left alone', async () => {
    const dataDir = aFolder()
    mkdirSync(join(dataDir, 'postgres'))
    writeFileSync(join(dataDir, 'postgres', 'letter.txt'), 'dear')
    expect(await refusal(start(dataDir))).toMatchObject({
      code: 'not-ours',
      message: expect.stringContaining('not empty') as string,
    })
    expect(existsSync(join(dataDir, 'postgres', 'letter.txt'))).toBe(true)
  })
})

describe('a folder with data', () => {
  it('is as it was after stop and start; stop leaves no process', async () => {
    const dataDir = aFolder()
    const first = await start(dataDir)
    const pid = serverPid(dataDir)
    await ask(first.url, 'create table kept (x int)')
    await first.stop()
    expect(isAlive(pid)).toBe(false)
    expect(existsSync(join(dataDir, 'database.lock'))).toBe(false)
    const second = await start(dataDir)
    expect(await ask(second.url, 'select count(*)::int as n from kept')).toEqual([{ n: 0 }])
  })

  it('takes a new password when the file with the old one was lost', async () => {
    const dataDir = aFolder()
    const first = await start(dataDir)
    await first.stop()
    rmSync(join(dataDir, 'database-password'))
    const second = await start(dataDir)
    expect(second.url).not.toBe(first.url)
    expect(await ask(second.url, 'select 1 as one')).toEqual([{ one: 1 }])
  })

  it('is opened by one process only; the second is told which', async () => {
    const dataDir = aFolder()
    const child = await startInChild(dataDir)
    const refused = await refusal(start(dataDir))
    expect(refused.code).toBe('already-open')
    expect(refused.message).toContain(`process ${child.process.pid}`)
    expect(await ask(child.said.url ?? '', 'select 1 as one')).toEqual([{ one: 1 }])
  })

  it('whose Sluice was killed has its orphaned server stopped, and everything acknowledged is there', async () => {
    const dataDir = aFolder()
    const child = await startInChild(dataDir)
    await ask(child.said.url ?? '', 'create table kept (x int)')
    await ask(child.said.url ?? '', 'insert into kept select generate_series(1, 1000)')
    const orphan = serverPid(dataDir)
    child.process.kill('SIGKILL')
    await hasEnded(child.process.pid ?? 0, 5)
    expect(isAlive(orphan)).toBe(true)
    const { url } = await start(dataDir)
    expect(isAlive(orphan)).toBe(false)
    expect(said).toContain('a database server left over from an earlier run was stopped')
    expect(await ask(url, 'select count(*)::int as n from kept')).toEqual([{ n: 1000 }])
  })

  it('whose server and Sluice were both killed is repaired from its log', async () => {
    const dataDir = aFolder()
    const child = await startInChild(dataDir)
    await ask(child.said.url ?? '', 'create table kept as select generate_series(1, 1000) as x')
    const orphan = serverPid(dataDir)
    child.process.kill('SIGKILL')
    process.kill(orphan, 'SIGKILL')
    await hasEnded(orphan, 5)
    await hasEnded(child.process.pid ?? 0, 5)
    const { url } = await start(dataDir)
    expect(await ask(url, 'select count(*)::int as n from kept')).toEqual([{ n: 1000 }])
  })

  it('with a process id in postmaster.pid that is another program by now starts all the same', async () => {
    const dataDir = aFolder()
    const first = await start(dataDir)
    const pidFile = join(dataDir, 'postgres', 'postmaster.pid')
    const text = readFileSync(pidFile, 'utf8')
    await first.stop()
    writeFileSync(pidFile, text.replace(/^\d+/, String(process.pid)))
    writeFileSync(join(dataDir, 'database.lock'), JSON.stringify({ pid: process.pid, start: 'another time' }))
    const { url } = await start(dataDir)
    expect(await ask(url, 'select 1 as one')).toEqual([{ one: 1 }])
  })

  it('of another major version is refused with the way out, unless that version is on this machine', async () => {
    const dataDir = aFolder()
    const first = await start(dataDir)
    await first.stop()
    writeFileSync(join(dataDir, 'postgres', 'PG_VERSION'), '16\n')
    const { code, message } = await refusal(start(dataDir, { places: { packaged: packagedRuntime(), onDisk: [] } }))
    expect(code).toBe('other-major')
    expect(message).toMatch(/written by PostgreSQL 16.*backup FILE.*restore FILE/s)
    writeFileSync(join(dataDir, 'postgres', 'PG_VERSION'), '18\n')
    await start(dataDir)
  })
})

describe('the server programs', () => {
  it('that are nowhere are a refusal that says what to install', async () => {
    const { code, message } = await refusal(start(aFolder(), { places: { packaged: undefined, onDisk: [] } }))
    expect(code).toBe('no-postgres')
    expect(message).toContain('DATABASE_URL')
  })

  it.skipIf(!debian)(
    "are the system's own where npm brought none, and the packaged ones still open what those wrote",
    async () => {
      const dataDir = aFolder()
      const first = await start(dataDir, { places: { packaged: undefined, onDisk: [debian ?? ''] } })
      expect(Number.parseInt(first.version, 10)).toBe(debianMajor)
      const [row] = await ask<{ encoding: string }>(
        first.url,
        'select pg_encoding_to_char(encoding) as encoding from pg_database where datname = current_database()',
      )
      expect(row?.encoding).toBe('UTF8')
      await first.stop()
      const refused = await refusal(start(dataDir, { places: { packaged: packagedRuntime(), onDisk: [] } }))
      expect(refused.code).toBe('other-major')
      const again = await start(dataDir)
      expect(again.version).toBe(first.version)
    },
  )

  it('get their library links when install scripts were blocked', async () => {
    const native = join(aFolder(), 'package', 'native')
    copyWithoutLinks(native)
    const dataDir = aFolder()
    await start(dataDir, { places: { packaged: native, onDisk: [] } })
    expect(lstatSync(join(native, 'lib', 'libpq.so.5')).isSymbolicLink()).toBe(true)
  })
})

const copyWithoutLinks = (native: string): void => {
  cpSync(packagedRuntime() ?? '', native, {
    recursive: true,
    filter: (path) => !lstatSync(path).isSymbolicLink() && !path.endsWith('.a'),
  })
}

describe.skipIf(!isRoot)('as root', () => {
  it('the server runs as a user of its own, which owns the folder', async () => {
    const dataDir = aFolder()
    await start(dataDir)
    const { uid } = statSync(join(dataDir, 'postgres'))
    expect(uid).not.toBe(0)
    expect(statSync(`/proc/${serverPid(dataDir)}`).uid).toBe(uid)
  })

  it("a data folder in root's own 0700 home works, with the clone beside it", async () => {
    const home = aFolder(0o700)
    const native = join(home, 'clone', 'native')
    copyWithoutLinks(native)
    const before = existsSync('/var/lib/sluice') ? readdirSync('/var/lib/sluice') : []
    const dataDir = join(home, 'clone', 'data')
    const { url, stop } = await start(dataDir, { places: { packaged: native, onDisk: [] } })
    await ask(url, 'create table kept as select 1 as x')
    await stop()
    const again = await start(dataDir, { places: { packaged: native, onDisk: [] } })
    expect(await ask(again.url, 'select * from kept')).toEqual([{ x: 1 }])
    for (const name of readdirSync('/var/lib/sluice').filter((it) => !before.includes(it)))
      cleanups.unshift(() => rmSync(join('/var/lib/sluice', name), { recursive: true }))
  })

  it('programs that the user cannot read are copied beside the data', async () => {
    const native = join(aFolder(0o700), 'native')
    copyWithoutLinks(native)
    const dataDir = aFolder()
    await start(dataDir, { places: { packaged: native, onDisk: [] } })
    expect(readdirSync(dataDir).some((name) => name.startsWith('postgres-runtime-'))).toBe(true)
  })

  it('a copied data folder that belongs to root is given to the user', async () => {
    const dataDir = aFolder()
    const first = await start(dataDir)
    await ask(first.url, 'create table kept as select 1 as x')
    await first.stop()
    giveTo(join(dataDir, 'postgres'), { name: 'root', uid: 0, gid: 0 })
    const { url } = await start(dataDir)
    expect(await ask(url, 'select * from kept')).toEqual([{ x: 1 }])
  })

  it('another user starts its own, and is refused a folder that is not its own', async () => {
    const nobody = 65534
    const own = aFolder(0o777)
    const child = await startInChild(own, nobody)
    expect(await ask(child.said.url ?? '', 'select 1 as one')).toEqual([{ one: 1 }])
    expect(statSync(join(own, 'postgres')).uid).toBe(nobody)
    const foreign = aFolder(0o777)
    const { stop } = await start(foreign)
    await stop()
    chmodSync(foreign, 0o777)
    if (statSync(join(foreign, 'postgres')).uid !== nobody) {
      const refused = await startInChild(foreign, nobody)
      expect(refused.said.refused).toBe('not-ours')
      expect(refused.said.message).toContain('chown')
    }
  })
})
