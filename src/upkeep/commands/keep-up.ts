import { sql } from 'kysely'
import { readOrganization } from '../../people/queries.ts'
import { isWorkingDay } from '../../people/working-days.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { nextRound } from '../../platform/rounds.ts'
import { drawUp } from '../day-list.ts'
import { eventAtHand } from '../events.ts'
import { groupsOf, planUpkeep } from '../planning.ts'
import { readWorkDays } from '../queries/calendar.ts'
import { readPlanned } from '../queries/planned.ts'
import { readUpkeep } from '../queries/setting.ts'
import type { UpkeepSetting } from '../setting.ts'
import * as store from '../store.ts'
import type { PlannedRow, ToPlan } from '../store.ts'
import type { WorkDays } from '../work-days.ts'

/** The kind of job that keeps upkeep planned; with `all` in its payload everybody's customers are planned. */
export const keepUpKind = 'upkeep.keep-up'

/**
 * Keeps upkeep planned: everybody's once a day, with the list of a working day; between that whose customers were touched. Returns
 * whose were planned.
 */
export async function keepUpkeep(tx: Tx, orgId: string, now: Date, { all = false } = {}): Promise<string[]> {
  const [{ timeZone }, progress] = await Promise.all([readOrganization(tx, orgId), store.readProgress(tx, orgId)])
  const { today, isNewDay, touchedSince } = nextRound(now, timeZone, progress, { all })
  const everybody = await sellers(tx, orgId)
  const touched = touchedSince ? await touchedOwners(tx, orgId, touchedSince) : everybody
  const [setting, { calendar, days }] = [await readUpkeep(tx, orgId), await readWorkDays(tx, orgId, today)]
  for (const owner of touched) {
    const customers = everybody.includes(owner) ? await store.readToPlan(tx, orgId, timeZone, [owner]) : []
    await store.savePlans(tx, orgId, now, [owner], planOwner(customers, setting, today, days))
    if (!isNewDay || !isWorkingDay(today, calendar)) continue
    const list = drawUp(await readPlanned(tx, orgId, owner), setting.minutesADay, today, days)
    if (list.length > 0) await store.saveList(tx, orgId, owner, today, list)
  }
  if (!touchedSince)
    await sql`delete from upkeep_plan where org_id = ${orgId} and not owner_id = any(${everybody}::uuid[])`.execute(tx)
  await store.saveProgress(tx, orgId, now, today)
  return touched
}

/** How often each customer of one person is contacted, and since when it is due. */
export function planOwner(customers: readonly ToPlan[], setting: UpkeepSetting, today: string, days: WorkDays): PlannedRow[] {
  const plan = planUpkeep(groupsOf(customers), setting)
  const cadences = new Map(
    plan.groups.map(({ grade, isFalling, cadence }) => [`${grade} ${isFalling}`, Math.round(cadence * 10) / 10]),
  )
  return customers.map(({ dates, firstOrderOn, ...one }) => {
    const cadence = cadences.get(`${one.grade} ${one.isFalling}`)!
    const event = eventAtHand({ dates, firstOrderOn, contactedOn: one.contactedOn, today, days })
    return {
      ...one,
      cadence,
      minutes: setting.byGrade[one.grade].minutes,
      dueOn: days.after(one.contactedOn, Math.ceil(0.8 * cadence)),
      lateOn: days.after(one.contactedOn, Math.floor(2 * cadence) + 1),
      event: event?.kind ?? null,
      eventOn: event?.on ?? null,
      // what was meant is done once somebody was contacted
      meantFor: one.meantFor !== null && one.hasContact && one.contactedOn >= one.meantFor ? null : one.meantFor,
    }
  })
}

/** Everybody at work who may have customers. */
async function sellers(tx: Tx, orgId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from member m where m.org_id = ${orgId} and m.status <> 'deactivated' and not m.is_pool
      and exists (select from customer c where c.org_id = m.org_id and c.owner_id = m.id and c.deleted_at is null) order by id`.execute(
    tx,
  )
  return rows.map(({ id }) => id)
}

/** Whose customers were touched, and whose they were when they were planned last. */
async function touchedOwners(tx: Tx, orgId: string, since: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with touched as (
      select id from customer where org_id = ${orgId} and updated_at > ${since}
      union select customer_id from activity where org_id = ${orgId} and updated_at > ${since} and customer_id is not null
      union select customer_id from opportunity where org_id = ${orgId} and updated_at > ${since} and customer_id is not null
      union select customer_id from customer_date where org_id = ${orgId} and updated_at > ${since}
      union select customer_id from customer_standing_change where org_id = ${orgId} and at > ${since})
    select c.owner_id as id from touched t join customer c on c.org_id = ${orgId} and c.id = t.id
    union select p.owner_id from touched t join upkeep_plan p on p.org_id = ${orgId} and p.customer_id = t.id order by 1`.execute(
    tx,
  )
  return rows.map(({ id }) => id)
}
