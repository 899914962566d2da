import type { QueryClient } from '@tanstack/react-query'
import { gapLabel, namesOf } from '../../pipelines/criteria-words.ts'
import type { Exists } from '../../pipelines/criteria.ts'
import { gateField } from '../../pipelines/gate-fields.ts'
import type { GateGap } from '../../pipelines/gate.ts'
import type { PipelineFull } from '../../pipelines/definition.ts'
import type { Locale } from '../../platform/words.ts'
import { call, type ReplyOf } from '../../ui/api.ts'
import { keyOf, useRead } from '../../ui/reading.ts'
import { readGates } from '../gate-contract.ts'
import { checkMove } from '../stage-gate.ts'

export type Gates = ReplyOf<typeof readGates>

const follows = ['opportunities', 'contacts', 'customers', 'activities', 'tasks', 'documents', 'approvals', 'pipelines']

/** The gates of a deal with what is on record for them. */
export const useGates = (dealId: string, enabled = true) => useRead(readGates, { params: { id: dealId } }, { follows, enabled })

/** Fetches them once for a card that is being dragged; what was read a moment ago serves. */
export const fetchGates = (client: QueryClient, dealId: string): Promise<Gates> =>
  client.fetchQuery({
    queryKey: keyOf(readGates, { params: { id: dealId } }),
    queryFn: ({ signal }) => call(readGates, { params: { id: dealId }, signal }),
    meta: { follows },
    staleTime: 10_000,
  })

/** What a stage says to a deal: it may come, it may come although something is missing, or what keeps it out. */
export interface GateVerdict {
  result: 'passed' | 'warned' | 'refused' | 'reason'
  gaps: GateGap[]
  labels: string[]
  /** Per gap the stage (or the win) that it stands before. */
  into: (string | null)[]
}

/** Before which stage each gap stands: its own for what is asked on entry, the next for what is asked on leaving; null: the win. */
const intoOf = (gates: Gates, gaps: readonly GateGap[], locale: Locale): (string | null)[] =>
  gaps.map(({ stageKey, side }) => {
    const at = gates.stages.findIndex(({ key }) => key === stageKey)
    return gates.stages[side === 'entry' ? at : at + 1]?.name[locale] ?? null
  })

/** What a win finds missing, as the server sees it. */
export function winVerdict(gates: Gates, locale: Locale): GateVerdict {
  const gaps = gates.win.missing.map(({ stage, side, blocks, have, need, criterion }) => ({
    stageKey: stage,
    side,
    blocks,
    have,
    need,
    criterion: criterion as GateGap['criterion'],
  })) as GateGap[]
  return {
    result: gates.win.result,
    gaps,
    labels: gates.win.missing.map(({ label }) => label),
    into: intoOf(gates, gaps, locale),
  }
}

/** Asks the very function that the server asks, for one stage. Null: the stage is of another version of the pipeline. */
export function verdictFor(gates: Gates, toKey: string, locale: Locale): GateVerdict | null {
  const elements = new Set(gates.elements.map(({ key }) => key))
  const tasks = new Set(gates.stages.flatMap((stage) => stage.tasks.map(({ key }) => key)))
  const exists: Exists = (kind, key) =>
    kind === 'field' ? gateField(key) !== undefined : kind === 'element' ? elements.has(key) : tasks.has(key)
  const outcome = checkMove({ status: 'open', stageKey: gates.stageKey ?? '' }, toKey, {
    stages: gates.stages,
    evidence: gates.evidence,
    today: gates.today,
    exists,
  })
  if (!outcome.ok && outcome.refusal.code === 'stage-of-other-version') return null
  const gaps = outcome.ok ? outcome.value.missing : ((outcome.refusal.facts['gaps'] as GateGap[] | undefined) ?? [])
  const names = namesOf(gates as unknown as Pick<PipelineFull, 'elements' | 'stages'>, locale)
  return {
    result: outcome.ok
      ? outcome.value.result === 'warned'
        ? 'warned'
        : 'passed'
      : outcome.refusal.code === 'reason-required'
        ? 'reason'
        : 'refused',
    gaps,
    labels: gaps.map((gap) => gapLabel(gap, names)),
    into: intoOf(gates, gaps, locale),
  }
}
