import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { openDatabase, type Opened } from '../platform/database/connect.ts'
import { migrate } from '../platform/database/migrate.ts'
import { prepareRoles } from '../platform/database/roles.ts'
import { startEmbedded } from '../platform/embedded/start.ts'
import type { Config } from '../platform/config.ts'

export interface Ground extends Opened {
  appUrl: string
  ownerUrl: string
  secret: string
  dataDir: string
  embedded: boolean
  stop: () => Promise<void>
}

interface BootOptions {
  config: Config
  log: (line: string) => void
  /** Called before existing data is migrated, with the owner's connection and the names of what is pending. */
  backup?: (ownerUrl: string, pending: string[]) => Promise<void>
  connections?: number
}

/** From settings to an open, migrated database: the embedded one in DATA_DIR, or the server that DATABASE_URL names. */
export async function boot({ config, log, backup, connections = 10 }: BootOptions): Promise<Ground> {
  const dataDir = resolve(config.DATA_DIR)
  mkdirSync(dataDir, { recursive: true })
  const secret = config.SLUICE_SECRET ?? ownSecret(dataDir)
  const server = config.DATABASE_URL ? null : await startEmbedded({ dataDir, log })
  try {
    const ownerUrl = server?.url ?? config.DATABASE_URL!
    const migrated = await migrate({
      ownerUrl,
      log,
      ...(backup ? { beforeChange: (pending: string[]) => backup(ownerUrl, pending) } : {}),
    })
    if (migrated.length > 0) log(`${migrated.length} migrations applied`)
    const { appUrl } = await prepareRoles(ownerUrl, secret)
    const opened = openDatabase(appUrl, { max: connections })
    return {
      ...opened,
      appUrl,
      ownerUrl,
      secret,
      dataDir,
      embedded: server !== null,
      stop: async () => {
        await opened.close()
        await server?.stop()
      },
    }
  } catch (error) {
    await server?.stop()
    throw error
  }
}

/** The installation's own secret: made once, readable by its owner only. */
function ownSecret(dataDir: string): string {
  const file = join(dataDir, 'secret')
  if (!existsSync(file)) {
    try {
      writeFileSync(file, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
  return readFileSync(file, 'utf8').trim()
}
