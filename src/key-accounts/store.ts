import { sql, type RawBuilder } from 'kysely'
import { insertMany } from '../platform/database/bulk.ts'
import type { Tx } from '../platform/database/connect.ts'
import { newId } from '../platform/ids.ts'
import type { Caller } from '../platform/session.ts'
import type { Evidence, Facts } from './evidence.ts'
import type { IndicatorValues, Judging, KeyAccountScore, Thresholds, Tier } from './score.ts'

/** A customer who has bought or of whom somebody knows something, and how it was judged last. */
export interface ToJudge extends Evidence {
  id: string
  ownerId: string
  before: { tier: Tier; since: string } | null
}

interface Row {
  id: string
  owner_id: string
  headcount: number | null
  first_won_on: string | null
  won: number | null
  won_before: number | null
  customer_since: string | null
  wallet_share: number | null
  margin: number | null
  days_late: number | null
  overdue_days: number | null
  strategic: number | null
  tier: Tier | null
  since: string | null
}

/** Those of some customers (a condition on the id in `id`) that can be judged, in the order of their ids. Deals in other currencies are left out. */
export async function readToJudge(
  tx: Tx,
  orgId: string,
  { at, timeZone, currency }: { at: Date; timeZone: string; currency: string },
  only: (column: string) => RawBuilder<boolean>,
): Promise<ToJudge[]> {
  const { rows } = await sql<Row>`
    select c.id, c.owner_id, c.headcount, d.first_won_on, d.won, d.won_before, f.customer_since, f.wallet_share, f.margin, f.days_late,
      f.overdue_days, f.strategic, k.tier, k.since
    from customer c
      left join (
        select o.customer_id, (min(o.closed_at) at time zone ${timeZone})::date as first_won_on,
          sum(o.amount_minor) filter (where o.closed_at > ${at}::timestamptz - interval '1 year')::bigint as won,
          sum(o.amount_minor) filter (where o.closed_at <= ${at}::timestamptz - interval '1 year'
            and o.closed_at > ${at}::timestamptz - interval '2 years')::bigint as won_before
        from opportunity o
        where o.org_id = ${orgId} and o.status = 'won' and o.deleted_at is null and o.closed_at <= ${at} and o.currency = ${currency}
          and ${only('o.customer_id')}
        group by o.customer_id) d on d.customer_id = c.id
      left join key_account_fact f on f.org_id = c.org_id and f.customer_id = c.id
      left join key_account k on k.org_id = c.org_id and k.customer_id = c.id
    where c.org_id = ${orgId} and c.deleted_at is null and ${only('c.id')} and (d.customer_id is not null or f.customer_id is not null)
    order by c.id`.execute(tx)
  return rows.map((row) => ({
    id: row.id,
    ownerId: row.owner_id,
    firstWonOn: row.first_won_on,
    wonMinor: row.won ?? 0,
    wonBeforeMinor: row.won_before ?? 0,
    employees: row.headcount,
    facts: {
      customerSince: row.customer_since,
      walletShare: row.wallet_share,
      margin: row.margin,
      daysLate: row.days_late,
      overdueDays: row.overdue_days,
      strategic: row.strategic,
    },
    before: row.tier === null ? null : { tier: row.tier, since: row.since! },
  }))
}

export interface Judged {
  id: string
  ownerId: string
  before: Tier | null
  since: string
  score: KeyAccountScore
  values: IndicatorValues
  revenueMinor: number
}

/** Keeps what was judged: rows that differ, changes of tier, and no row for those who can be judged no longer. */
export async function saveJudged(
  tx: Tx,
  orgId: string,
  { at, today }: { at: Date; today: string },
  only: (column: string) => RawBuilder<boolean>,
  judged: readonly Judged[],
): Promise<void> {
  const rows = judged.map(({ id, ownerId, since, score, values, revenueMinor }) => ({
    customer_id: id,
    owner_id: ownerId,
    tier: score.tier,
    score: score.score,
    coverage: score.coverage,
    caps: score.caps,
    parts: score.parts,
    known: values,
    revenue_minor: revenueMinor,
    since,
  }))
  await sql`delete from key_account k where k.org_id = ${orgId} and ${only('k.customer_id')}
    and not k.customer_id = any(${judged.map(({ id }) => id)}::uuid[])`.execute(tx)
  await sql`
    insert into key_account as k (org_id, customer_id, owner_id, tier, score, coverage, caps, parts, known, revenue_minor, since, judged_at)
    select ${orgId}::uuid, r.customer_id, r.owner_id, r.tier, r.score, r.coverage, r.caps, r.parts, r.known, r.revenue_minor, r.since, ${at}::timestamptz
    from json_to_recordset(${JSON.stringify(rows)}::json) as r (customer_id uuid, owner_id uuid, tier text, score double precision,
      coverage double precision, caps text[], parts jsonb, known jsonb, revenue_minor bigint, since date)
    on conflict (org_id, customer_id) do update set (owner_id, tier, score, coverage, caps, parts, known, revenue_minor, since, judged_at)
      = (excluded.owner_id, excluded.tier, excluded.score, excluded.coverage, excluded.caps, excluded.parts, excluded.known,
        excluded.revenue_minor, excluded.since, excluded.judged_at)
      where (k.owner_id, k.tier, k.score, k.coverage, k.caps, k.parts, k.known, k.revenue_minor)
        is distinct from (excluded.owner_id, excluded.tier, excluded.score, excluded.coverage, excluded.caps, excluded.parts, excluded.known, excluded.revenue_minor)`.execute(
    tx,
  )
  await insertMany(
    tx,
    'key_account_change',
    judged
      .filter(({ before, score }) => before !== score.tier)
      .map(({ id, before, score }) => ({
        org_id: orgId,
        id: newId(),
        customer_id: id,
        day: today,
        from_tier: before,
        to_tier: score.tier,
        score: score.score,
      })),
  )
}

export async function saveSetting(
  tx: Tx,
  caller: Caller,
  { judging, capacity, thresholds }: { judging: Judging | null; capacity: number | null; thresholds: Thresholds | null },
): Promise<void> {
  await sql`insert into key_account_setting (org_id, judging, capacity, thresholds, updated_at, updated_by)
    values (${caller.orgId}, ${judging === null ? null : JSON.stringify(judging)}::jsonb, ${capacity}, ${thresholds === null ? null : JSON.stringify(thresholds)}::jsonb, ${caller.now}, ${caller.memberId})
    on conflict (org_id) do update set judging = excluded.judging, capacity = excluded.capacity, thresholds = excluded.thresholds, updated_at = excluded.updated_at,
      updated_by = excluded.updated_by, version = key_account_setting.version + 1`.execute(tx)
}

export async function saveFacts(
  tx: Tx,
  caller: Caller,
  customerId: string,
  facts: Facts & { note: string | null },
): Promise<void> {
  await sql`insert into key_account_fact (org_id, customer_id, customer_since, wallet_share, margin, days_late, overdue_days, strategic, note, updated_at, updated_by)
    values (${caller.orgId}, ${customerId}, ${facts.customerSince}, ${facts.walletShare}, ${facts.margin}, ${facts.daysLate}, ${facts.overdueDays},
      ${facts.strategic}, ${facts.note}, ${caller.now}, ${caller.memberId})
    on conflict (org_id, customer_id) do update set (customer_since, wallet_share, margin, days_late, overdue_days, strategic, note, updated_at, updated_by, version)
      = (excluded.customer_since, excluded.wallet_share, excluded.margin, excluded.days_late, excluded.overdue_days, excluded.strategic, excluded.note,
        excluded.updated_at, excluded.updated_by, key_account_fact.version + 1)`.execute(tx)
}

export async function readProgress(tx: Tx, orgId: string) {
  return tx.selectFrom('key_account_progress').selectAll().where('org_id', '=', orgId).executeTakeFirst()
}

export async function saveProgress(tx: Tx, orgId: string, at: Date, today: string): Promise<void> {
  await sql`insert into key_account_progress (org_id, touched_through, judged_on) values (${orgId}, ${at}, ${today})
    on conflict (org_id) do update set touched_through = excluded.touched_through, judged_on = excluded.judged_on`.execute(tx)
}
