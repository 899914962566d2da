import { existsSync, lstatSync, lchownSync, readFileSync, readdirSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { getuid } from 'node:process'

/** The system user under which the database server runs when we are root: it refuses to run as root. */
export interface SystemUser {
  name: string
  uid: number
  gid: number
}

/** Users in the order of preference: one made for Sluice, one made for databases, the one that owns nothing. */
const preferred = ['sluice', 'postgres', '_postgres', 'nobody']

/** The first preferred user that /etc/passwd (its text) names. */
export const preferredUser = (passwd: string): SystemUser | undefined => {
  const users = passwd.split('\n').flatMap((line) => {
    const [name, , uid, gid] = line.split(':')
    return name && uid && gid && Number(uid) > 0 ? [{ name, uid: Number(uid), gid: Number(gid) }] : []
  })
  return preferred.map((name) => users.find((user) => user.name === name)).find((user) => user !== undefined)
}

/**
 * Whom the server runs as: undefined = as ourselves (we are not root). As root: the owner of an existing data folder,
 * else the preferred user. Throws when root's machine has no such user.
 */
export const serverUser = (dataFolder: string): SystemUser | undefined => {
  if (getuid?.() !== 0) return undefined
  const passwd = readFileSync('/etc/passwd', 'utf8')
  if (existsSync(dataFolder)) {
    const { uid, gid } = statSync(dataFolder)
    if (uid !== 0)
      return {
        name:
          passwd
            .split('\n')
            .find((line) => line.split(':')[2] === String(uid))
            ?.split(':')[0] ?? String(uid),
        uid,
        gid,
      }
  }
  const user = preferredUser(passwd)
  if (!user)
    throw new Error('Running as root needs a system user for the database: create one named "sluice" (useradd --system sluice).')
  return user
}

const allows = (path: string, user: SystemUser, bit: 4 | 1): boolean => {
  const { uid, gid, mode } = statSync(path)
  const shift = uid === user.uid ? 6 : gid === user.gid ? 3 : 0
  return ((mode >> shift) & bit) !== 0
}

/** True when `user` can read `path` (enter it, for a folder): every folder above lets it through. Permission bits only, no ACLs. */
export const canReach = (path: string, user: SystemUser): boolean => {
  const target = resolve(path)
  if (!existsSync(target)) return canReach(dirname(target), user)
  for (let folder = dirname(target); ; folder = dirname(folder)) {
    if (!allows(folder, user, 1)) return false
    if (folder === dirname(folder)) break
  }
  return allows(target, user, statSync(target).isDirectory() ? 1 : 4)
}

/** Gives a folder and all in it to `user`, as a restored copy of a data folder may belong to root. */
export const giveTo = (folder: string, user: SystemUser): void => {
  lchownSync(folder, user.uid, user.gid)
  for (const name of readdirSync(folder)) {
    const path = join(folder, name)
    if (lstatSync(path).isDirectory()) giveTo(path, user)
    else lchownSync(path, user.uid, user.gid)
  }
}
