import type { Tally } from '../funnel/significance.ts'
import { quantile } from '../funnel/quantile.ts'
import { rankSum } from './rank-sum.ts'
import type { Sum } from './stage-rows.ts'
import { judgeAll, type Judged } from './verdict.ts'

/** What one person wrote down in the time looked at. */
export interface Recorded {
  owner: string
  activities: number
  /** Written down more than 24 hours after it happened. */
  late: number
  /** Hours from happening to being written down, half of them; null without any. */
  medianHours: number | null
}

export type NextStep = 'planned' | 'overdue' | 'none'

/** An open deal as a supervisor asks for it. Money in minor units, NaN without. */
export interface OpenHabit {
  /** Its row. */
  deal: number
  owner: string | null
  stage: number
  amountMinor: number
  /** People of the customer who are known: on its card, or met for this deal, whichever are more. */
  people: number
  step: NextStep
  /** Whole days since the next step was due; 0 when it is not overdue. */
  overdueDays: number
}

export const habitKinds = ['recording', 'threads', 'steps'] as const
export type HabitKind = (typeof habitKinds)[number]

/** A share of what should not be, beside that of all the others: `significantly-high` is the trouble. */
export interface HabitCell extends Judged {
  own: Tally
  others: Tally
}

export interface HabitRow extends Record<HabitKind, HabitCell> {
  owner: string
  medianHours: number | null
}

export interface StageHabits {
  stage: number
  open: Sum
  single: Sum
  none: Sum
  overdue: Sum
}

export interface Habits {
  recording: Tally
  open: Sum
  single: Sum
  none: Sum
  overdue: Sum
  /** Days overdue, half of them; null when none is. */
  overdueDays: number | null
  /** Whether deals that hang on one person are larger or smaller than the others; medians of known amounts. */
  size: { single: number | null; others: number | null; p: number; differs: 'larger' | 'smaller' | 'could-be-chance' }
  stages: StageHabits[]
  /** Most late records first. */
  owners: HabitRow[]
  /** Cells tested. */
  tests: number
}

export const hangsOnOne = ({ people }: OpenHabit): boolean => people <= 1

const noSum = (): Sum => ({ count: 0, amountMinor: 0 })

function addTo(sum: Sum, { amountMinor }: OpenHabit): void {
  sum.count++
  sum.amountMinor += amountMinor || 0
}

/** What is summed of the open deals, in total and by stage. */
type OpenSums = Record<'open' | 'single' | 'none' | 'overdue', Sum>
const noSums = (): OpenSums => ({ open: noSum(), single: noSum(), none: noSum(), overdue: noSum() })

function addDeal(sums: OpenSums, deal: OpenHabit): void {
  addTo(sums.open, deal)
  if (hangsOnOne(deal)) addTo(sums.single, deal)
  if (deal.step !== 'planned') addTo(sums[deal.step], deal)
}

/**
 * How people work, by what is on record (DOMAIN 4 and 7): records later than 24 hours, deals that hang on one person, next steps that
 * are missing or overdue; every person against all the others, adjusted for all cells looked at (Benjamini–Hochberg, q = 0.10).
 */
export function habits(recorded: readonly Recorded[], open: readonly OpenHabit[], stageCount: number): Habits {
  const all = noSums()
  const stages = Array.from({ length: stageCount }, (_, index) => ({ stage: index + 1, ...noSums() }))
  const overdueDays: number[] = []
  for (const deal of open) {
    addDeal(all, deal)
    const here = stages[deal.stage - 1]
    if (here) addDeal(here, deal)
    if (deal.step === 'overdue') overdueDays.push(deal.overdueDays)
  }
  const recording = recorded.reduce((sum, { activities, late }) => ({ n: sum.n + activities, successes: sum.successes + late }), {
    n: 0,
    successes: 0,
  })
  const { owners, tests } = judged(recorded, open)
  return { recording, ...all, overdueDays: quantile(overdueDays, 0.5), size: sizes(open), stages, owners, tests }
}

function sizes(open: readonly OpenHabit[]): Habits['size'] {
  const [a, b]: [number[], number[]] = [[], []]
  for (const deal of open) if (!Number.isNaN(deal.amountMinor)) (hangsOnOne(deal) ? a : b).push(deal.amountMinor)
  const { z, p } = rankSum(a, b)
  const enough = Math.min(a.length, b.length) >= 10
  return {
    single: quantile(a, 0.5),
    others: quantile(b, 0.5),
    p,
    differs: !enough || p >= 0.05 ? 'could-be-chance' : z > 0 ? 'larger' : 'smaller',
  }
}

function judged(recorded: readonly Recorded[], open: readonly OpenHabit[]): Pick<Habits, 'owners' | 'tests'> {
  const known = new Set(recorded.map(({ owner }) => owner))
  for (const { owner } of open) if (owner) known.add(owner)
  const names = [...known]
  const nothing = (): Record<HabitKind, Tally> => ({
    recording: { n: 0, successes: 0 },
    threads: { n: 0, successes: 0 },
    steps: { n: 0, successes: 0 },
  })
  const ofOwner = new Map(names.map((name) => [name, nothing()]))
  const add = (tally: Tally, n: number, successes: number): void => {
    tally.n += n
    tally.successes += successes
  }
  for (const { owner, activities, late } of recorded) add(ofOwner.get(owner)!.recording, activities, late)
  for (const deal of open) {
    if (!deal.owner) continue
    const { threads, steps } = ofOwner.get(deal.owner)!
    add(threads, 1, Number(hangsOnOne(deal)))
    add(steps, 1, Number(deal.step !== 'planned'))
  }
  const tallies = names.map((name) => ofOwner.get(name)!)
  const hours = new Map(recorded.map(({ owner, medianHours }) => [owner, medianHours]))
  const whole = (kind: HabitKind): Tally => ({
    n: tallies.reduce((all, tally) => all + tally[kind].n, 0),
    successes: tallies.reduce((all, tally) => all + tally[kind].successes, 0),
  })
  const totals = Object.fromEntries(habitKinds.map((kind) => [kind, whole(kind)])) as Record<HabitKind, Tally>
  const cells = tallies.flatMap((tally) =>
    habitKinds.map((kind) => {
      const own = tally[kind]
      const others = { n: totals[kind].n - own.n, successes: totals[kind].successes - own.successes }
      return { own, others, against: others.n === 0 ? null : { share: others.successes / others.n, ...others } }
    }),
  )
  const verdicts = judgeAll(cells)
  const cellOf = (owner: number, kind: number): HabitCell => {
    const place = owner * habitKinds.length + kind
    const { own, others } = cells[place]!
    return { own, others, ...verdicts[place]! }
  }
  const lateShare = ({ recording: { own } }: HabitRow): number => (own.n === 0 ? 0 : own.successes / own.n)
  return {
    owners: names
      .map((owner, index) => ({
        owner,
        medianHours: hours.get(owner) ?? null,
        recording: cellOf(index, 0),
        threads: cellOf(index, 1),
        steps: cellOf(index, 2),
      }))
      .sort((a, b) => lateShare(b) - lateShare(a)),
    tests: verdicts.filter(({ p }) => p !== null).length,
  }
}
