import type { Work } from '../platform/jobs.ts'
import { doInThread } from './commands/in-thread.ts'
import { doTask, type Task } from './commands/task.ts'
import { clearUploads } from './store/uploads.ts'

interface Payload {
  importId: string
  dataDir: string
  /** Worth a thread of its own. */
  large?: boolean
}

/** What an import comes to has its own transactions, so that progress is seen and a cancellation rolls back. */
const doing =
  (what: Task['what']): Work =>
  async (_, { id, orgId, attempt, payload }, db) => {
    const { importId, dataDir, large = false } = payload as unknown as Payload
    const task: Task = { what, orgId, importId, dataDir, fence: { jobId: id, attempt } }
    await (large ? doInThread(db, task) : doTask(db, task))
  }

/** Brings a file in. */
export const runImport: Work = async (tx, job, db) => {
  await clearUploads((job.payload as unknown as Payload).dataDir, Date.now())
  await doing('run')(tx, job, db)
}

/** Lets search find what a large import made. */
export const fileSearchOfImport = doing('file-search')

export const undoImport = doing('undo')
