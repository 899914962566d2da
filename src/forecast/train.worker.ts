import { parentPort, workerData } from 'node:worker_threads'
import { openDatabase } from '../platform/database/connect.ts'
import type { ThreadTask } from '../platform/run-thread.ts'
import { train, type TrainingTask } from './commands/train.ts'

const { databaseUrl, task } = workerData as ThreadTask<TrainingTask>
const { db, close } = openDatabase(databaseUrl, { max: 2 })
try {
  await train(db, task)
  parentPort!.postMessage('done')
} finally {
  await close()
}
