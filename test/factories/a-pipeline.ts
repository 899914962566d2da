import type { Tx } from '../../src/platform/database/connect.ts'
import { newId } from '../../src/platform/ids.ts'

export interface TestPipeline {
  id: string
  key: string
  /** In order. */
  stages: { id: string; key: string }[]
}

const phases = ['lead', 'qualify', 'propose', 'negotiate', 'close', 'care'] as const

/** A pipeline of so many stages as plain rows, with keys s1, s2 … */
export async function aPipeline(tx: Tx, orgId: string, { stages = 5 } = {}): Promise<TestPipeline> {
  const id = newId()
  const key = `p-${id.slice(-8)}`
  const made = Array.from({ length: stages }, (_, index) => ({ id: newId(), key: `s${index + 1}` }))
  const name = (text: string): string => JSON.stringify({ 'zh-CN': text, 'zh-TW': text, en: text })
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
  return { id, key, stages: made }
}
