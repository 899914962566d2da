import { gapsOf, type Criterion, type Evidence, type Exists, type Gap } from './criteria.ts'

/** One side of a stage: what has to be there to come in, or to leave. */
export interface Gate {
  criteria: readonly Criterion[]
  /** Whether an unmet criterion stops the move or is only told. */
  mode: 'warn' | 'block'
  /** A gate that blocks only warns up to and including this day (organisation's zone); null: it blocks at once. */
  warnsUntil: string | null
}

export const openGate: Gate = { criteria: [], mode: 'block', warnsUntil: null }

/** A gate that is new in a pipeline with deals in it warns for so many days unless its author says otherwise. */
export const gracePeriodDays = 30

export const blocksOn = (gate: Gate, today: string): boolean =>
  gate.mode === 'block' && (gate.warnsUntil === null || today > gate.warnsUntil)

/** A gap with the gate it belongs to. */
export interface GateGap extends Gap {
  stageKey: string
  side: 'entry' | 'exit'
  blocks: boolean
}

/** A stage as far as its gates go. */
export interface GatedStage {
  key: string
  position: number
  entry: Gate
  exit: Gate
}

/**
 * The gates between two stages, in the order in which a deal meets them: out of the present one, in and out of every
 * stage between (a skip opens them all), into the target. Going back passes no gate.
 */
export function gatesBetween(
  stages: readonly GatedStage[],
  fromKey: string,
  toKey: string,
): { stageKey: string; side: 'entry' | 'exit'; gate: Gate }[] {
  const order = [...stages].sort((a, b) => a.position - b.position)
  const [from, to] = [order.findIndex(({ key }) => key === fromKey), order.findIndex(({ key }) => key === toKey)]
  if (from === -1 || to <= from) return []
  return order
    .slice(from, to + 1)
    .flatMap((stage, index) => [
      ...(index > 0 ? [{ stageKey: stage.key, side: 'entry' as const, gate: stage.entry }] : []),
      ...(index < to - from ? [{ stageKey: stage.key, side: 'exit' as const, gate: stage.exit }] : []),
    ])
}

/** What is missing at these gates on that day. The same gap at two gates is told once, at the gate that blocks. */
export function gapsAt(
  gates: readonly { stageKey: string; side: 'entry' | 'exit'; gate: Gate }[],
  evidence: Evidence,
  today: string,
  exists?: Exists,
): GateGap[] {
  const gaps = gates.flatMap(({ stageKey, side, gate }) =>
    gapsOf(gate.criteria, evidence, exists).map((gap) => ({ ...gap, stageKey, side, blocks: blocksOn(gate, today) })),
  )
  const told = new Map<string, GateGap>()
  for (const gap of gaps) {
    const asked = JSON.stringify(gap.criterion)
    const before = told.get(asked)
    if (!before || (gap.blocks && !before.blocks)) told.set(asked, gap)
  }
  return [...told.values()]
}
