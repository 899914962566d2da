import { insertMany } from '../../platform/database/bulk.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { announce } from '../../platform/news.ts'
import { foldHistory, initialFields, type History, type PositionOf } from '../stage-history.ts'
import { loadHistory, positions, stagesOf } from '../store/history.ts'
import { spanRow, standingColumns, tracked, type OpportunityRow } from '../store/rows.ts'

const batch = 500

/** The ids of opportunities whose row or spans differ from what their events say. With `mend`, they are put right. */
export async function reconcile(
  tx: Tx,
  orgId: string,
  { mend = false, ids }: { mend?: boolean; ids?: string[] } = {},
): Promise<string[]> {
  const differing: string[] = []
  const positionsOf = new Map<string, PositionOf>()
  let last = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const rows = await tx
      .selectFrom('opportunity')
      .selectAll()
      .where('org_id', '=', orgId)
      .where('id', '>', last)
      .$if(ids !== undefined, (query) => query.where('id', 'in', ids!))
      .orderBy('id')
      .limit(batch)
      .execute()
    for (const row of rows) {
      if (!positionsOf.has(row.pipeline_id))
        positionsOf.set(row.pipeline_id, positions(await stagesOf(tx, orgId, row.pipeline_id)))
      const { events, fieldEvents } = await loadHistory(tx, orgId, row.id)
      const history = foldHistory(
        events,
        fieldEvents,
        initialFields(tracked(row), fieldEvents),
        positionsOf.get(row.pipeline_id)!,
      )
      if (history && (await equal(tx, row, history))) continue
      differing.push(row.id)
      if (mend && history) await write(tx, row, history)
    }
    if (rows.length < batch) break
    last = rows[rows.length - 1]!.id
  }
  // who keeps figures of deals hears that these are others now
  if (mend) await announce(tx, orgId, differing.map(mended))
  return differing
}

const mended = (entityId: string) => ({ topic: 'opportunity.mended', entityKind: 'opportunity', entityId, ownerId: null })

const comparable = (value: unknown): unknown =>
  value instanceof Date ? value.getTime() : value === Infinity ? 'infinity' : value === -Infinity ? '-infinity' : value

async function equal(tx: Tx, row: OpportunityRow, history: History): Promise<boolean> {
  const standing = Object.entries(standingColumns(history)).every(
    ([column, value]) => comparable(row[column as keyof OpportunityRow]) === comparable(value),
  )
  if (!standing) return false
  const spans = await tx
    .selectFrom('opportunity_span')
    .selectAll()
    .where('org_id', '=', row.org_id)
    .where('opportunity_id', '=', row.id)
    .orderBy('seq')
    .execute()
  const expected = history.spans.map((span, index) => spanRow(row, index, span))
  return (
    spans.length === expected.length &&
    expected.every((span, index) =>
      Object.entries(span).every(
        ([column, value]) => comparable((spans[index] as Record<string, unknown>)[column]) === comparable(value),
      ),
    )
  )
}

async function write(tx: Tx, row: OpportunityRow, history: History): Promise<void> {
  await tx
    .updateTable('opportunity')
    .set(standingColumns(history))
    .where('org_id', '=', row.org_id)
    .where('id', '=', row.id)
    .execute()
  await tx.deleteFrom('opportunity_span').where('org_id', '=', row.org_id).where('opportunity_id', '=', row.id).execute()
  await insertMany(
    tx,
    'opportunity_span',
    history.spans.map((span, index) => spanRow(row, index, span)),
  )
}
