import { sql, type RawBuilder } from 'kysely'
import { worth } from '../../funnel/queries/money.ts'
import { reopeningDays } from '../../opportunities/stage-gate.ts'
import { membersBelow, reachable } from '../../people/queries.ts'
import { decodeCursor, pageOf } from '../../platform/cursor.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { isId } from '../../platform/ids.ts'
import type { Caller } from '../../platform/session.ts'
import { searchable } from '../../platform/text/grams.ts'
import { dayOf } from '../../platform/time.ts'
import type { LostDeal, LostDealsQuery } from '../loss-contract.ts'
import {
  fitInSql,
  momentInSql,
  monthsSince,
  monthsUntil,
  recoverabilityInSql,
  scoreInSql,
  strengthAtLoss,
} from './score-in-sql.ts'
import { readSettings } from './settings.ts'

interface Row {
  id: string
  name: string
  customer_id: string | null
  customer_name: string | null
  owner_id: string
  owner_name: string
  status: 'lost' | 'terminated'
  closed_at: Date
  months: number
  reason_key: string | null
  reason_name: Record<string, string> | null
  competitor_id: string | null
  competitor_name: string | null
  amount_minor: number | null
  /** In the organisation's currency at the rate of the day it was lost; null without amount or rate. */
  worth_minor: number | null
  currency: string
  score: number
  recoverability: number
  moment: number
  strength: number
  value_rank: number
  fit: number
  contract_ends_on: string | null
  version: number | null
  campaign_id: string | null
  campaign_name: string | null
}

type Filter = Omit<LostDealsQuery, 'limit' | 'cursor'> & { ids?: readonly string[] }

/**
 * Every lost or terminated deal within reach that the filter picks, with its score, as a query to be read from: columns as in Row.
 * The amount's place is taken among all deals that the organisation lost, so that a score does not depend on who looks.
 */
export async function scoredLosses(tx: Tx, caller: Caller, filter: Filter): Promise<RawBuilder<Row>> {
  const { orgId, now, timeZone } = caller
  const today = dayOf(now, timeZone)
  const [settings, below] = await Promise.all([
    readSettings(tx, orgId),
    filter.team ? membersBelow(tx, orgId, filter.team) : null,
  ])
  const months = monthsSince(sql`o.closed_at`, now)
  const some = <T>(
    values: readonly T[] | undefined,
    condition: (values: readonly T[]) => RawBuilder<unknown>,
  ): RawBuilder<unknown>[] => (values && values.length > 0 ? [condition(values)] : [])
  const conditions: RawBuilder<unknown>[] = [
    reachable(caller, 'o.owner_id'),
    ...some(filter.ids, (ids) => sql`o.id = any(${[...ids]}::uuid[])`),
    ...some(filter.reason, (keys) => sql`(o.loss_reason_key = any(${[...keys]}) or r.parent_key = any(${[...keys]}))`),
    ...some(filter.competitor, (ids) => sql`o.competitor_id = any(${[...ids]}::uuid[])`),
    ...some(filter.product, (ids) => sql`o.product_id = any(${[...ids]}::uuid[])`),
    ...some(filter.owner, (ids) => sql`o.owner_id = any(${[...ids]}::uuid[])`),
    ...(below ? [sql`o.owner_id = any(${below}::uuid[])`] : []),
    ...(filter.minMonths === undefined ? [] : [sql`${months} >= ${filter.minMonths}::float8`]),
    ...(filter.maxMonths === undefined ? [] : [sql`${months} <= ${filter.maxMonths}::float8`]),
    ...(filter.minAmountMinor === undefined ? [] : [sql`${worth(caller)} >= ${filter.minAmountMinor}::bigint`]),
    ...(filter.q
      ? [sql`position(${searchable(filter.q)} in lower(concat(o.name, ' ', c.name, ' ', o.pinyin, ' ', o.initials))) > 0`]
      : []),
    ...(filter.free
      ? [
          sql`m.campaign_id is null`,
          sql`not exists (select from opportunity n where n.org_id = o.org_id and n.predecessor_id = o.id and n.deleted_at is null)`,
        ]
      : []),
  ]
  const lost = sql`status in ('lost', 'terminated') and deleted_at is null and closed_at is not null`
  const scored = sql`
    select o.*, ${scoreInSql((name) => sql.ref(`o.${name}`))} as score from (
      select o.id, o.name, o.customer_id, c.name as customer_name, o.owner_id, o.status, o.closed_at, o.loss_reason_key as reason_key,
        r.name as reason_name, o.competitor_id, o.amount_minor, ${worth(caller)} as worth_minor, o.currency, f.contract_ends_on, f.version, m.campaign_id,
        ${months} as months, ${recoverabilityInSql(settings.recoverability, today)} as recoverability,
        ${momentInSql(months, monthsUntil(sql`f.contract_ends_on`, today))}::float8 as moment,
        case when s.opportunity_id is null then (${strengthAtLoss}) else s.strength end as strength, coalesce(v.value_rank, 0.5) as value_rank, ${fitInSql(settings.fit)} as fit
      from opportunity o
        left join customer c on c.org_id = o.org_id and c.id = o.customer_id
        left join loss_reason r on r.org_id = o.org_id and r.key = o.loss_reason_key
        left join winback_fact f on f.org_id = o.org_id and f.opportunity_id = o.id
        left join winback_member m on m.org_id = o.org_id and m.opportunity_id = o.id and m.ended_at is null
        left join winback_strength s on s.org_id = o.org_id and s.opportunity_id = o.id and s.closed_at = o.closed_at
        left join (select id, percent_rank() over (order by worth) as value_rank from (
            select o.id, ${worth(caller)} as worth from opportunity o where o.org_id = ${orgId} and ${lost}) valued where worth is not null) v on v.id = o.id
      where o.org_id = ${orgId} and o.${sql.raw("status in ('lost', 'terminated')")} and o.deleted_at is null and o.closed_at is not null
        and ${sql.join(conditions, sql` and `)}
    ) o`
  return sql<Row>`select * from (${scored}) scored where score >= ${filter.minScore ?? 0}::float8`
}

/** Lost deals, those most worth going after first, with how many there are and what they would bring. */
export async function listLostDeals(tx: Tx, caller: Caller, { limit, cursor, ...filter }: LostDealsQuery) {
  const scored = await scoredLosses(tx, caller, filter)
  const place = decodeCursor(cursor, 2)
  const after =
    place && typeof place[0] === 'number' && isId(String(place[1]))
      ? sql`where (score, id) < (${place[0]}::float8, ${place[1]}::uuid)`
      : sql``
  // scored once: the sums and the page are read from the same rows
  const { rows } = await sql<Partial<Row> & Pick<Row, 'id' | 'score'> & { total: number; amount: number; without_rate: number }>`
    with scored as materialized (${scored}),
      sums as (select count(*)::int as total,
        coalesce(sum(worth_minor), 0)::bigint as amount,
        count(*) filter (where amount_minor is not null and worth_minor is null)::int as without_rate from scored)
    select sums.total, sums.amount, sums.without_rate, o.*, w.name as owner_name, k.name as competitor_name, p.name as campaign_name
    from sums left join (select * from scored ${after} order by score desc, id desc limit ${limit + 1}) o on true
      left join member w on w.org_id = ${caller.orgId} and w.id = o.owner_id
      left join competitor k on k.org_id = ${caller.orgId} and k.id = o.competitor_id
      left join winback_campaign p on p.org_id = ${caller.orgId} and p.id = o.campaign_id
    order by o.score desc, o.id desc`.execute(tx)
  const { total, amount, without_rate: withoutRate } = rows[0]!
  const found = rows.filter(({ id }) => id !== null) as Row[]
  const page = pageOf(found, limit, (row) => [row.score, row.id])
  return {
    items: page.items.map((row) => shapeLoss(row, caller)),
    nextCursor: page.nextCursor,
    total,
    amountMinor: amount,
    withoutRate,
  }
}

export async function readLostDeal(tx: Tx, caller: Caller, id: string): Promise<LostDeal | null> {
  const { items } = await listLostDeals(tx, caller, { limit: 1, ids: [id] } as LostDealsQuery & { ids: string[] })
  return items[0] ?? null
}

const ref = (id: string | null, name: string | null) => (id === null || name === null ? null : { id, name })

const shapeLoss = (row: Row, { locale, now }: Caller): LostDeal => ({
  id: row.id,
  name: row.name,
  customer: ref(row.customer_id, row.customer_name),
  owner: { id: row.owner_id, name: row.owner_name },
  status: row.status,
  closedAt: row.closed_at.toISOString(),
  months: row.months,
  reason: row.reason_key === null ? null : { key: row.reason_key, name: row.reason_name?.[locale] ?? row.reason_key },
  competitor: ref(row.competitor_id, row.competitor_name),
  amountMinor: row.amount_minor,
  currency: row.currency,
  score: row.score,
  parts: {
    recoverability: row.recoverability,
    moment: row.moment,
    strength: row.strength,
    valueRank: row.value_rank,
    fit: row.fit,
  },
  contractEndsOn: row.contract_ends_on,
  version: row.version ?? 0,
  campaign: ref(row.campaign_id, row.campaign_name),
  reopens: now.getTime() - row.closed_at.getTime() <= reopeningDays * 86_400_000,
})
