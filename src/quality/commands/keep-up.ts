import { sql } from 'kysely'
import { readOrganization } from '../../people/queries.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { addDays, dayOf, startOfDay } from '../../platform/time.ts'
import { countAnew, countAnewIfMany } from '../store/counts.ts'
import { lockJudging, readPass, type QualityPass } from '../store/passes.ts'
import { closeMonth, readProgress, saveProgress } from '../store/standings.ts'
import { judgeCustomers } from './judge.ts'
import type { Moment } from './measure.ts'
import { beginPass, continuePass, isLarge, usualPass, type PassSize } from './pass.ts'

/** So many months of the past are judged afterwards when an organisation is judged for the first time. */
const pastMonths = 12
/** A transaction may be written so long after the moment it carries. */
const lateMs = 5 * 60_000

const monthOf = (day: string): string => `${day.slice(0, 7)}-01`
const nextMonth = (month: string): string => monthOf(addDays(month, 31))

/**
 * Keeps all standings up to date: the past once, month by month; every customer once a day, because age alone changes a relationship;
 * between that whoever was touched. A large organisation is judged part by part. True when more is to be done, by the next call.
 */
export async function keepStandings(
  tx: Tx,
  orgId: string,
  now: Date,
  { all = false, size = usualPass }: { all?: boolean; size?: PassSize } = {},
): Promise<boolean> {
  await lockJudging(tx, orgId)
  const [{ timeZone }, progress, pass] = await Promise.all([
    readOrganization(tx, orgId),
    readProgress(tx, orgId),
    readPass(tx, orgId),
  ])
  const moment = { at: now, today: dayOf(now, timeZone) }
  if (pass && !all) {
    if (!(await continuePass(tx, orgId, pass, moment, size))) await finish(tx, orgId, pass, progress)
    return true
  }
  const goal = await nextGoal(tx, orgId, moment, timeZone, progress, all)
  if (goal === null) {
    await judgeCustomers(tx, orgId, moment, await touchedSince(tx, orgId, progress!.touched_through))
    await saveProgress(tx, orgId, { touched_through: now, judged_on: moment.today, replayed_through: null })
    await countAnewIfMany(tx, orgId, moment.today)
    return false
  }
  // a pass that began in this month has closed the last one
  if (
    (!pass || monthOf(pass.today) < monthOf(moment.today)) &&
    goal.month === null &&
    progress &&
    !progress.replayed_through &&
    monthOf(progress.judged_on) < monthOf(moment.today)
  )
    await closeMonth(tx, orgId, monthOf(progress.judged_on))
  if (await isLarge(tx, orgId, size)) {
    await beginPass(tx, orgId, goal)
    return true
  }
  await judgeCustomers(tx, orgId, goal, 'all', { now: moment, ...(goal.month === null ? {} : { why: { afterwards: true } }) })
  await finish(tx, orgId, { ...goal, isWhole: true }, progress)
  return goal.month !== null
}

type Progress = Awaited<ReturnType<typeof readProgress>>
type Goal = Omit<QualityPass, 'throughId'>

/** For which moment everybody is to be judged next: a month of the past, or today; null when only who was touched is. */
async function nextGoal(
  tx: Tx,
  orgId: string,
  { at, today }: Moment,
  timeZone: string,
  progress: Progress,
  all: boolean,
): Promise<Goal | null> {
  const replayed = progress ? progress.replayed_through : await monthBeforeFirst(tx, orgId, today, timeZone)
  const month = replayed && nextMonth(replayed)
  if (month && month < monthOf(today))
    return { at: startOfDay(nextMonth(month), timeZone), today: addDays(nextMonth(month), -1), month, isWhole: true }
  if (progress && !progress.replayed_through && progress.judged_on >= today && !all) return null
  const isWhole = all || !progress || progress.replayed_through !== null || monthOf(progress.judged_on) < monthOf(today)
  return { at, today, month: null, isWhole }
}

/** Keeps that everybody was judged. Who was touched is still to be looked at after a pass that left out whom the day does not move. */
async function finish(tx: Tx, orgId: string, { at, today, month, isWhole }: Goal, progress: Progress): Promise<void> {
  if (month !== null) await closeMonth(tx, orgId, month)
  const touched = isWhole || !progress ? at : progress.touched_through
  await saveProgress(tx, orgId, { touched_through: touched, judged_on: today, replayed_through: month })
  await countAnew(tx, orgId, today)
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
