import { type RawBuilder, sql } from 'kysely'
import { worth, type Worth } from '../../funnel/queries/money.ts'
import { inOwnCurrency } from '../../people/queries/rates.ts'
import type { Tx } from '../../platform/database/connect.ts'
import type { Arm } from '../results.ts'

/** What a deal `n` that follows another is worth, at the rate of the day it ended. */
const successorWorth = (whose: Worth): RawBuilder<number | null> =>
  inOwnCurrency(whose, {
    amount: sql`n.amount_minor`,
    of: sql`n.currency`,
    at: sql`coalesce(n.closed_at, ${whose.now}::timestamptz)`,
  })

/**
 * What has become of the members of campaigns since they were enrolled, whoever did it: the deal itself opened again or won, or a
 * new one that follows it. One row per member: campaign, deal, returned (no, open, won), when, and the money won: in the given
 * currency at the rate of the day it was won, without those that no rate is known for (they are counted apart).
 */
export const outcomesOf = (whose: Worth, campaigns: readonly string[], deal?: string): RawBuilder<unknown> => sql`
  select m.campaign_id, m.opportunity_id, m.held_out, m.state, m.assignee_id, m.contacted_at, m.answered_at, m.declined_at,
    coalesce(x.returned_at, case when o.status not in ('lost', 'terminated') then coalesce(m.reopened_at, o.updated_at) end) as returned_at,
    case when o.status = 'won' or x.won then 'won'
         when o.status not in ('lost', 'terminated') or x.returned_at is not null or m.state = 're-opened' then 'open' else 'no' end as returned,
    case when o.status = 'won' then o.closed_at else x.won_at end as won_at,
    case when o.status = 'won' then ${worth(whose)} else x.won_minor end as won_minor,
    case when o.status = 'won' then (o.amount_minor is not null and ${worth(whose)} is null)::int else coalesce(x.without_rate, 0) end as without_rate
  from winback_member m
    join opportunity o on o.org_id = m.org_id and o.id = m.opportunity_id
    left join lateral (
      select min(n.created_at) as returned_at, bool_or(n.status = 'won') as won, min(n.closed_at) filter (where n.status = 'won') as won_at,
        sum(n.worth) filter (where n.status = 'won')::bigint as won_minor,
        count(*) filter (where n.status = 'won' and n.amount_minor is not null and n.worth is null)::int as without_rate
      from (select n.*, ${successorWorth(whose)} as worth from opportunity n) n
      where n.org_id = m.org_id and n.predecessor_id = m.opportunity_id and n.deleted_at is null and n.created_at >= m.enrolled_at
    ) x on true
  where m.org_id = ${whose.orgId} and m.campaign_id = any(${[...campaigns]}::uuid[]) and ${deal ? sql`m.opportunity_id = ${deal}::uuid` : sql`true`}`

export interface Tallies {
  members: number
  heldOut: number
  planned: number
  contacted: number
  answered: number
  reopened: number
  declined: number
  treatedArm: Arm
  heldOutArm: Arm
  /** Won deals, of both sides, whose money is in a currency without a rate. */
  withoutRate: number
}

const none = (): Tallies => ({
  members: 0,
  heldOut: 0,
  planned: 0,
  contacted: 0,
  answered: 0,
  reopened: 0,
  declined: 0,
  treatedArm: { n: 0, reopened: 0, won: 0, moneyMinor: 0 },
  heldOutArm: { n: 0, reopened: 0, won: 0, moneyMinor: 0 },
  withoutRate: 0,
})

interface TallyRow {
  campaign_id: string
  held_out: boolean
  state: string
  n: number
  returned: number
  won: number
  money: number
  without_rate: number
}

/** Members of each campaign by state, and both sides with what came of them; money in the given currency. */
export async function talliesOf(tx: Tx, whose: Worth, campaigns: readonly string[]): Promise<Map<string, Tallies>> {
  const { rows } = await sql<TallyRow>`
    select campaign_id, held_out, state, count(*)::int as n, count(*) filter (where returned <> 'no')::int as returned,
      count(*) filter (where returned = 'won')::int as won, coalesce(sum(won_minor), 0)::bigint as money,
      sum(without_rate)::int as without_rate
    from (${outcomesOf(whose, campaigns)}) member group by 1, 2, 3`.execute(tx)
  const found = new Map(campaigns.map((id) => [id, none()]))
  for (const row of rows) {
    const tally = found.get(row.campaign_id)!
    tally.members += row.n
    const arm = row.held_out ? tally.heldOutArm : tally.treatedArm
    arm.n += row.n
    arm.reopened += row.returned
    arm.won += row.won
    arm.moneyMinor += row.money
    tally.withoutRate += row.without_rate
    if (row.held_out) tally.heldOut += row.n
    else tally[row.state === 're-opened' ? 'reopened' : (row.state as 'planned')] += row.n
  }
  return found
}

interface MonthRow {
  month: string
  reached: number
  reopened: number
  won: number
  moneyMinor: number
}

/** What happened to those worked on, by month in the organisation's zone. */
export async function monthsOf(tx: Tx, whose: Worth, campaignId: string): Promise<MonthRow[]> {
  const first = (column: string) =>
    sql`to_char(date_trunc('month', ${sql.ref(column)} at time zone ${whose.timeZone}), 'YYYY-MM-DD')`
  const { rows } = await sql<MonthRow>`
    with member as materialized (${outcomesOf(whose, [campaignId])})
    select month, sum(reached)::int as reached, sum(reopened)::int as reopened, sum(won)::int as won, sum(money)::bigint as "moneyMinor" from (
      select ${first('contacted_at')} as month, 1 as reached, 0 as reopened, 0 as won, 0::bigint as money from member where not held_out and contacted_at is not null
      union all select ${first('returned_at')}, 0, 1, 0, 0 from member where not held_out and returned <> 'no' and returned_at is not null
      union all select ${first('won_at')}, 0, 0, 1, coalesce(won_minor, 0)
        from member where not held_out and returned = 'won' and won_at is not null
    ) happened group by month order by month`.execute(tx)
  return rows
}
