import { readFile } from 'node:fs/promises'
import { Worker } from 'node:worker_threads'
import { accept, refuse } from '../refusal.ts'
import { workerEntry } from '../worker-entry.ts'
import type { WorkbookTask } from './read.worker.ts'
import { UnreadableFile, type FileFormat, type Opened, type ReadingWish, type Row, type SheetLimits } from './sheet.ts'
import { workbookFormat, type WorkbookFound } from './workbook.ts'
import { readZipDirectory } from './zip-directory.ts'

interface Message {
  found?: WorkbookFound
  rows?: Row[]
  done?: boolean
  failed?: { code: string; facts: Record<string, unknown> }
}

/** Opens a workbook in a thread of its own, with limits, after its zip directory has been found harmless. */
export async function openWorkbook(
  path: string,
  content: 'zip' | 'ole2',
  wish: ReadingWish,
  limits: SheetLimits,
): Promise<Opened> {
  const format = await formatOf(path, content)
  if (!format.ok) return format
  const task = { path, format: format.value, limits }
  try {
    const found = await inspect({ ...task, sheet: null })
    if (found.sheets.length === 0) return refuse('file-empty')
    if (wish.sheet && !found.sheets.some(({ name }) => name === wish.sheet)) return refuse('sheet-unknown', { sheet: wish.sheet })
    const sheet = wish.sheet ?? found.best
    return accept({
      reading: { format: format.value, encoding: null, separator: null, sheets: found.sheets, sheet },
      rows: () => pull({ ...task, sheet }),
    })
  } catch (error) {
    if (error instanceof UnreadableFile) return refuse(error.code, error.facts)
    throw error
  }
}

async function formatOf(path: string, content: 'zip' | 'ole2') {
  if (content === 'ole2') return accept<Exclude<FileFormat, 'csv'>>('xls')
  const directory = readZipDirectory(await readFile(path))
  if (!directory.ok) return directory
  const format = workbookFormat(directory.value.map(({ name }) => name))
  return format ? accept<Exclude<FileFormat, 'csv'>>(format) : refuse('file-kind-unknown')
}

async function inspect(task: WorkbookTask): Promise<WorkbookFound> {
  const thread = start(task)
  try {
    return (await thread.next()).found!
  } finally {
    await thread.stop()
  }
}

async function* pull(task: WorkbookTask): AsyncGenerator<Row[], void, undefined> {
  const thread = start(task)
  try {
    for (;;) {
      const { rows, done } = await thread.next()
      if (rows!.length > 0) yield rows!
      if (done) return
    }
  } finally {
    await thread.stop()
  }
}

function start(task: WorkbookTask) {
  const worker = new Worker(
    ...workerEntry('platform/files/read', {
      workerData: task,
      resourceLimits: { maxOldGenerationSizeMb: 350, maxYoungGenerationSizeMb: 48 },
    }),
  )
  return {
    stop: () => worker.terminate(),
    next: () =>
      new Promise<Message>((resolve, reject) => {
        const timer = setTimeout(() => settle(() => reject(new UnreadableFile('file-too-slow'))), task.limits.patience * 1000)
        const settle = (end: () => void) => {
          clearTimeout(timer)
          worker.removeAllListeners()
          end()
        }
        worker.once('message', (message: Message) =>
          settle(() =>
            message.failed ? reject(new UnreadableFile(message.failed.code, message.failed.facts)) : resolve(message),
          ),
        )
        worker.once('error', (error: Error & { code?: string }) =>
          settle(() =>
            reject(
              error.code === 'ERR_WORKER_OUT_OF_MEMORY'
                ? new UnreadableFile('file-too-large-unpacked', { limitMegabytes: 300 })
                : error,
            ),
          ),
        )
        worker.once('exit', () => settle(() => reject(new UnreadableFile('file-damaged'))))
        worker.postMessage('next')
      }),
  }
}
