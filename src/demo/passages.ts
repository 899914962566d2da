import { isGroup, type Criterion, type LeafCriterion } from '../pipelines/criteria.ts'
import type { PipelineFull } from '../pipelines/definition.ts'
import type { DemoDeal } from './demo-company.ts'

/** A stay in a stage with the number that tasks know it by; pieces of one stay count as it. */
export interface Stay {
  position: number
  visit: number
  from: number
  to: number | null
}

export function staysOf({ stageEvents }: Pick<DemoDeal, 'stageEvents'>): Stay[] {
  const stays: Stay[] = []
  let pieces = 0
  for (const event of stageEvents) {
    const at = event.occurredAt ?? event.recordedAt
    const present = stays.at(-1)
    const position = event.to ?? present?.position ?? 1
    if (['win', 'lose', 'terminate'].includes(event.kind)) {
      if (present) present.to = at
      continue
    }
    if (event.kind === 'hold' || event.kind === 'rework') continue
    pieces++
    if (present?.position === position) present.to = null
    else {
      if (present) present.to ??= at
      stays.push({ position, visit: pieces, from: at, to: null })
    }
  }
  return stays
}

/** One thing that a gate asks, with the ways in which it can be met; each way is a list of what it takes. */
export interface Demand {
  criterion: Criterion
  stageKey: string
  side: 'entry' | 'exit'
  ways: readonly (readonly LeafCriterion[])[]
}

/** A stage left upwards: by when evidence had to be there, since when it counts, and what was asked. */
export interface Passage {
  from: number
  to: number
  /** The stay that it ended. */
  stay: Stay
  at: number
  demands: readonly Demand[]
}

/** What the gates between two stages ask (positions from 1), a stage in between with both its sides. */
export function demandsBetween({ stages }: PipelineFull, from: number, to: number): Demand[] {
  const asked = (position: number, side: 'entry' | 'exit'): Demand[] => {
    const stage = stages[position - 1]
    return (stage?.[side].criteria ?? []).map((criterion) => ({ criterion, stageKey: stage!.key, side, ways: waysOf(criterion) }))
  }
  return Array.from({ length: to - from + 1 }, (_, step) => from + step).flatMap((position) => [
    ...(position > from ? asked(position, 'entry') : []),
    ...(position < to ? asked(position, 'exit') : []),
  ])
}

function waysOf(criterion: Criterion): LeafCriterion[][] {
  if (!isGroup(criterion)) return [[criterion]]
  if (criterion.kind === 'any') return criterion.of.flatMap(waysOf)
  return criterion.of.map(waysOf).reduce((all, next) => all.flatMap((way) => next.map((more) => [...way, ...more])), [[]])
}

/** Every move upwards of a deal. */
export function passagesOf(deal: Pick<DemoDeal, 'stageEvents'>, definition: PipelineFull, stays: readonly Stay[]): Passage[] {
  return deal.stageEvents.flatMap(({ from, to, kind, occurredAt, recordedAt }): Passage[] => {
    if ((kind !== 'advance' && kind !== 'skip') || from === null || to === null) return []
    const at = occurredAt ?? recordedAt
    const stay = stays.find((each) => each.position === from && each.to === at)
    return stay ? [{ from, to, stay, at, demands: demandsBetween(definition, from, to) }] : []
  })
}
