import { sql } from 'kysely'
import { insertMany } from '../platform/database/bulk.ts'
import type { Tx } from '../platform/database/connect.ts'
import type { Caller } from '../platform/session.ts'
import type { Listed, Planned } from './day-list.ts'
import type { Dated } from './events.ts'
import type { KeptGrade, UpkeepSetting } from './setting.ts'

/** A customer that is kept, as the record says it now and as it was planned last. */
export interface ToPlan {
  id: string
  ownerId: string
  grade: KeptGrade
  isJudged: boolean
  isFalling: boolean
  /** Day of the last answered contact; of its first day with us where there was none. */
  contactedOn: string
  hasContact: boolean
  firstOrderOn: string | null
  dates: Dated[]
  listedOn: string | null
  meantFor: string | null
}

/** Who has a grade, or bought without having one: those are kept as grade 5. */
export async function readToPlan(tx: Tx, orgId: string, timeZone: string, owners: readonly string[]): Promise<ToPlan[]> {
  const { rows } = await sql<ToPlan>`
    select c.id, c.owner_id as "ownerId", coalesce(s.grade, 5) as grade, s.grade is not null as "isJudged", coalesce(h.is_falling, false) as "isFalling",
      (coalesce(s.last_answered_at, c.created_at) at time zone ${timeZone})::date as "contactedOn", s.last_answered_at is not null as "hasContact",
      r.first_on as "firstOrderOn", coalesce(d.dates, '[]'::json) as dates, p.listed_on as "listedOn", p.meant_for as "meantFor"
    from customer c
      join customer_standing s on s.org_id = c.org_id and s.customer_id = c.id and (s.grade is not null or s.won_deals > 0)
      left join customer_health h on h.org_id = c.org_id and h.customer_id = c.id
      left join repurchase_customer r on r.org_id = c.org_id and r.customer_id = c.id
      left join upkeep_plan p on p.org_id = c.org_id and p.customer_id = c.id
      left join lateral (select json_agg(json_build_object('kind', t.kind, 'on', t.on_day)) as dates from customer_date t
        where t.org_id = c.org_id and t.customer_id = c.id and t.deleted_at is null) d on true
    where c.org_id = ${orgId} and c.owner_id = any(${[...owners]}::uuid[]) and c.deleted_at is null
    order by c.id`.execute(tx)
  return rows
}

export type PlannedRow = Planned & Pick<ToPlan, 'ownerId' | 'isJudged' | 'hasContact'>

/** Keeps the plans of these owners: rows that differ, and no row for whoever is not kept by them any more. */
export async function savePlans(
  tx: Tx,
  orgId: string,
  at: Date,
  owners: readonly string[],
  plans: readonly PlannedRow[],
): Promise<void> {
  await sql`delete from upkeep_plan p where p.org_id = ${orgId} and p.owner_id = any(${[...owners]}::uuid[])
    and not p.customer_id = any(${plans.map(({ id }) => id)}::uuid[])`.execute(tx)
  const rows = plans.map((one) => ({
    customer_id: one.id,
    owner_id: one.ownerId,
    grade: one.grade,
    is_judged: one.isJudged,
    is_falling: one.isFalling,
    cadence: one.cadence,
    minutes: one.minutes,
    contacted_on: one.contactedOn,
    has_contact: one.hasContact,
    due_on: one.dueOn,
    late_on: one.lateOn,
    event: one.event,
    event_on: one.eventOn,
    meant_for: one.meantFor,
  }))
  const columns = sql.raw('owner_id, grade, is_judged, is_falling, cadence, minutes, contacted_on, has_contact, due_on, late_on, event, event_on, meant_for') // prettier-ignore
  const of = (table: string) => sql.raw(['owner_id', 'grade', 'is_judged', 'is_falling', 'cadence', 'minutes', 'contacted_on', 'has_contact', 'due_on', 'late_on', 'event', 'event_on', 'meant_for'].map((each) => `${table}.${each}`).join(', ')) // prettier-ignore
  await sql`
    insert into upkeep_plan as p (org_id, customer_id, ${columns}, planned_at)
    select ${orgId}::uuid, r.customer_id, ${columns}, ${at}::timestamptz
    from json_to_recordset(${JSON.stringify(rows)}::json) as r (customer_id uuid, owner_id uuid, grade int, is_judged boolean, is_falling boolean,
      cadence float8, minutes int, contacted_on date, has_contact boolean, due_on date, late_on date, event text, event_on date, meant_for date)
    on conflict (org_id, customer_id) do update set (${columns}, planned_at) = (${of('excluded')}, excluded.planned_at)
      where (${of('p')}) is distinct from (${of('excluded')})`.execute(tx)
}

/** The list of a day as it was made, and with it that they were listed. */
export async function saveList(tx: Tx, orgId: string, ownerId: string, day: string, list: readonly Listed[]): Promise<void> {
  await insertMany(
    tx,
    'upkeep_listed',
    list.map((one) => ({
      org_id: orgId,
      owner_id: ownerId,
      day,
      customer_id: one.id,
      place: one.place,
      reason: one.reason,
      event_on: one.eventOn,
      days_since: one.daysSince,
      cadence: one.cadence,
      minutes: one.minutes,
      per_hour: one.perHour,
    })),
    'on conflict do nothing',
  )
  await sql`update upkeep_plan set listed_on = ${day}::date where org_id = ${orgId} and customer_id = any(${list.map(({ id }) => id)}::uuid[])`.execute(tx) // prettier-ignore
}

/** Puts some more on a list that is made, behind whoever is on it. */
export async function appendListed(tx: Tx, orgId: string, ownerId: string, day: string, list: readonly Listed[]): Promise<void> {
  const { rows } = await sql<{ last: number }>`select coalesce(max(place), 0)::int as last from upkeep_listed
    where org_id = ${orgId} and owner_id = ${ownerId} and day = ${day}::date`.execute(tx)
  await saveList(tx, orgId, ownerId, day, list.map((one) => ({ ...one, place: rows[0]!.last + one.place }))) // prettier-ignore
}

/** Takes off whom one meant to contact that day and no longer does. */
export async function takeOffList(tx: Tx, orgId: string, of: { id: string; ownerId: string }, day: string): Promise<void> {
  await sql`delete from upkeep_listed where org_id = ${orgId} and owner_id = ${of.ownerId} and day = ${day}::date
    and customer_id = ${of.id} and reason = 'meant'`.execute(tx)
}

export async function saveSetting(tx: Tx, caller: Caller, setting: UpkeepSetting, isDefaultByGrade: boolean): Promise<void> {
  const byGrade = isDefaultByGrade ? null : JSON.stringify(setting.byGrade)
  await sql`insert into upkeep_setting (org_id, contacts_a_day, minutes_a_day, by_grade, updated_at, updated_by)
    values (${caller.orgId}, ${setting.contactsADay}, ${setting.minutesADay}, ${byGrade}::jsonb, ${caller.now}, ${caller.memberId})
    on conflict (org_id) do update set contacts_a_day = excluded.contacts_a_day, minutes_a_day = excluded.minutes_a_day,
      by_grade = excluded.by_grade, updated_at = excluded.updated_at, updated_by = excluded.updated_by, version = upkeep_setting.version + 1`.execute(
    tx,
  )
}

export const readProgress = (tx: Tx, orgId: string) =>
  tx
    .selectFrom('upkeep_progress')
    .select(['planned_on as day', 'touched_through as through'])
    .where('org_id', '=', orgId)
    .executeTakeFirst()

export async function saveProgress(tx: Tx, orgId: string, at: Date, today: string): Promise<void> {
  const progress = { touched_through: at, planned_on: today }
  await tx
    .insertInto('upkeep_progress')
    .values({ org_id: orgId, ...progress })
    .onConflict((conflict) => conflict.column('org_id').doUpdateSet(progress))
    .execute()
}
