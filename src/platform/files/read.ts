import { open, stat } from 'node:fs/promises'
import { accept, refuse } from '../refusal.ts'
import { openText } from './read-text.ts'
import { openWorkbook } from './read-workbook.ts'
import { sheetLimits, type Opened, type ReadingWish, type SheetLimits } from './sheet.ts'
import { sniff } from './sniff.ts'

/**
 * Opens a table, whatever the file's name says: a workbook (XLSX, XLS, XLSB, ODS) or delimited text in any of the usual
 * encodings. Says what it found; rows are read on demand. Refuses what is no table: pictures, PDF, web pages, damage, zip bombs.
 */
export async function openSheet(path: string, wish: ReadingWish = {}, limits: SheetLimits = sheetLimits): Promise<Opened> {
  const content = sniff(await firstBytes(path))
  if ((await stat(path)).size === 0 || content === 'empty') return refuse('file-empty')
  if (content === 'zip' || content === 'ole2') return openWorkbook(path, content, wish, limits)
  if (content === 'text') return accept(await openText(path, wish, limits))
  return refuse('file-kind-unknown', { content })
}

async function firstBytes(path: string): Promise<Uint8Array> {
  const file = await open(path)
  try {
    const buffer = new Uint8Array(1024)
    const { bytesRead } = await file.read(buffer, 0, buffer.length, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}
