import { sql } from 'kysely'
import { remembering } from '../../funnel/queries/memory.ts'
import { readWorkCalendar } from '../../people/queries.ts'
import { workingDaysBetween, type WorkCalendar } from '../../people/working-days.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { verdictOf } from '../../platform/http/problem.ts'
import { accept, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { addDays, dayOf } from '../../platform/time.ts'
import { say } from '../../platform/words.ts'
import { breakDown, monthWeights } from '../breakdown.ts'
import type { CapacityQuery, CapacityReply, Overrides } from '../contract.ts'
import { inputsOf, recordedInputs, sumOf, type OwnRecords } from '../inputs.ts'
import { periodOf, type Period } from '../period.ts'
import { readingRecords, savingAssumptions } from '../permissions.ts'
import { words } from '../words.ts'
import { readCoverage, wonByMonth } from './coverage.ts'
import { ownRecords, ripeDays, withChores } from './own-records.ts'
import { resolveScope, within, type Person, type Scope } from './scope.ts'

/** Nobody waits for the same counting twice; a contact that was just recorded may be missing for as long. */
const freshMs = 60_000
/** Fewer prospects than this are no benchmark. */
const leastBenchmark = 10

interface Saved {
  scope: string
  of: string | null
  overrides: Overrides
  version: number
  updatedAt: Date
  updatedBy: string
}

/** The capacity of a scope in a month: every input with what the records and the saved assumptions say, and the same of its parts. */
export async function readCapacityReport(tx: Tx, caller: Caller, asked: CapacityQuery): Promise<Outcome<CapacityReply>> {
  const found = await resolveScope(tx, caller, asked)
  if (!found.ok) return found
  const scope = found.value
  const today = dayOf(caller.now, caller.timeZone)
  const month = asked.month ?? today.slice(0, 7)
  const remember = await remembering(tx, caller)
  const ripe = await remember(['capacity-ripe', today], () => ripeDays(tx, caller), freshMs)
  const period = periodOf(month, today, ripe)
  const [counted, coverage, calendar, saved] = await Promise.all([
    remember(['capacity-records', period], () => ownRecords(tx, caller, period), freshMs),
    remember(['capacity-coverage', period, today, scope.people.map(({ id }) => id)], () =>
      readCoverage(tx, caller, period, within(caller, scope, 'o.credit_owner_id'), today),
    ),
    readWorkCalendar(tx, caller.orgId, period.from < `${month.slice(0, 4)}-01-01` ? period.from : `${month.slice(0, 4)}-01-01`),
    savedOf(tx, caller, scope),
  ])
  const records = await withChores(tx, caller, period, counted)
  const own = saved.find(({ scope: kind, of }) => kind === scope.kind && of === scope.id)
  const ground = { period, calendar, records }
  const sum = sumOf(recordsOf(records, scope.people))
  const target = await targetOf(tx, caller, scope, month, own?.overrides ?? {}, ground, sum)
  const whole = partOf(scope.people, target, own?.overrides ?? {}, ground)
  const benchmark = benchmarkOf(scope, records, own?.overrides.benchmark)
  const totalReps = whole.inputs.reps.value
  const from = period.monthFrom > today ? period.monthFrom : today
  return accept({
    scope: {
      kind: scope.kind,
      id: scope.id,
      name: scope.kind === 'organisation' ? say(caller.locale, words, 'wholeCompany') : scope.name,
    },
    month,
    currency: caller.currency,
    window: { from: period.from, to: period.to, workdays: whole.workdays },
    cohort: { from: period.cohortFrom, to: period.cohortTo },
    inputs: whole.inputs,
    conversion: { tally: whole.tally, ...benchmark },
    coverage: {
      ...coverage,
      workdaysLeft: Math.max(0, workingDaysBetween(addDays(from, -1), addDays(period.monthTo, -1), calendar)),
    },
    leadsPerDay: whole.workdays > 0 ? sum.leads / whole.workdays : 0,
    saved: own
      ? { overrides: own.overrides, version: own.version, updatedAt: own.updatedAt.toISOString(), updatedBy: own.updatedBy }
      : null,
    parts: scope.parts.map((part) => {
      const its = saved.find(({ scope: kind, of }) => kind === part.kind && of === part.id)?.overrides ?? {}
      const share = totalReps > 0 ? repsOf(part.people) / totalReps : 0
      const { inputs, tally } = partOf(part.people, Math.round(whole.inputs.targetMinor.value * share), its, ground)
      const { benchmark: expected } = benchmarkOf({ ...scope, people: part.people }, records, its.benchmark)
      return { kind: part.kind, id: part.id, name: part.name, inputs, conversion: { tally, benchmark: expected } }
    }),
    permissions: {
      save: verdictOf(savingAssumptions(caller, { kind: scope.kind, members: scope.members }), caller.locale),
      records: verdictOf(readingRecords(caller), caller.locale),
    },
  })
}

interface Ground {
  period: Period
  calendar: WorkCalendar
  records: readonly OwnRecords[]
}

/** Those who sell; a scope of people who are all something else counts whoever is there. */
function repsOf(people: readonly Person[]): number {
  const active = people.filter((person) => person.active)
  const reps = active.filter(({ role }) => role === 'rep').length
  return reps > 0 ? reps : active.length === 1 ? 1 : 0
}

const recordsOf = (records: readonly OwnRecords[], people: readonly Person[]): OwnRecords[] => {
  const ids = new Set(people.map(({ id }) => id))
  return records.filter(({ memberId }) => ids.has(memberId))
}

function partOf(people: readonly Person[], targetMinor: number | null, saved: Overrides, { period, calendar, records }: Ground) {
  const sum = sumOf(recordsOf(records, people))
  const workdays = workingDaysBetween(addDays(period.from, -1), addDays(period.to, -1), calendar)
  const workdaysOfMonth = workingDaysBetween(addDays(period.monthFrom, -1), addDays(period.monthTo, -1), calendar)
  const recorded = recordedInputs(sum, { workdaysOfWindow: workdays, workdaysOfMonth, reps: repsOf(people), targetMinor })
  return { inputs: inputsOf(recorded, saved), tally: { successes: sum.ripeWon, n: sum.ripe }, workdays }
}

/** The month's part of the year's target where one is saved, else what an average month of the last year brought. */
async function targetOf(
  tx: Tx,
  caller: Caller,
  scope: Scope,
  month: string,
  saved: Overrides,
  { calendar }: Ground,
  sum: { won: number; wonMinor: number },
): Promise<number | null> {
  if (saved.yearTargetMinor === undefined) return sum.won > 0 ? Math.round(sum.wonMinor / 12) : null
  const [year, number] = month.split('-').map(Number) as [number, number]
  const history = await wonByMonth(tx, caller, year, within(caller, scope, 'o.credit_owner_id'))
  const firsts = Array.from({ length: 13 }, (_, at) =>
    at === 12 ? `${year + 1}-01-01` : `${year}-${String(at + 1).padStart(2, '0')}-01`,
  )
  const workdays = firsts
    .slice(0, 12)
    .map((first, at) => workingDaysBetween(addDays(first, -1), addDays(firsts[at + 1]!, -1), calendar))
  return breakDown(saved.yearTargetMinor, monthWeights(history, workdays))[number - 1]!
}

/** What one would expect of the conversion: what was typed, else the others within reach, else the same people a year before. */
function benchmarkOf(
  { people }: Scope,
  records: readonly OwnRecords[],
  typed: number | undefined,
): Pick<CapacityReply['conversion'], 'benchmark' | 'benchmarkFrom' | 'benchmarkTally'> {
  if (typed !== undefined) return { benchmark: typed, benchmarkFrom: 'saved', benchmarkTally: null }
  const mine = recordsOf(records, people)
  const others = sumOf(records.filter((one) => !mine.includes(one)))
  if (others.ripe >= leastBenchmark) return said(others.ripeWon, others.ripe, 'others')
  const { past, pastWon } = sumOf(mine)
  return past >= leastBenchmark ? said(pastWon, past, 'past') : { benchmark: null, benchmarkFrom: null, benchmarkTally: null }
}

const said = (successes: number, n: number, from: 'others' | 'past') => ({
  benchmark: successes / n,
  benchmarkFrom: from,
  benchmarkTally: { successes, n },
})

/** What was saved for the scope and its parts. */
async function savedOf(tx: Tx, { orgId }: Caller, scope: Scope): Promise<Saved[]> {
  const ids = [scope.id, ...scope.parts.map(({ id }) => id)].filter((id) => id !== null)
  const { rows } = await sql<Saved>`
    select a.scope, coalesce(a.team_id, a.member_id) as of, a.overrides, a.version, a.updated_at as "updatedAt", m.name as "updatedBy"
    from capacity_assumption a join member m on m.org_id = a.org_id and m.id = a.updated_by
    where a.org_id = ${orgId} and (a.scope = ${scope.kind} or a.team_id = any(${ids}::uuid[]) or a.member_id = any(${ids}::uuid[]))`.execute(
    tx,
  )
  return rows
}
