import { spawn } from 'node:child_process'
import { chownSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { EmbeddedRefusal } from './refusal.ts'
import type { Runtime } from './runtime-choice.ts'
import { serverFolder } from './server-folder.ts'
import { initArguments } from './settings.ts'
import type { SystemUser } from './system-user.ts'

/** What one start of the embedded server works with. */
export interface Context {
  dataDir: string
  /** The server's own folder (PGDATA), inside dataDir. */
  folder: string
  user: SystemUser | undefined
  runtime: Runtime
  log: (line: string) => void
  settings: Record<string, string>
}

export interface Password {
  value: string
  /** Made just now: an existing database does not know it yet. */
  isNew: boolean
}

/** Makes the database folder when there is none, and makes an existing one accept our password when that file was lost. */
export const ensureCluster = async (context: Context, password: Password): Promise<void> => {
  if (!existsSync(join(context.folder, 'PG_VERSION'))) await initialise(context, password.value)
  else if (password.isNew) await setPassword(context, password.value)
}

/** Runs initdb in a folder beside the final one and renames it when whole: a crash midway leaves nothing half-made behind. */
const initialise = async ({ dataDir, folder, user, runtime, log }: Context, password: string): Promise<void> => {
  if (existsSync(folder) && readdirSync(folder).length > 0)
    throw new EmbeddedRefusal(
      'not-ours',
      `${folder} is not empty and holds no database. Move it away, or set DATA_DIR to another folder.`,
    )
  for (const name of readdirSync(dataDir).filter((it) => it.startsWith('postgres.new')))
    rmSync(join(dataDir, name), { recursive: true })
  const fresh = join(dataDir, `postgres.new-${process.pid}`)
  // initdb wants its folder empty, so the password goes to a file of its own that only the server's user reads.
  const secret = join(fresh, 'password')
  const data = join(fresh, 'data')
  for (const path of [fresh, data]) {
    mkdirSync(path, { mode: 0o700 })
    if (user) chownSync(path, user.uid, user.gid)
  }
  writeFileSync(secret, password, { mode: 0o600 })
  if (user) chownSync(secret, user.uid, user.gid)
  const place = serverFolder(data, user)
  const passwordFile = place.argument === data ? secret : `${place.argument}/../password`
  const began = Date.now()
  const args = [...initArguments(runtime.major), `--pwfile=${passwordFile}`, '-D', place.argument]
  const { code, output } = await runProgram(join(runtime.bin, 'initdb'), args, place)
  rmSync(secret)
  if (code !== 0) throw new EmbeddedRefusal('did-not-start', `A new database could not be made in ${folder}: ${output.trim()}`)
  rmSync(folder, { recursive: true, force: true })
  renameSync(data, folder)
  rmSync(fresh, { recursive: true })
  log(`new database made with PostgreSQL ${runtime.version} in ${Date.now() - began} ms`)
}

/** Sets the superuser's password without knowing the old one: the server's single-user mode asks for none. */
const setPassword = async ({ folder, user, runtime }: Context, password: string): Promise<void> => {
  const place = serverFolder(folder, user)
  const sql = `alter role postgres password '${password}';\n`
  const { code, output } = await runProgram(
    join(runtime.bin, 'postgres'),
    ['--single', '-D', place.argument, 'template1'],
    place,
    sql,
  )
  if (code !== 0)
    throw new EmbeddedRefusal('did-not-start', `The database in ${folder} did not take a new password: ${output.trim()}`)
}

type Place = ReturnType<typeof serverFolder>

const runProgram = (program: string, args: string[], place: Place, input?: string): Promise<{ code: number; output: string }> =>
  new Promise((resolve) => {
    let output = ''
    const stdio = [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe', ...place.handles] as const
    const child = spawn(program, args, { ...place.spawn, stdio: [...stdio] })
    place.close()
    child.stdin?.end(input)
    for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (text: string) => (output += text))
    child.on('error', (error) => resolve({ code: 1, output: error.message }))
    child.on('close', (code) => resolve({ code: code ?? 1, output }))
  })
