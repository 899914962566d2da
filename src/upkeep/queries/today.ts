import { sql } from 'kysely'
import { isAnswered } from '../../activities/queries/strength-in-sql.ts'
import { reachable } from '../../people/queries.ts'
import { reaches } from '../../people/reach.ts'
import { isWorkingDay } from '../../people/working-days.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { accept, refuse } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { dayOf, startOfDay } from '../../platform/time.ts'
import { drawUp, type Listed, type Reason } from '../day-list.ts'
import type { KeptGrade } from '../setting.ts'
import { readWorkDays } from './calendar.ts'
import { readPlanned } from './planned.ts'
import { readUpkeep } from './setting.ts'

/** Whom one person is to contact today: the list of the morning, or, before it was made, what it would be. */
export async function readToday(tx: Tx, caller: Caller, asked: { owner?: string | undefined }) {
  const owner = asked.owner ?? caller.memberId
  if (!reaches(caller, owner)) return refuse('not-found')
  const { orgId } = caller
  const member = await tx.selectFrom('member').select(['id', 'name']).where('org_id', '=', orgId).where('id', '=', owner).executeTakeFirst() // prettier-ignore
  if (!member) return refuse('not-found')
  const today = dayOf(caller.now, caller.timeZone)
  const [{ calendar, days }, setting] = [await readWorkDays(tx, orgId, today), await readUpkeep(tx, orgId)]
  const works = isWorkingDay(today, calendar)
  const kept = await readList(tx, orgId, owner, today)
  const isMade = kept.length > 0 || (await isPlannedFor(tx, orgId, today))
  const list = isMade || !works ? kept : drawUp(await readPlanned(tx, orgId, owner), setting.minutesADay, today, days)
  const [rows, counts] = [await readRows(tx, caller, owner, today, list), await readCounts(tx, orgId, owner, today)]
  const byId = new Map(rows.map((row) => [row.id, row]))
  return accept({
    day: today,
    member,
    isOwn: owner === caller.memberId,
    isWorkingDay: works,
    nextWorkingDay: days.after(today, 1),
    minutesADay: setting.minutesADay,
    items: list.flatMap(({ id, place: _, ...one }) => {
      const row = byId.get(id)
      if (!row) return []
      return [
        {
          ...one,
          customer: { id, name: row.name },
          phone: caller.abilities.has('contacts.unmasked') ? row.phone : null,
          grade: row.grade,
          isJudged: row.isJudged,
          lastContactOn: row.lastContactOn,
          isContacted: row.isContacted,
          meantFor: row.meantFor,
        },
      ]
    }),
    ...counts,
  })
}

async function readList(tx: Tx, orgId: string, owner: string, day: string): Promise<Listed[]> {
  const { rows } = await sql<Listed>`
    select customer_id as id, place, reason, event_on as "eventOn", days_since as "daysSince", cadence, minutes, per_hour as "perHour"
    from upkeep_listed where org_id = ${orgId} and owner_id = ${owner} and day = ${day}::date order by place`.execute(tx)
  return rows.map((row) => ({ ...row, reason: row.reason as Reason }))
}

const isPlannedFor = async (tx: Tx, orgId: string, day: string): Promise<boolean> =>
  (await tx.selectFrom('upkeep_progress').select('planned_on').where('org_id', '=', orgId).executeTakeFirst())?.planned_on === day

interface Row {
  id: string
  name: string
  phone: string | null
  grade: KeptGrade
  isJudged: boolean
  lastContactOn: string | null
  isContacted: boolean
  meantFor: string | null
}

/** Those on the list who are still this person's; nobody else learns of them. */
async function readRows(tx: Tx, caller: Caller, owner: string, today: string, list: readonly Listed[]): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select c.id, c.name, c.phone, p.grade, p.is_judged as "isJudged", case when p.has_contact then p.contacted_on end as "lastContactOn",
      p.meant_for as "meantFor",
      exists (select from activity a where a.org_id = c.org_id and a.customer_id = c.id and a.deleted_at is null and ${isAnswered}
        and a.happened_at >= ${startOfDay(today, caller.timeZone)}) as "isContacted"
    from customer c join upkeep_plan p on p.org_id = c.org_id and p.customer_id = c.id
    where c.org_id = ${caller.orgId} and c.id = any(${list.map(({ id }) => id)}::uuid[]) and c.owner_id = ${owner}
      and c.deleted_at is null and ${reachable(caller, 'c.owner_id')}`.execute(tx)
  return rows
}

async function readCounts(tx: Tx, orgId: string, owner: string, today: string) {
  const { rows } = await sql<{ customers: number; due: number; late: number }>`
    select count(*)::int as customers, count(*) filter (where due_on <= ${today}::date)::int as due,
      count(*) filter (where late_on <= ${today}::date)::int as late
    from upkeep_plan where org_id = ${orgId} and owner_id = ${owner}`.execute(tx)
  return rows[0]!
}
