import {
  accessSync,
  chmodSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { createHash } from 'node:crypto'
import { basename, dirname, join } from 'node:path'
import { canReach, type SystemUser } from './system-user.ts'

interface Link {
  source: string
  target: string
}

const missingLinks = (native: string): Link[] => {
  const list = join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return []
  return (JSON.parse(readFileSync(list, 'utf8')) as Link[]).filter(({ target }) => !existsSync(join(dirname(native), target)))
}

/** The package's libraries carry their short names as links that an install script makes; npm may have been told to run none. */
export const makeLinks = (native: string): void => {
  for (const { source, target } of missingLinks(native)) {
    const link = join(dirname(native), target)
    try {
      symlinkSync(basename(source), link)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
}

const canWrite = (folder: string): boolean => {
  try {
    accessSync(folder, constants.W_OK)
    return true
  } catch {
    return false
  }
}

const canRun = (native: string, user: SystemUser | undefined): boolean =>
  !user ||
  ['bin/postgres', 'bin/initdb', 'lib/libpq.so.5', 'lib/postgresql/dict_snowball.so', 'share/postgresql/postgres.bki']
    .map((file) => join(native, file))
    .filter(existsSync)
    .every((file) => canReach(file, user))

/**
 * The `native` folder to run from: the package's own when the server's user can read it and its links can be made,
 * else a copy in the first of `places` which that user reaches; undefined when it reaches none.
 */
export const usableFiles = (native: string, user: SystemUser | undefined, places: readonly string[]): string | undefined => {
  const complete = missingLinks(native).length === 0 || canWrite(join(native, 'lib'))
  if (complete) makeLinks(native)
  if (complete && canRun(native, user)) return native
  const { size, mtimeMs } = statSync(join(native, 'bin', 'postgres'))
  const name = `postgres-runtime-${createHash('sha256').update(`${native} ${size} ${mtimeMs}`).digest('hex').slice(0, 12)}`
  const place = places.find((it) => !user || canReach(it, user))
  if (!place) return undefined
  const copy = join(place, name)
  if (!existsSync(copy)) {
    const fresh = join(place, `${name}.${process.pid}`)
    mkdirSync(fresh, { recursive: true, mode: 0o755 })
    cpSync(native, join(fresh, 'native'), {
      recursive: true,
      verbatimSymlinks: true,
      filter: (path) => !path.endsWith('.a') && !/include$/.test(path),
    })
    openToAll(fresh)
    makeLinks(join(fresh, 'native'))
    try {
      renameSync(fresh, copy)
    } catch (error) {
      // Somebody else finished the same copy first.
      rmSync(fresh, { recursive: true, force: true })
      if (!existsSync(copy)) throw error
    }
  }
  return join(copy, 'native')
}

/** Readable by everybody, whatever the umask was when the package was installed. */
const openToAll = (folder: string): void => {
  chmodSync(folder, 0o755)
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isSymbolicLink()) continue
    const path = join(entry.parentPath, entry.name)
    chmodSync(path, entry.isDirectory() || basename(entry.parentPath) === 'bin' ? 0o755 : 0o644)
  }
}
