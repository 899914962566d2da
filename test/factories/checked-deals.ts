import { type Attribute, attributes, columns, type Deal, type Deals } from '../../src/checkup/deals.ts'
import type { History } from '../../src/opportunities/stage-history.ts'
import { failedAt, firstStayAt, never, reachedAt, reachedFirst, standingAt } from '../../src/checkup/reach.ts'
import type { Counting } from '../../src/funnel/standing.ts'
import { journeyOf, type Journey } from '../../src/funnel/visits.ts'
import { standingOf } from '../../src/funnel/standing.ts'

/** For tests: when a deal reached each stage, when it got further, and when it failed; null = never. Seconds. */
export function whenReached(deals: Deals, counting: Counting, deal: number) {
  const { numbers, width, further } = reachedAt(deals, counting)
  const line = deal * width
  const at = (place: number): number | null => (numbers[line + place] === never ? null : numbers[line + place]!)
  const stages = Array.from({ length: deals.stageCount }, (_, stage) => reachedFirst + stage)
  return {
    here: stages.map(at),
    next: stages.map((place) => at(place + further)),
    failed: at(failedAt),
    line: [...numbers.subarray(line, line + reachedFirst)].filter((_, place) => place !== standingAt && place !== firstStayAt),
  }
}

type Of = Partial<Record<Attribute, string>>

/** For tests: a deal of the check-up from its journey. */
export function checkedDeal(journey: Journey, of: Of = {}): Deal {
  const { highest, final, entered } = standingOf(journey)
  return {
    ...(Object.fromEntries(attributes.map((name) => [name, of[name] ?? null])) as Record<Attribute, string | null>),
    id: journey.opportunityId,
    state: journey.state,
    highest,
    final,
    entered,
    enteredAt: journey.enteredAt,
    endedAt: journey.state === 'open' || journey.state === 'onHold' ? null : journey.stateSince,
    amountMinor: journey.amountMinor,
    otherCurrency: false,
    stays: journey.visits.map(({ stageOrder, enteredAt, leftAt, exit }) => ({
      stage: stageOrder,
      from: enteredAt,
      to: leftAt,
      exit,
    })),
  }
}

export const checkedDeals = (
  journeys: readonly Journey[],
  stageCount: number,
  of: (journey: Journey, index: number) => Of = () => ({}),
): Deals =>
  columns(
    journeys.map((journey, index) => checkedDeal(journey, of(journey, index))),
    stageCount,
  )

export const checkedHistory = (id: string, history: History, amountMinor: number | null, of: Of): Deal =>
  checkedDeal(journeyOf(id, history, amountMinor), of)
