import { exits as exitCodes, isOpen, type Spans } from '../funnel/facts/columns.ts'
import type { Facts } from '../funnel/facts/facts.ts'
import { boundAt, forever, unknown } from '../funnel/facts/moment.ts'
import { aboutStay, cutStays, type Stay, stayWidth } from './deals.ts'
import { never } from './reach.ts'

/**
 * The stays of a past day are today's cut at its end (milliseconds): what began later is left out, what ended later goes on. Of rows where that
 * does not tell what was on record then, stays are told.
 */
export interface PastStays {
  until: number
  of: ReadonlyMap<number, readonly Stay[]>
}

/** What of the columns beside the facts tells of stays. */
interface StayColumns {
  pipeline: number
  stageCount: number
  deals: { first: Uint32Array; count: Uint16Array }
  firstAt: Int32Array
  stays: Int32Array
  stayCount: number
  past: PastStays | null
}

const endings = exitCodes.map((exit) => exit === 'won' || exit === 'lost' || exit === 'terminated' || exit === 'transferred')
const causes = exitCodes.map((exit) =>
  exit === 'advanced' || exit === 'won' ? 1 : exit === 'lost' || exit === 'terminated' ? 2 : 0,
)
const held = exitCodes.indexOf('held')

const isStay = ({ status, exit, to }: Spans, span: number): boolean =>
  status[span] === isOpen && (exit[span] !== 0 || to[span] === forever)

/** Writes the stays of a deal, over what stood there. `isUndated`: it ended at a time nobody knows. */
export function writeStays(beside: StayColumns, facts: Facts, deal: number, isUndated: boolean): void {
  const { firstAt, stageCount, past } = beside
  firstAt.fill(never, deal * stageCount, (deal + 1) * stageCount)
  const told = past?.of.get(deal)
  if (told) writeTold(beside, deal, told)
  else cutSpans(beside, facts, deal, isUndated)
}

/** `isUndated`: the deal ended at a time nobody knows, so nobody knows when its last stay did. */
function cutSpans(beside: StayColumns, { deals, spans }: Facts, deal: number, isUndated: boolean): void {
  const { stageCount, firstAt, past } = beside
  const later = past === null ? forever : boundAt(past.until + 1)
  const first = deals.first[deal]!
  let last = deals.pipeline[deal] === beside.pipeline ? first + deals.spans[deal]! - 1 : first - 1
  while (last >= first && !isStay(spans, last)) last--
  const counts = (span: number): boolean =>
    isStay(spans, span) && spans.position[span]! <= stageCount && spans.clock[span]! < later
  const goesOn = (span: number): boolean => spans.exit[span] === held && span < last
  let stays = 0
  for (let span = first; span <= last; span++) if (counts(span) && !goesOn(span)) stays++
  let stay = roomForStays(beside, deal, stays)
  for (let span = first; span <= last; span++) {
    if (!counts(span)) continue
    const stage = spans.position[span]!
    const from = spans.clock[span]!
    const place = deal * stageCount + stage - 1
    if (firstAt[place] === never) firstAt[place] = from
    if (goesOn(span)) continue
    const exit = spans.exit[span]!
    const until = spans.to[span]!
    const isUnknown = until === forever || (endings[exit]! && isUndated)
    const lasts = exit === 0 || (!isUnknown && until >= later)
    const number = stay++ * stayWidth
    beside.stays[number] = from
    beside.stays[number + 1] = lasts ? forever : isUnknown ? unknown : until
    beside.stays[number + 2] = aboutStay(stage, lasts ? 0 : causes[exit]!)
  }
}

/** The same of stays that were read one by one. */
function writeTold(beside: StayColumns, deal: number, told: readonly Stay[]): void {
  const { stages, firsts } = cutStays(told, beside.stageCount, beside.past?.until ?? Infinity)
  for (const [stage, from] of firsts) beside.firstAt[deal * beside.stageCount + stage - 1] = from
  const first = roomForStays(beside, deal, stages.length)
  for (const [index, numbers] of stages.entries()) beside.stays.set(numbers, (first + index) * stayWidth)
}

/** Over those it had when they fit, else behind all others. */
function roomForStays(beside: StayColumns, deal: number, count: number): number {
  const { deals } = beside
  if (count > deals.count[deal]!) {
    deals.first[deal] = beside.stayCount
    beside.stayCount += count
    if (beside.stayCount * stayWidth > beside.stays.length)
      beside.stays = longer(beside.stays, (Math.ceil(beside.stayCount * 1.2) + 600) * stayWidth)
  }
  deals.count[deal] = count
  return deals.first[deal]!
}

export function longer(numbers: Int32Array, length: number): Int32Array {
  const wider = new Int32Array(length).fill(never)
  wider.set(numbers)
  return wider
}
