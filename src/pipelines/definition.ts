import type { ElementDefinition } from './element-definition.ts'
import type { Gate } from './gate.ts'
import type { Named, Phase, StageOutcome } from './stage.ts'

/** A task that every deal gets on entering a stage. `dueDays` are working days from the entry. */
export interface StageTask {
  key: string
  name: Named
  /** Standard of work: how it is done well. */
  standard: Named
  /** What is in hand when it is done. */
  expectedResult: Named
  /** Who does it: the deal's owner, or somebody of this role. */
  role: 'owner' | 'supervisor' | 'presales' | 'delivery' | 'service' | 'finance' | 'marketing'
  dueDays: number
}

/** What to say, ask and show in a stage. */
export interface Playbook {
  talkTracks: readonly Named[]
  questions: readonly Named[]
  materials: readonly { name: Named; address: string | null }[]
}
export const emptyPlaybook: Playbook = { talkTracks: [], questions: [], materials: [] }

/** A stage in full. Days are calendar days; probability 0–1 that a deal entering here is won in the end. */
export interface StageFull {
  /** Null for a stage that was not published yet. */
  id: string | null
  key: string
  phase: Phase
  name: Named
  customerLooks: Named
  probability: number
  expectedDays: number | null
  warningDays: number | null
  criticalDays: number | null
  entry: Gate
  exit: Gate
  tasks: readonly StageTask[]
  playbook: Playbook
  outcomes: readonly StageOutcome[]
  /** Whether another round of the proposal may be written down here; see `allowsRework` for where it is not said. */
  rework?: boolean | undefined
  /** Loss reasons offered here; null: all. */
  lossReasons: readonly string[] | null
}

/**
 * Everything about a pipeline that is published as one version. Stages stand in order; the first is where deals begin.
 * `winGate`: whether a win with unmet gates ahead is refused, or written down with what was missing.
 */
export interface PipelineFull {
  stages: readonly StageFull[]
  elements: readonly ElementDefinition[]
  winGate: 'warn' | 'block'
}

/** Stages entered are kept as bits of an integer; a way to buy with more steps than this nobody follows. */
export const mostStages = 30
