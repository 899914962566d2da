import { getuid, platform } from 'node:process'
import { EmbeddedRefusal } from './refusal.ts'
import { canReach, type SystemUser } from './system-user.ts'

interface Identity {
  cwd: string
  uid?: number
  gid?: number
  env: NodeJS.ProcessEnv
}

/**
 * How the server's programs are told their folder, and as whom they run. Where their user cannot walk to the folder (a clone in
 * root's 0700 home), they begin inside it and name it /proc/self/cwd: Linux lets a process into where it already is.
 */
export const serverFolder = (folder: string, user: SystemUser | undefined): { argument: string; spawn: Identity } => {
  const env: NodeJS.ProcessEnv = {
    PATH: process.env.PATH,
    LC_ALL: 'C',
    TZ: 'UTC',
    ...(platform === 'win32' && { SystemRoot: process.env.SystemRoot }),
  }
  const spawn = { cwd: folder, env, ...(user && { uid: user.uid, gid: user.gid }) }
  if (!user || getuid?.() !== 0 || canReach(folder, user)) return { argument: folder, spawn }
  if (platform !== 'linux')
    throw new EmbeddedRefusal(
      'not-ours',
      `The system user "${user.name}" that runs the database cannot reach ${folder}. Set DATA_DIR to a folder that it can, for example /var/lib/sluice.`,
    )
  return { argument: '/proc/self/cwd', spawn }
}
