import { createWriteStream } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { newId } from '../../platform/ids.ts'
import type { TableFound } from '../analysis.ts'
import type { Mapping } from '../mapping.ts'

// Uploads lie in the data folder, one folder per organisation, under names of our own making.

export interface Upload {
  fileId: string
  fileName: string
  memberId: string
}

const folderOf = (dataDir: string, orgId: string): string => join(dataDir, 'imports', orgId)
export const uploadPath = (dataDir: string, orgId: string, fileId: string): string => join(folderOf(dataDir, orgId), fileId)

/** Where a file that is still coming in is kept; nobody can name it yet. */
export async function receive(dataDir: string, source: Readable): Promise<string> {
  const folder = join(dataDir, 'imports', 'incoming')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, newId())
  try {
    await pipeline(source, createWriteStream(path, { mode: 0o600 }))
    return path
  } catch (error) {
    await rm(path, { force: true })
    throw error
  }
}

export async function keepUpload(
  dataDir: string,
  orgId: string,
  received: string,
  fileName: string,
  memberId: string,
): Promise<string> {
  const fileId = newId()
  await mkdir(folderOf(dataDir, orgId), { recursive: true, mode: 0o700 })
  await rename(received, uploadPath(dataDir, orgId, fileId))
  await writeFile(`${uploadPath(dataDir, orgId, fileId)}.json`, JSON.stringify({ fileId, fileName, memberId } satisfies Upload), {
    mode: 0o600,
  })
  return fileId
}

/** The upload of that id, or null: never there, of another organisation, or cleared away. */
export async function findUpload(dataDir: string, orgId: string, fileId: string): Promise<Upload | null> {
  try {
    return JSON.parse(await readFile(`${uploadPath(dataDir, orgId, fileId)}.json`, 'utf8')) as Upload
  } catch {
    return null
  }
}

/** How an upload was read. */
type ReadAs = Pick<Mapping, 'encoding' | 'separator' | 'sheet' | 'headerRow'>

const readAs = ({ encoding, separator, sheet, headerRow }: ReadAs): string =>
  JSON.stringify([encoding ?? null, separator ?? null, sheet ?? null, headerRow ?? null])

const findingsPath = (dataDir: string, orgId: string, fileId: string): string =>
  `${uploadPath(dataDir, orgId, fileId)}.found.json`

/** Keeps what was found in an upload read in this way, so that bringing it in reads it once instead of twice. */
export const keepFindings = (dataDir: string, orgId: string, fileId: string, as: ReadAs, found: TableFound): Promise<void> =>
  writeFile(findingsPath(dataDir, orgId, fileId), JSON.stringify({ as: readAs(as), found }), { mode: 0o600 })

/** What was found when the upload was last looked into in this very way, or null. */
export async function findingsOf(dataDir: string, orgId: string, fileId: string, as: ReadAs): Promise<TableFound | null> {
  try {
    const kept = JSON.parse(await readFile(findingsPath(dataDir, orgId, fileId), 'utf8')) as { as: string; found: TableFound }
    return kept.as === readAs(as) ? kept.found : null
  } catch {
    return null
  }
}

/** Bytes. */
export const uploadSize = async (dataDir: string, orgId: string, fileId: string): Promise<number> =>
  (await stat(uploadPath(dataDir, orgId, fileId))).size

const keptDays = 7

/** Removes uploads older than a week; what an import made of them is in the database. */
export async function clearUploads(dataDir: string, now: number): Promise<number> {
  let cleared = 0
  const root = join(dataDir, 'imports')
  for (const folder of await readdir(root).catch(() => []))
    for (const name of await readdir(join(root, folder)).catch(() => [])) {
      const path = join(root, folder, name)
      const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: now }))
      if (now - mtimeMs < keptDays * 86_400_000) continue
      await rm(path, { force: true })
      cleared++
    }
  return cleared
}
