import { sql } from 'kysely'
import { pieces, ranges } from '../../key-accounts/commands/judge.ts'
import { readOrganization } from '../../people/queries.ts'
import { raiseTasks, withdrawRaised, type RaisedTask } from '../../playbooks/commands/raise.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { nextRound } from '../../platform/rounds.ts'
import { addDays, dayOf, startOfDay } from '../../platform/time.ts'
import { locales, say, type Locale } from '../../platform/words.ts'
import { judge } from '../evidence.ts'
import { healthOf, isFalling, slopeOf, unbroken } from '../health-score.ts'
import { readJudging } from '../queries/setting.ts'
import { readToJudge, saveJudged, saveMonth, type Judged, type Moment, type ToJudge } from '../store/judged.ts'
import { readProgress, saveProgress } from '../store/setting.ts'
import { words } from '../words.ts'

/** Months a trend is made of, the present one included. */
const trendMonths = 6

const monthOf = (day: string): string => `${day.slice(0, 7)}-01`
const monthsBefore = (month: string, count: number): string =>
  Array.from({ length: count }).reduce<string>((at) => monthOf(addDays(at, -1)), month)

interface Organisation {
  locale: Locale
  timeZone: string
  currency: string
}
interface JudgingOptions {
  /** Whether a customer that falls below the threshold is raised with its owner. */
  raises: boolean
}

/** Judges these customers as of now, or all; returns how many changed their colour or fell. */
export async function judgeHealth(
  tx: Tx,
  orgId: string,
  at: Date,
  customers: readonly string[] | 'all',
  { raises }: JudgingOptions,
): Promise<number> {
  const [organisation, judging] = await Promise.all([readOrganization(tx, orgId), readJudging(tx, orgId)])
  const today = dayOf(at, organisation.timeZone)
  const month = monthOf(today)
  const moment = { ...momentOf(organisation, at, month), isAfterwards: false }
  let moved = 0
  for await (const only of customers === 'all' ? ranges(tx, orgId) : pieces(customers)) {
    const found = await readToJudge(tx, orgId, moment, only)
    const judged = found.flatMap((one) => judgeOne(one, today, month, judging))
    await saveJudged(tx, orgId, at, only, judged)
    await saveMonth(tx, orgId, month, judged.map(({ id, health: { score, coverage } }) => ({ id, score, coverage })), false) // prettier-ignore
    if (raises) await alert(tx, orgId, { ...organisation, now: at }, today, found, judged)
    moved += judged.length
  }
  return moved
}

const momentOf = ({ timeZone, currency }: Organisation, at: Date, month: string): Omit<Moment, 'isAfterwards'> => ({
  at,
  timeZone,
  currency,
  month,
  trendFrom: monthsBefore(month, trendMonths - 1),
})

type Judging = Awaited<ReturnType<typeof readJudging>>

function judgeOne(one: ToJudge, today: string, month: string, { weights, cadence, threshold }: Judging): Judged[] {
  const { points, known, flags } = judge(one, today, cadence)
  const health = healthOf(points, flags, weights)
  if (health.score === null) return []
  const { score } = health
  const slope = slopeOf(unbroken([...one.months, { month, score }]))
  const wasAbove = one.before !== null && one.before.score >= threshold
  const alertedOn = score >= threshold ? null : wasAbove ? today : (one.before?.alertedOn ?? null)
  const { id, ownerId, openMinor, revenueMinor } = one
  return [{ id, ownerId, health: { ...health, score }, points, known, flags, slope, isFalling: isFalling(slope), openMinor, revenueMinor, alertedOn }] // prettier-ignore
}

const keyOf = (customerId: string, day: string): string => `health:${customerId}:${day}`

/** Whoever fell below the threshold is a task of the owner's; who is above again is one no longer. */
async function alert(
  tx: Tx,
  orgId: string,
  of: Organisation & { now: Date },
  today: string,
  found: readonly ToJudge[],
  judged: readonly Judged[],
): Promise<void> {
  const before = new Map(found.map((one) => [one.id, one]))
  const fell = judged.filter(({ id, alertedOn }) => alertedOn === today && before.get(id)!.before?.alertedOn !== today)
  const recovered = judged.flatMap(({ id, alertedOn }) => {
    const was = before.get(id)!.before?.alertedOn
    return was && alertedOn === null ? [keyOf(id, was)] : []
  })
  await withdrawRaised(tx, orgId, recovered, of.now)
  const inAll = (key: 'task.fell' | 'task.result', facts = {}) =>
    Object.fromEntries(locales.map((locale) => [locale, say(locale, words, key, facts).slice(0, 200)])) as Record<Locale, string>
  const tasks = fell.map(({ id, ownerId, health: { score } }): RaisedTask => {
    const title = inAll('task.fell', { customer: before.get(id)!.name, score: Math.round(score) })
    return { key: keyOf(id, today), customerId: id, ownerId, role: 'owner', title, expectedResult: inAll('task.result'), dueOn: today } // prettier-ignore
  })
  await raiseTasks(tx, { ...of, orgId, role: 'rep', abilities: new Set(), reach: 'organisation', via: 'job' }, tasks)
}

/** What the months before this one were, as far as orders, contacts and answers of then tell; once, when an organisation is judged first. */
async function judgePast(tx: Tx, orgId: string, now: Date): Promise<void> {
  const [organisation, judging] = await Promise.all([readOrganization(tx, orgId), readJudging(tx, orgId)])
  const present = monthOf(dayOf(now, organisation.timeZone))
  for (let back = trendMonths - 1; back > 0; back--) {
    const month = monthsBefore(present, back)
    const next = monthsBefore(present, back - 1)
    const at = new Date(startOfDay(next, organisation.timeZone).getTime() - 1)
    const moment = { ...momentOf(organisation, at, month), isAfterwards: true }
    for await (const only of ranges(tx, orgId)) {
      const found = await readToJudge(tx, orgId, moment, only)
      const judged = found.flatMap((one) => judgeOne(one, addDays(next, -1), month, judging))
      await saveMonth(tx, orgId, month, judged.map(({ id, health: { score, coverage } }) => ({ id, score, coverage })), true) // prettier-ignore
    }
  }
}

/** Keeps health up to date: the months before once, all customers once a day, as silence grows; between that whoever was touched. */
export async function keepHealth(tx: Tx, orgId: string, now: Date, { all = false } = {}): Promise<number> {
  const [{ timeZone }, progress] = await Promise.all([readOrganization(tx, orgId), readProgress(tx, orgId)])
  const { today, isFirst, touchedSince: since } = nextRound(now, timeZone, progress, { all })
  if (isFirst) await judgePast(tx, orgId, now)
  const customers = since ? await touchedSince(tx, orgId, since) : ('all' as const)
  // weighed anew, nobody fell by himself
  const moved = await judgeHealth(tx, orgId, now, customers, { raises: !all })
  await saveProgress(tx, orgId, now, today)
  return moved
}

async function touchedSince(tx: Tx, orgId: string, since: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from customer where org_id = ${orgId} and updated_at > ${since}
    union select customer_id from opportunity where org_id = ${orgId} and updated_at > ${since} and customer_id is not null
    union select customer_id from activity where org_id = ${orgId} and updated_at > ${since} and customer_id is not null
    union select customer_id from survey_invitation where org_id = ${orgId} and answered_at > ${since}
    union select customer_id from customer_complaint where org_id = ${orgId} and (opened_at > ${since} or closed_at > ${since})
    union select customer_id from key_account_fact where org_id = ${orgId} and updated_at > ${since}
    union select customer_id from customer_usage where org_id = ${orgId} and updated_at > ${since}
    union select customer_id from customer_date where org_id = ${orgId} and updated_at > ${since}`.execute(tx)
  return rows.map(({ id }) => id)
}
