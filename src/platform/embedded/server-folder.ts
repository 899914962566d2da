import { closeSync, openSync } from 'node:fs'
import { platform } from 'node:process'
import { EmbeddedRefusal } from './refusal.ts'
import { canReach, type SystemUser } from './system-user.ts'

interface Place {
  /** What the program's -D says. */
  argument: string
  /** Options of node's spawn; `stdio` is for the fourth stream and above. */
  spawn: { cwd: string; uid?: number; gid?: number; env: NodeJS.ProcessEnv }
  handles: number[]
  /** Call once the program runs. */
  close: () => void
}

/**
 * How the server's programs are told their folder, and as whom they run. Where their user cannot walk to the folder (a clone in
 * root's 0700 home), they get it opened, as file descriptor 3: Linux lets a process into what it holds open.
 */
export const serverFolder = (folder: string, user: SystemUser | undefined): Place => {
  const windows = platform === 'win32' ? { SystemRoot: process.env.SystemRoot } : {}
  const env: NodeJS.ProcessEnv = { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC', ...windows }
  if (!user) return { argument: folder, spawn: { cwd: folder, env }, handles: [], close: () => {} }
  const spawn = { cwd: '/', env, uid: user.uid, gid: user.gid }
  if (canReach(folder, user)) return { argument: folder, spawn, handles: [], close: () => {} }
  if (platform !== 'linux')
    throw new EmbeddedRefusal(
      'not-ours',
      `The system user "${user.name}" that runs the database cannot reach ${folder}. Set DATA_DIR to a folder that it can, for example /var/lib/sluice.`,
    )
  const handle = openSync(folder, 'r')
  return { argument: '/proc/self/fd/3', spawn, handles: [handle], close: () => closeSync(handle) }
}
