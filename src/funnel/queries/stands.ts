import { type RawBuilder, sql } from 'kysely'
import { isCountable } from '../../people/queries/rates.ts'
import type { Tx } from '../../platform/database/connect.ts'
import type { Caller } from '../../platform/session.ts'
import type { Grouping } from '../contract.ts'
import type { GroupedStand } from '../counted.ts'
import { groupsOf } from '../facts/groups.ts'
import { scanStands, scanUnknownEntry } from '../facts/stands.ts'
import { stateOf } from '../visits.ts'
import { inCohortInSql, selected, type Selection } from './conditions.ts'
import { factsAt } from './facts/as-of.ts'
import { inRoom } from './room.ts'
import { worthOfAll } from './money.ts'

export type { GroupedStand }

interface Row {
  status: string
  max_position: number
  stage_position: number
  stages_entered: number
  entry_known: boolean
  group_key: string | null
  product_key: string | null
  count: number
  amount: number
  without_amount: number
  other_currency: number
}

/** The table `o` that funnels read: the opportunity table itself, or what was known of it at a moment (as-of.ts). */
export const present = sql`opportunity`

/** The column by which deals are grouped, as text. Months and quarters are cut in the organisation's time zone. */
export function groupColumn(groupBy: Grouping | undefined, { timeZone }: Caller): RawBuilder<string | null> {
  switch (groupBy) {
    case undefined:
      return sql`null::text`
    case 'owner':
    case 'team':
      return sql`o.credit_owner_id::text`
    case 'source':
      return sql`o.source_id::text`
    case 'product':
      return sql`o.product_id::text`
    case 'region':
      return sql`o.region`
    case 'month':
      return sql`to_char(o.entered_at at time zone ${timeZone}, 'YYYY-MM')`
    case 'quarter':
      return sql`to_char(o.entered_at at time zone ${timeZone}, 'YYYY"-Q"Q')`
  }
}

interface StandsAsked {
  from: Date | null
  to: Date | null
  groupBy?: Grouping | undefined
  /** The moment whose knowledge is used, and the table of it. */
  asOf?: Date | null
  table?: () => Promise<RawBuilder<unknown>>
}

/** Everything a cohort funnel counts, as few rows: deals that stand alike, with how many and how much. From the facts, where they are kept. */
export async function readStands(tx: Tx, caller: Caller, selection: Selection, asked: StandsAsked): Promise<GroupedStand[]> {
  const { from, to, groupBy, asOf = null } = asked
  const facts = await factsAt(tx, caller, selection.pipelineId, asOf)
  if (!facts) return readStandsInSql(tx, caller, selection, asked)
  const { currency, timeZone } = caller
  return facts.count(selection, (own) => scanStands(own, { from, to, currency, groups: groupsOf(own, groupBy, timeZone) }))
}

/** The slow twin, and the one for a past day. One index-only scan. */
export async function readStandsInSql(
  tx: Tx,
  caller: Caller,
  selection: Selection,
  { from, to, groupBy, table }: StandsAsked,
): Promise<GroupedStand[]> {
  const { rows } = await inRoom(
    tx,
    sql<Row>`
    select o.status, o.max_position, o.stage_position, o.stages_entered, o.entered_at is not null as entry_known,
      ${groupColumn(groupBy, caller)} as group_key,
      case when o.status = 'lost' and o.amount_minor is null then o.product_id end as product_key,
      count(*) as count,
      ${worthOfAll(caller)} as amount,
      count(*) filter (where o.amount_minor is null) as without_amount,
      count(*) filter (where not ${isCountable(caller, sql`o.currency`)}) as other_currency
    from ${(await table?.()) ?? present} o
    where ${selected(caller, selection)} and ${inCohortInSql(from, to)}
    group by 1, 2, 3, 4, 5, 6, 7`,
  )
  return rows.map((row) => ({
    state: stateOf(row.status),
    highest: row.max_position,
    final: row.stage_position,
    entered: row.stages_entered,
    entryKnown: row.entry_known,
    group: row.group_key,
    productId: row.product_key,
    count: row.count,
    amountMinor: row.amount,
    withoutAmount: row.without_amount,
    otherCurrency: row.other_currency,
  }))
}

/** Deals of which nobody knows when they entered. */
export async function countUnknownEntry(
  tx: Tx,
  caller: Caller,
  selection: Selection,
  { asOf, table }: { asOf: Date | null; table: () => Promise<RawBuilder<unknown>> },
): Promise<number> {
  const facts = await factsAt(tx, caller, selection.pipelineId, asOf)
  if (facts) return facts.count(selection, scanUnknownEntry)
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from ${await table()} o where ${selected(caller, selection)} and o.entered_at is null`.execute(tx)
  return rows[0]!.count
}
