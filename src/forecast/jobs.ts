import type { Work } from '../platform/jobs.ts'
import { inOrganisation } from '../platform/database/connect.ts'
import { trainInThread } from './commands/in-thread.ts'
import { endTraining, insertTraining, isTrainingDue } from './store/trainings.ts'
import { askForTraining } from './commands/trainings.ts'

const lastAttempt = 5

/** Learns the forecast anew, beside all other work. What it comes to has its own transactions; a process that dies begins it again. */
export const trainForecast: Work = async (_, { orgId, payload, attempt }, db) => {
  const { trainingId, now } = payload as unknown as { trainingId: string; now: number }
  try {
    await trainInThread(db, { orgId, trainingId, now })
  } catch (error) {
    if (attempt < lastAttempt) throw error
    const text = error instanceof Error ? error.message : String(error)
    await inOrganisation(db, orgId, (tx) => endTraining(tx, orgId, trainingId, { status: 'failed', at: new Date(), error: text }))
    throw error
  }
}

/** Asks for a training where the last one that ended is a week old, and there are deals to learn from. */
export const trainWeekly: Work = async (tx, { orgId }) => {
  const now = new Date()
  if (!(await isTrainingDue(tx, orgId, now))) return
  const id = await insertTraining(tx, orgId, now, null)
  if (id) await askForTraining(tx, orgId, id, now)
}
