import { sql } from 'kysely'
import type { Tx } from '../../platform/database/connect.ts'
import type { StoredBacktest, StoredModel } from '../stored-model.ts'

export interface ModelHead {
  id: string
  trainedAt: Date
  trainedOn: string
  windowFrom: string
  windowTo: string
  version: string
  deals: number
}

export interface KeptModel extends ModelHead {
  model: StoredModel
  backtest: StoredBacktest
}

const known = new Map<string, KeptModel>()
const mostKept = 20

/** The latest model, or the latest one trained on a day or before; the earliest where all are later. Null before the first training. Models never change: they are kept in memory by id. */
export async function readModel(tx: Tx, orgId: string, by?: string): Promise<KeptModel | null> {
  const until = by ?? '9999-12-31'
  const { rows } = await sql<{ id: string }>`
    select id from forecast_model where org_id = ${orgId}
    order by trained_on <= ${until}::date desc, case when trained_on <= ${until}::date then trained_at end desc, trained_at, id limit 1`.execute(
    tx,
  )
  const id = rows[0]?.id
  if (!id) return null
  const found = known.get(`${orgId}/${id}`)
  if (found) return found
  const row = await tx
    .selectFrom('forecast_model')
    .selectAll()
    .where('org_id', '=', orgId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) return null
  const model: KeptModel = {
    id,
    trainedAt: row.trained_at,
    trainedOn: row.trained_on,
    windowFrom: row.window_from,
    windowTo: row.window_to,
    version: row.version,
    deals: row.deals,
    model: row.model as unknown as StoredModel,
    backtest: row.backtest as unknown as StoredBacktest,
  }
  if (known.size >= mostKept) known.delete(known.keys().next().value!)
  known.set(`${orgId}/${id}`, model)
  return model
}
