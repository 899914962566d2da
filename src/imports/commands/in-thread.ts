import { Worker } from 'node:worker_threads'
import { addressOf, type Db } from '../../platform/database/connect.ts'
import { workerEntry } from '../../platform/worker-entry.ts'
import type { Task } from './task.ts'

export interface ThreadTask {
  databaseUrl: string
  task: Task
}

/** Young objects live as long as three batches are under way: with less room they would be copied again and again. */
const limits = { maxOldGenerationSizeMb: 400, maxYoungGenerationSizeMb: 192 }

/**
 * Does a large task in a thread of its own, with its own connections: requests never wait for the rows that are worked out meanwhile.
 * It ends with this process, and what it has not committed is gone.
 */
export async function doInThread(db: Db, task: Task): Promise<void> {
  const given: ThreadTask = { databaseUrl: addressOf(db), task }
  const worker = new Worker(...workerEntry('imports/task', { workerData: given, resourceLimits: limits }))
  let isDone = false
  worker.once('message', () => (isDone = true))
  await new Promise<void>((resolve, reject) => {
    worker.once('error', reject)
    worker.once('exit', () => (isDone ? resolve() : reject(new Error(`the thread of an import's ${task.what} ended early`))))
  })
}
