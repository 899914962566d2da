import { createContext, useContext } from 'react'
import { emptyPlaybook, type PipelineFull, type StageFull } from '../../definition.ts'
import { openGate } from '../../gate.ts'
import { changedAt, nothingSaid } from './designing.ts'
import type { Place } from './places.ts'

/** The pipeline that is being designed, for everything on the page. */
export interface Design {
  definition: PipelineFull
  edit: (change: (definition: PipelineFull) => PipelineFull) => void
  isReadOnly: boolean
  go: (place: Place) => void
}

export const DesignContext = createContext<Design>({
  definition: { stages: [], elements: [], winGate: 'warn' },
  edit: () => {},
  isReadOnly: true,
  go: () => {},
})
export const useDesign = (): Design => useContext(DesignContext)

const noStage: StageFull = {
  id: null,
  key: '',
  phase: 'lead',
  name: nothingSaid,
  customerLooks: nothingSaid,
  probability: 0.1,
  expectedDays: null,
  warningDays: null,
  criticalDays: null,
  entry: openGate,
  exit: openGate,
  tasks: [],
  playbook: emptyPlaybook,
  outcomes: [],
  lossReasons: null,
}

/** One stage and how it is changed. */
export const useStage = (index: number): readonly [StageFull, (part: Partial<StageFull>) => void] => {
  const { definition, edit } = useDesign()
  const stage = definition.stages[index] ?? noStage
  const change = (part: Partial<StageFull>): void =>
    edit((before) => {
      // An undo may come after the stages have been put in another order.
      const at = before.stages[index]?.key === stage.key ? index : before.stages.findIndex(({ key }) => key === stage.key)
      return at === -1 ? before : { ...before, stages: changedAt(before.stages, at, part) }
    })
  return [stage, change] as const
}
