import { causeOf } from '../duration.ts'
import { exits, isOpen } from './columns.ts'
import type { Facts } from './facts.ts'
import {
  addLength,
  causeNumber,
  type CountedLengths,
  type Lengths,
  manyDeals,
  noCounts,
  noLengths,
  noteLength,
} from './lengths.ts'
import { boundOf, forever, unknown } from './moment.ts'
import type { Scan } from './scan.ts'

interface Asked {
  /** Entry into the pipeline. */
  from: Date | null
  to: Date | null
  /** Cuts stays that go on. */
  now: Date
  /** Only what happened in [from, to): a stay that began earlier is watched from its age then, one that goes on is cut at the end. */
  window?: { from: Date; to: Date } | undefined
  withCurve?: boolean
}

const causes = Uint8Array.from(exits, (exit) => causeNumber[causeOf(exit)])
const held = exits.indexOf('held')
/** Ends that need a day: without one they have no length. */
const final = exits.map((exit) => exit === 'won' || exit === 'lost' || exit === 'terminated' || exit === 'transferred')

/** How long deals stay in each stage, by its order number. Twin of `countDurations` and of `staysIn`. */
export function scanDurations(facts: Facts, asked: Asked): Scan<Map<number, Lengths>> {
  const { deals, spans, standings } = facts
  const [after, before] = [asked.from && boundOf(asked.from), asked.to && boundOf(asked.to)]
  const { window, now } = asked
  const cut = boundOf(window && window.to < now ? window.to : now)
  const since = window ? boundOf(window.from) : null
  const onHold = standings.all.map(({ state }) => state === 'onHold')
  const each = Array.from({ length: 64 }, noLengths)
  let counted: CountedLengths[] | null = null

  // each column by itself: looked up in its table once, not for each of millions of spans
  const { entered: cameAt, closed, first, spans: length, standing, since: placedAt } = deals
  const { exit: exitOf, to, status, clock: clockOf, position } = spans

  const addDeal = (deal: number): void => {
    const entered = cameAt[deal]!
    if ((after !== null && entered < after) || (before !== null && (entered >= before || entered === unknown))) return
    const isUndated = closed[deal] === unknown
    const past = first[deal]! + length[deal]!
    for (let span = first[deal]!; span < past; span++) {
      const exit = exitOf[span]!
      const until = to[span]!
      if ((exit === 0 && until !== forever) || status[span] !== isOpen) continue
      const clock = clockOf[span]!
      if (clock === unknown || clock > cut || (since !== null && until < since)) continue
      if (exit === held && !(onHold[standing[deal]!] && clock === placedAt[deal])) continue
      if (final[exit] && isUndated) continue
      const cause = exit === 0 || until > cut ? causeNumber.censored : causes[exit]!
      const seconds = Math.max(0, Math.min(until, cut) - clock)
      const stage = position[span]!
      if (counted) noteLength(counted[stage]!, seconds, cause)
      else addLength(each[stage]!, seconds, cause, since === null ? 0 : Math.max(0, since - clock))
    }
  }
  return {
    add: (chosen, start, end) => {
      if (since === null && chosen.length > manyDeals) counted ??= Array.from({ length: 64 }, noCounts)
      for (let at = start; at < end; at++) addDeal(chosen[at]!)
    },
    result: () => new Map<number, Lengths>([...(counted ?? each).entries()].filter(([, { count }]) => count > 0)),
  }
}
