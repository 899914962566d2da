import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aCompany, aCustomer, type Company } from '../../test/factories/a-company.ts'
import { aStageTask as task, stagesWithTasks } from '../../test/factories/staged-work.ts'
import { aDatabase, type TestDatabase } from '../../test/database.ts'
import { completeTask } from '../playbooks/commands/tasks.ts'
import { readDealTasks } from '../playbooks/queries/deal-tasks.ts'
import { createPipeline } from '../pipelines/commands/create.ts'
import type { PipelineFull } from '../pipelines/definition.ts'
import { readDefinition } from '../pipelines/queries.ts'
import type { Outcome } from '../platform/refusal.ts'
import { publishPipeline } from './commands/change-version.ts'
import { closeOpportunity, moveStage, reopenOpportunity } from './commands/move.ts'
import { openOpportunity } from './commands/open.ts'

const now = new Date('2026-11-16T02:00:00Z')
const names = (text: string) => ({ 'zh-CN': text, 'zh-TW': text, en: text })
const definition = () => stagesWithTasks({ first: [task('call')], middle: [task('survey'), task('quote')], last: [task('sign')] })

let database: TestDatabase
let company: Company
let customerId: string
beforeAll(async () => {
  database = await aDatabase()
  company = await aCompany(database.db, { now })
  customerId = await company.within((tx) => aCustomer(tx, company.orgId, { ownerId: company.member.li }))
})
afterAll(() => database.drop())

const must = <T>(outcome: Outcome<T>): T => {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusal))
  return outcome.value
}
const aPipeline = async (key: string) =>
  must(
    await company.doing('admin', (tx, caller) =>
      createPipeline(tx, caller, { key, names: names(key), definition: definition() }),
    ),
  ).id
const aDeal = async (pipeline: string, toStage?: string) => {
  const { id } = must(await company.doing('li', (tx, caller) => openOpportunity(tx, caller, { customerId, pipeline })))
  if (toStage) must(await company.doing('li', (tx, caller) => moveStage(tx, caller, { id, toStage })))
  return id
}
/** Publishes what `change` makes of the present version, and brings every deal along. */
const publish = async (pipelineId: string, change: (stages: PipelineFull['stages']) => PipelineFull['stages'], mapping = {}) =>
  must(
    await company.doing('admin', async (tx, caller) => {
      const present = await readDefinition(tx, company.orgId, pipelineId, 1)
      const next = { ...present, stages: change(present.stages) }
      return publishPipeline(tx, caller, pipelineId, { definition: next, basedOn: 1, inFlight: 'move', mapping })
    }),
  )
const tasksIn = async (id: string) => {
  const { stages: all } = must(await company.doing('li', (tx, caller) => readDealTasks(tx, caller, id)))
  return Object.fromEntries(
    all.map(({ stageKey, tasks }) => [stageKey, Object.fromEntries(tasks.map(({ key, state }) => [key, state]))]),
  )
}
const finish = async (id: string, stage: string, key: string) => {
  const { stages: all } = must(await company.doing('li', (tx, caller) => readDealTasks(tx, caller, id)))
  const found = all.find(({ stageKey }) => stageKey === stage)!.tasks.find((one) => one.key === key)!
  must(await company.doing('li', (tx, caller) => completeTask(tx, caller, found.id, { result: '有结果' }, null)))
}

describe('the tasks of a deal that comes to another version', () => {
  test('of a stage that is gone: the same key goes on, done ones too; the rest is cancelled, what is new is made', async () => {
    const pipelineId = await aPipeline('gone')
    const id = await aDeal('gone', 'middle')
    await finish(id, 'middle', 'quote')
    await publish(
      pipelineId,
      (present) => [present[0]!, { ...present[2]!, tasks: ['sign', 'quote', 'check'].map((key) => task(key)) }],
      {
        middle: 'last',
      },
    )
    expect(await tasksIn(id)).toEqual({
      first: { call: 'open' },
      middle: { survey: 'cancelled' },
      last: { sign: 'open', quote: 'done', check: 'open' },
    })
  })

  test('of a stage that has stayed: a task left out is cancelled, a new one is made, the others are untouched', async () => {
    const pipelineId = await aPipeline('stayed')
    const id = await aDeal('stayed', 'middle')
    const untouched = await aDeal('stayed')
    await publish(pipelineId, (present) =>
      present.map((stage) => (stage.key === 'middle' ? { ...stage, tasks: ['quote', 'demo'].map((key) => task(key)) } : stage)),
    )
    expect((await tasksIn(id))['middle']).toEqual({ quote: 'open', demo: 'open', survey: 'cancelled' })
    expect((await tasksIn(untouched))['first']).toEqual({ call: 'open' })
  })

  test('on hold wait until it wakes, and then are those of the new version', async () => {
    const pipelineId = await aPipeline('held')
    const id = await aDeal('held', 'middle')
    must(
      await company.doing('li', (tx, caller) => closeOpportunity(tx, caller, { id, outcome: 'on-hold', wakeUpOn: '2026-12-01' })),
    )
    await publish(pipelineId, (present) => [present[0]!, { ...present[2]!, tasks: ['sign', 'quote'].map((key) => task(key)) }], {
      middle: 'last',
    })
    expect((await tasksIn(id))['last']).toEqual({ sign: 'cancelled', quote: 'cancelled' })
    must(await company.doing('li', (tx, caller) => reopenOpportunity(tx, caller, { id })))
    expect(await tasksIn(id)).toMatchObject({ middle: { survey: 'cancelled' }, last: { sign: 'open', quote: 'open' } })
  })
})
