import type { z } from 'zod'
import type { Tx } from '../../platform/database/connect.ts'
import { accept, type Outcome, refuse } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { funnelQuery, listFunnelDeals } from '../contract.ts'
import { all } from './conditions.ts'
import { readDeals } from './deals.ts'
import { inGroup, listed } from './lists.ts'
import { resolve } from './resolve.ts'

/** The deals behind a number of the funnel (GET /funnel/deals): same filters, stage, list and group as the number. Refuses an unknown stage. */
export async function readFunnelDeals(
  tx: Tx,
  caller: Caller,
  asked: z.output<typeof listFunnelDeals.query>,
): Promise<Outcome<z.output<typeof listFunnelDeals.reply>>> {
  const { stage: key, list, group, limit, cursor, ...rest } = asked
  const resolved = await resolve(tx, caller, rest satisfies z.output<typeof funnelQuery>)
  if (!resolved.ok) return resolved
  const { query, pipeline, selection, from, to, table } = resolved.value
  const stage = key === undefined ? null : pipeline.stages.find((one) => one.key === key)
  if (stage === undefined) return refuse('unknown-stage', { stage: key })
  const { basis, counting, groupBy } = query
  const condition = all([
    listed(caller, selection, { basis, counting, from, to, list, stage, stageCount: pipeline.stages.length }),
    inGroup(caller, groupBy, group),
  ])
  const page = await readDeals(tx, caller, selection, { condition, limit, cursor, table: await table() })
  return accept({ ...page, currency: caller.currency })
}
