import type { Span } from './conversion.ts'
import type { Visit, VisitExit } from './visits.ts'

export type ExitCounts = Record<VisitExit, number>

/** What went in and out of one stage in a stretch of time. `opening + entered + reEntered − out = closing` always holds. */
export interface StageFlow {
  stageOrder: number
  /** Deals standing in the stage at the start. */
  opening: number
  /** First visits of a deal to this stage that began in the span. */
  entered: number
  /** Visits that began in the span although the deal had been here before: moved back, resumed or reopened. */
  reEntered: number
  exits: ExitCounts
  out: number
  closing: number
}

const noExits = (): ExitCounts => ({
  advanced: 0,
  back: 0,
  lost: 0,
  terminated: 0,
  held: 0,
  won: 0,
  transferred: 0,
  reopened: 0,
})

/**
 * Stage stocks and flows in [from, to), milliseconds. A visit of unknown entry was there before the span;
 * a visit that ended at an unknown time is in no number, because no period can claim it.
 * Visits of one deal must come in the order in which they happened.
 */
export function stageFlows(visits: readonly Visit[], stageCount: number, { from, to }: Span): StageFlow[] {
  const flows = Array.from({ length: stageCount }, (_, index) => emptyFlow(index + 1))
  const seen = new Set<string>()
  for (const visit of visits) {
    const flow = flows[visit.stageOrder - 1]
    const key = `${visit.opportunityId} ${visit.stageOrder}`
    const again = seen.has(key)
    seen.add(key)
    if (!flow || (visit.exit !== null && visit.leftAt === null)) continue
    const began = visit.from ?? -Infinity
    const ended = visit.leftAt ?? Infinity
    if (began < from && ended >= from) flow.opening++
    if (began >= from && began < to) {
      if (again) flow.reEntered++
      else flow.entered++
    }
    if (ended >= from && ended < to) {
      flow.exits[visit.exit!]++
      flow.out++
    }
    if (began < to && ended >= to) flow.closing++
  }
  return flows
}

const emptyFlow = (stageOrder: number): StageFlow => ({
  stageOrder,
  opening: 0,
  entered: 0,
  reEntered: 0,
  exits: noExits(),
  out: 0,
  closing: 0,
})

/** Left upward ÷ left upward or for good (lost, terminated). Null when nothing left. Back, hold and transfer decide nothing. */
export function exitRatio({ exits }: StageFlow): { of: number; advanced: number } {
  const advanced = exits.advanced + exits.won
  return { of: advanced + exits.lost + exits.terminated, advanced }
}
