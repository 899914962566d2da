import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  openSync,
  fsyncSync,
  closeSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { constants, createGunzip, createGzip } from 'node:zlib'
import { dumpDatabase } from './dump.ts'
import { loadDatabase, LoadRefusal, type Loaded } from './load.ts'

/** Writes a backup; the file appears under its name when it is whole and on disk. Readable by its owner only: it holds everything. */
export const backupToFile = async (ownerUrl: string, path: string): Promise<void> => {
  const file = resolve(path)
  mkdirSync(dirname(file), { recursive: true })
  const part = `${file}.part-${process.pid}`
  try {
    await pipeline(
      Readable.from(dumpDatabase(ownerUrl)),
      createGzip({ level: constants.Z_BEST_SPEED }),
      createWriteStream(part, { mode: 0o600 }),
    )
    const handle = openSync(part, 'r+')
    fsyncSync(handle)
    closeSync(handle)
    renameSync(part, file)
  } finally {
    rmSync(part, { force: true })
  }
}

/** Fills an empty database from a backup file. */
export const restoreFromFile = async (ownerUrl: string, path: string): Promise<Loaded> => {
  if (!existsSync(path)) throw new LoadRefusal('not-a-backup', `There is no file ${path}.`)
  const unzipped = createGunzip()
  const file = createReadStream(path)
  file.on('error', (error) => unzipped.destroy(error))
  return loadDatabase(ownerUrl, file.pipe(unzipped))
}

/** Copies everything from one database to another, empty one. */
export const moveDatabase = (fromUrl: string, toUrl: string): Promise<Loaded> =>
  loadDatabase(toUrl, Readable.from(dumpDatabase(fromUrl)))

const kept = 10

/** For `boot`: a backup into DATA_DIR/backups before migrations change existing data. The ten newest are kept. */
export const backupBeforeMigration =
  (dataDir: string, log: (line: string) => void) =>
  async (ownerUrl: string, pending: string[]): Promise<void> => {
    const folder = join(resolve(dataDir), 'backups')
    const stamp = new Date()
      .toISOString()
      .replace(/\.\d+Z$/, '')
      .replaceAll(':', '')
    const file = join(folder, `${stamp}-before-${pending[0] ?? 'migration'}.sluice`)
    await backupToFile(ownerUrl, file)
    log(`backup before migrating: ${file}`)
    const automatic = readdirSync(folder).filter((name) => /^\d{4}-\d\d-\d\dT\d{6}-before-.*\.sluice$/.test(name))
    for (const name of automatic.sort().slice(0, -kept)) rmSync(join(folder, name))
  }
