/** A PostgreSQL server on this machine: where its programs are, its version ("18.4") and its major number (18). */
export interface Runtime {
  bin: string
  version: string
  major: number
  from: 'package' | 'disk'
}

/** The oldest PostgreSQL whose SQL the migrations and queries speak. */
export const oldestMajor = 15

/** "postgres (PostgreSQL) 15.14 (Debian 15.14-0+deb12u1)" → { version: '15.14', major: 15 }; undefined for anything else. */
export const parseVersion = (line: string): { version: string; major: number } | undefined => {
  const version = /\(PostgreSQL\) (\d+[\w.]*)/.exec(line)?.[1]
  return version === undefined ? undefined : { version, major: Number.parseInt(version, 10) }
}

/**
 * Which server opens a folder that major `folderMajor` wrote (undefined: a new folder).
 * A new folder takes the first packaged server, else the newest on disk; an existing one only its own major.
 */
export const chooseRuntime = (found: readonly Runtime[], folderMajor: number | undefined): Runtime | undefined => {
  const fit = found.filter(({ major }) => major >= oldestMajor && (folderMajor === undefined || major === folderMajor))
  return fit.find(({ from }) => from === 'package') ?? fit.sort((a, b) => b.major - a.major)[0]
}
