import { exits } from './columns.ts'
import type { Facts } from './facts.ts'
import { boundOf, unknown } from './moment.ts'
import { type Scan, sumsFor } from './scan.ts'

/** Where deals go when they leave a stage, or begin: another stage, or an end. Null is outside: before the first stage. */
export interface StageFlow {
  fromStageId: string | null
  /** A stage id, or how it ended. */
  to: { stageId: string } | { end: FlowEnd }
  count: number
  amountMinor: number
}
export const flowEnds = ['won', 'lost', 'terminated', 'held', 'transferred'] as const
export type FlowEnd = (typeof flowEnds)[number]

interface Asked {
  from: Date
  to: Date
  currency: string
}

/** Every step between two stages, every beginning and every end in [from, to), for a Sankey diagram. Twin of `readFlows`. */
export function scanFlows(facts: Facts, { from, to, currency }: Asked): Scan<StageFlow[]> {
  const { deals, spans, dictionaries } = facts
  const [start, end] = [boundOf(from), boundOf(to)]
  const own = dictionaries.currency.codes.get(currency) ?? -1
  const stages = dictionaries.stage.values.length
  const targets = stages + flowEnds.length
  const { counts, amounts } = sumsFor(stages * targets)
  const endOf = exits.map((exit) => flowEnds.indexOf(exit as FlowEnd))
  const addDeal = (deal: number): void => {
    const isOwn = deals.currency[deal] === own
    const add = (source: number, target: number, amount: number): void => {
      const key = source * targets + target
      counts[key]!++
      if (isOwn && !Number.isNaN(amount)) amounts[key]! += amount
    }
    const first = deals.first[deal]!
    const past = first + deals.spans[deal]!
    if (first === past || spans.from[first]! >= end) return
    const entered = deals.entered[deal]!
    if (entered !== unknown && entered >= start && entered < end) add(0, spans.stage[first]!, spans.amount[first]!)
    for (let span = first; span < past; span++) {
      const until = spans.to[span]!
      if (until < start || until >= end) continue
      const ending = endOf[spans.exit[span]!]!
      // a stay that is taken up again ended all the same; where it went on in another stage, that step is the flow
      if (ending >= 0) add(spans.stage[span]!, stages + ending, spans.amount[span]!)
      else if (spans.next[span] !== 0 && spans.exit[span] !== 0) add(spans.stage[span]!, spans.next[span]!, spans.amount[span]!)
    }
  }
  return {
    add: (chosen, from, to) => {
      for (let at = from; at < to; at++) addDeal(chosen[at]!)
    },
    result: () => {
      const flows: StageFlow[] = []
      counts.forEach((count, key) => {
        if (count === 0) return
        const target = key % targets
        flows.push({
          fromStageId: dictionaries.stage.values[Math.floor(key / targets)]!,
          to: target < stages ? { stageId: dictionaries.stage.values[target]! } : { end: flowEnds[target - stages]! },
          count,
          amountMinor: amounts[key]!,
        })
      })
      return flows
    },
  }
}
