import { Worker } from 'node:worker_threads'
import { addressOf, type Db } from '../../platform/database/connect.ts'
import { workerEntry } from '../../platform/worker-entry.ts'
import type { TrainingTask } from './train.ts'

export interface ThreadTask {
  databaseUrl: string
  task: TrainingTask
}

const limits = { maxOldGenerationSizeMb: 900, maxYoungGenerationSizeMb: 64 }

/** Trains in a thread of its own, with its own connection: requests never wait for it. It ends with this process, and what it has not stored is gone. */
export async function trainInThread(db: Db, task: TrainingTask): Promise<void> {
  const given: ThreadTask = { databaseUrl: addressOf(db), task }
  const worker = new Worker(...workerEntry('forecast/train', { workerData: given, resourceLimits: limits }))
  let isDone = false
  worker.once('message', () => (isDone = true))
  await new Promise<void>((resolve, reject) => {
    worker.once('error', reject)
    worker.once('exit', () => (isDone ? resolve() : reject(new Error('the thread of a forecast training ended early'))))
  })
}
