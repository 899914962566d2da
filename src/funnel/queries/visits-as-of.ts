import { sql } from 'kysely'
import { asOf as historyAsOf } from '../../opportunities/stage-history.ts'
import type { Tx } from '../../platform/database/connect.ts'
import type { Caller } from '../../platform/session.ts'
import { readHistories, readPositions } from '../store/histories.ts'
import { journeyOf, type Visit } from '../visits.ts'

/** What these do reaches back: they change visits that began before they happened. */
const reachingBack = ['hold', 'resume', 'reopen', 'correction']

/**
 * Visits as they were on record at a moment, of those deals where cutting today's at that moment would tell more, or something else: what
 * happened before it was written down after it, an event was taken back, a loss was cancelled, a pause moved a beginning. `ids`: of these alone.
 */
export async function visitsAsOf(
  tx: Tx,
  { orgId }: Caller,
  pipelineId: string,
  moment: Date,
  ids?: readonly string[],
): Promise<ReadonlyMap<string, readonly Visit[]>> {
  const one = ids === undefined ? sql`true` : sql`opportunity_id = any(${[...ids]}::uuid[])`
  const named = sql`select distinct opportunity_id from stage_event where org_id = ${orgId} and ${one} and recorded_at > ${moment}
    and (occurred_at is null or occurred_at <= ${moment} or kind = any(${reachingBack}::text[]))`
  const told = await readHistories(tx, orgId, pipelineId, named, moment)
  if (told.length === 0) return new Map()
  const positionOf = await readPositions(tx, orgId, pipelineId)
  return new Map(
    told.flatMap(({ id, events, fieldEvents, present }) => {
      const known = historyAsOf(moment.getTime(), events, fieldEvents, present, positionOf)
      return known ? [[id, journeyOf(id, known.history, null).visits]] : []
    }),
  )
}
