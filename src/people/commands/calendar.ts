import { insertMany } from '../../platform/database/bulk.ts'
import { record } from '../../platform/audit-trail.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { announce } from '../../platform/news.ts'
import { accept, refuse, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { addDays } from '../../platform/time.ts'
import type { Locale } from '../../platform/words.ts'
import type { Foundation } from './set-up.ts'
import { needs } from '../permissions.ts'
import { keepsChineseHolidays, publishedDays } from '../published-holidays.ts'
import { yearOf, type DayKind } from '../working-days.ts'

const mostDays = 366

/** What a new organisation starts with: the holidays of mainland China, if that is where it is. */
export const foundCalendar: Foundation = async (tx, caller) => void (await seedCalendar(tx, caller.orgId))

/**
 * Enters every year whose arrangement has been published and that has not been entered yet; what people wrote stays.
 * A year once entered is never entered again, so that a day taken out does not come back. Returns the days entered.
 */
export async function seedCalendar(tx: Tx, orgId: string): Promise<number> {
  const { locale, time_zone } = await tx
    .selectFrom('organisation')
    .select(['locale', 'time_zone'])
    .where('org_id', '=', orgId)
    .executeTakeFirstOrThrow()
  if (!keepsChineseHolidays(time_zone)) return 0
  const present = await tx.selectFrom('calendar_day').select(['day', 'seeded']).where('org_id', '=', orgId).execute()
  const entered = new Set(present.filter(({ seeded }) => seeded).map(({ day }) => yearOf(day)))
  const own = new Set(present.filter(({ seeded }) => !seeded).map(({ day }) => day))
  const rows = publishedDays(locale as Locale)
    .filter(({ day }) => !entered.has(yearOf(day)) && !own.has(day))
    .map((day) => ({ org_id: orgId, ...day, seeded: true }))
  await insertMany(tx, 'calendar_day', rows)
  return rows.length
}

interface Range {
  from: string
  to: string
}

/** Makes all days of a range holidays or working days, whatever stood there. */
export async function writeDays(
  tx: Tx,
  caller: Caller,
  given: Range & { kind: DayKind; name: string },
): Promise<Outcome<undefined>> {
  const days = changeable(caller, given)
  if (!days.ok) return days
  await removeDays(tx, caller, given)
  const { kind, name } = given
  await insertMany(
    tx,
    'calendar_day',
    days.value.map((day) => ({ org_id: caller.orgId, day, kind, name, seeded: false })),
  )
  await tell(tx, caller, { after: { ...given } })
  return accept(undefined)
}

/** Lets the days of a range follow the week again. */
export async function clearDays(tx: Tx, caller: Caller, given: Range): Promise<Outcome<undefined>> {
  const days = changeable(caller, given)
  if (!days.ok) return days
  const removed = await removeDays(tx, caller, given)
  if (removed > 0) await tell(tx, caller, { before: { ...given, count: removed } })
  return accept(undefined)
}

function changeable(caller: Caller, { from, to }: Range): Outcome<string[]> {
  const lacking = needs(caller, 'organisation.manage')
  if (lacking) return { ok: false, refusal: lacking }
  if (to < from || to >= addDays(from, mostDays)) return refuse('calendar-range', { days: mostDays })
  const days = [from]
  for (let day = from; day < to;) {
    day = addDays(day, 1)
    days.push(day)
  }
  return accept(days)
}

async function removeDays(tx: Tx, caller: Caller, { from, to }: Range): Promise<number> {
  // one at a time: two people who write the same days wait for each other
  await tx.selectFrom('organisation').select('org_id').where('org_id', '=', caller.orgId).forUpdate().execute()
  const { numDeletedRows } = await tx
    .deleteFrom('calendar_day')
    .where('org_id', '=', caller.orgId)
    .where('day', '>=', from)
    .where('day', '<=', to)
    .executeTakeFirst()
  return Number(numDeletedRows)
}

async function tell(tx: Tx, caller: Caller, change: { before?: Record<string, unknown>; after?: Record<string, unknown> }) {
  await record(tx, caller, [{ entityKind: 'organization', entityId: caller.orgId, action: 'calendar-changed', ...change }])
  await announce(tx, caller.orgId, [
    { topic: 'calendar.changed', entityKind: 'calendar-day', entityId: caller.orgId, ownerId: null },
  ])
}
