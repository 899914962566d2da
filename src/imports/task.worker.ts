import { parentPort, workerData } from 'node:worker_threads'
import { openDatabase } from '../platform/database/connect.ts'
import { doTask } from './commands/task.ts'
import type { ThreadTask } from './commands/in-thread.ts'

const { databaseUrl, task } = workerData as ThreadTask
const { db, close } = openDatabase(databaseUrl, { max: 3 })
try {
  await doTask(db, task)
  parentPort!.postMessage('done')
} finally {
  await close()
}
