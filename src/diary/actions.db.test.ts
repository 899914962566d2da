import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aCompany, type Company, type Person } from '../../test/factories/a-company.ts'
import { aPipeline, type TestPipeline } from '../../test/factories/a-pipeline.ts'
import { tell } from '../../test/factories/showroom.ts'
import { aDatabase, type TestDatabase } from '../../test/database.ts'
import type { ElementDefinition } from '../pipelines/element-definition.ts'
import { setRates } from '../people/commands/rates.ts'
import { newId } from '../platform/ids.ts'
import type { Outcome } from '../platform/refusal.ts'
import { handleAction, noteShown } from './commands/actions.ts'
import { keyOf } from './candidate.ts'
import { readActions } from './queries/actions.ts'
import { readDealChances } from './queries/deal-candidates.ts'

/** Monday morning in Shanghai. */
const now = new Date('2026-03-02T09:00:00+08:00')
const ago = (days: number): number => now.getTime() - days * 86_400_000
let database: TestDatabase
let company: Company
let pipeline: TestPipeline
let deals: string[]
let customer: string
let lead: string

const element = (key: string, name: string, weight: number): ElementDefinition => ({
  key,
  name: { 'zh-CN': name, 'zh-TW': name, en: name },
  question: { 'zh-CN': '', 'zh-TW': '', en: '' },
  dueStage: 's1',
  staleDays: null,
  weights: { s1: weight, s2: weight, s3: weight },
})

beforeAll(async () => {
  database = await aDatabase()
  company = await aCompany(database.db, { now })
  const { orgId, member } = company
  customer = newId()
  lead = newId()
  await company.within(async (tx) => {
    pipeline = await aPipeline(tx, orgId)
    const { definition } = await tx
      .selectFrom('pipeline_version')
      .select('definition')
      .where('pipeline_id', '=', pipeline.id)
      .executeTakeFirstOrThrow()
    const elements = [element('budget', '预算', 14), element('decider-access', '决策人接触', 8), element('timing', '时间节点', 4)]
    await tx
      .updateTable('pipeline_version')
      .set({ definition: JSON.stringify({ ...(definition as object), elements }) })
      .where('pipeline_id', '=', pipeline.id)
      .execute()
    await tx.updateTable('stage').set({ warning_days: 10, critical_days: 30 }).where('pipeline_id', '=', pipeline.id).execute()
    await tx
      .insertInto('customer')
      .values({
        org_id: orgId,
        id: customer,
        name: '老主顾',
        name_key: '老主顾',
        core_key: '老主顾',
        owner_id: member.li,
        created_by: member.li,
        last_activity_at: new Date(ago(200)),
      }) // prettier-ignore
      .execute()
    await tx
      .insertInto('lead')
      .values({
        org_id: orgId,
        id: lead,
        company: '新来的',
        name_key: '新来的',
        owner_id: member.li,
        created_by: member.li,
        created_at: new Date(ago(0.2)),
      })
      .execute()
  })
  deals = await tell(
    company,
    pipeline,
    [
      { path: '1', at: ago(2), amountMinor: 50_000_000, row: { next_step: '送方案', next_step_on: '2026-03-01', name: '大单' } },
      { path: '1', at: ago(60), amountMinor: 8_000_000, row: { name: '停着的' } },
      { path: '12W', at: ago(300), amountMinor: 20_000_000, row: { customer_id: customer, name: '成了的' } },
      ...Array.from({ length: 12 }, () => ({ path: '12W', at: ago(200), stepDays: 20, owner: 'chen' as const })),
      ...Array.from({ length: 12 }, () => ({ path: '1L', at: ago(200), stepDays: 70, owner: 'chen' as const })),
      { path: '1', at: ago(2), owner: 'wang', amountMinor: 1_000_000, row: { name: '王的单' } },
    ],
    now,
  )
  await company.within((tx) =>
    tx
      .insertInto('task')
      .values({
        org_id: orgId,
        id: newId(),
        opportunity_id: deals[0]!,
        title: JSON.stringify({ 'zh-CN': '准备投标文件' }),
        assignee_id: member.li,
        created_by: member.zhao,
        created_at: now,
        updated_at: now,
        due_on: '2026-03-02',
      })
      .execute(),
  )
})
afterAll(() => database.drop())

const list = async (person: Person, asked: Parameters<typeof readActions>[2] = { scope: 'mine' }, at = now) => {
  const caller = await company.as(person, at)
  return company.within((tx) => readActions(tx, caller, asked))
}
const handle = (person: Person, key: string, what: Parameters<typeof handleAction>[2]['what'], reason = '', at = now) =>
  company.doing(person, (tx, caller) => handleAction(tx, caller, { key, what, reason }), at)
const code = (outcome: Outcome<unknown>) => (outcome.ok ? 'ok' : outcome.refusal.code)

describe('the list of the day', () => {
  it('begins with what must be done: orders, promises, decisions about stuck deals', async () => {
    const { lists } = (await list('li'))!
    expect(lists[0]!.must.map(({ kind, title, why }) => [kind, title, why])).toEqual([
      ['order', '准备投标文件', '赵敏交办，2026-03-02 到期'],
      ['promise', '大单', '约定的下一步已逾期 1 天：送方案'],
      ['decide', '停着的', '在「阶段 1」停留 60 天，已是警戒线 30 天的 1.5 倍以上：今天必须决定推进、暂缓或结束'],
    ])
    expect(lists[0]).toMatchObject({ bookedMinutes: 60, freeMinutes: 348, mustMore: 0 })
  })

  it('then proposes the actions worth most per hour, each with its why in the reader’s language', async () => {
    const { lists, learned } = (await list('li'))!
    const { actions } = lists[0]!
    expect(actions.map(({ perHourMinor }) => perHourMinor)).toEqual(
      actions.map(({ perHourMinor }) => perHourMinor).sort((a, b) => b - a),
    )
    const first = actions[0]!
    expect(first).toMatchObject({
      kind: 'confirm',
      key: keyOf('confirm', deals[0]!, 'budget'),
      element: { name: '预算' },
      works: 0.6,
      minutes: 30,
    })
    expect(first.why).toMatch(/^预算未确认：确认后 \+[\d.]+ 点 ≈ ¥[\d.]+万$/)
    expect(actions.filter(({ opportunity }) => opportunity?.id === deals[0])).toHaveLength(3)
    expect(actions.find(({ kind }) => kind === 'old-customer')).toMatchObject({ customer: { name: '老主顾' } })
    expect(actions.find(({ kind }) => kind === 'old-customer')!.why).toMatch(
      /^老客户已 200 天没联系（应 90 天一次），上次成交 ¥20万$/,
    )
    expect(actions.find(({ kind }) => kind === 'first-reply')!.why).toMatch(/^4 小时前来的新线索还没联系/)
    expect(actions.some(({ kind }) => kind === 'revive')).toBe(true)
    expect(learned.find(({ kind }) => kind === 'decider')).toEqual({ kind: 'decider', works: 0.35, tries: 0 })
    expect((await list('li'))!.lists[0]!.actions).toEqual(actions)
  })

  it('is one’s own, of somebody within reach, or of everybody whom one leads', async () => {
    const { li, chen } = company.member
    expect((await list('zhao', { scope: 'team' }))!.lists.map(({ member }) => member.name)).toEqual(['李娜', '王强'])
    expect((await list('zhao', { scope: 'mine', member: li }))!.lists[0]!.actions.length).toBeGreaterThan(3)
    expect(await list('zhao', { scope: 'mine', member: chen })).toBeNull()
    expect((await list('director', { scope: 'team' }))!.lists).toHaveLength(3)
    // who may see deals but is no seller has nothing on the list
    expect((await list('finance'))!.lists[0]).toMatchObject({ must: [], actions: [] })
    expect((await list('marketing'))!.lists[0]).toMatchObject({ must: [], actions: [] })
    expect((await list('wang'))!.lists[0]!.actions.every(({ opportunity }) => opportunity?.name === '王的单')).toBe(true)
  })
})

describe('what becomes of an action', () => {
  it('is said of one’s own that was shown; it rests then, and can be taken back', async () => {
    const budget = keyOf('confirm', deals[0]!, 'budget')
    expect(code(await handle('li', budget, 'done'))).toBe('action-not-listed')
    expect(code(await company.doing('auditor', (tx, caller) => noteShown(tx, caller)))).toBe('forbidden')
    for (let twice = 0; twice < 2; twice++)
      expect(code(await company.doing('li', (tx, caller) => noteShown(tx, caller)))).toBe('ok')
    expect(code(await handle('zhao', budget, 'done'))).toBe('action-not-listed')
    expect(code(await handle('li', budget, 'worked'))).toBe('action-not-done')
    expect(code(await handle('li', keyOf('first-reply', lead), 'skipped'))).toBe('action-reason-needed')
    expect(code(await handle('li', keyOf('first-reply', lead), 'skipped', 'not-now'))).toBe('ok')
    expect(code(await handle('li', budget, 'done'))).toBe('ok')
    const { actions, handled } = (await list('li'))!.lists[0]!
    expect(actions.map(({ key }) => key)).not.toContain(budget)
    expect(handled.map(({ what, title, reason }) => [what, title, reason]).sort()).toEqual([
      ['done', '大单', null],
      ['skipped', '新来的', 'not-now'],
    ])
    expect(code(await handle('li', budget, 'taken-back'))).toBe('ok')
    expect((await list('li'))!.lists[0]!.actions.map(({ key }) => key)).toContain(budget)
    // what was skipped comes back after three days
    const later = new Date(ago(-4))
    expect((await list('li', undefined, later))!.lists[0]!.actions.map(({ key }) => key)).toContain(keyOf('first-reply', lead))
    const rows = await company.within((tx) =>
      tx.selectFrom('next_action_event').select('key').where('what', '=', 'shown').execute(),
    )
    expect(rows.length).toBeGreaterThan(4)
    expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length)
    await expect(company.within((tx) => tx.deleteFrom('next_action_event').execute())).rejects.toThrow(/permission denied/)
  })

  it('follows what is known of each deal, though others of its stage are known otherwise', async () => {
    const others = deals.at(-1)!
    const asked = async (person: Person, deal: string) =>
      (await list(person))!.lists[0]!.actions.filter(({ opportunity }) => opportunity?.id === deal).map(({ key }) => key)
    expect(await asked('wang', others)).toContain(keyOf('confirm', others, 'budget'))
    await company.within((tx) =>
      tx
        .insertInto('opportunity_element')
        .values({
          org_id: company.orgId,
          opportunity_id: others,
          key: 'budget',
          state: 'confirmed',
          as_of: now,
          updated_by: company.member.wang,
          updated_at: now,
        })
        .execute(),
    )
    expect(await asked('wang', others)).not.toContain(keyOf('confirm', others, 'budget'))
    const { lists } = (await list('zhao', { scope: 'team' }))!
    const keys = lists.flatMap(({ actions }) => actions.map(({ key }) => key))
    expect(keys).toContain(keyOf('confirm', deals[0]!, 'budget'))
    expect(keys).not.toContain(keyOf('confirm', others, 'budget'))
  })

  it('teaches how often it works: as people say, and for elements as the history shows', async () => {
    const old = keyOf('old-customer', customer)
    expect(code(await handle('li', old, 'done'))).toBe('ok')
    expect(code(await handle('li', old, 'failed'))).toBe('ok')
    expect((await list('li'))!.learned.find(({ kind }) => kind === 'old-customer')).toEqual({
      kind: 'old-customer',
      works: (8 * 0.7) / 9,
      tries: 1,
    })
    const timing = keyOf('confirm', deals[0]!, 'timing')
    expect(code(await handle('li', timing, 'done'))).toBe('ok')
    const confirm = async (at: Date) => (await list('li', undefined, at))!.learned.find(({ kind }) => kind === 'confirm')!
    expect((await confirm(now)).tries).toBe(0)
    expect(await confirm(new Date(ago(-20)))).toMatchObject({ tries: 1, works: (8 * 0.6) / 9 })
    await company.within((tx) =>
      tx
        .insertInto('field_event')
        .values({
          org_id: company.orgId,
          id: newId(),
          opportunity_id: deals[0]!,
          field: 'element:timing',
          new: JSON.stringify({ state: 'confirmed' }),
          recorded_at: new Date(ago(-1)),
          actor_id: company.member.li,
        }) // prettier-ignore
        .execute(),
    )
    expect(await confirm(new Date(ago(-2)))).toMatchObject({ tries: 1, works: (1 + 8 * 0.6) / 9 })
  })
})

it('deals in another currency are worth what the rate of today says, and none without a rate', async () => {
  const caller = await company.as('director', now)
  const seen = () => company.within((tx) => readDealChances(tx, caller, [company.member.li, company.member.wang]))
  const [first] = await seen()
  const { id, amountMinor } = first!
  await company.within((tx) => tx.updateTable('opportunity').set({ currency: 'USD' }).where('id', '=', id).execute())
  expect((await seen()).some((deal) => deal.id === id)).toBe(false)
  const admin = await company.as('admin', now)
  await company.within((tx) => setRates(tx, admin, [{ currency: 'USD', day: '2026-03-01', rate: 7 }]))
  expect((await seen()).find((deal) => deal.id === id)?.amountMinor).toBe(7 * amountMinor)
})
