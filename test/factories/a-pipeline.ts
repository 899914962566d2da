import type { Tx } from '../../src/platform/database/connect.ts'
import { newId } from '../../src/platform/ids.ts'
import { emptyPlaybook, type PipelineFull } from '../../src/pipelines/definition.ts'
import { openGate } from '../../src/pipelines/gate.ts'

export interface TestPipeline {
  id: string
  key: string
  /** In order. */
  stages: { id: string; key: string }[]
}

const phases = ['lead', 'qualify', 'propose', 'negotiate', 'close', 'care'] as const

/** Plain stages without demands as a published definition has them. */
const definitionOf = (stages: readonly { id: string; key: string }[]): PipelineFull => ({
  stages: stages.map(({ id, key }, index) => ({
    id,
    key,
    phase: phases[Math.min(index, 5)]!,
    name: named(`阶段 ${index + 1}`),
    customerLooks: named(''),
    probability: (index + 1) / (stages.length + 1),
    expectedDays: null,
    warningDays: null,
    criticalDays: null,
    entry: openGate,
    exit: openGate,
    tasks: [],
    playbook: emptyPlaybook,
    outcomes: ['won', 'lost', 'terminated', 'on-hold'],
    lossReasons: null,
  })),
  elements: [],
  winGate: 'warn',
})

const named = (text: string) => ({ 'zh-CN': text, 'zh-TW': text, en: text })

/** Version 1 of a pipeline whose stages stand as plain rows; in the name of nobody in particular. */
export async function aVersion(tx: Tx, orgId: string, pipelineId: string, stages: readonly { id: string; key: string }[]) {
  await tx
    .insertInto('pipeline_version')
    .values({
      org_id: orgId,
      pipeline_id: pipelineId,
      number: 1,
      definition: JSON.stringify(definitionOf(stages)),
      published_at: new Date(),
      published_by: newId(),
    })
    .execute()
}

/** A pipeline of so many stages as plain rows, with keys s1, s2 … */
export async function aPipeline(tx: Tx, orgId: string, { stages = 5 } = {}): Promise<TestPipeline> {
  const id = newId()
  const key = `p-${id.slice(-8)}`
  const made = Array.from({ length: stages }, (_, index) => ({ id: newId(), key: `s${index + 1}` }))
  const name = (text: string): string => JSON.stringify(named(text))
  await tx
    .insertInto('pipeline')
    .values({ org_id: orgId, id, key, name: name('测试流程') })
    .execute()
  await tx
    .insertInto('stage')
    .values(
      made.map((stage, index) => ({
        org_id: orgId,
        id: stage.id,
        pipeline_id: id,
        key: stage.key,
        position: index + 1,
        phase: phases[Math.min(index, 5)]!,
        name: name(`阶段 ${index + 1}`),
        probability: (index + 1) / (stages + 1),
      })),
    )
    .execute()
  await aVersion(tx, orgId, id, made)
  return { id, key, stages: made }
}
