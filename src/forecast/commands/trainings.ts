import type { Tx } from '../../platform/database/connect.ts'
import { askFor } from '../../platform/jobs.ts'
import { accept, refuse, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { training } from '../permissions.ts'
import { endTraining, insertTraining } from '../store/trainings.ts'

export const askForTraining = (tx: Tx, orgId: string, trainingId: string, now: Date): Promise<string | null> =>
  askFor(tx, { orgId, kind: 'forecast.train', payload: { trainingId, now: now.getTime() }, uniqueKey: trainingId })

/** Asks for a training. Refused while one is under way. */
export async function startTraining(tx: Tx, caller: Caller): Promise<Outcome<{ id: string }>> {
  const lacking = training(caller)
  if (lacking) return { ok: false, refusal: lacking }
  const id = await insertTraining(tx, caller.orgId, caller.now, caller.memberId)
  if (!id) return refuse('training-under-way', {}, 409)
  await askForTraining(tx, caller.orgId, id, caller.now)
  return accept({ id })
}

/** Stops a training that waits or runs; the old model stays. */
export async function cancelTraining(tx: Tx, caller: Caller, id: string): Promise<Outcome<undefined>> {
  const row = await tx
    .selectFrom('forecast_training')
    .select('status')
    .where('org_id', '=', caller.orgId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!row) return refuse('not-found')
  const lacking = training(caller)
  if (lacking) return { ok: false, refusal: lacking }
  if (row.status === 'waiting') {
    await endTraining(tx, caller.orgId, id, { status: 'cancelled', at: caller.now })
    return accept(undefined)
  }
  if (row.status !== 'running') return refuse('training-not-running', {}, 409)
  await tx
    .updateTable('forecast_training')
    .set({ cancel_asked_at: caller.now })
    .where('org_id', '=', caller.orgId)
    .where('id', '=', id)
    .execute()
  return accept(undefined)
}
