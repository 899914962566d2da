import {
  type Conversion,
  cohortConversion,
  exitConversion,
  flowRatio,
  maturedConversion,
  snapshotConversion,
} from '../../funnel/conversion.ts'
import { duration, staysIn } from '../../funnel/duration.ts'
import { twentyDeals, twentyJourneys as journeys } from '../../funnel/twenty-deals.ts'
import { type Journey, millisecondsPerDay } from '../../funnel/visits.ts'

export const today = 120

const day = (n: number): number => n * millisecondsPerDay
const step = { stage: 1, stageCount: 2 }
const ways = {
  all: (of) => cohortConversion(of, step, { from: 0, to: day(120) }),
  early: (of) => cohortConversion(of, step, { from: 0, to: day(60) }),
  late: (of) => cohortConversion(of, step, { from: day(60), to: day(120) }),
  matured: (of) => maturedConversion(of, step, 60, day(today)),
  exit: (of) => exitConversion(of, step, { from: day(60), to: day(120) }),
  snapshot: (of) => snapshotConversion(of, step, day(60), day(90)),
} satisfies Record<string, (of: readonly Journey[]) => Conversion>

export const questions = ['all', 'early', 'late', 'matured', 'flow', 'exit', 'snapshot', 'estimate'] as const
export type Question = (typeof questions)[number]
/** What a deal counts as under a question. */
export type Counted = 'advanced' | 'lost' | 'notYet' | 'out'

export interface AnswerOf {
  question: Question
  share: number
  /** Per deal. */
  counted: Counted[]
  /** Days that the question looks at. */
  window: readonly [number, number]
}

const windows: Record<Question, readonly [number, number]> = {
  all: [0, 120],
  early: [0, 60],
  late: [60, 120],
  matured: [0, 60],
  flow: [60, 120],
  exit: [60, 120],
  snapshot: [60, 90],
  estimate: [0, 120],
}

/** The same data, asked in each way: how large is the share that goes from the first stage to the second? By the rules the product itself uses. */
export const answers = (): AnswerOf[] =>
  questions.map((question) => ({
    question,
    share: shareOf(question) ?? 0,
    counted: journeys.map((journey) => countedAs(question, journey)),
    window: windows[question],
  }))

const shareOf = (question: Question): number | null =>
  question === 'flow'
    ? flowRatio(journeys, step, { from: day(60), to: day(120) })
    : question === 'estimate'
      ? duration(staysIn(journeys, 1, day(today))).advancedInTheEnd
      : ways[question](journeys).share

function countedAs(question: Question, journey: Journey): Counted {
  if (question === 'flow') {
    const [first, second] = twentyDeals[Number(journey.opportunityId)]!
    return second !== null && second >= 60 ? 'advanced' : first >= 60 ? 'notYet' : 'out'
  }
  const { of, advanced, lost } = question === 'estimate' ? ways.all([journey]) : ways[question]([journey])
  return of === 0 ? 'out' : advanced > 0 ? 'advanced' : lost > 0 ? 'lost' : 'notYet'
}
