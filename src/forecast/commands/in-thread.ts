import type { Db } from '../../platform/database/connect.ts'
import { runThread } from '../../platform/run-thread.ts'
import type { TrainingTask } from './train.ts'

const limits = { maxOldGenerationSizeMb: 900, maxYoungGenerationSizeMb: 64 }

/** Trains in a thread of its own: requests never wait for it. */
export const trainInThread = (db: Db, task: TrainingTask): Promise<void> => runThread(db, 'forecast/train', task, limits)
