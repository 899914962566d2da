import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aCompany, aCustomer, type Company, type Person } from '../../test/factories/a-company.ts'
import { tokenOf } from '../../test/factories/token-of.ts'
import { aServer, type TestServer } from '../../test/server.ts'
import { createPipeline } from '../pipelines/commands/create.ts'
import { sql } from 'kysely'
import { openGate } from '../pipelines/gate.ts'
import { fileTasksForSearch } from './commands/file-search.ts'
import { seesTask } from './permissions.ts'
import { listTasks, visibleTask } from './queries/tasks.ts'

let clock = new Date('2026-11-18T02:00:00Z')
const names = (text: string) => ({ 'zh-CN': text, 'zh-TW': `${text}（繁）`, en: `${text} (en)` })

let server: TestServer
let company: Company
const tokens = {} as Record<Person, string>
let customerId: string
let dealId: string

const everybody: Person[] = ['admin', 'li', 'wang', 'chen', 'zhao', 'director', 'marketing', 'presales', 'finance', 'auditor']

beforeAll(async () => {
  server = await aServer({ clock: { now: () => clock } })
  company = await aCompany(server.database.db, { now: clock })
  for (const person of everybody) tokens[person] = await tokenOf(server.database.db, company, person)
  const stage = (key: string, tasks: { key: string; role: 'owner' | 'presales' | 'finance'; dueDays: number }[]) => ({
    id: null,
    key,
    phase: 'qualify' as const,
    name: names(key),
    customerLooks: names(''),
    probability: 0.3,
    expectedDays: null,
    warningDays: null,
    criticalDays: null,
    entry: openGate,
    exit: key === 'one' ? { ...openGate, criteria: [{ kind: 'task' as const, key: 'call' }] } : openGate,
    tasks: tasks.map((task) => ({ ...task, name: names(task.key), standard: names('做法'), expectedResult: names('有结果') })),
    playbook: { talkTracks: [], questions: [], materials: [] },
    outcomes: ['won', 'lost'] as const,
    lossReasons: null,
  })
  await company.doing('admin', (tx, caller) =>
    createPipeline(tx, caller, {
      key: 'tasks',
      names: names('流程'),
      definition: {
        stages: [
          stage('one', [
            { key: 'call', role: 'owner', dueDays: 1 },
            { key: 'demo', role: 'presales', dueDays: 2 },
          ]),
          stage('two', [{ key: 'invoice', role: 'finance', dueDays: 3 }]),
        ],
        elements: [],
        winGate: 'warn',
      },
    }),
  )
  customerId = await company.within((tx) => aCustomer(tx, company.orgId, { name: '远航制造', ownerId: company.member.li }))
  dealId = (await ask('li', 'POST', '/opportunities', { customerId, name: '产线改造', pipeline: 'tasks' })).body.id
})
afterAll(() => server.close())

const ask = (as: Person, method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
  server.ask(method, `/api/v1${path}`, { as: tokens[as], headers, ...(body === undefined ? {} : { body }) })
const list = async (as: Person, query = '') =>
  (await ask(as, 'GET', `/tasks?${query}`)).body.items as { id: string; title: string; state: string; version: number }[]
const titles = async (as: Person, query = '') => (await list(as, query)).map(({ title }) => title)
const written = async (as: Person, body: Record<string, unknown>) => {
  const reply = await ask(as, 'POST', '/tasks', body)
  if (reply.status !== 201) throw new Error(JSON.stringify(reply.body))
  return reply.body
}
const stageTask = async (key: string) =>
  (await ask('admin', 'GET', `/tasks?opportunity=${dealId}&kind=stage`)).body.items.find(
    (one: { key: string }) => one.key === key,
  )

describe('tasks are seen', () => {
  test('by who does them, who owns the deal, and who leads these', async () => {
    expect(await titles('li')).toEqual(['call', 'demo'])
    expect(await titles('li', 'mine=true')).toEqual(['call'])
    expect(await titles('presales', 'mine=true')).toEqual(['demo'])
    expect(await titles('zhao', `team=${company.team.east}`)).toEqual(['call'])
    expect(await titles('director', `assignee=${company.member.presales}`)).toEqual(['demo'])
    expect([await titles('chen'), await titles('wang'), await titles('marketing')]).toEqual([[], [], []])
  })

  test('by somebody who may not read deals when they are their own, with the deal’s name and nothing behind it', async () => {
    const id = (await written('li', { title: '寄样本', opportunityId: dealId, assigneeId: company.member.marketing })).id
    const { body } = await ask('marketing', 'GET', `/tasks/${id}`)
    expect(body.opportunity).toEqual({ id: dealId, name: '产线改造', status: 'open', reachable: false })
    expect((await ask('marketing', 'GET', `/opportunities/${dealId}/tasks`)).status).toBe(403)
    expect((await ask('marketing', 'POST', `/tasks/${id}/completions`, { result: '已寄出' })).status).toBe(201)
    await ask('zhao', 'DELETE', `/tasks/${id}`)
  })

  test('by the same people in the database and in the rule, whatever they belong to', async () => {
    const customer = await company.within((tx) => aCustomer(tx, company.orgId, { name: '南方', ownerId: company.member.chen }))
    const some = [
      await written('li', { title: '自己的' }),
      await written('chen', { title: '客户的', customerId: customer }),
      await written('zhao', { title: '给王强', assigneeId: company.member.wang }),
      await written('director', { title: '给财务', assigneeId: company.member.finance, customerId: customer }),
      await written('li', { title: '给售前', assigneeId: company.member.presales, opportunityId: dealId }),
    ]
    for (const person of everybody) {
      const caller = await company.as(person)
      const rows = await company.within(
        async (tx) =>
          (
            await sql<{
              id: string
              assignee: string
              creator: string
              deal: string | null
              customer: string | null
              seen: boolean
              archived: boolean
            }>`
            select t.id, t.assignee_id as assignee, t.created_by as creator, o.owner_id as deal,
                   case when t.customer_id is not null then c.owner_id end as customer, ${visibleTask(caller)} as seen, t.deleted_at is not null as archived
            from task t left join opportunity o on o.org_id = t.org_id and o.id = t.opportunity_id
            left join customer c on c.org_id = t.org_id and c.id = coalesce(t.customer_id, o.customer_id)`.execute(tx)
          ).rows,
      )
      expect(rows.length).toBeGreaterThan(6)
      for (const row of rows) {
        const belonging = {
          assigneeId: row.assignee,
          createdBy: row.creator,
          opportunityOwnerId: row.deal,
          customerOwnerId: row.customer,
        }
        expect(row.seen, `${person} ${JSON.stringify(belonging)}`).toBe(seesTask(caller, belonging))
      }
      const listed = await company.within((tx) => listTasks(tx, caller, { limit: 200, sort: 'newest' }))
      const seen = rows.filter((row) => row.seen && !row.archived).map(({ id }) => id)
      expect(listed.items.map(({ id }) => id).sort(), person).toEqual(seen.sort())
    }
    for (const { id } of some) await ask('admin', 'DELETE', `/tasks/${id}`)
  })
})

describe('a task is done', () => {
  test('when a result is written, and not before', async () => {
    const { id, permissions } = await stageTask('call')
    expect(permissions).toMatchObject({ complete: null, undo: { code: 'task-not-done' } })
    for (const body of [{}, { result: '' }, { result: '  ' }]) {
      const refused = await ask('li', 'POST', `/tasks/${id}/completions`, body)
      expect([refused.status, refused.body.type, refused.body.title]).toEqual([422, 'mandatory-field-missing', '请写下任务结果'])
      expect(refused.body.missing).toEqual([{ kind: 'field', key: 'result', label: '结果' }])
    }
    const gate = () => ask('li', 'POST', `/opportunities/${dealId}/stage-moves`, { toStage: 'two' })
    expect((await gate()).body).toMatchObject({ type: 'gate-not-passed', missing: [{ kind: 'task', key: 'call' }] })
    const done = await ask('li', 'POST', `/tasks/${id}/completions`, { result: '约好周四见面' })
    expect(done.body).toMatchObject({ state: 'done', result: '约好周四见面', doneBy: { id: company.member.li }, version: 2 })
    expect((await gate()).status).toBe(201)
    expect((await stageTask('invoice')).assignee.id).toBe(company.member.finance)
  })

  test('once: of two at the same time one is told that it is done', async () => {
    const { id } = await written('li', { title: '打电话' })
    const both = await Promise.all(['一', '二'].map((result) => ask('li', 'POST', `/tasks/${id}/completions`, { result })))
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409])
    expect(both.find(({ status }) => status === 409)!.body.type).toBe('task-done')
  })

  test('the same request sent twice under one key is one completion', async () => {
    const { id } = await written('li', { title: '发邮件' })
    const send = () => ask('li', 'POST', `/tasks/${id}/completions`, { result: '已发' }, { 'idempotency-key': `done ${id}` })
    const [first, second] = [await send(), await send()]
    expect([first.status, second.status, second.body.version]).toEqual([201, 201, first.body.version])
  })

  test('until it is taken back; what was written stays in the trail', async () => {
    const { id } = await written('li', { title: '拜访' })
    await ask('li', 'POST', `/tasks/${id}/completions`, { result: '白跑一趟' })
    expect((await ask('li', 'PATCH', `/tasks/${id}`, { title: '再拜访' })).body.type).toBe('task-done')
    const undone = await ask('li', 'DELETE', `/tasks/${id}/completions`)
    expect([undone.status, undone.body.state, undone.body.result]).toEqual([200, 'open', null])
    expect((await ask('li', 'DELETE', `/tasks/${id}/completions`)).body.type).toBe('task-not-done')
    const trail = (await ask('li', 'GET', `/audit?entityKind=task&entityId=${id}`)).body.items
    expect(trail.map(({ action }: { action: string }) => action)).toEqual(['completion-undone', 'completed', 'created'])
    expect(trail[0]).toMatchObject({ entityName: '拜访', changes: [{ field: 'result', before: '白跑一趟' }] })
  })
})

describe('a task is changed', () => {
  test('by whoever it concerns; of two at once the second is told', async () => {
    const { id, version } = await written('li', { title: '报价', opportunityId: dealId, dueOn: '2026-11-20' })
    const match = { 'if-match': `"${version}"` }
    const first = await ask('zhao', 'PATCH', `/tasks/${id}`, { dueOn: '2026-11-25' }, match)
    expect([first.status, first.body.dueOn, first.body.version]).toEqual([200, '2026-11-25', 2])
    expect((await ask('li', 'PATCH', `/tasks/${id}`, { title: '新报价' }, match)).status).toBe(412)
    expect((await ask('li', 'PATCH', `/tasks/${id}`, { title: '新报价', expectedResult: '客户认可' })).body).toMatchObject({
      title: '新报价',
      titles: { en: '新报价' },
      expectedResult: '客户认可',
      dueOn: '2026-11-25',
    })
    expect((await ask('li', 'PATCH', `/tasks/${id}`, {})).body.version).toBe(3)
  })

  test('not by a sibling, a reader, or a colleague who only looks on', async () => {
    const { id } = await written('li', { title: '方案', opportunityId: dealId })
    const tries = async (as: Person) =>
      Promise.all([
        ask(as, 'PATCH', `/tasks/${id}`, { title: '改' }),
        ask(as, 'POST', `/tasks/${id}/completions`, { result: '做完了' }),
        ask(as, 'DELETE', `/tasks/${id}`),
      ])
    for (const as of ['chen', 'wang', 'marketing'] as const)
      expect((await tries(as)).map(({ status }) => status)).toEqual([404, 404, 404])
    expect((await tries('auditor')).map(({ body }) => body.type)).toEqual(['forbidden', 'forbidden', 'forbidden'])
    expect((await tries('presales')).map(({ body }) => body.type)).toEqual(Array(3).fill('task-of-another'))
    expect((await ask('presales', 'GET', `/tasks/${id}`)).body.permissions.complete).toEqual({
      code: 'task-of-another',
      sentence: '只能处理自己的任务，或自己负责的商机、客户的任务',
    })
  })

  test('a stage task keeps its words, and only a supervisor archives it', async () => {
    const { id, permissions } = await stageTask('demo')
    expect(permissions).toMatchObject({ edit: null, retitle: { code: 'stage-task-as-published' } })
    const asLi = (await ask('li', 'GET', `/tasks/${id}`)).body.permissions
    expect(asLi.archive.code).toBe('stage-task-stays')
    expect((await ask('li', 'PATCH', `/tasks/${id}`, { title: '改名' })).status).toBe(409)
    expect((await ask('li', 'PATCH', `/tasks/${id}`, { dueOn: '2026-11-30' })).status).toBe(200)
    expect((await ask('li', 'DELETE', `/tasks/${id}`)).status).toBe(403)
    expect((await ask('zhao', 'DELETE', `/tasks/${id}`)).status).toBe(204)
    expect((await ask('li', 'POST', `/tasks/${id}/completions`, { result: '好' })).body.type).toBe('task-archived')
    expect((await ask('zhao', 'POST', `/tasks/${id}/restoration`)).body.archived).toBe(false)
  })

  test('and given to people one may ask', async () => {
    const { wang, chen, presales, zhao } = company.member
    const give = async (as: Person, assigneeId: string) =>
      (await ask(as, 'POST', '/tasks', { title: '帮忙', opportunityId: dealId, assigneeId })).status
    expect([await give('li', presales), await give('li', wang), await give('li', zhao)]).toEqual([201, 403, 403])
    expect([await give('zhao', wang), await give('zhao', chen)]).toEqual([201, 403])
    // a colleague beside sales may ask the owner of the deal
    expect([await give('presales', company.member.li), await give('presales', chen)]).toEqual([201, 403])
    expect(await give('auditor', presales)).toBe(403)
    expect((await ask('li', 'POST', '/tasks', { title: '谁', assigneeId: crypto.randomUUID() })).body.type).toBe(
      'unknown-reference',
    )
  })

  test('a task belongs to a customer of one’s own, and to a deal of that very customer', async () => {
    const other = await company.within((tx) => aCustomer(tx, company.orgId, { name: '他人客户', ownerId: company.member.chen }))
    const mine = await company.within((tx) => aCustomer(tx, company.orgId, { name: '自己客户', ownerId: company.member.li }))
    const write = async (body: object) => (await ask('li', 'POST', '/tasks', { title: '回访', ...body })).body
    expect((await write({ customerId: other })).type).toBe('unknown-reference')
    expect((await write({ customerId: mine, opportunityId: dealId })).type).toBe('belongs-to-other-customer')
    expect((await write({ customerId: mine })).customer).toEqual({ id: mine, name: '自己客户' })
    expect((await write({ customerId, opportunityId: dealId })).customer).toEqual({ id: customerId, name: '远航制造' })
    expect((await write({ externalId: 'T-1' })).externalId).toBe('T-1')
    expect((await write({ externalId: 'T-1' })).type).toBe('already-exists')
  })
})

describe('lists', () => {
  test('go by day, those without one last, a page at a time', async () => {
    for (const [index, dueOn] of ['2026-12-03', null, '2026-12-01', '2026-12-02', null].entries())
      await written('chen', { title: `排序 ${index}`, dueOn })
    const seen: string[] = []
    for (let cursor: string | null = ''; cursor !== null;) {
      const { body } = await ask(
        'chen',
        'GET',
        `/tasks?limit=2&q=${encodeURIComponent('排序')}&cursor=${encodeURIComponent(cursor)}`,
      )
      seen.push(...body.items.map(({ title }: { title: string }) => title))
      cursor = body.nextCursor
    }
    expect(seen).toEqual(['排序 2', '排序 3', '排序 0', '排序 1', '排序 4'])
    expect((await titles('chen', 'sort=newest&limit=2'))[0]).toBe('排序 4')
    expect(await titles('chen', 'cursor=bm9uc2Vuc2U')).toHaveLength(5)
  })

  test('are narrowed by state, day, words, kind and customer', async () => {
    const late = await written('chen', { title: '逾期的', dueOn: '2026-11-17' })
    const { id } = await written('chen', { title: '做完的', dueOn: '2026-11-17' })
    await ask('chen', 'POST', `/tasks/${id}/completions`, { result: '成了' })
    expect(await titles('chen', 'state=overdue')).toEqual(['逾期的'])
    expect(await titles('chen', 'state=done')).toEqual(['做完的'])
    expect(await titles('chen', 'state=done&state=overdue')).toHaveLength(2)
    expect(await titles('chen', 'state=open')).toHaveLength(6)
    expect(await titles('chen', 'dueFrom=2026-12-01&dueTo=2026-12-02')).toHaveLength(2)
    expect(await titles('chen', `q=${encodeURIComponent('成了')}`)).toEqual(['做完的'])
    expect(await titles('chen', 'kind=stage')).toEqual([])
    expect(late.state).toBe('overdue')
    expect((await titles('li', `customer=${customerId}`)).length).toBeGreaterThan(2)
    expect(await titles('li', `q=${encodeURIComponent('产线')}&kind=stage`)).toEqual(expect.arrayContaining(['call', 'demo']))
  })

  test('are found by what people wrote and by what stages call their tasks, in either script', async () => {
    const found = (q: string, as: Person = 'li') => titles(as, `q=${encodeURIComponent(q)}`)
    expect(await found('產線')).toEqual(expect.arrayContaining(['call', 'demo']))
    expect(await found('DEMO（繁', 'director')).toEqual(['demo'])
    expect([await found('nvoic'), await found('。，'), await found('没有这个词')]).toEqual([['invoice'], [], []])
    const { id, version } = await written('li', { title: '确认样机参数' })
    expect([await found('樣機'), await found('机'), await found('样机', 'chen')]).toEqual([
      ['确认样机参数'],
      ['确认样机参数'],
      [],
    ])
    await ask('li', 'PATCH', `/tasks/${id}`, { title: '确认图纸' }, { 'if-match': String(version) })
    expect([await found('样机'), await found('图纸')]).toEqual([[], ['确认图纸']])
    const long = `${'一二三四五六七八九十'.repeat(20)}，對方採購部同意下周回覆`
    await ask('li', 'POST', `/tasks/${id}/completions`, { result: long })
    expect([await found('采购部同意'), await found('图纸')]).toEqual([['确认图纸'], ['确认图纸']])
    // as after an upgrade: nothing is filed until the job has run
    await company.within((tx) => sql`delete from search_gram where kind = 'task'`.execute(tx))
    expect(await found('图纸')).toEqual([])
    await fileTasksForSearch(server.database.db, company.orgId)
    expect(await found('采购部同意')).toEqual(['确认图纸'])
    await ask('li', 'DELETE', `/tasks/${id}/completions`)
    expect(await found('采购部同意')).toEqual([])
    await ask('li', 'DELETE', `/tasks/${id}`)
  })

  test('leave out what was archived, and what belongs to archived deals', async () => {
    const { id } = await written('chen', { title: '归档的' })
    await ask('chen', 'DELETE', `/tasks/${id}`)
    expect(await titles('chen', `archived=true&q=${encodeURIComponent('归档')}`)).toEqual(['归档的'])
    expect(await titles('chen', `q=${encodeURIComponent('归档')}`)).toEqual([])
    const gone = (await ask('li', 'POST', '/opportunities', { customerId, name: '作废', pipeline: 'tasks' })).body.id
    expect(await titles('li', `opportunity=${gone}`)).toHaveLength(2)
    await ask('li', 'DELETE', `/opportunities/${gone}`)
    expect(await titles('li', `opportunity=${gone}`)).toEqual([])
  })
})

test('the deal’s page shows each stage with what is done, and what people wrote', async () => {
  const deal = (await ask('li', 'POST', '/opportunities', { customerId, name: '进度', pipeline: 'tasks' })).body.id
  await written('li', { title: '自己加的', opportunityId: deal })
  const before = (await ask('li', 'GET', `/opportunities/${deal}/tasks`)).body
  expect(before).toMatchObject({ total: 3, done: 0, stageKey: 'one', permissions: { add: null, fill: null } })
  expect(before.stages).toMatchObject([
    { stageKey: 'one', name: 'one', current: true, planned: 2, total: 2, done: 0, tasks: [{ key: 'call' }, { key: 'demo' }] },
    { stageKey: 'two', current: false, planned: 1, total: 0, tasks: [] },
  ])
  expect(before.stages[0].tasks[0]).toMatchObject({
    standard: '做法',
    expectedResult: '有结果',
    role: 'owner',
    dueOn: '2026-11-19',
  })
  await ask('li', 'POST', `/tasks/${before.stages[0].tasks[0].id}/completions`, { result: '通了' })
  clock = new Date('2026-11-23T02:00:00Z')
  const after = (await ask('zhao', 'GET', `/opportunities/${deal}/tasks`)).body
  expect(after.stages[0]).toMatchObject({ total: 2, done: 1, overdue: 1 })
  expect(after.own).toMatchObject([{ title: '自己加的', kind: 'own' }])
  expect((await ask('chen', 'GET', `/opportunities/${deal}/tasks`)).status).toBe(404)
  expect((await ask('auditor', 'GET', `/opportunities/${deal}/tasks`)).body.permissions.add.code).toBe('forbidden')
  clock = new Date('2026-11-18T02:00:00Z')
})

test('the supervisor sees across deals who has what open, and which stage task is late how often', async () => {
  clock = new Date('2026-11-25T02:00:00Z')
  const { body } = await ask('zhao', 'GET', `/task-progress?team=${company.team.east}`)
  expect([body.today, body.weekFrom, body.to]).toEqual(['2026-11-25', '2026-11-23', '2026-11-25'])
  const li = body.people.find(({ member }: { member: { id: string } }) => member.id === company.member.li)
  const open = await list('zhao', `assignee=${company.member.li}&state=open&limit=200`)
  expect([li.open, li.overdue]).toEqual([open.length, open.filter(({ state }) => state === 'overdue').length])
  expect(body.people.map(({ member }: { member: { id: string } }) => member.id)).not.toContain(company.member.chen)
  const { stageTasks } = (await ask('director', 'GET', '/task-progress')).body
  // made on two deals and done in time on both
  expect(stageTasks.find(({ key }: { key: string }) => key === 'call')).toMatchObject({ due: 2, done: 2, late: 0, lateShare: 0 })
  const demo = stageTasks.find(({ key }: { key: string }) => key === 'demo')
  expect([demo.stage.key, demo.pipeline.name, demo.due, demo.done, demo.late]).toEqual(['one', '流程', 1, 0, 1])
  expect((await ask('director', 'GET', '/task-progress?from=2027-01-01')).body.stageTasks).toEqual([])
  expect((await ask('chen', 'GET', '/task-progress')).body.stageTasks).toEqual([])
  clock = new Date('2026-11-18T02:00:00Z')
})
