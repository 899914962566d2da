import { allowsRework } from '../../pipelines/stage.ts'
import type { ClosingOutcome } from '../stage-gate.ts'
import { closingOutcomes } from './outcomes.ts'
import { useGates } from './use-gates.ts'
import { usePipelineOf } from './use-pipelines.ts'

interface Ends {
  outcomes: readonly ClosingOutcome[]
  rework: boolean
}

/**
 * How a deal may end in its present stage by its own version of the pipeline, and whether another round of its proposal may be
 * written down. Until that is read, as the version of today says.
 */
export function useEnds(deal: { id: string; pipeline: { id: string }; stage: { id: string } } | undefined): Ends {
  const gates = useGates(deal?.id ?? '', deal !== undefined)
  const today = usePipelineOf(deal?.pipeline.id)?.stages.find(({ id }) => id === deal?.stage.id)
  return gates.data?.ends ?? { outcomes: today?.outcomes ?? closingOutcomes, rework: today ? allowsRework(today) : true }
}
