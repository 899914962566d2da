import type { ElementDefinition } from '../element-definition.ts'
import type { Named } from '../stage.ts'

/** Elements of a pipeline with these stages, one weight for each of them; `staleDays` after which the answer is asked again. */
export const elementIn =
  <Stage extends string>(stages: readonly Stage[]) =>
  (
    key: string,
    name: Named,
    question: Named,
    dueStage: NoInfer<Stage>,
    staleDays: number | null,
    weights: readonly number[],
  ): ElementDefinition => ({
    key,
    name,
    question,
    dueStage,
    staleDays,
    weights: Object.fromEntries(stages.map((stage, index) => [stage, weights[index]!])),
  })
