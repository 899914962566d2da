import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aCustomer } from '../../test/factories/a-company.ts'
import { aServer, type Loose, type TestServer } from '../../test/server.ts'
import { aStaffedCompany, type Staffed } from '../../test/two-companies.ts'
import { inOrganisation } from '../platform/database/connect.ts'
import { flights } from '../platform/database/flight.ts'
import { startingSurvey } from './starting-survey.ts'

/** Links are carried by people who are not signed in, some of whom mean no good. */
let isStaffed = false
const clock = { at: new Date('2026-12-15T04:00:00Z'), now: () => (isStaffed ? clock.at : new Date()) }
let server: TestServer
let ours: Staffed
let theirs: Staffed
let survey: string
let phones = 0
/** Every test comes from an address of its own: what one tries does not slow down the next. */
let house = 0

const ask = (method: string, path: string, body?: unknown) =>
  server.ask(method, `/api/v1${path}`, { as: ours.tokens.director, ...(body === undefined ? {} : { body }) })
const open = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  fetch(server.url + path, { method, headers: { 'x-forwarded-for': `203.0.113.${house}`, ...headers } })
const send = async (path: string, fields: Record<string, string>) => {
  const body = new URLSearchParams(fields)
  const reply = await fetch(server.url + path, { method: 'POST', body, headers: { 'x-forwarded-for': `203.0.113.${house}` } })
  return { status: reply.status, page: await reply.text() }
}
/** A link for somebody of a customer of their own. */
const aLink = async (name: string) => {
  const customer = await inOrganisation(server.database.db, ours.orgId, (tx) => aCustomer(tx, ours.orgId, { name, ownerId: ours.members['li']! })) // prettier-ignore
  const { id: contact } = (await ask('POST', '/contacts', { customerId: customer, name: `${name}主任`, phone: `1370013${8000 + phones++}` })).body // prettier-ignore
  const made = await ask('POST', `/surveys/${survey}/invitations`, { contactIds: [contact], locale: 'zh-CN' })
  return { customer, contact, path: new URL(made.body.links[0].url).pathname }
}
const answersOf = async (customer: string): Promise<Loose[]> => (await ask('GET', `/customers/${customer}/satisfaction`)).body.answers // prettier-ignore
const nobody = `/answer/${'A'.repeat(48)}`
const statementsOf = async (request: () => Promise<unknown>): Promise<string[]> => {
  const sent: string[] = []
  const hear = (statements: unknown) => sent.push(...(statements as string[]).filter((text) => /survey_invitation/.test(text)))
  flights.subscribe(hear)
  await request()
  flights.unsubscribe(hear)
  return sent
}

beforeAll(async () => {
  server = await aServer({ clock })
  ours = await aStaffedCompany(server, '云帆')
  theirs = await aStaffedCompany(server, '别家')
  isStaffed = true
  survey = (await ask('POST', '/surveys', startingSurvey('年度满意度'))).body.id
  await ask('POST', `/surveys/${survey}/states`, { state: 'open' })
}, 120_000)
afterAll(() => server.close())

describe('a link', () => {
  test('used twice keeps the first answer, also of twenty sent at once, and tells nothing of what it was', async () => {
    house++
    const { customer, path } = await aLink('苏州精密')
    const sent = await Promise.all(Array.from({ length: 20 }, (_, n) => send(path, { q: '', locale: 'zh-CN', 'q.q1': String(n % 11), 'q.q4': `第${n}次` }))) // prettier-ignore
    expect(sent.filter(({ page }) => page.includes('<h1>谢谢'))).toHaveLength(1)
    expect(sent.filter(({ page }) => page.includes('您已经回答过了'))).toHaveLength(19)
    const [{ said }, ...others] = await answersOf(customer)
    expect(others).toEqual([])
    const pages = [(await send(path, { locale: 'zh-CN', 'q.q1': '10' })).page, await (await open(path)).text()]
    expect(pages.every((page) => page.includes('您已经回答过了'))).toBe(true)
    for (const { answer } of said.slice(-1)) expect(pages.join()).not.toContain(answer)
    expect(await answersOf(customer)).toHaveLength(1)
  })
  test('forwarded says for whom it is, and of that customer nothing else: no number, no deal, nobody else', async () => {
    house++
    const { customer, path } = await aLink('杭州机电')
    await ask('POST', '/contacts', { customerId: customer, name: '周副总', phone: '13700137999' })
    const opened = await open(path, { 'accept-language': 'en', 'user-agent': 'another phone' })
    const told = ['cache-control', 'referrer-policy', 'x-robots-tag'].map((name) => opened.headers.get(name))
    expect(told).toEqual(['no-store', 'no-referrer', 'noindex'])
    expect(opened.headers.get('content-security-policy')).toMatch(/default-src 'self'|default-src 'none'/)
    expect(opened.headers.get('set-cookie')).toBeNull()
    const page = await opened.text()
    expect(page).toContain('杭州机电主任')
    for (const secret of ['周副总', '13700137', '李娜', customer, survey, ours.orgId]) expect(page).not.toContain(secret)
    // whoever answers first answers in the name of whom it was made for
    await send(path, { locale: 'en', 'q.q1': '9' })
    expect(await answersOf(customer)).toMatchObject([{ contact: { name: '杭州机电主任' }, nps: 9 }])
  })
  test('goes along when its customer is merged into another: the answer stands with the one that stays, once', async () => {
    house++
    const [kept, gone] = [await aLink('合并甲厂'), await aLink('合并乙厂')]
    const merged = await ask('POST', `/customers/${kept.customer}/merges`, { otherId: gone.customer })
    expect([merged.status, merged.status < 300 ? '' : merged.body]).toEqual([merged.status, ''])
    expect((await open(gone.path)).status).toBe(200)
    expect((await send(gone.path, { locale: 'zh-CN', 'q.q1': '9' })).page).toContain('<h1>谢谢')
    expect((await send(gone.path, { locale: 'zh-CN', 'q.q1': '2' })).page).toContain('您已经回答过了')
    expect(await answersOf(kept.customer)).toMatchObject([{ contact: { name: '合并乙厂主任' }, nps: 9 }])
  })
  test('opens nothing once its customer or its person is archived, its survey closed or its days are over; an answer then is not kept', async () => {
    house++
    const dead = async (path: string, isOpenAgain = false): Promise<string[]> => {
      const [opened, sent] = [await open(path), await send(path, { locale: 'zh-CN', 'q.q1': '0' })]
      if (isOpenAgain) await ask('POST', `/surveys/${survey}/states`, { state: 'open' })
      return [`${opened.status} ${await opened.text()}`, `${sent.status} ${sent.page}`]
    }
    const [left, gone, late, closed] = [await aLink('一厂'), await aLink('二厂'), await aLink('三厂'), await aLink('四厂')]
    await ask('DELETE', `/customers/${left.customer}`)
    await ask('DELETE', `/contacts/${gone.contact}`)
    const pages = new Set([...(await dead(nobody)), ...(await dead(left.path)), ...(await dead(gone.path))])
    await ask('POST', `/surveys/${survey}/states`, { state: 'closed' })
    for (const page of await dead(closed.path, true)) pages.add(page)
    const inTime = clock.at
    // valid for thirty days: a second before it opens, a second after it does not
    clock.at = new Date(inTime.getTime() + 30 * 86_400_000 - 1000)
    expect((await open(late.path)).status).toBe(200)
    clock.at = new Date(inTime.getTime() + 30 * 86_400_000 + 1000)
    for (const page of await dead(late.path)) pages.add(page)
    clock.at = inTime
    expect([...pages]).toHaveLength(1)
    expect([...pages][0]).toMatch(/^404 /)
    for (const { customer } of [gone, late, closed]) expect(await answersOf(customer)).toEqual([])
  })
})

describe('whoever tries links', () => {
  test('is answered 30 times a minute by address, for pages, heads and answers each, and others are not kept waiting', async () => {
    house++
    const { path } = await aLink('南方通信')
    const statuses = async (method: 'GET' | 'HEAD') => {
      const found: number[] = []
      for (let n = 0; n < 32; n++) found.push((await open(`/answer/${`${n}`.padStart(48, 'C')}`, {}, method)).status)
      return found
    }
    for (const method of ['GET', 'HEAD'] as const) {
      const found = await statuses(method)
      expect([found.filter((status) => status === 404).length, found.filter((status) => status === 429).length]).toEqual([30, 2])
    }
    const sent: number[] = []
    for (let n = 0; n < 32; n++) sent.push((await send(`/answer/${`${n}`.padStart(48, 'D')}`, { 'q.q1': '9' })).status)
    expect(sent.slice(28)).toEqual([404, 404, 429, 429])
    // a link that is right is no quicker way in for whoever was slowed down; another address opens it
    expect((await open(path)).status).toBe(429)
    house++
    expect((await open(path)).status).toBe(200)
  })
  test('learns nothing from how long it takes: what is wrong, dead and of another house costs the same statements', async () => {
    house++
    const [{ path, customer }, dead] = [await aLink('宁波重工'), await aLink('五厂')]
    await ask('DELETE', `/customers/${dead.customer}`)
    const token = path.split('/').at(-1)!
    const inAnother = Buffer.concat([Buffer.from(theirs.orgId.replaceAll('-', ''), 'hex'), Buffer.from(token, 'base64url').subarray(16)]) // prettier-ignore
    const wrong = [nobody, dead.path, `/answer/${inAnother.toString('base64url')}`, path.slice(0, -1) + (path.endsWith('A') ? 'E' : 'A')] // prettier-ignore
    const right = await statementsOf(() => open(path))
    expect(right).toHaveLength(1)
    for (const one of wrong) {
      expect(await statementsOf(() => open(one))).toEqual(right)
      expect((await open(one)).status).toBe(404)
      expect((await send(one, { locale: 'zh-CN', 'q.q1': '9' })).status).toBe(404)
    }
    // what is looked for is a fingerprint: how much of a token is right decides nothing
    expect(right.join()).toContain('token_hash')
    expect(await answersOf(customer)).toEqual([])
  })
})
