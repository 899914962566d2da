import { sql } from 'kysely'
import type { z } from 'zod'
import { decodeCursor, pageOf } from '../../platform/cursor.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { accept, type Outcome, refuse } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { funnelQuery, type Grouping, listFunnelDeals } from '../contract.ts'
import { wanted } from '../facts/dictionary.ts'
import type { Facts } from '../facts/facts.ts'
import { groupsOf } from '../facts/groups.ts'
import { type ListAsked, scanListed } from '../facts/listed.ts'
import { all } from './conditions.ts'
import { readDeals } from './deals.ts'
import { factsAt } from './facts/as-of.ts'
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
  const { query, pipeline, selection, from, to, asOf, table, tableOf } = resolved.value
  const stage = key === undefined ? null : pipeline.stages.find((one) => one.key === key)
  if (stage === undefined) return refuse('unknown-stage', { stage: key })
  const { basis, counting, groupBy } = query
  const about: ListAsked = { basis, counting, from, to, list, stage, stageCount: pipeline.stages.length }
  const facts = await factsAt(tx, caller, selection.pipelineId, asOf)
  if (!facts) {
    const condition = all([listed(caller, selection, about), inGroup(caller, groupBy, group)])
    const page = await readDeals(tx, caller, selection, { condition, limit, cursor, table: await table() })
    return accept({ ...page, currency: caller.currency })
  }
  const { currency } = caller
  const isInGroupOf = await groupOfFacts(tx, caller, groupBy, group)
  const place = decodeCursor(cursor, 2)
  const after = place && typeof place[0] === 'number' ? { size: place[0], id: String(place[1]), step: 0 } : null
  const { items: found, ...sums } = await facts.count(selection, (own) =>
    scanListed(own, { ...about, isInGroup: isInGroupOf(own), currency, after, most: limit + 1 }),
  )
  const { items, nextCursor } = pageOf(found, limit, ({ size, id }) => [size, id])
  const ids = items.map(({ id }) => id)
  const shown = await readDeals(tx, caller, selection, {
    condition: sql<boolean>`o.id = any(${ids}::uuid[])`,
    limit,
    cursor: undefined,
    table: await tableOf(ids),
  })
  return accept({ items: shown.items, nextCursor, ...sums, currency })
}

/** Twin of `inGroup`, over facts. */
async function groupOfFacts(
  tx: Tx,
  { orgId, timeZone }: Caller,
  groupBy: Grouping | undefined,
  group: string | undefined,
): Promise<(facts: Facts) => (deal: number) => boolean> {
  if (groupBy === undefined || group === undefined) return () => () => true
  if (groupBy === 'team') {
    const { rows } = await sql<{ id: string }>`
      select id from member where org_id = ${orgId} and ${group === '' ? sql`team_id is null` : sql`team_id::text = ${group}`}`.execute(
      tx,
    )
    const members = rows.map(({ id }) => id)
    return ({ deals, dictionaries }) => {
      const flags = wanted(dictionaries.member, members)!
      return (deal) => flags[deals.credit[deal]!] === 1
    }
  }
  return (facts) => {
    const groups = groupsOf(facts, groupBy, timeZone)
    const own = groups.keys.indexOf(group === '' ? null : group)
    return (deal) => groups.of(deal) === own
  }
}
