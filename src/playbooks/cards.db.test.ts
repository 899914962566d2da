import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aCompany, aCustomer, type Company, type Person } from '../../test/factories/a-company.ts'
import { tokenOf } from '../../test/factories/token-of.ts'
import { aServer, type TestServer } from '../../test/server.ts'
import { createPipeline } from '../pipelines/commands/create.ts'
import { openGate } from '../pipelines/gate.ts'

const now = new Date('2026-11-22T02:00:00Z')
const named = (zh: string, tw: string, en: string) => ({ 'zh-CN': zh, 'zh-TW': tw, en })

let server: TestServer
let company: Company
const tokens = {} as Record<Person, string>
let competitorId: string
let productId: string

beforeAll(async () => {
  server = await aServer({ clock: { now: () => now } })
  company = await aCompany(server.database.db, { now })
  for (const person of ['admin', 'li', 'wang', 'chen', 'director', 'marketing', 'auditor'] as const)
    tokens[person] = await tokenOf(server.database.db, company, person)
  await company.doing('admin', (tx, caller) =>
    createPipeline(tx, caller, {
      key: 'play',
      names: named('流程', '流程', 'Pipeline'),
      definition: {
        stages: ['first', 'second'].map((key) => ({
          id: null,
          key,
          phase: 'qualify',
          name: named(key === 'first' ? '初访' : '方案', key === 'first' ? '初訪' : '方案', key),
          customerLooks: named('', '', ''),
          probability: 0.3,
          expectedDays: null,
          warningDays: null,
          criticalDays: null,
          entry: openGate,
          exit: openGate,
          tasks: [],
          playbook:
            key === 'first'
              ? {
                  talkTracks: [named('先问再讲', '先問再講', 'Ask first')],
                  questions: [named('预算多少？', '預算多少？', 'What is the budget?')],
                  materials: [{ name: named('彩页', '型錄', 'Brochure'), address: 'https://example.com/brochure' }],
                }
              : { talkTracks: [], questions: [], materials: [] },
          outcomes: ['won', 'lost'],
          lossReasons: null,
        })),
        elements: [],
        winGate: 'warn',
      },
    }),
  )
  await company.within((tx) =>
    tx
      .insertInto('loss_reason')
      .values({
        org_id: company.orgId,
        key: 'competitor',
        name: JSON.stringify(named('输给对手', '輸給對手', 'Competitor')),
        needs_competitor: true,
        position: 1,
      })
      .execute(),
  )
  competitorId = (await ask('admin', 'POST', '/competitors', { name: '东方软件' })).body.id
  productId = (await ask('admin', 'POST', '/products', { name: '排产系统' })).body.id
})
afterAll(() => server.close())

const ask = (as: Person, method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
  server.ask(method, `/api/v1${path}`, { as: tokens[as], headers, ...(body === undefined ? {} : { body }) })
const deal = async (as: Person, name: string): Promise<string> => {
  const customerId = await company.within((tx) => aCustomer(tx, company.orgId, { name, ownerId: company.member[as] }))
  return (await ask(as, 'POST', '/opportunities', { customerId, name, productId, pipeline: 'play' })).body.id
}
const card = { strengths: '便宜', weaknesses: '交付慢', answer: '讲总成本' }

describe('a battlecard', () => {
  test('is empty until it is written, and then carries who wrote it when', async () => {
    const path = `/competitors/${competitorId}/battlecard`
    expect((await ask('li', 'GET', path)).body).toMatchObject({
      strengths: '',
      version: 0,
      updatedAt: null,
      permissions: { edit: { code: 'forbidden' } },
    })
    const first = await ask('admin', 'PUT', path, card, { 'if-match': '"0"' })
    expect(first.body).toMatchObject({ ...card, version: 1, updatedBy: { id: company.admin }, permissions: { edit: null } })
    expect((await ask('admin', 'PUT', path, card, { 'if-match': '"1"' })).body.version).toBe(1)
  })

  test('written by two at once is written by one', async () => {
    const path = `/competitors/${competitorId}/battlecard`
    const both = await Promise.all(
      ['甲', '乙'].map((answer) => ask('admin', 'PUT', path, { ...card, answer }, { 'if-match': '"1"' })),
    )
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412])
    for (const person of ['li', 'director', 'auditor'] as const) expect((await ask(person, 'PUT', path, card)).status).toBe(403)
  })

  test('counts the deals within reach that name the competitor, live', async () => {
    const name = (id: string, as: Person) => ask(as, 'PATCH', `/opportunities/${id}`, { competitorId })
    const [won, lost, open, far] = [
      await deal('li', '赢单'),
      await deal('li', '丢单'),
      await deal('li', '在谈'),
      await deal('chen', '华南'),
    ]
    for (const id of [won, open]) expect((await name(id, 'li')).body.competitor).toEqual({ id: competitorId, name: '东方软件' })
    await name(far, 'chen')
    // the competitor named before need not be named again when it wins
    expect((await ask('li', 'POST', `/opportunities/${won}/outcomes`, { outcome: 'won' })).status).toBe(201)
    expect(
      (await ask('li', 'POST', `/opportunities/${lost}/outcomes`, { outcome: 'lost', reasonKey: 'competitor' })).body.type,
    ).toBe('mandatory-field-missing')
    await ask('li', 'POST', `/opportunities/${lost}/outcomes`, { outcome: 'lost', reasonKey: 'competitor', competitorId })
    await ask('chen', 'POST', `/opportunities/${far}/outcomes`, { outcome: 'lost', reasonKey: 'competitor' })
    const record = async (as: Person) => (await ask(as, 'GET', `/competitors/${competitorId}/battlecard`)).body.record
    expect(await record('li')).toMatchObject({ won: 1, lost: 1, open: 1, winRate: 0.5 })
    expect(await record('chen')).toMatchObject({ won: 0, lost: 1, open: 0, winRate: 0 })
    expect(await record('director')).toMatchObject({ won: 1, lost: 2, open: 1 })
    const { winRateLow, winRateHigh } = await record('director')
    expect([winRateLow, winRateHigh].map((value) => value.toFixed(4))).toEqual(['0.0615', '0.7923'])
    expect(await record('wang')).toMatchObject({ won: 0, lost: 0, winRate: null, winRateLow: 0, winRateHigh: 1 })
    expect(await record('marketing')).toBeNull()
  })

  test('stands in the list of all competitors, written or not', async () => {
    await ask('admin', 'POST', '/competitors', { name: '北方数据' })
    const { items, nextCursor } = (await ask('director', 'GET', '/battlecards?limit=1')).body
    expect([items[0].competitor.name, items[0].record.lost]).toEqual(['东方软件', 2])
    const rest = (await ask('director', 'GET', `/battlecards?limit=1&cursor=${encodeURIComponent(nextCursor)}`)).body
    expect([rest.items[0].competitor.name, rest.items[0].version, rest.nextCursor]).toEqual(['北方数据', 0, null])
    expect((await ask('li', 'GET', `/battlecards?q=${encodeURIComponent('北方')}`)).body.items).toHaveLength(1)
  })
})

describe('the playbook of a deal', () => {
  test('is that of its stage, in the reader’s language with all three at hand', async () => {
    const id = await deal('li', '新商机')
    await ask('li', 'PATCH', '/me', { locale: 'en' })
    const { body } = await ask('li', 'GET', `/opportunities/${id}/playbook`)
    expect(body).toMatchObject({
      stage: { key: 'first', name: 'first' },
      talkTracks: [{ text: 'Ask first', texts: { 'zh-CN': '先问再讲', 'zh-TW': '先問再講' } }],
      questions: [{ text: 'What is the budget?' }],
      materials: [{ name: 'Brochure', address: 'https://example.com/brochure' }],
      battlecards: [],
      fitTiers: { product: { name: '排产系统' }, version: 0 },
    })
    await ask('li', 'PATCH', '/me', { locale: null })
    await ask('li', 'POST', `/opportunities/${id}/stage-moves`, { toStage: 'second' })
    expect((await ask('li', 'GET', `/opportunities/${id}/playbook`)).body).toMatchObject({
      stage: { name: '方案' },
      questions: [],
    })
  })

  test('brings the card of the competitor that the deal names', async () => {
    const id = await deal('li', '有对手')
    await ask('li', 'PATCH', `/opportunities/${id}`, { competitorId })
    expect((await ask('li', 'GET', `/opportunities/${id}/playbook`)).body.battlecards).toMatchObject([
      { competitor: { name: '东方软件' }, weaknesses: '交付慢', record: { won: 1, lost: 1 } },
    ])
    expect((await ask('chen', 'GET', `/opportunities/${id}/playbook`)).status).toBe(404)
    expect((await ask('li', 'PATCH', `/opportunities/${id}`, { competitorId: crypto.randomUUID() })).body.type).toBe(
      'unknown-reference',
    )
    expect((await ask('li', 'PATCH', `/opportunities/${id}`, { competitorId: null })).body.competitor).toBeNull()
  })
})

describe('the fit tiers of a product', () => {
  const path = () => `/products/${productId}/fit-tiers`

  test('are three; writing one leaves the others, and two who write different ones notice each other', async () => {
    expect((await ask('li', 'GET', path())).body.tiers.map(({ tier }: { tier: string }) => tier)).toEqual([
      'best',
      'shift-up',
      'shift-down',
    ])
    const best = { tier: 'best', features: '三班倒的工厂', strategy: '先做一条线' }
    const up = { tier: 'shift-up', features: '集团', strategy: '找集团信息部' }
    const first = await ask('admin', 'PUT', path(), { tiers: [best] }, { 'if-match': '"0"' })
    expect(first.body).toMatchObject({ version: 1, tiers: [best, { features: '' }, { features: '' }] })
    expect((await ask('admin', 'PUT', path(), { tiers: [up] }, { 'if-match': '"0"' })).status).toBe(412)
    const second = await ask('admin', 'PUT', path(), { tiers: [up] }, { 'if-match': '"1"' })
    expect(second.body).toMatchObject({ version: 2, tiers: [best, up, { strategy: '' }] })
    const trail = (await ask('admin', 'GET', `/audit?entityKind=product&entityId=${productId}`)).body.items
    expect(trail[0].changes).toMatchObject([{ label: '上移一档：特征', after: '集团' }, { label: '上移一档：策略' }])
  })

  test('are read by all and written by those who manage the catalogue', async () => {
    const body = { tiers: [{ tier: 'best', features: '', strategy: '' }] }
    for (const person of ['li', 'director', 'auditor'] as const) expect((await ask(person, 'PUT', path(), body)).status).toBe(403)
    expect((await ask('admin', 'PUT', path(), { tiers: [] })).status).toBe(400)
    expect((await ask('admin', 'PUT', `/products/${competitorId}/fit-tiers`, body)).status).toBe(404)
    expect((await ask('auditor', 'GET', path())).body.permissions.edit.code).toBe('forbidden')
  })
})
