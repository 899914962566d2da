import type { Criterion } from './criteria.ts'
import { emptyPlaybook, type PipelineFull, type Playbook, type StageTask } from './definition.ts'
import type { ElementDefinition } from './element-definition.ts'
import { openGate, type Gate } from './gate.ts'
import { allowsRework, outcomes, type Named, type Phase, type StageOutcome } from './stage.ts'

/** A stage as a template writes it down: what is usual is left out. */
export interface TemplateStage {
  key: string
  phase: Phase
  name: Named
  customerLooks?: Named
  probability: number
  expectedDays: number
  warningDays: number
  criticalDays: number
  entry?: readonly Criterion[]
  exit?: readonly Criterion[]
  tasks?: readonly StageTask[]
  playbook?: Playbook
  outcomes?: readonly StageOutcome[]
  rework?: boolean
}

/** A pipeline that comes with the product. */
export interface PipelineTemplate {
  key: string
  name: Named
  stages: readonly TemplateStage[]
  elements?: readonly ElementDefinition[]
}

const unsaid: Named = { 'zh-CN': '', 'zh-TW': '', en: '' }
/** Gates of templates block from the first day: a company that starts with them has no deals that they could surprise. */
const blocking = (criteria: readonly Criterion[] | undefined): Gate => (criteria ? { ...openGate, criteria } : openGate)

/** The template with everything that it leaves out. */
export const definitionOf = (template: PipelineTemplate): PipelineFull => ({
  stages: template.stages.map((stage) => ({
    id: null,
    key: stage.key,
    phase: stage.phase,
    name: stage.name,
    customerLooks: stage.customerLooks ?? unsaid,
    probability: stage.probability,
    expectedDays: stage.expectedDays,
    warningDays: stage.warningDays,
    criticalDays: stage.criticalDays,
    entry: blocking(stage.entry),
    exit: blocking(stage.exit),
    tasks: stage.tasks ?? [],
    playbook: stage.playbook ?? emptyPlaybook,
    outcomes: stage.outcomes ?? outcomes,
    rework: allowsRework(stage),
    lossReasons: null,
  })),
  elements: template.elements ?? [],
  winGate: 'warn',
})
