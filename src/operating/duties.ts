import { addWorkingDays, type WorkCalendar } from '../people/working-days.ts'
import { addDays } from '../platform/time.ts'
import type { TierRule } from './mechanism.ts'

export const dutyKinds = ['contact', 'review', 'role', 'answer'] as const
export type DutyKind = (typeof dutyKinds)[number]

/** What is to be done for a customer, from which day the time runs and until when. Days are YYYY-MM-DD of the organisation. */
export interface Duty {
  kind: DutyKind
  /** Key of the role, id of the request, else empty. */
  about: string
  fromOn: string
  dueOn: string
  /** Near enough to be somebody's task. */
  isTask: boolean
}

/** A task that a duty has made, or when it was done last. */
export interface Made extends Omit<Duty, 'isTask'> {
  ownerId: string
  /** Day on which the duty was done last; null when never. */
  doneOn: string | null
  key: string
  /** How its task stands; null when there is none, or it was withdrawn. Somebody may have put it away. */
  task: 'open' | 'done' | 'archived' | null
}

/** An account as duties see it. */
export interface Account {
  id: string
  ownerId: string
  /** Day since which it has its tier. */
  since: string
  lastContactOn: string | null
  /** Day of the latest review of an account plan. */
  lastReviewOn: string | null
  /** Keys of roles that somebody has. */
  roles: readonly string[]
}

export interface Ground {
  today: string
  /** Day since which the mechanism is on: nothing is owed for the time before. */
  onSince: string
  calendar: WorkCalendar
}

/** A contact shows up as a task so many days before, a review so many. */
const ahead = { contact: 3, review: 14 } as const
/** Working days to find somebody for a role. */
const daysToFill = 5

const latest = (...days: (string | null)[]): string =>
  days
    .filter((day) => day !== null)
    .toSorted()
    .at(-1)!

/** The same day so many months later; a day that month does not have is its last. */
export function addMonths(day: string, months: number): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number]
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10)
}

const counted = new WeakMap<WorkCalendar, Map<string, string>>()

/** As addWorkingDays, each day and count once per calendar: thousands of accounts ask for the same few. */
function workingDaysAfter(day: string, count: number, calendar: WorkCalendar): string {
  const known = counted.get(calendar) ?? new Map<string, string>()
  counted.set(calendar, known)
  const asked = `${day} ${count}`
  const found = known.get(asked) ?? addWorkingDays(day, count, calendar)
  known.set(asked, found)
  return found
}

/**
 * What an account is owed today. The next contact counts in working days from the last one on record (or a contact task that was ended with
 * a result), the next review in months from the last (the account plan's counts), or from when the tier or the mechanism began; a role that nobody has is to be filled
 * within a week; what the customer asked for is answered in time, also when the tier asks for nothing any more. Nothing is due before
 * the mechanism was on.
 */
export function dutiesOf(account: Account, rule: TierRule, made: readonly Made[], { today, onSince, calendar }: Ground): Duty[] {
  const doneOn = (kind: DutyKind, about = ''): string | null =>
    made.find((one) => one.kind === kind && one.about === about)?.doneOn ?? null
  const duties: Duty[] = []
  if (rule.contactDays !== null) {
    const met = latest(account.lastContactOn ?? (doneOn('contact') === null ? account.since : null), doneOn('contact'))
    const dueOn = latest(workingDaysAfter(met, rule.contactDays, calendar), workingDaysAfter(onSince, 0, calendar))
    duties.push({ kind: 'contact', about: '', fromOn: met, dueOn, isTask: dueOn <= addDays(today, ahead.contact) })
  }
  if (rule.reviewMonths !== null) {
    const fromOn = latest(account.since, onSince, doneOn('review'), account.lastReviewOn)
    const dueOn = workingDaysAfter(addMonths(fromOn, rule.reviewMonths), 0, calendar)
    duties.push({ kind: 'review', about: '', fromOn, dueOn, isTask: dueOn <= addDays(today, ahead.review) })
  }
  for (const about of rule.roles.filter((key) => !account.roles.includes(key))) {
    const fromOn = latest(account.since, onSince, doneOn('role', about))
    duties.push({ kind: 'role', about, fromOn, dueOn: workingDaysAfter(fromOn, daysToFill, calendar), isTask: true })
  }
  for (const { about, fromOn, dueOn, task } of made.filter(({ kind }) => kind === 'answer')) {
    if (task !== 'open') continue
    duties.push({
      kind: 'answer',
      about,
      fromOn,
      dueOn: rule.answerDays === null ? dueOn : answerBy(fromOn, rule.answerDays, calendar),
      isTask: true,
    })
  }
  return duties
}

/** Until when what was asked on a day is answered. */
export const answerBy = (askedOn: string, days: number, calendar: WorkCalendar): string =>
  workingDaysAfter(askedOn, days, calendar)

/** The task of a duty is known by this: the same duty never makes two. */
export const keyOf = (customerId: string, { kind, about, fromOn }: Pick<Duty, 'kind' | 'about' | 'fromOn'>): string =>
  `operating ${kind} ${customerId} ${about} ${fromOn}`

export const isOfReview = (key: string): boolean => key.startsWith('operating review ')

export const isLate = (duty: Pick<Duty, 'dueOn'>, today: string): boolean => duty.dueOn < today

/** Until when an account is owed what: the earliest day of each kind. */
export function stateOf(duties: readonly Duty[]) {
  const first = (kind: DutyKind): string | null =>
    duties
      .filter((duty) => duty.kind === kind)
      .map(({ dueOn }) => dueOn)
      .toSorted()[0] ?? null
  return {
    contactDueOn: first('contact'),
    reviewDueOn: first('review'),
    roleDueOn: first('role'),
    answerDueOn: first('answer'),
    missing: duties.filter(({ kind }) => kind === 'role').map(({ about }) => about),
  }
}
export type AccountState = ReturnType<typeof stateOf>

export interface Steps {
  raise: Duty[]
  /** Keys of tasks that are needless now. */
  withdraw: string[]
  /** Keys of tasks that a contact or review on record has done. */
  complete: string[]
  move: { key: string; dueOn: string; from: string; to: string }[]
  /** What is kept of the duties afterwards. */
  keep: (Omit<Made, 'task'> & { customerId: string })[]
}

/** From what was made and what is owed: which tasks to make, move, end or withdraw. Asked twice, the second answer changes nothing. */
export function stepsOf(account: Account, duties: readonly Duty[], made: readonly Made[]): Steps {
  const steps: Steps = { raise: [], withdraw: [], complete: [], move: [], keep: [] }
  const owed = new Map(duties.filter(({ isTask }) => isTask).map((duty) => [keyOf(account.id, duty), duty]))
  const kept = new Map(made.map((one) => [`${one.kind} ${one.about}`, one]))
  for (const one of made) {
    const duty = owed.get(one.key)
    if (one.task === 'open' && !duty) (isOnRecord(account, one) ? steps.complete : steps.withdraw).push(one.key)
    if (one.task === 'open' && duty && (duty.dueOn !== one.dueOn || account.ownerId !== one.ownerId))
      steps.move.push({ key: one.key, dueOn: duty.dueOn, from: one.ownerId, to: account.ownerId })
  }
  for (const [key, duty] of owed) if (!made.some((one) => one.key === key && one.task !== null)) steps.raise.push(duty)
  const slots = new Set([...kept.keys(), ...[...owed.values()].map(({ kind, about }) => `${kind} ${about}`)])
  for (const slot of slots) {
    const [before, duty] = [kept.get(slot), [...owed.values()].find(({ kind, about }) => `${kind} ${about}` === slot)]
    if (duty)
      steps.keep.push({
        customerId: account.id, kind: duty.kind, about: duty.about, fromOn: duty.fromOn, dueOn: duty.dueOn, ownerId: account.ownerId,
        doneOn: before?.doneOn ?? null, key: keyOf(account.id, duty),
      }) // prettier-ignore
    else if (before && before.doneOn !== null && before.kind !== 'answer') {
      const { task: _, ...rest } = before
      steps.keep.push({ ...rest, customerId: account.id })
    }
  }
  return steps
}

/** A contact, or a review of the account plan, since the day from which the task counted. */
function isOnRecord({ lastContactOn, lastReviewOn }: Account, { kind, fromOn }: Made): boolean {
  const last = kind === 'contact' ? lastContactOn : kind === 'review' ? lastReviewOn : null
  return last !== null && last > fromOn
}
