import { sql } from 'kysely'
import { readHistories, readPositions } from '../../funnel/store/histories.ts'
import { journeyOf } from '../../funnel/visits.ts'
import { asOf as historyAsOf } from '../../opportunities/stage-history.ts'
import type { Tx } from '../../platform/database/connect.ts'
import type { Caller } from '../../platform/session.ts'
import type { Stay } from '../deals.ts'

/** What these do reaches back: they change stays that began before they happened. */
const reachingBack = ['hold', 'resume', 'reopen', 'correction']

/**
 * Stays as they were on record at a moment, of those deals where cutting today's stays at that moment would tell more, or something else:
 * what happened before it was written down after it, an event was taken back, a loss was cancelled, a pause moved a beginning.
 */
export async function staysAsOf(
  tx: Tx,
  { orgId }: Caller,
  pipelineId: string,
  moment: Date,
): Promise<ReadonlyMap<string, Stay[]>> {
  const told = await readHistories(
    tx,
    orgId,
    pipelineId,
    sql`select distinct opportunity_id from stage_event where org_id = ${orgId} and recorded_at > ${moment}
      and (occurred_at is null or occurred_at <= ${moment} or kind = any(${reachingBack}::text[]))`,
    moment,
  )
  if (told.length === 0) return new Map()
  const positionOf = await readPositions(tx, orgId, pipelineId)
  return new Map(
    told.flatMap(({ id, events, fieldEvents, present }) => {
      const known = historyAsOf(moment.getTime(), events, fieldEvents, present, positionOf)
      if (!known) return []
      const { visits } = journeyOf(id, known.history, null)
      return [
        [id, visits.map(({ stageOrder, enteredAt, leftAt, exit }) => ({ stage: stageOrder, from: enteredAt, to: leftAt, exit }))],
      ]
    }),
  )
}
