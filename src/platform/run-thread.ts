import { Worker, type ResourceLimits } from 'node:worker_threads'
import { addressOf, type Db } from './database/connect.ts'
import { workerEntry } from './worker-entry.ts'

/** What a thread for one task is given. */
export interface ThreadTask<T> {
  databaseUrl: string
  task: T
}

/**
 * Does a task in a thread of its own, with its own connections: requests never wait for it. `name` as for `workerEntry`; its program
 * posts one message when all is done. It ends with this process, and what it has not committed is gone.
 */
export async function runThread<T>(db: Db, name: string, task: T, limits: ResourceLimits): Promise<void> {
  const given: ThreadTask<T> = { databaseUrl: addressOf(db), task }
  const worker = new Worker(...workerEntry(name, { workerData: given, resourceLimits: limits }))
  let isDone = false
  worker.once('message', () => (isDone = true))
  await new Promise<void>((resolve, reject) => {
    worker.once('error', reject)
    worker.once('exit', () => (isDone ? resolve() : reject(new Error(`the thread ${name} ended early`))))
  })
}
