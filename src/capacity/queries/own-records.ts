import { sql, type RawBuilder } from 'kysely'
import { inOwnCurrency, isCountable } from '../../people/queries/rates.ts'
import { reachable } from '../../people/queries.ts'
import { inRoom } from '../../funnel/queries/room.ts'
import type { Tx } from '../../platform/database/connect.ts'
import type { Caller } from '../../platform/session.ts'
import { startOfDay } from '../../platform/time.ts'
import { nothing, type OwnRecords } from '../inputs.ts'
import { ripening, type Period } from '../period.ts'

/** Contact up to the end of the day after the one agreed counts as kept. */
export const graceDays = 1

/** Days that nine in ten wins of the last two years took; the usual number where there were hardly any. */
export async function ripeDays(tx: Tx, caller: Caller): Promise<number> {
  const { rows } = await sql<{ days: number | null; n: number }>`
    select percentile_cont(0.9) within group (order by extract(epoch from closed_at - entered_at) / 86400) as days, count(*)::int as n
    from opportunity where org_id = ${caller.orgId} and deleted_at is null and status = 'won' and entered_at is not null
      and closed_at >= ${caller.now}::timestamptz - interval '730 days' and ${reachable(caller, 'credit_owner_id')}`.execute(tx)
  const found = rows[0]!
  return found.n < 20 || found.days === null ? ripening.usual : Number(found.days)
}

/** The moments of a period's days, in the caller's zone. */
export const momentsOf = (period: Period, timeZone: string) => ({
  from: startOfDay(period.from, timeZone),
  to: startOfDay(period.to, timeZone),
  cohortFrom: startOfDay(period.cohortFrom, timeZone),
  cohortTo: startOfDay(period.cohortTo, timeZone),
  pastFrom: startOfDay(period.pastFrom, timeZone),
})
export type Moments = ReturnType<typeof momentsOf>

/** An activity that is the first with its prospect; `a` is the activity. */
export const isFirst = sql<boolean>`(a.opportunity_id is not null and not exists (
  select from activity b where b.org_id = a.org_id and b.opportunity_id = a.opportunity_id and b.deleted_at is null
    and (b.happened_at, b.id) < (a.happened_at, a.id)))`

/** An activity with somebody who bought before, and not about a deal that still runs. */
export const isOld = sql<boolean>`(a.customer_id is not null and exists (
  select from opportunity w where w.org_id = a.org_id and w.customer_id = a.customer_id and w.deleted_at is null and w.status = 'won'
    and w.closed_at <= a.happened_at and (a.opportunity_id is null or a.opportunity_id = w.id)))`

/** An agreed next step that passed without any contact, while there was still something to talk about; the day is not after `last`. */
export const isMissed = (from: string, last: string): RawBuilder<boolean> => sql<boolean>`(
  a.next_step_on >= ${from}::date and a.next_step_on < ${last}::date
  and not exists (select from activity b where b.org_id = a.org_id and b.deleted_at is null and b.happened_at > a.happened_at
    and b.happened_at < (a.next_step_on + ${graceDays + 1}::int)::timestamptz
    and case when a.opportunity_id is not null then b.opportunity_id = a.opportunity_id
             when a.lead_id is not null then b.lead_id = a.lead_id else b.customer_id = a.customer_id end)
  and not exists (select from opportunity o where o.org_id = a.org_id and o.id = a.opportunity_id
    and o.closed_at < (a.next_step_on + 1)::timestamptz)
  and not exists (select from lead l where l.org_id = a.org_id and l.id = a.lead_id and l.status <> 'open'))`

/** Next steps are agreed no longer than this ahead. */
export const planDays = 180

type Row = Partial<OwnRecords> & { memberId: string }

/** What the records of everybody within reach say, a row for each who has any. */
export async function ownRecords(tx: Tx, caller: Caller, period: Period): Promise<OwnRecords[]> {
  const { orgId } = caller
  const at = momentsOf(period, caller.timeZone)
  const yearAgo = new Date(at.to.getTime() - 365 * 86_400_000)
  const ripe = sql`o.entered_at >= ${at.cohortFrom} and o.entered_at < ${at.cohortTo}`
  const past = sql`o.entered_at >= ${at.pastFrom} and o.entered_at < ${at.cohortFrom}`
  const bought = sql`o.status = 'won' and o.closed_at >= ${yearAgo} and o.closed_at < ${at.to} and o.amount_minor is not null and ${isCountable(caller, sql`o.currency`)}`
  const worth = inOwnCurrency(caller, { amount: sql`o.amount_minor`, of: sql`o.currency`, at: sql`o.closed_at` })
  const deals = inRoom(
    tx,
    sql<Row>`select o.credit_owner_id as "memberId",
      count(*) filter (where o.entered_at >= ${at.from} and o.entered_at < ${at.to})::int as arrived,
      count(*) filter (where ${ripe})::int as ripe, count(*) filter (where ${ripe} and o.status = 'won')::int as "ripeWon",
      count(*) filter (where ${past})::int as past, count(*) filter (where ${past} and o.status = 'won')::int as "pastWon",
      count(*) filter (where ${bought})::int as won, coalesce(sum(${worth}) filter (where ${bought}), 0)::bigint as "wonMinor"
    from opportunity o where o.org_id = ${orgId} and o.deleted_at is null and ${reachable(caller, 'o.credit_owner_id')} group by 1`,
  )
  const touches = inRoom(
    tx,
    sql<Row>`select o.credit_owner_id as "memberId", count(*)::int as touched, count(distinct o.id)::int as "touchedProspects"
    from opportunity o join activity a on a.org_id = o.org_id and a.opportunity_id = o.id and a.deleted_at is null
    where o.org_id = ${orgId} and o.deleted_at is null and ${ripe} and ${reachable(caller, 'o.credit_owner_id')} group by 1`,
  )
  const work = sql<Row>`select owner_id as "memberId",
      count(duration_minutes) filter (where kind = 'first')::int as "firstTimed",
      coalesce(sum(duration_minutes) filter (where kind = 'first'), 0)::int as "firstMinutes",
      count(*) filter (where kind = 'follow-up')::int as "followUps",
      count(duration_minutes) filter (where kind = 'follow-up')::int as "followUpTimed",
      coalesce(sum(duration_minutes) filter (where kind = 'follow-up'), 0)::int as "followUpMinutes",
      count(*) filter (where kind = 'old')::int as "oldContacts", count(duration_minutes) filter (where kind = 'old')::int as "oldTimed",
      coalesce(sum(duration_minutes) filter (where kind = 'old'), 0)::int as "oldMinutes"
    from (select a.owner_id, a.duration_minutes, case when ${isFirst} then 'first' when ${isOld} then 'old' else 'follow-up' end as kind
      from activity a where a.org_id = ${orgId} and a.deleted_at is null and a.happened_at >= ${at.from} and a.happened_at < ${at.to}
        and ${reachable(caller, 'a.owner_id')}) done group by 1`.execute(tx)
  const missed = sql<Row>`select a.owner_id as "memberId", count(*)::int as missed
    from activity a where a.org_id = ${orgId} and a.deleted_at is null and a.happened_at < ${at.to}
      and a.happened_at >= ${at.from}::timestamptz - ${`${planDays} days`}::interval
      and ${reachable(caller, 'a.owner_id')} and ${isMissed(period.from, period.to)} group by 1`.execute(tx)
  const leads = sql<Row>`select l.owner_id as "memberId", count(*)::int as leads from lead l
    where l.org_id = ${orgId} and l.deleted_at is null and l.created_at >= ${at.from} and l.created_at < ${at.to}
      and ${reachable(caller, 'l.owner_id')} group by 1`.execute(tx)
  const found = new Map<string, OwnRecords>()
  for (const { rows } of await Promise.all([deals, touches, work, missed, leads]))
    for (const row of rows) found.set(row.memberId, { ...nothing, ...found.get(row.memberId), ...row })
  return [...found.values()]
}

/** The same with what people told of their chores, which is never remembered: who tells it looks at once what it changes. */
export async function withChores(tx: Tx, caller: Caller, period: Period, records: readonly OwnRecords[]): Promise<OwnRecords[]> {
  const { rows } =
    await sql<Row>`select k.member_id as "memberId", count(*)::int as "choreWeeks", sum(k.total_minutes)::int as "choreMinutes"
    from chore_record k where k.org_id = ${caller.orgId} and k.week_on > ${period.from}::date - 7 and k.week_on < ${period.to}::date
      and ${reachable(caller, 'k.member_id')} group by 1`.execute(tx)
  const found = new Map(records.map((one) => [one.memberId, one]))
  for (const row of rows) found.set(row.memberId, { ...nothing, ...found.get(row.memberId), ...row })
  return [...found.values()]
}
