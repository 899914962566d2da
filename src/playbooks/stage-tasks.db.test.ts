import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aCompany, aCustomer, type Company, type Person } from '../../test/factories/a-company.ts'
import { aStageTask as stageTask, stagesWithTasks } from '../../test/factories/staged-work.ts'
import { aDatabase, type TestDatabase } from '../../test/database.ts'
import { closeOpportunity, moveStage, reopenOpportunity, undoEvent, wakeUp } from '../opportunities/commands/move.ts'
import { changeOpportunity } from '../opportunities/commands/change.ts'
import { openOpportunity } from '../opportunities/commands/open.ts'
import { foundCalendar } from '../people/commands/calendar.ts'
import { createPipeline } from '../pipelines/commands/create.ts'
import { newId } from '../platform/ids.ts'
import type { Outcome } from '../platform/refusal.ts'
import { fillPipelineTasks, fillStageTasks } from './commands/fill.ts'
import { completeTask } from './commands/tasks.ts'
import { readDealTasks } from './queries/deal-tasks.ts'

/** A Friday; the Saturday after it is worked, then nine days of Spring Festival. */
const friday = new Date('2026-02-13T02:00:00Z')
const names = (text: string) => ({ 'zh-CN': text, 'zh-TW': text, en: text })
const definition = () =>
  stagesWithTasks({
    one: [stageTask('call', 'owner', 0), stageTask('plan', 'supervisor', 2)],
    two: [stageTask('demo', 'presales', 3), stageTask('quote', 'owner', 1)],
    three: [stageTask('sign', 'owner', 5)],
    four: [],
  })

let database: TestDatabase
let company: Company
let pipelineId: string

const must = <T>(outcome: Outcome<T>): T => {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusal))
  return outcome.value
}

beforeAll(async () => {
  database = await aDatabase()
  company = await aCompany(database.db, { now: friday })
  await company.doing('admin', async (tx, caller) => {
    await foundCalendar(tx, caller)
    await tx
      .insertInto('loss_reason')
      .values({ org_id: company.orgId, key: 'price', name: JSON.stringify(names('价格')), position: 1 })
      .execute()
    return { ok: true, value: null }
  })
  pipelineId = must(
    await company.doing('admin', (tx, caller) =>
      createPipeline(tx, caller, { key: 'tasks', names: names('有任务'), definition: definition() }),
    ),
  ).id
})
afterAll(() => database.drop())

async function opened(person: Person = 'li', at = friday): Promise<string> {
  const customerId = await company.within((tx) =>
    aCustomer(tx, company.orgId, { name: `客户${newId()}`, ownerId: company.member[person] }),
  )
  return must(await company.doing(person, (tx, caller) => openOpportunity(tx, caller, { customerId, pipeline: 'tasks' }), at)).id
}
const move = async (id: string, toStage: string, at = friday) =>
  must(await company.doing('li', (tx, caller) => moveStage(tx, caller, { id, toStage, reason: '理由' }), at)).eventId
const end = async (id: string, outcome: 'lost' | 'won' | 'on-hold', at = friday) => {
  const more = outcome === 'lost' ? { reasonKey: 'price' } : outcome === 'on-hold' ? { wakeUpOn: '2026-12-31' } : {}
  return must(await company.doing('li', (tx, caller) => closeOpportunity(tx, caller, { id, outcome, ...more }), at)).eventId
}
const reopen = async (id: string, toStage?: string, at = friday) =>
  must(await company.doing('li', (tx, caller) => reopenOpportunity(tx, caller, { id, toStage }), at)).eventId
const undo = async (id: string, eventId: string, at = friday) =>
  must(await company.doing('li', (tx, caller) => undoEvent(tx, caller, { id, eventId }), at))

const tasks = (id: string) =>
  company.within((tx) =>
    tx
      .selectFrom('task as t')
      .innerJoin('stage as s', (join) => join.onRef('s.org_id', '=', 't.org_id').onRef('s.id', '=', 't.stage_id'))
      .select(['t.id', 's.key as stage', 't.key', 't.stage_visit', 't.due_on', 't.assignee_id', 't.cancelled_at', 't.done_at'])
      .where('t.opportunity_id', '=', id)
      .orderBy('t.stage_visit')
      .orderBy('t.key')
      .execute(),
  )
/** Open ones as `stay:key`. */
const open = async (id: string) =>
  (await tasks(id)).filter((task) => !task.cancelled_at && !task.done_at).map(({ stage_visit, key }) => `${stage_visit}:${key}`)
const finish = async (id: string, key: string) => {
  const task = (await tasks(id)).find((one) => one.key === key && !one.cancelled_at && !one.done_at)!
  must(await company.doing('admin', (tx, caller) => completeTask(tx, caller, task.id, { result: '谈妥' }, null), friday))
}

describe('entering a stage', () => {
  test('makes its tasks for whoever has the role, due in working days over the festival', async () => {
    const id = await opened()
    const { li, zhao } = company.member
    expect(await tasks(id)).toMatchObject([
      { stage: 'one', key: 'call', stage_visit: 1, due_on: '2026-02-13', assignee_id: li },
      { stage: 'one', key: 'plan', stage_visit: 1, due_on: '2026-02-24', assignee_id: zhao },
    ])
    await move(id, 'two')
    expect((await tasks(id)).filter(({ stage }) => stage === 'two')).toMatchObject([
      { key: 'demo', due_on: '2026-02-25', assignee_id: company.member.presales },
      { key: 'quote', due_on: '2026-02-14', assignee_id: li },
    ])
  })

  test('a stage that is skipped makes none; what an earlier stage wanted stays open', async () => {
    const id = await opened()
    await move(id, 'three')
    expect(await open(id)).toEqual(['1:call', '1:plan', '2:sign'])
  })

  test('the trail of the deal names the tasks, and their people are told', async () => {
    const id = await opened()
    const entries = await company.within((tx) =>
      tx.selectFrom('audit_entry').select(['action', 'after']).where('entity_id', '=', id).orderBy('id').execute(),
    )
    expect(entries.at(-1)).toEqual({ action: 'tasks-made', after: { tasks: ['任务 call', '任务 plan'] } })
    const news = await company.within((tx) =>
      tx.selectFrom('outbox').select('owner_id').where('topic', '=', 'task.changed').orderBy('id', 'desc').limit(2).execute(),
    )
    expect(news.map(({ owner_id }) => owner_id).sort()).toEqual([company.member.li, company.member.zhao].sort())
  })
})

describe('a deal that goes back', () => {
  test('needs no more what later stages wanted, and begins the stage anew', async () => {
    const id = await opened()
    await move(id, 'two')
    await finish(id, 'quote')
    await move(id, 'one')
    expect(await open(id)).toEqual(['3:call', '3:plan'])
    await move(id, 'two')
    expect(await open(id)).toEqual(['3:call', '3:plan', '4:demo', '4:quote'])
    expect((await tasks(id)).filter(({ done_at }) => done_at)).toMatchObject([{ key: 'quote', stage_visit: 2 }])
  })

  test('by mistake has everything as it was when the mistake is taken back', async () => {
    const id = await opened()
    await move(id, 'two')
    const before = await open(id)
    await undo(id, await move(id, 'one'))
    expect(await open(id)).toEqual(before)
  })
})

test('a move that is taken back takes its tasks along; made again, they begin anew and once', async () => {
  const id = await opened()
  await undo(id, await move(id, 'two'))
  expect(await open(id)).toEqual(['1:call', '1:plan'])
  const later = new Date('2026-02-25T02:00:00Z')
  await move(id, 'two', later)
  expect(await open(id)).toEqual(['1:call', '1:plan', '2:demo', '2:quote'])
  expect((await tasks(id)).find(({ key }) => key === 'quote')).toMatchObject({ due_on: '2026-02-26' })
})

describe('the end of a deal', () => {
  test('makes open tasks needless; what is done stays done', async () => {
    const id = await opened()
    await finish(id, 'call')
    await end(id, 'lost')
    expect(await open(id)).toEqual([])
    const view = must(await company.within(async (tx) => readDealTasks(tx, await company.as('li'), id)))
    expect(view.stages[0]).toMatchObject({ stageKey: 'one', total: 2, done: 1, cancelled: 1, overdue: 0 })
  })

  test('taken back in the very stage goes on with the same tasks, as many working days later', async () => {
    const id = await opened()
    await end(id, 'lost')
    // Friday to Tuesday the 24th are two working days
    await reopen(id, undefined, new Date('2026-02-24T02:00:00Z'))
    expect(await tasks(id)).toMatchObject([
      { key: 'call', stage_visit: 1, cancelled_at: null, due_on: '2026-02-24' },
      { key: 'plan', stage_visit: 1, cancelled_at: null, due_on: '2026-02-26' },
    ])
  })

  test('taken back into another stage begins that one', async () => {
    const id = await opened()
    await move(id, 'two')
    await end(id, 'lost')
    await reopen(id, 'one')
    expect(await open(id)).toEqual(['3:call', '3:plan'])
  })

  test('a reopening that is itself taken back, and reopened again, loses nothing', async () => {
    const id = await opened()
    await move(id, 'two')
    await end(id, 'lost')
    const again = await reopen(id, 'one')
    await undo(id, again)
    expect(await open(id)).toEqual([])
    await reopen(id)
    expect(await open(id)).toEqual(['1:call', '1:plan', '2:demo', '2:quote'])
  })

  test('undone at once leaves no trace on the tasks', async () => {
    const id = await opened()
    const before = await tasks(id)
    await undo(id, await end(id, 'won'))
    expect(await tasks(id)).toEqual(before)
  })
})

test('a hold stops the clock, and the day on which the deal wakes starts it again', async () => {
  const id = await opened()
  await end(id, 'on-hold')
  expect(await open(id)).toEqual([])
  const awake = new Date('2026-02-25T02:00:00Z')
  expect(
    await company.doing('li', async (tx, caller) => ({ ok: true, value: await wakeUp(tx, caller, id) }), awake),
  ).toMatchObject({
    value: true,
  })
  expect((await tasks(id)).map(({ key, due_on }) => [key, due_on])).toEqual([
    ['call', '2026-02-25'],
    ['plan', '2026-02-27'],
  ])
})

test('a deal that changes hands hands its owner’s open tasks over, and nobody else’s', async () => {
  const id = await opened()
  await finish(id, 'call')
  await move(id, 'two')
  must(await company.doing('zhao', (tx, caller) => changeOpportunity(tx, caller, id, { ownerId: company.member.wang }, null)))
  const { li, wang, zhao, presales } = company.member
  expect((await tasks(id)).map(({ key, assignee_id }) => [key, assignee_id])).toEqual([
    ['call', li],
    ['plan', zhao],
    ['demo', presales],
    ['quote', wang],
  ])
})

describe('a deal from elsewhere', () => {
  const forget = (id: string) => company.within((tx) => tx.deleteFrom('task').where('opportunity_id', '=', id).execute())
  const monday = new Date('2026-03-02T02:00:00Z')

  test('gets the tasks of its stage when asked, once, due from today', async () => {
    const id = await opened()
    await move(id, 'two')
    await forget(id)
    const fill = () => company.doing('li', (tx, caller) => fillStageTasks(tx, caller, id), monday)
    expect(await fill()).toEqual({ ok: true, value: { created: 2 } })
    expect(await fill()).toEqual({ ok: true, value: { created: 0 } })
    expect(await tasks(id)).toMatchObject([
      { key: 'demo', stage_visit: 2, due_on: '2026-03-05' },
      { key: 'quote', stage_visit: 2, due_on: '2026-03-03' },
    ])
  })

  test('is not there for a rep of another team, closed to readers, and needs to be open', async () => {
    const id = await opened()
    const fill = (person: Person) => company.doing(person, (tx, caller) => fillStageTasks(tx, caller, id))
    expect(await fill('chen')).toMatchObject({ refusal: { code: 'not-found' } })
    expect(await fill('auditor')).toMatchObject({ refusal: { code: 'forbidden' } })
    await end(id, 'lost')
    expect(await fill('li')).toMatchObject({ refusal: { code: 'not-open' } })
  })

  test('a whole pipeline of them is filled within reach', async () => {
    const [mine, others] = [await opened('li'), await opened('chen')]
    await forget(mine)
    await forget(others)
    const fill = (person: Person) => company.doing(person, (tx, caller) => fillPipelineTasks(tx, caller, pipelineId), monday)
    expect(await fill('li')).toEqual({ ok: true, value: { deals: 1, created: 2, remaining: 0 } })
    expect([await open(mine), await open(others)]).toEqual([['1:call', '1:plan'], []])
    expect(await fill('director')).toEqual({ ok: true, value: { deals: 1, created: 2, remaining: 0 } })
    expect(await company.doing('li', (tx, caller) => fillPipelineTasks(tx, caller, newId()))).toMatchObject({
      refusal: { code: 'not-found' },
    })
  })
})

test('two who move the same deal at once make the tasks once', async () => {
  const id = await opened()
  const both = await Promise.all(
    (['li', 'zhao'] as const).map((person) =>
      company.doing(person, (tx, caller) => moveStage(tx, caller, { id, toStage: 'two' }), friday),
    ),
  )
  expect(both.filter(({ ok }) => ok)).toHaveLength(1)
  expect(await open(id)).toEqual(['1:call', '1:plan', '2:demo', '2:quote'])
})
