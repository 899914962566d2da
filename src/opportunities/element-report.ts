import { elementStates, type ElementState } from '../pipelines/criteria.ts'
import type { ElementDefinition } from '../pipelines/element-definition.ts'
import { wilson } from '../platform/wilson.ts'
import { endOf, firstRecording, knownAt, wasKept, type DealPast } from './element-past.ts'

/** Under so many deals a rate is not told. */
export const tooFew = 10

export interface Rate {
  deals: number
  won: number
  rate: number | null
  low: number
  high: number
  tooFew: boolean
}

export const rateOf = ({ deals, won }: { deals: number; won: number }): Rate => ({
  deals,
  won,
  rate: deals < tooFew ? null : won / deals,
  ...wilson(won, deals),
  tooFew: deals < tooFew,
})

export interface ElementAtStage {
  key: string
  states: (Rate & { state: ElementState })[]
  answers: (Rate & { key: string })[]
  verdict: 'too-few' | 'may-be-chance' | 'tells'
}

/**
 * Win rate by what was known of each element when deals left a stage (or ended in it), with Wilson intervals. Only what was
 * written down before the end counts, and only deals from after elements began to be kept. The verdict compares the deals of
 * which something was known, be it good or bad, with each other: confirmed against all others.
 */
export function elementsAtStage(
  definitions: readonly ElementDefinition[],
  stageId: string,
  pasts: readonly DealPast[],
): { deals: number; elements: ElementAtStage[] } {
  const first = firstRecording(pasts)
  const seen = pasts.flatMap((past) => {
    const stay = past.stays.findLast((each) => each.stageId === stageId)
    if (!stay || !past.outcome) return []
    const at = Math.min(stay.to ?? Infinity, endOf(past))
    return wasKept(past, at, first) ? [{ won: past.outcome === 'won', known: knownAt(past, at) }] : []
  })
  const count = (fits: (known: ReturnType<typeof knownAt>) => boolean) => {
    const those = seen.filter(({ known }) => fits(known))
    return { deals: those.length, won: those.filter(({ won }) => won).length }
  }
  return {
    deals: seen.length,
    elements: definitions.map(({ key, answers }) => {
      const stateIs = (state: ElementState) => count((known) => (known.get(key)?.state ?? 'unknown') === state)
      const confirmed = stateIs('confirmed')
      const all = count(() => true)
      return {
        key,
        states: elementStates.map((state) => ({ state, ...rateOf(stateIs(state)) })),
        answers: (answers ?? []).map((answer) => ({
          key: answer.key,
          ...rateOf(count((known) => known.get(key)?.answer === answer.key)),
        })),
        verdict: answers?.length
          ? verdictAmong(answers.map((answer) => count((known) => known.get(key)?.answer === answer.key)))
          : verdictAmong(elementStates.map(stateIs), [
              confirmed,
              { deals: all.deals - confirmed.deals, won: all.won - confirmed.won },
            ]),
      }
    }),
  }
}

interface Group {
  deals: number
  won: number
}

/** Whether the intervals of two groups large enough do not touch: then the element goes with another outcome. `coarser` is asked where there are no two such groups. */
function verdictAmong(groups: readonly Group[], coarser?: readonly Group[]): ElementAtStage['verdict'] {
  const large = groups.filter(({ deals }) => deals >= tooFew).map(({ deals, won }) => wilson(won, deals))
  if (large.length < 2) return coarser ? verdictAmong(coarser) : 'too-few'
  const apart = large.some((one) => large.some((other) => one.low > other.high))
  return apart ? 'tells' : 'may-be-chance'
}
