import type { Missing } from '../platform/refusal.ts'
import type { Caller } from '../platform/session.ts'
import { gapLabel, labelOf, namesOf } from '../pipelines/criteria-words.ts'
import type { Criterion } from '../pipelines/criteria.ts'
import type { PipelineFull } from '../pipelines/definition.ts'
import type { GateGap } from '../pipelines/gate.ts'

/** A gap as refusals, warnings and screens carry it. */
export interface MissingAtGate extends Missing {
  stage: string
  side: 'entry' | 'exit'
  blocks: boolean
  have: number
  need: number
  criterion: Criterion
}

/** A gap as history keeps it. */
export interface BriefGap {
  stage: string
  side: 'entry' | 'exit'
  blocks: boolean
  kind: string
  key: string
}

const kinds = { contacts: 'contact', activities: 'activity', all: 'any-of', any: 'any-of' } as const

export const keyOf = (criterion: Criterion): string => {
  switch (criterion.kind) {
    case 'contacts':
      return criterion.roles?.join('-') || 'any'
    case 'activities':
      return criterion.types?.join('-') || 'any'
    case 'document':
      return criterion.category
    case 'approval':
      return criterion.of
    case 'all':
    case 'any':
      return criterion.of.map(keyOf).join('|').slice(0, 200)
    default:
      return criterion.key
  }
}

/** What is missing, in the caller's language. */
export function missingOf(gaps: readonly GateGap[], definition: PipelineFull, caller: Pick<Caller, 'locale'>): MissingAtGate[] {
  const names = namesOf(definition, caller.locale)
  return gaps.map((gap) => ({
    kind: gap.criterion.kind in kinds ? kinds[gap.criterion.kind as keyof typeof kinds] : gap.criterion.kind,
    key: keyOf(gap.criterion),
    label: gapLabel(gap, names),
    stage: gap.stageKey,
    side: gap.side,
    blocks: gap.blocks,
    have: gap.have,
    need: gap.need,
    criterion: gap.criterion,
  }))
}

/** Gaps as history and attempts keep them. */
export const briefly = (gaps: readonly GateGap[]): BriefGap[] =>
  gaps.map(({ stageKey, side, blocks, criterion }) => ({
    stage: stageKey,
    side,
    blocks,
    kind: criterion.kind,
    key: keyOf(criterion),
  }))

/** What a gap on record asks for, as a version of the pipeline words it; a criterion that is gone stands for itself. */
export function labelsOfRecord(
  definition: PipelineFull,
  locale: Caller['locale'],
): (gap: Pick<BriefGap, 'stage' | 'side' | 'kind' | 'key'>) => string {
  const names = namesOf(definition, locale)
  return ({ stage, side, kind, key }) => {
    const criteria = definition.stages.find((each) => each.key === stage)?.[side].criteria ?? []
    const criterion = criteria.find((each) => each.kind === kind && keyOf(each) === key)
    return criterion ? labelOf(criterion, names) : key
  }
}
