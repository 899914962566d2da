import { sql, type RawBuilder } from 'kysely'
import { isCountable } from '../../people/queries/rates.ts'
import { pageOf, placeAfter } from '../../platform/cursor.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { accept, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { dayOf } from '../../platform/time.ts'
import { say } from '../../platform/words.ts'
import { choreKinds, type ChoreMinutes } from '../chores.ts'
import type { CapacityRecord, RecordList, RecordsQuery } from '../contract.ts'
import { periodOf, type Period } from '../period.ts'
import { words } from '../words.ts'
import { isMissed, momentsOf, planDays, ripeDays, type Moments } from './own-records.ts'
import { resolveScope, within, type Scope } from './scope.ts'

interface Row extends Omit<CapacityRecord, 'on'> {
  on: string | null
  /** What the list is ordered by, newest or largest first, as whole microseconds or minor units. */
  rank: number
}

/** The records behind a figure of the scope, so many that they add up to it. */
export async function listRecords(
  tx: Tx,
  caller: Caller,
  asked: RecordsQuery,
): Promise<Outcome<{ items: CapacityRecord[]; nextCursor: string | null; total: number }>> {
  const found = await resolveScope(tx, caller, asked)
  if (!found.ok) return found
  const today = dayOf(caller.now, caller.timeZone)
  const period = periodOf(asked.month ?? today.slice(0, 7), today, await ripeDays(tx, caller))
  const at = momentsOf(period, caller.timeZone)
  const list = lists[asked.list](caller, found.value, at, period)
  const place = placeAfter(asked.cursor, ['whole', 'id'])
  const after = place ? sql`where (r.rank, r.id) < (${place[0]}::bigint, ${place[1]}::uuid)` : sql``
  const [{ rows }, { rows: counts }] = await Promise.all([
    sql<Row>`select * from (${list}) r ${after} order by r.rank desc, r.id desc limit ${asked.limit + 1}`.execute(tx),
    sql<{ n: number }>`select count(*)::int as n from (${list}) r`.execute(tx),
  ])
  const page = pageOf(rows, asked.limit, ({ rank, id }) => [Number(rank), id])
  const items = page.items.map(({ rank: _, amountMinor, minutes, note, ...row }) => ({
    ...row,
    note: row.kind === 'chores' ? choresSaid(caller, note) : note,
    amountMinor: amountMinor === null ? null : Number(amountMinor),
    minutes: minutes === null ? null : Number(minutes),
  }))
  return accept({ items, nextCursor: page.nextCursor, total: counts[0]!.n })
}

/** What a week's chores were, the longest first: 内部会议 30 分 · 路上时间 20 分. */
function choresSaid({ locale }: Caller, minutes: string | null): string {
  const told = JSON.parse(minutes ?? '{}') as ChoreMinutes
  return choreKinds
    .filter((kind) => told[kind] > 0)
    .sort((a, b) => told[b] - told[a])
    .map((kind) => say(locale, words, 'choreOf', { kind: say(locale, words, `chore.${kind}`), minutes: told[kind] }))
    .join(' · ')
}

type List = (caller: Caller, scope: Scope, at: Moments, period: Period) => RawBuilder<unknown>

const micros = (column: string) => sql`(extract(epoch from ${sql.ref(column)}) * 1000)::bigint`
const onDay = (column: string, { timeZone }: Caller) => sql`to_char(${sql.ref(column)} at time zone ${timeZone}, 'YYYY-MM-DD')`

const deals = (caller: Caller, scope: Scope, condition: RawBuilder<unknown>, day: string): RawBuilder<unknown> => sql`
  select 'deal' as kind, o.id, o.name, c.name as "customerName", m.name as "ownerName", null::uuid as "dealId", ${onDay(day, caller)} as "on",
    o.amount_minor as "amountMinor", o.currency, null::int as minutes, o.next_step as note, coalesce(${micros(day)}, 0) as rank
  from opportunity o join member m on m.org_id = o.org_id and m.id = o.credit_owner_id
    left join customer c on c.org_id = o.org_id and c.id = o.customer_id
  where o.org_id = ${caller.orgId} and o.deleted_at is null and ${within(caller, scope, 'o.credit_owner_id')} and ${condition}`

const activities = (
  caller: Caller,
  scope: Scope,
  condition: RawBuilder<unknown>,
  note: RawBuilder<unknown>,
): RawBuilder<unknown> => sql`
  select 'activity' as kind, a.id, coalesce(o.name, c.name, l.company, a.content) as name, coalesce(c.name, l.company) as "customerName",
    m.name as "ownerName", a.opportunity_id as "dealId", ${onDay('a.happened_at', caller)} as "on", null::bigint as "amountMinor",
    null::text as currency, a.duration_minutes as minutes, ${note} as note, ${micros('a.happened_at')} as rank
  from activity a join member m on m.org_id = a.org_id and m.id = a.owner_id
    left join opportunity o on o.org_id = a.org_id and o.id = a.opportunity_id
    left join customer c on c.org_id = a.org_id and c.id = a.customer_id
    left join lead l on l.org_id = a.org_id and l.id = a.lead_id
  where a.org_id = ${caller.orgId} and a.deleted_at is null and ${within(caller, scope, 'a.owner_id')} and ${condition}`

const lists: Record<RecordList, List> = {
  prospects: (caller, scope, at) =>
    deals(caller, scope, sql`o.entered_at >= ${at.from} and o.entered_at < ${at.to}`, 'o.entered_at'),
  won: (caller, scope, at) =>
    deals(
      caller,
      scope,
      sql`o.status = 'won' and o.closed_at >= ${at.to}::timestamptz - interval '365 days' and o.closed_at < ${at.to}
        and o.amount_minor is not null and ${isCountable(caller, sql`o.currency`)}`,
      'o.closed_at',
    ),
  'not-won': (caller, scope, at) =>
    deals(
      caller,
      scope,
      sql`o.status <> 'won' and o.entered_at >= ${at.cohortFrom} and o.entered_at < ${at.cohortTo}`,
      'o.entered_at',
    ),
  silent: (caller, scope, at) =>
    deals(
      caller,
      scope,
      sql`o.status = 'open' and (o.last_activity_at is null or o.last_activity_at < ${at.to}::timestamptz - interval '14 days')`,
      'o.entered_at',
    ),
  activities: (caller, scope, at) =>
    activities(caller, scope, sql`a.happened_at >= ${at.from} and a.happened_at < ${at.to}`, sql`a.purpose`),
  missed: (caller, scope, at, { from, to }) =>
    activities(
      caller,
      scope,
      sql`a.happened_at < ${at.to} and a.happened_at >= ${at.from}::timestamptz - ${`${planDays} days`}::interval and ${isMissed(from, to)}`,
      sql`concat_ws(' ', to_char(a.next_step_on, 'YYYY-MM-DD'), a.next_step)`,
    ),
  chores: (caller, scope, at, { from, to }) => sql`
    select 'chores' as kind, k.id, m.name, null::text as "customerName", m.name as "ownerName", null::uuid as "dealId",
      to_char(k.week_on, 'YYYY-MM-DD') as "on", null::bigint as "amountMinor", null::text as currency, k.total_minutes as minutes,
      k.minutes::text as note, (extract(epoch from k.week_on) * 1000)::bigint as rank
    from chore_record k join member m on m.org_id = k.org_id and m.id = k.member_id
    where k.org_id = ${caller.orgId} and k.week_on > ${from}::date - 7 and k.week_on < ${to}::date
      and ${within(caller, scope, 'k.member_id')}
    union all
    select 'task' as kind, t.id, t.title ->> ${caller.locale} as name, c.name as "customerName", m.name as "ownerName",
      t.opportunity_id as "dealId", ${onDay('t.done_at', caller)} as "on", null::bigint as "amountMinor", null::text as currency,
      null::int as minutes, t.result as note, ${micros('t.done_at')} as rank
    from task t join member m on m.org_id = t.org_id and m.id = t.assignee_id
      left join opportunity o on o.org_id = t.org_id and o.id = t.opportunity_id
      left join customer c on c.org_id = t.org_id and c.id = case when t.customer_id is null then o.customer_id else t.customer_id end
    where t.org_id = ${caller.orgId} and t.deleted_at is null and t.done_at >= ${at.from} and t.done_at < ${at.to}
      and ${within(caller, scope, 't.assignee_id')}`,
  reps: (caller, scope, at) => sql`
    select 'member' as kind, m.id, m.name, null::text as "customerName", m.name as "ownerName", null::uuid as "dealId", null::text as "on",
      null::bigint as "amountMinor", null::text as currency, w.minutes, null::text as note, coalesce(w.minutes, 0)::bigint as rank
    from member m left join lateral (
      select sum(a.duration_minutes)::int as minutes from activity a
      where a.org_id = m.org_id and a.owner_id = m.id and a.deleted_at is null and a.happened_at >= ${at.from} and a.happened_at < ${at.to}
    ) w on true
    where m.org_id = ${caller.orgId} and m.status <> 'deactivated' and m.role = 'rep' and ${within(caller, scope, 'm.id')}`,
}
