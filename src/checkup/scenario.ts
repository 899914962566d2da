import type { Tally } from '../funnel/significance.ts'
import { type Flow, ratesOf, simulate } from '../funnel/what-if.ts'
import { judgeAll, type Judged } from './verdict.ts'

/** What a scenario starts from: deals at each stage and, last, won, in so many days; mean amount of a won deal in minor units. */
export interface ScenarioBase {
  reached: readonly number[]
  amountMinor: number
  days: number
}

/** What is different in it; null leaves what was. */
export interface ScenarioChange {
  rates: readonly (number | null)[]
  volume: number | null
  amountMinor: number | null
  targetMinor: number | null
}

/** What a scenario expects of a span as long as the one it starts from. */
export function predicted(base: ScenarioBase, change: ScenarioChange): Flow {
  const { flow, deals, moneyMinor } = simulate(base.reached, change.rates, change.volume, change.amountMinor ?? base.amountMinor)
  return { flow, deals, moneyMinor }
}

/** What happened since it began: who came to each gate and went on (of those whose horizon is over), and what was won. */
export interface Happened {
  days: number
  gates: readonly Tally[]
  entered: number
  won: number
  wonMinor: number
}

export interface Beside extends Judged {
  baseRate: number
  predictedRate: number
  actual: Tally
}

/** A scenario beside what happened: each gate's share against the predicted one, adjusted for all gates; sums for the days gone by. */
export function beside(base: ScenarioBase, change: ScenarioChange, happened: Happened) {
  const own = ratesOf(base.reached)
  const expected = own.map((rate, index) => change.rates[index] ?? rate)
  const verdicts = judgeAll(happened.gates.map((tally, index) => ({ own: tally, against: { share: expected[index]! } })))
  const flow = predicted(base, change)
  const part = base.days > 0 ? happened.days / base.days : 0
  return {
    tooEarly: happened.gates.every(({ n }) => n === 0),
    stages: happened.gates.map((actual, index): Beside => ({
      baseRate: own[index]!,
      predictedRate: expected[index]!,
      actual,
      ...verdicts[index]!,
    })),
    entered: { predicted: (flow.flow[0] ?? 0) * part, actual: happened.entered },
    deals: { predicted: flow.deals * part, actual: happened.won },
    money: { predictedMinor: flow.moneyMinor * part, actualMinor: happened.wonMinor },
    targetMinor: change.targetMinor === null ? null : change.targetMinor * part,
  }
}
