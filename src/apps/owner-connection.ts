import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Config } from '../platform/config.ts'
import { holderOf } from '../platform/embedded/folder-lock.ts'
import { runningUrl, startEmbedded } from '../platform/embedded/start.ts'

/** Does `work` with an owner's connection: to DATABASE_URL, to the embedded database that runs, or to one started for it. */
export const withOwner = async <T>(
  config: Config,
  say: (line: string) => void,
  work: (ownerUrl: string) => Promise<T>,
): Promise<T> => {
  if (config.DATABASE_URL) return work(config.DATABASE_URL)
  const dataDir = resolve(config.DATA_DIR)
  const running = holderOf(dataDir) === undefined ? undefined : runningUrl(dataDir)
  if (running) return work(running)
  const server = await startEmbedded({ dataDir, log: say })
  try {
    return await work(server.url)
  } finally {
    await server.stop()
  }
}

/** The process that has this installation's data open, where that can be known. */
export const opener = (config: Config): number | undefined =>
  config.DATABASE_URL ? undefined : holderOf(resolve(config.DATA_DIR))

/** Whether an embedded database exists in the data folder. */
export const hasEmbedded = (config: Config): boolean => existsSync(join(resolve(config.DATA_DIR), 'postgres', 'PG_VERSION'))

export const embeddedMajor = (config: Config): string | undefined =>
  hasEmbedded(config) ? readFileSync(join(resolve(config.DATA_DIR), 'postgres', 'PG_VERSION'), 'utf8').trim() : undefined
