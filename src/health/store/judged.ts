import { sql, type RawBuilder } from 'kysely'
import { inOwnCurrency } from '../../people/queries/rates.ts'
import type { Tx } from '../../platform/database/connect.ts'
import type { Evidence, Known } from '../evidence.ts'
import type { DriverPoints, Health, RedFlag } from '../health-score.ts'

/** Some customers: a condition on the column that holds their id. */
export type Only = (column: string) => RawBuilder<boolean>

/** A customer that can be judged, and how it was judged before. */
export interface ToJudge extends Evidence {
  id: string
  name: string
  ownerId: string
  openMinor: number
  revenueMinor: number
  before: { score: number; alertedOn: string | null } | null
  /** Months before the one that is judged, rising. */
  months: { month: string; score: number }[]
}

type Row = Omit<ToJudge, 'before' | 'months'> & {
  before_score: number | null
  alerted_on: string | null
  months: [string, number][] | null
}

export interface Moment {
  at: Date
  timeZone: string
  currency: string
  /** First day of the month that is judged, and of the first that its trend looks at. */
  month: string
  trendFrom: string
  /** A moment of the past, seen from today: contacts are read from the activities, and what people typed is left as it is now. */
  isAfterwards: boolean
}

/**
 * Those of some customers who have bought, answered, complained, or have a contract or facts on record, in the order of their ids.
 * Money of other currencies counts at the rate of the day a deal was won, of open deals at that of the moment; without a rate it is in no sum.
 */
export async function readToJudge(tx: Tx, orgId: string, moment: Moment, only: Only): Promise<ToJudge[]> {
  const { at, timeZone, currency, month, trendFrom, isAfterwards } = moment
  const worth = (on: RawBuilder<unknown>) => inOwnCurrency({ orgId, currency, timeZone }, { amount: sql`o.amount_minor`, of: sql`o.currency`, at: on }) // prettier-ignore
  const local = (column: RawBuilder<unknown>) => sql`(${column} at time zone ${timeZone})::date`
  const lastContact = isAfterwards
    ? sql`(select max(a.happened_at) from activity a where a.org_id = c.org_id and a.customer_id = c.id and a.deleted_at is null
        and a.happened_at <= ${at} and (a.feedback is not null or a.kind not in ('email', 'message', 'other')))`
    : sql`(select s.last_answered_at from customer_standing s where s.org_id = c.org_id and s.customer_id = c.id)`
  // a month that is not over tells less than it will
  const isTold = sql`u.month >= ${month}::date - interval '7 months' and u.month ${isAfterwards ? sql`<=` : sql`<`} ${month}::date`
  const { rows } = await sql<Row>`
    with recursive won as (
      select o.customer_id, count(*)::int as orders, ${local(sql`min(o.closed_at)`)} as first_on, ${local(sql`max(o.closed_at)`)} as last_on,
        coalesce(sum(${worth(sql`o.closed_at`)}) filter (where o.closed_at > ${at}::timestamptz - interval '1 year'), 0)::bigint as revenue
      from opportunity o
      where o.org_id = ${orgId} and o.status = 'won' and o.deleted_at is null and o.closed_at <= ${at} and ${only('o.customer_id')}
      group by o.customer_id
    ), answered as (
      select x.customer_id, avg(x.nps)::float8 as nps, avg(x.satisfaction) as satisfaction,
        coalesce(bool_or(x.nps <= 6 and p.role = 'decider'), false) as decider_against
      from (select distinct on (i.contact_id) i.customer_id, i.contact_id, a.nps, a.satisfaction
          from survey_invitation i join survey_answer a on a.org_id = i.org_id and a.invitation_id = i.id
          where i.org_id = ${orgId} and i.answered_at <= ${at} and i.answered_at > ${at}::timestamptz - interval '1 year' and ${only('i.customer_id')}
          order by i.contact_id, i.answered_at desc) x
        join contact p on p.org_id = ${orgId} and p.id = x.contact_id and p.deleted_at is null
      group by x.customer_id
    ), complained as (
      select k.customer_id, count(*) filter (where k.is_severe)::int as severe
      from customer_complaint k
      where k.org_id = ${orgId} and k.opened_at <= ${at} and (k.closed_at is null or k.closed_at > ${at}) and ${only('k.customer_id')}
      group by k.customer_id
    ), contract as (
      select d.customer_id, max(d.on_day) as ends_on from customer_date d
      where d.org_id = ${orgId} and d.kind = 'contract-end' and d.deleted_at is null and d.created_at <= ${at} and ${only('d.customer_id')}
      group by d.customer_id
    ), against as (
      select distinct p.customer_id from contact p
      where p.org_id = ${orgId} and p.role = 'decider' and p.attitude = 'opponent' and p.deleted_at is null and ${only('p.customer_id')}
    ), referred as (
      select t.customer_id, count(*)::int as referrals from customer_trust_proof t
      where t.org_id = ${orgId} and t.kind = 'referral' and t.deleted_at is null and t.proved_on <= ${local(sql`${at}::timestamptz`)}
        and t.proved_on > (${local(sql`${at}::timestamptz`)} - interval '24 months')::date and ${only('t.customer_id')}
      group by t.customer_id
    ), judged as (
      select m.customer_id, json_agg(json_build_array(m.month, m.score) order by m.month) as months from customer_health_month m
      where m.org_id = ${orgId} and m.month >= ${trendFrom} and m.month < ${month} and ${only('m.customer_id')}
      group by m.customer_id
    ), open as (
      select o.customer_id, sum(${worth(sql`${at}::timestamptz`)})::bigint as amount from opportunity o
      where o.org_id = ${orgId} and o.status = 'open' and o.deleted_at is null and ${only('o.customer_id')}
      group by o.customer_id
    ), merged (id, kept_id) as (
      select g.id, g.merged_into_id from customer g where g.org_id = ${orgId} and g.merged_into_id is not null and ${only('g.merged_into_id')}
      union select g.id, m.kept_id from merged m join customer g on g.org_id = ${orgId} and g.merged_into_id = m.id
    ), used as (
      select u.customer_id, json_agg(json_build_object('month', u.month, 'used', u.used, 'paidFor', u.paid_for)) as months
      from (
        select distinct on (w.customer_id, w.month) w.customer_id, w.month, w.used, w.paid_for
        from (
          select u.customer_id, u.month, u.used, u.paid_for, 0 as place from customer_usage u
          where u.org_id = ${orgId} and ${isTold} and ${only('u.customer_id')}
          union all
          select m.kept_id, u.month, u.used, u.paid_for, 1 from merged m join customer_usage u on u.org_id = ${orgId} and u.customer_id = m.id and ${isTold}
        ) w order by w.customer_id, w.month, w.place) u
      group by u.customer_id
    )
    select c.id, c.name, c.owner_id as "ownerId", coalesce(won.orders, 0) as orders, coalesce(won.first_on, f.customer_since) as "firstOrderOn",
      won.last_on as "lastOrderOn", contract.ends_on as "contractEndsOn", answered.nps, answered.satisfaction, f.margin,
      f.wallet_share as "walletShare", coalesce(referred.referrals, 0) as referrals, f.days_late as "daysLate", f.overdue_days as "overdueDays",
      ${local(lastContact)} as "lastContactOn", (select s.grade from customer_standing s where s.org_id = c.org_id and s.customer_id = c.id) as grade,
      (against.customer_id is not null or coalesce(answered.decider_against, false)) as "deciderIsAgainstUs",
      coalesce(complained.severe, 0) as "severeComplaints", coalesce(open.amount, 0)::bigint as "openMinor",
      coalesce(won.revenue, 0)::bigint as "revenueMinor", h.score as before_score, h.alerted_on, judged.months, coalesce(used.months, '[]'::json) as usage
    from customer c
      left join won on won.customer_id = c.id
      left join answered on answered.customer_id = c.id
      left join complained on complained.customer_id = c.id
      left join contract on contract.customer_id = c.id
      left join against on against.customer_id = c.id
      left join referred on referred.customer_id = c.id
      left join judged on judged.customer_id = c.id
      left join open on open.customer_id = c.id
      left join used on used.customer_id = c.id
      left join key_account_fact f on f.org_id = c.org_id and f.customer_id = c.id
      left join customer_health h on h.org_id = c.org_id and h.customer_id = c.id
    where c.org_id = ${orgId} and c.deleted_at is null and ${only('c.id')}
      and (won.customer_id is not null or answered.customer_id is not null or complained.customer_id is not null or contract.customer_id is not null
        or used.customer_id is not null
        ${isAfterwards ? sql`` : sql`or f.customer_id is not null`})
    order by c.id`.execute(tx)
  return rows.map(({ before_score, alerted_on, months, ...row }) => ({
    ...row,
    before: before_score === null ? null : { score: before_score, alertedOn: alerted_on },
    months: (months ?? []).map(([of, score]) => ({ month: of, score })),
  }))
}

export interface Judged {
  id: string
  ownerId: string
  health: Health & { score: number }
  points: DriverPoints
  known: Known
  flags: readonly RedFlag[]
  slope: number | null
  isFalling: boolean
  openMinor: number
  revenueMinor: number
  alertedOn: string | null
}

/** Keeps the health of some customers: rows that differ, and no row for those who can be judged no longer. */
export async function saveJudged(tx: Tx, orgId: string, at: Date, only: Only, judged: readonly Judged[]): Promise<void> {
  const rows = judged.map(({ id, ownerId, health, points, known, flags, slope, isFalling, openMinor, revenueMinor, alertedOn }) => ({
    customer_id: id,
    owner_id: ownerId,
    score: health.score,
    coverage: health.coverage,
    colour: health.colour,
    is_capped: health.isCapped,
    points,
    known,
    flags,
    slope,
    is_falling: isFalling,
    open_minor: openMinor,
    revenue_minor: revenueMinor,
    alerted_on: alertedOn,
  })) // prettier-ignore
  await sql`delete from customer_health h where h.org_id = ${orgId} and ${only('h.customer_id')}
    and not h.customer_id = any(${judged.map(({ id }) => id)}::uuid[])`.execute(tx)
  await sql`
    insert into customer_health as h (org_id, customer_id, owner_id, score, coverage, colour, is_capped, points, known, flags, slope, is_falling,
      open_minor, revenue_minor, alerted_on, judged_at)
    select ${orgId}::uuid, r.customer_id, r.owner_id, r.score, r.coverage, r.colour, r.is_capped, r.points, r.known, r.flags, r.slope, r.is_falling,
      r.open_minor, r.revenue_minor, r.alerted_on, ${at}::timestamptz
    from json_to_recordset(${JSON.stringify(rows)}::json) as r (customer_id uuid, owner_id uuid, score double precision, coverage double precision,
      colour text, is_capped boolean, points jsonb, known jsonb, flags text[], slope double precision, is_falling boolean, open_minor bigint,
      revenue_minor bigint, alerted_on date)
    on conflict (org_id, customer_id) do update set (owner_id, score, coverage, colour, is_capped, points, known, flags, slope, is_falling,
        open_minor, revenue_minor, alerted_on, judged_at)
      = (excluded.owner_id, excluded.score, excluded.coverage, excluded.colour, excluded.is_capped, excluded.points, excluded.known,
        excluded.flags, excluded.slope, excluded.is_falling, excluded.open_minor, excluded.revenue_minor, excluded.alerted_on, excluded.judged_at)
      where (h.owner_id, h.score, h.coverage, h.points, h.known, h.flags, h.slope, h.open_minor, h.revenue_minor, h.alerted_on)
        is distinct from (excluded.owner_id, excluded.score, excluded.coverage, excluded.points, excluded.known, excluded.flags,
          excluded.slope, excluded.open_minor, excluded.revenue_minor, excluded.alerted_on)`.execute(tx)
}

/** Keeps a month's scores; one of the past that was kept in its time stays. */
export async function saveMonth(
  tx: Tx,
  orgId: string,
  month: string,
  judged: readonly { id: string; score: number; coverage: number }[],
  isAfterwards: boolean,
): Promise<void> {
  await sql`
    insert into customer_health_month as m (org_id, customer_id, month, score, coverage, is_afterwards)
    select ${orgId}::uuid, r.id, ${month}::date, r.score, r.coverage, ${isAfterwards}::boolean
    from json_to_recordset(${JSON.stringify(judged)}::json) as r (id uuid, score double precision, coverage double precision)
    on conflict (org_id, customer_id, month) ${
      isAfterwards
        ? sql`do nothing`
        : sql`do update set score = excluded.score, coverage = excluded.coverage, is_afterwards = false
      where (m.score, m.coverage) is distinct from (excluded.score, excluded.coverage)`
    }`.execute(tx)
}
