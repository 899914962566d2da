import { parentPort, workerData } from 'node:worker_threads'
import { inOrganisation, openDatabase } from '../platform/database/connect.ts'
import type { ThreadTask } from '../platform/run-thread.ts'
import { judgeAllBuyers, type JudgingTask } from './commands/judge.ts'

const { databaseUrl, task } = workerData as ThreadTask<JudgingTask>
const { db, close } = openDatabase(databaseUrl, { max: 1 })
try {
  await inOrganisation(db, task.orgId, (tx) => judgeAllBuyers(tx, task.orgId, new Date(task.now)))
  parentPort!.postMessage('done')
} finally {
  await close()
}
