import { readFile } from 'node:fs/promises'
import { parentPort, workerData } from 'node:worker_threads'
import { inspectWorkbook, rowsOfSheet } from './workbook.ts'
import type { FileFormat, Row, SheetLimits } from './sheet.ts'

export interface WorkbookTask {
  path: string
  format: Exclude<FileFormat, 'csv'>
  /** null: only say what is in it. */
  sheet: string | null
  limits: SheetLimits
}

// The reader pulls: one batch per message, so a slow database never lets rows pile up here.
const port = parentPort!
const { path, format, sheet, limits } = workerData as WorkbookTask

const nextPull = () => new Promise<void>((resolve) => port.once('message', () => resolve()))

async function run(): Promise<void> {
  const bytes = await readFile(path)
  if (sheet === null) {
    port.postMessage({ found: await inspectWorkbook(bytes, format) })
    return
  }
  let batch: Row[] = []
  let rows = 0
  for await (const row of rowsOfSheet(bytes, format, sheet)) {
    if (++rows > limits.rows) throw Object.assign(new Error(), { refusal: 'file-too-many-rows', limit: limits.rows })
    if (row.length > limits.columns) throw Object.assign(new Error(), { refusal: 'file-too-many-columns', limit: limits.columns })
    batch.push(row)
    if (batch.length < 1000) continue
    await nextPull()
    port.postMessage({ rows: batch })
    batch = []
  }
  await nextPull()
  port.postMessage({ rows: batch, done: true })
}

run().catch((error: Error & { refusal?: string; limit?: number }) => {
  const code = error.refusal ?? (error.name === 'EncryptedFileError' ? 'file-locked' : 'file-damaged')
  port.postMessage({ failed: { code, facts: error.limit === undefined ? {} : { limit: error.limit } } })
})
