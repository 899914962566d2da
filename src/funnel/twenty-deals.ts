import { type Journey, millisecondsPerDay, type Visit } from './visits.ts'

/**
 * The example of the science (FUNNEL-SCIENCE 1.2), for the help page and the tests: twenty deals of two stages on 120 days. Entry to the
 * first, entry to the second or null, end or null, how it ended; days from the first.
 */
export const twentyDeals = [
  [2, 12, 40, 'won'],
  [5, 30, 50, 'lost'],
  [8, null, 20, 'lost'],
  [15, 70, 110, 'won'],
  [22, null, 95, 'lost'],
  [28, 45, null, 'open'],
  [33, 58, 80, 'won'],
  [41, null, 60, 'lost'],
  [47, 90, null, 'open'],
  [52, 66, 100, 'lost'],
  [63, null, null, 'open'],
  [68, 85, 115, 'won'],
  [75, 108, null, 'open'],
  [79, null, 112, 'lost'],
  [84, null, null, 'open'],
  [92, null, null, 'open'],
  [97, 118, null, 'open'],
  [101, null, null, 'open'],
  [106, null, null, 'open'],
  [111, null, null, 'open'],
] as const satisfies readonly (readonly [number, number | null, number | null, Journey['state']])[]

const at = (day: number | null): number | null => (day === null ? null : day * millisecondsPerDay)

/** The same as journeys; the id is the place in the list. */
export const twentyJourneys: readonly Journey[] = twentyDeals.map(([first, second, end, state], index): Journey => {
  const opportunityId = String(index)
  const stay = (stageOrder: number, from: number, leftAt: number | null, exit: Visit['exit']): Visit => ({
    opportunityId,
    stageOrder,
    enteredAt: at(from),
    from: at(from),
    leftAt: at(leftAt),
    exit,
  })
  const visits = [
    stay(1, first, second ?? end, second !== null ? 'advanced' : end !== null ? 'lost' : null),
    ...(second === null ? [] : [stay(2, second, end, state === 'open' ? null : state)]),
  ]
  return { opportunityId, enteredAt: at(first), visits, state, stateSince: at(end), amountMinor: null, reopened: 0 }
})
