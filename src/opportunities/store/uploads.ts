import { createWriteStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { newId } from '../../platform/ids.ts'

export interface ReceivedFile {
  path: string
  /** More came than was asked for; the rest was not kept. */
  tooLarge: boolean
}

const folderOf = (dataDir: string): string => join(dataDir, 'documents', 'incoming')

export const clearReceived = (dataDir: string): Promise<void> => rm(folderOf(dataDir), { recursive: true, force: true })

/** Takes a file in that is still coming, under a name of our own making, and keeps no more than `most` bytes of it. */
export async function receive(dataDir: string, source: Readable, most: number): Promise<ReceivedFile> {
  const folder = folderOf(dataDir)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, newId())
  let size = 0
  async function* atMost(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of chunks) {
      size += chunk.length
      if (size <= most) yield chunk
    }
  }
  try {
    await pipeline(source, atMost, createWriteStream(path, { mode: 0o600 }))
    return { path, tooLarge: size > most }
  } catch (error) {
    await rm(path, { force: true })
    throw error
  }
}
