import { parentPort, workerData } from 'node:worker_threads'
import { openDatabase } from '../platform/database/connect.ts'
import type { ThreadTask } from '../platform/run-thread.ts'
import { doTask, type Task } from './commands/task.ts'

const { databaseUrl, task } = workerData as ThreadTask<Task>
const { db, close } = openDatabase(databaseUrl, { max: 3 })
try {
  await doTask(db, task)
  parentPort!.postMessage('done')
} finally {
  await close()
}
