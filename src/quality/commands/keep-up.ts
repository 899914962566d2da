import { sql } from 'kysely'
import { readOrganization } from '../../people/queries.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { addDays, dayOf, startOfDay } from '../../platform/time.ts'
import { closeMonth, readProgress, saveProgress } from '../store/standings.ts'
import { judgeCustomers } from './judge.ts'

/** So many months of the past are judged afterwards when an organisation is judged for the first time. */
const pastMonths = 12
/** A transaction may be written so long after the moment it carries. */
const lateMs = 5 * 60_000

const monthOf = (day: string): string => `${day.slice(0, 7)}-01`
const nextMonth = (month: string): string => monthOf(addDays(month, 31))

/**
 * Keeps all standings up to date: the past once, month by month; every customer once a day, because age alone changes a relationship;
 * between that whoever was touched. True when more of the past is to be done, by the next call.
 */
export async function keepStandings(tx: Tx, orgId: string, now: Date, { all = false } = {}): Promise<boolean> {
  const [{ timeZone }, progress] = await Promise.all([readOrganization(tx, orgId), readProgress(tx, orgId)])
  const today = dayOf(now, timeZone)
  const replayed = progress ? progress.replayed_through : await monthBeforeFirst(tx, orgId, today, timeZone)
  const month = replayed && nextMonth(replayed)
  if (month && month < monthOf(today)) {
    const end = startOfDay(nextMonth(month), timeZone)
    const day = addDays(nextMonth(month), -1)
    await judgeCustomers(tx, orgId, { at: end, today: day }, 'all', { why: { afterwards: true }, now: { at: now, today } })
    await closeMonth(tx, orgId, month)
    await saveProgress(tx, orgId, { touched_through: end, judged_on: day, replayed_through: month })
    return true
  }
  const moment = { at: now, today }
  if (!progress || progress.replayed_through || progress.judged_on < today || all) {
    if (progress && monthOf(progress.judged_on) < monthOf(today) && !progress.replayed_through)
      await closeMonth(tx, orgId, monthOf(progress.judged_on))
    await judgeCustomers(tx, orgId, moment, 'all')
  } else await judgeCustomers(tx, orgId, moment, await touchedSince(tx, orgId, progress.touched_through))
  await saveProgress(tx, orgId, { touched_through: now, judged_on: today, replayed_through: null })
  return false
}

/** The month before the first that is judged afterwards; null where nothing happened before this month. */
async function monthBeforeFirst(tx: Tx, orgId: string, today: string, timeZone: string): Promise<string | null> {
  const { rows } = await sql<{ first: Date | null }>`
    select min(happened_at) as first from activity where org_id = ${orgId} and deleted_at is null`.execute(tx)
  const first = rows[0]!.first
  if (!first) return null
  const earliest = Array.from({ length: pastMonths }).reduce<string>((month) => monthOf(addDays(month, -1)), monthOf(today))
  const began = monthOf(dayOf(first, timeZone))
  const from = began > earliest ? began : earliest
  return from < monthOf(today) ? monthOf(addDays(from, -1)) : null
}

/** Customers of whom something was written since, or of whose contacts or deals something was. */
async function touchedSince(tx: Tx, orgId: string, through: Date): Promise<string[]> {
  const since = new Date(through.getTime() - lateMs)
  const { rows } = await sql<{ id: string }>`
    select id from customer where org_id = ${orgId} and updated_at > ${since}
    union select customer_id from activity where org_id = ${orgId} and updated_at > ${since} and customer_id is not null
    union select customer_id from opportunity where org_id = ${orgId} and updated_at > ${since} and customer_id is not null`.execute(
    tx,
  )
  return rows.map(({ id }) => id)
}
