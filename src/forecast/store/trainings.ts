import { sql } from 'kysely'
import type { Db, Tx } from '../../platform/database/connect.ts'
import { inOrganisation } from '../../platform/database/connect.ts'
import { newId } from '../../platform/ids.ts'
import type { TrainingStep } from '../running-contract.ts'
import type { StoredBacktest, StoredModel } from '../stored-model.ts'

/** Writes down that a training is wanted; null when one is under way. */
export async function insertTraining(tx: Tx, orgId: string, at: Date, by: string | null): Promise<string | null> {
  const row = await tx
    .insertInto('forecast_training')
    .values({ org_id: orgId, id: newId(), status: 'waiting', asked_at: at, asked_by: by })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return row?.id ?? null
}

/** Begins or begins again; false when it has ended meanwhile. */
export async function beginTraining(db: Db, orgId: string, id: string, at: Date): Promise<boolean> {
  return inOrganisation(db, orgId, async (tx) => {
    const { rows } = await sql`
      update forecast_training set status = 'running', started_at = ${at}, progress = 0, step = 'reading'
      where org_id = ${orgId} and id = ${id} and status in ('waiting', 'running') returning id`.execute(tx)
    return rows.length > 0
  })
}

/** Tells how far it is, and hears whether somebody wants it stopped. */
export async function tellProgress(
  db: Db,
  orgId: string,
  id: string,
  { progress, step, deals }: { progress: number; step: TrainingStep; deals?: number },
): Promise<{ stop: boolean }> {
  return inOrganisation(db, orgId, async (tx) => {
    const { rows } = await sql<{ stop: boolean }>`
      update forecast_training set progress = ${Math.min(1, progress)}, step = ${step}, deals = coalesce(${deals ?? null}::int, deals)
      where org_id = ${orgId} and id = ${id} and status = 'running' returning cancel_asked_at is not null as stop`.execute(tx)
    return { stop: rows[0]?.stop ?? true }
  })
}

export async function endTraining(
  tx: Tx,
  orgId: string,
  id: string,
  { status, at, seconds, error }: { status: 'done' | 'cancelled' | 'failed'; at: Date; seconds?: number; error?: string },
): Promise<boolean> {
  const { rows } = await sql`
    update forecast_training set status = ${status}, ended_at = ${at}, seconds = ${seconds ?? null}, error = ${error ?? null},
      progress = case when ${status === 'done'} then 1 else progress end, step = null
    where org_id = ${orgId} and id = ${id} and status in ('waiting', 'running') returning id`.execute(tx)
  return rows.length > 0
}

export interface ModelToStore {
  trainingId: string
  trainedAt: Date
  trainedOn: string
  windowFrom: string
  windowTo: string
  deals: number
  seed: number
  version: string
  model: StoredModel
  backtest: StoredBacktest
}

const kept = 30

/** Stores a model whole; the oldest ones make room. */
export async function insertModel(tx: Tx, orgId: string, given: ModelToStore): Promise<string> {
  const id = newId()
  await tx
    .insertInto('forecast_model')
    .values({
      org_id: orgId,
      id,
      training_id: given.trainingId,
      trained_at: given.trainedAt,
      trained_on: given.trainedOn,
      window_from: given.windowFrom,
      window_to: given.windowTo,
      deals: given.deals,
      seed: given.seed,
      version: given.version,
      model: JSON.stringify(given.model),
      backtest: JSON.stringify(given.backtest),
    })
    .execute()
  await sql`delete from forecast_model where org_id = ${orgId} and id in (
    select id from forecast_model where org_id = ${orgId} order by trained_at desc, id desc offset ${kept})`.execute(tx)
  return id
}

/** Whether nobody has trained for a week, or ever, though a deal has ended. */
export async function isTrainingDue(tx: Tx, orgId: string, now: Date): Promise<boolean> {
  const { rows } = await sql<{ due: boolean }>`
    select not exists (select from forecast_training where org_id = ${orgId} and asked_at > ${new Date(now.getTime() - 7 * 86_400_000)})
      and exists (select from opportunity where org_id = ${orgId} and status in ('won', 'lost')) as due`.execute(tx)
  return rows[0]!.due
}
