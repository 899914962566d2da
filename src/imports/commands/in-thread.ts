import type { Db } from '../../platform/database/connect.ts'
import { runThread } from '../../platform/run-thread.ts'
import type { Task } from './task.ts'

/** Young objects live as long as three batches are under way: with less room they would be copied again and again. */
const limits = { maxOldGenerationSizeMb: 400, maxYoungGenerationSizeMb: 192 }

/** Does a large task in a thread of its own: requests never wait for the rows that are worked out meanwhile. */
export const doInThread = (db: Db, task: Task): Promise<void> => runThread(db, 'imports/task', task, limits)
