import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { anImporter } from '../../test/factories/an-importer.ts'
import { aServer, type Loose, type TestServer } from '../../test/server.ts'
import { aStaffedCompany, type Staffed } from '../../test/two-companies.ts'

let server: TestServer
let company: Staffed
beforeAll(async () => {
  server = await aServer({ working: true })
  company = await aStaffedCompany(server, '回退', { gated: true })
})
afterAll(() => server.close())

const ask = async (method: string, path: string, body?: unknown): Promise<Loose> =>
  (await server.ask(method, `/api/v1${path}`, { as: company.tokens.director, ...(body === undefined ? {} : { body }) })).body
const importing = () => anImporter(server, company.tokens.director)
const bringIn = async (rows: string, more: Record<string, string> = {}): Promise<Loose> => {
  const file = new File([`商机编号,商机名称,客户,阶段\n${rows}\n`], `${rows.slice(0, 6)}.csv`)
  return importing().bringIn(file, 'opportunities', more)
}
const takeBack = async (id: string): Promise<Loose> => {
  await ask('POST', `/imports/${id}/undo`)
  return importing().settled(id)
}
const dealNamed = async (externalId: string): Promise<string> =>
  (await ask('GET', '/opportunities?limit=100')).items.find((deal: Loose) => deal.externalId === externalId).id
const tasksOf = async (id: string): Promise<Record<string, Record<string, string>>> => {
  const { stages } = await ask('GET', `/opportunities/${id}/tasks`)
  return Object.fromEntries(
    stages.map((stage: Loose) => [stage.stageKey, Object.fromEntries(stage.tasks.map((task: Loose) => [task.key, task.state]))]),
  )
}
const openTasksOf = async (id: string): Promise<Loose[]> => (await ask('GET', `/tasks?opportunity=${id}&limit=100`)).items

describe('an import that is taken back', () => {
  test('takes the open stage tasks of its deals with it, archived', async () => {
    const run = await bringIn('UNDO-1,新来的商机,回退新客户有限公司,需求挖掘')
    const id = await dealNamed('UNDO-1')
    await ask('POST', `/opportunities/${id}/stage-tasks`)
    const tasks = await openTasksOf(id)
    expect(tasks.length).toBeGreaterThan(3)
    expect(await takeBack(run.id)).toMatchObject({ status: 'undone', undo: { archived: 2, kept: 0 } })
    expect((await ask('GET', `/tasks/${tasks[0].id}`)).archived).toBe(true)
  })

  test('keeps a deal on which somebody has done a task', async () => {
    const run = await bringIn('UNDO-2,有人做过的商机,回退老客户有限公司,需求挖掘')
    const id = await dealNamed('UNDO-2')
    await ask('POST', `/opportunities/${id}/stage-tasks`)
    const [task] = await openTasksOf(id)
    await ask('POST', `/tasks/${task.id}/completions`, { result: '已访谈' })
    const undone = await takeBack(run.id)
    expect(undone.undo.keptNames).toContain('有人做过的商机')
    expect((await ask('GET', `/opportunities/${id}`)).archived).toBe(false)
  })

  test('gives up the tasks of the stage that it moved a deal to', async () => {
    const { id } = await ask('POST', '/opportunities', {
      customerId: company.records.customer,
      name: '移动过的商机',
      externalId: 'UNDO-3',
    })
    expect((await tasksOf(id))['lead-capture']!['first-contact']).toBe('open')
    const run = await bringIn(`UNDO-3,移动过的商机,回退制造有限公司,需求挖掘`, { overrideReason: '客户已同意' })
    expect([run.rows.updated, run.rows.failed]).toEqual([1, 0])
    expect((await tasksOf(id))['need-discovery']!['survey-visit']).toBe('open')
    expect((await takeBack(run.id)).status).toBe('undone')
    expect((await ask('GET', `/opportunities/${id}`)).stage.key).toBe('lead-capture')
    const tasks = await tasksOf(id)
    expect([tasks['lead-capture']!['first-contact'], tasks['need-discovery']?.['survey-visit']]).toEqual(['open', 'cancelled'])
  })
})
