import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aCustomer } from '../../test/factories/a-company.ts'
import { aServer, type Loose, type TestServer } from '../../test/server.ts'
import { aStaffedCompany, type Staffed } from '../../test/two-companies.ts'
import { inOrganisation, type Tx } from '../platform/database/connect.ts'

let isStaffed = false
const clock = { at: new Date('2026-12-15T04:00:00Z'), now: () => (isStaffed ? clock.at : new Date()) }
let server: TestServer
let ours: Staffed
let survey: string
type As = keyof Staffed['tokens']
const ask = (as: As, method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
  server.ask(method, `/api/v1${path}`, { as: ours.tokens[as], headers, ...(body === undefined ? {} : { body }) })
const within = <T>(work: (tx: Tx) => Promise<T>) => inOrganisation(server.database.db, ours.orgId, work)

const text = (zh: string, en: string) => ({ 'zh-CN': zh, en })
const questions = [
  { key: 'q1', kind: 'nps', text: text('您会推荐我们吗', 'Would you recommend us'), options: [], isRequired: true },
  { key: 'q2', kind: 'scale', text: text('交付', 'Delivery'), options: [], isRequired: false },
  { key: 'q3', kind: 'choice', text: text('最看重什么', 'What matters'), options: [{ key: 'price', text: text('价格', 'Price') }, { key: 'quality', text: text('质量', 'Quality') }], isRequired: false },
  { key: 'q4', kind: 'text', text: text('还有什么话', 'Anything else'), options: [], isRequired: false },
] // prettier-ignore
const written = {
  name: '年度满意度',
  title: text('请您评价我们', 'Tell us'),
  intro: null,
  thanks: text('多谢指教', 'Much obliged'),
  questions,
  validDays: 30,
}

const linkFor = async (contactId = ours.records.contact, as: As = 'li'): Promise<string> => {
  const reply = await ask(as, 'POST', `/surveys/${survey}/invitations`, { contactIds: [contactId], locale: 'zh-CN' })
  expect(reply.status).toBe(201)
  return new URL(reply.body.links[0].url).pathname
}
let phones = 0
/** Somebody of a customer of their own. */
const aPerson = async (name: string, as: As = 'li') => {
  const customer = await within((tx) => aCustomer(tx, ours.orgId, { name, ownerId: ours.members[as]! }))
  const made = await ask(as, 'POST', '/contacts', {
    customerId: customer,
    name: `${name}主任`,
    phone: `1370013${8000 + phones++}`,
  })
  return { customer, contact: made.body.id as string }
}
const open = (path: string, query = '') => fetch(server.url + path + query)
const send = async (path: string, fields: Record<string, string>) => {
  const reply = await fetch(server.url + path, { method: 'POST', body: new URLSearchParams(fields) })
  return { status: reply.status, page: await reply.text() }
}
const satisfaction = async (as: As = 'li'): Promise<Loose> => (await ask(as, 'GET', `/customers/${ours.records.customer}/satisfaction`)).body // prettier-ignore

beforeAll(async () => {
  server = await aServer({ clock })
  ours = await aStaffedCompany(server, '云帆')
  isStaffed = true
  survey = (await ask('director', 'POST', '/surveys', written)).body.id
}, 120_000)
afterAll(() => server.close())

describe('a survey', () => {
  test('is written by who leads, takes links once it is open, and names its faults', async () => {
    expect((await ask('li', 'POST', '/surveys', written)).status).toBe(403)
    expect((await ask('director', 'POST', '/surveys', { ...written, questions: [] })).body.type).toBe('survey-asks-nothing')
    const asking = { contactIds: [ours.records.contact], locale: 'en' }
    expect((await ask('li', 'POST', `/surveys/${survey}/invitations`, asking)).body.type).toBe('survey-not-open')
    expect((await ask('director', 'POST', `/surveys/${survey}/states`, { state: 'open' })).body).toMatchObject({
      state: 'open',
      asked: 0,
    })
    expect((await ask('chen', 'POST', `/surveys/${survey}/invitations`, asking)).body.type).toBe('unknown-reference')
  })
  test('proposes people by a rule, within reach', async () => {
    const found = async (as: As, query: string) => (await ask(as, 'GET', `/surveys/${survey}/recipients?${query}`)).body
    expect((await found('li', 'role=user')).items.map(({ contact }: Loose) => contact.name)).toEqual(['云帆工程师'])
    expect((await found('li', '')).total).toBe(2)
    expect(await found('chen', '')).toEqual({ items: [], total: 0 })
    expect((await found('li', 'boughtWithin=365')).total).toBe(0)
    expect((await found('li', 'notAskedWithin=90')).items.map(({ contact }: Loose) => contact.name)).toEqual(['云帆主任'])
  })
})

describe('a link', () => {
  test('opens the questions in the language asked for, and keeps what was filled in when the language is changed', async () => {
    const path = await linkFor()
    const page = await (await open(path)).text()
    expect(page).toContain('请您评价我们')
    expect(page).toContain('<html lang="zh-CN">')
    expect(await (await open(path, '?lang=en')).text()).toContain('Would you recommend us')
    const changed = await send(path, { lang: 'zh-TW', 'q.q4': '<b>"交期"' })
    expect(changed.status).toBe(200)
    expect(changed.page).toContain('第 1 題，共 4 題')
    expect(changed.page).toContain('&lt;b&gt;&quot;交期&quot;')
    expect((await open(path)).headers.get('cache-control')).toBe('no-store')
  })
  test('is known by its fingerprint alone, also to a request that may be repeated', async () => {
    const key = { 'idempotency-key': 'links-once' }
    const made = await ask(
      'li',
      'POST',
      `/surveys/${survey}/invitations`,
      { contactIds: [ours.records.contact], locale: 'en' },
      key,
    )
    const token = new URL(made.body.links[0].url).pathname.split('/').at(-1)!
    expect(Buffer.from(token, 'base64url').length - 16).toBe(20)
    const all = await within(async (tx) => JSON.stringify([await tx.selectFrom('survey_invitation').selectAll().execute(), await tx.selectFrom('idempotency_key').selectAll().execute()])) // prettier-ignore
    expect(all).not.toContain(token)
  })
  test('that is unknown, of others, replaced, withdrawn or expired says one and the same', async () => {
    const replaced = await linkFor()
    const withdrawn = await linkFor()
    const [{ id }] = (await ask('li', 'GET', `/surveys/${survey}/invitations?answered=false`)).body.items
    expect((await ask('chen', 'DELETE', `/survey-invitations/${id}`)).status).toBe(404)
    expect((await ask('li', 'DELETE', `/survey-invitations/${id}`)).status).toBe(204)
    const expired = await linkFor()
    const made = withdrawn.slice(0, -3) + (withdrawn.endsWith('AAA') ? 'BBB' : 'AAA')
    const inTime = clock.at
    const pages = new Set<string>()
    for (const path of [replaced, withdrawn, made, '/answer/x', `/answer/${'A'.repeat(48)}`]) {
      const reply = await open(path)
      pages.add(`${reply.status} ${await reply.text()}`)
      pages.add(Object.values(await send(path, { 'q.q1': '9', locale: 'zh-CN' })).join(' '))
    }
    clock.at = new Date(inTime.getTime() + 31 * 86_400_000)
    const late = await open(expired)
    pages.add(`${late.status} ${await late.text()}`)
    clock.at = inTime
    expect([...pages]).toHaveLength(1)
    expect([...pages][0]).toContain('404')
  })
})

describe('an answer', () => {
  test('lacks what must be answered, and then counts once: first come', async () => {
    const path = await linkFor()
    const lacking = await send(path, { locale: 'zh-CN', 'q.q2': '4', 'q.q1': '77' })
    expect([lacking.status, lacking.page.includes('role="alert"'), lacking.page.includes('value="4" checked')]).toEqual([
      422,
      true,
      true,
    ])
    const fields = { locale: 'zh-CN', 'q.q1': '2', 'q.q2': '2', 'q.q3': 'price', 'q.q4': '交货晚了三周', wantsContact: 'yes' }
    const both = await Promise.all([send(path, fields), send(path, { ...fields, 'q.q1': '10' })])
    expect(both.map(({ page }) => page.includes('多谢指教')).sort()).toEqual([false, true])
    expect((await send(path, fields)).page).toContain('您已经回答过了')
    expect(await (await open(path)).text()).toContain('您已经回答过了')
  })
  test('lands on the customer, the contact, the timeline, and with owner and supervisor', async () => {
    const found = await satisfaction()
    expect(found.answers).toHaveLength(1)
    const [{ nps }] = found.answers
    // whichever of the two came first
    expect([2, 10]).toContain(nps)
    expect(found.answers[0]).toMatchObject({ contact: { id: ours.records.contact }, satisfaction: 25, wantsContact: true })
    expect(found.answers[0].said[2]).toEqual({ question: '最看重什么', answer: '价格' })
    expect(found.complaints.filter(({ openedBy }: Loose) => openedBy === null)).toMatchObject([{ text: '交货晚了三周', isSevere: nps === 2 }]) // prettier-ignore
    expect((await ask('li', 'GET', `/customers/${ours.records.customer}/satisfaction?contact=${ours.records.contact}`)).body.answers).toHaveLength(1) // prettier-ignore
    expect((await ask('chen', 'GET', `/customers/${ours.records.customer}/satisfaction`)).status).toBe(404)
    const { items } = (await ask('li', 'GET', `/activities?customer=${ours.records.customer}`)).body
    expect(items.map(({ content }: Loose) => content).join()).toContain('交货晚了三周')
  })
  test('of a detractor is a task for the owner and for who leads the owner, once', async () => {
    const path = await linkFor()
    await send(path, { locale: 'en', 'q.q1': '5' })
    const tasks = async (as: As) => (await ask(as, 'GET', `/tasks?mine=true&customer=${ours.records.customer}`)).body.items.map(({ title }: Loose) => title) // prettier-ignore
    expect((await tasks('li')).filter((title: string) => title.includes('给出 5 分'))).toHaveLength(1)
    expect((await tasks('zhao')).filter((title: string) => title.includes('贬损评价（5 分）'))).toHaveLength(1)
    const today = (await ask('li', 'GET', '/day-lists/actions')).body
    expect(JSON.stringify(today.must ?? today)).toContain('给出 5 分')
  })
  test('freezes the questions, not the words around them', async () => {
    const { version } = (await ask('director', 'GET', `/surveys/${survey}`)).body
    const put = (body: object, match = version) => ask('director', 'PUT', `/surveys/${survey}`, body, { 'if-match': String(match) }) // prettier-ignore
    expect((await put({ ...written, questions: questions.slice(0, 1) })).body.type).toBe('survey-has-answers')
    expect((await put({ ...written, name: '改名' })).body.name).toBe('改名')
    expect((await put({ ...written, name: '又改' })).status).toBe(412)
  })
  test('counts in the results, with interval and groups, of customers within reach', async () => {
    const results = async (as: As, query = ''): Promise<Loose> =>
      (await ask(as, 'GET', `/surveys/${survey}/results${query}`)).body
    const all = await results('director')
    expect([all.answered, all.nps.answers, all.nps.low <= all.nps.score, all.byMonth.map(({ name }: Loose) => name)]).toEqual([2, 2, true, ['2026-12']]) // prettier-ignore
    expect(all.byTeam.map(({ name, nps }: Loose) => [name, nps.answers])).toEqual([['云帆east', 2]])
    expect(all.questions[2].counts).toEqual([
      { key: 'price', label: '价格', count: 1, share: 1 },
      { key: 'quality', label: '质量', count: 0, share: 0 },
    ])
    expect((await results('zhao')).answered).toBe(2)
    expect((await results('chen')).answered).toBe(0)
    const level = (await ask('director', 'GET', `/customers/${ours.records.customer}`)).body.level
    const counts = async (query: string) => (({ asked, answered, nps, voices }: Loose) => [asked >= answered, answered, nps.answers, voices.length > 0])(await results('director', query)) // prettier-ignore
    for (const [query, isThere] of [
      ['?from=2026-12-01&to=2026-12-31', true], ['?from=2027-01-01', false], ['?to=2026-11-30', false],
      [`?level=${level}`, true], ['?level=strategic', level === 'strategic'], ['?grade=1&grade=2', false], ['?tier=S', false],
      [`?team=${ours.records.team}`, true], [`?owner=${ours.members['chen']}`, false],
    ] as const) expect(await counts(query), query).toEqual(isThere ? [true, 2, 2, true] : [true, 0, 0, false]) // prettier-ignore
  })
  test('of a customer in the pool, or of one the director looks after, is one task of the director', async () => {
    const { contact, customer } = await aPerson('池中客户')
    expect((await ask('li', 'POST', `/customers/${customer}/pool`, { reason: '换区' })).status).toBe(204)
    await send(await linkFor(contact, 'director'), { locale: 'zh-CN', 'q.q1': '1', wantsContact: 'yes' })
    const tasks = async (of: string) => (await ask('director', 'GET', `/tasks?customer=${of}`)).body.items.map(({ title }: Loose) => title) // prettier-ignore
    expect(await tasks(customer)).toEqual(['池中客户：池中客户主任 给出 1 分，请尽快联系'])
    const own = await aPerson('主管自理', 'director')
    await send(await linkFor(own.contact, 'director'), { locale: 'zh-CN', 'q.q1': '6' })
    expect(await tasks(own.customer)).toEqual(['主管自理：主管自理主任 给出 6 分，请尽快联系'])
  })
})

test('a complaint is settled once, by who tends the customer, and stays on record', async () => {
  const close = (as: As) => ask(as, 'POST', `/complaints/${ours.records.complaint}/closures`, { closing: '补货并道歉' })
  expect((await close('chen')).status).toBe(404)
  const closed = (await close('li')).body.complaints.find(({ id }: Loose) => id === ours.records.complaint)
  expect(closed).toMatchObject({ closing: '补货并道歉', closedBy: { id: ours.members['li'] } })
  expect((await close('zhao')).body.type).toBe('complaint-closed')
})

test('whoever tries links is slowed down, with a page and not a word of what exists', async () => {
  const replies: Response[] = []
  for (let tries = 0; tries < 40; tries++) replies.push(await open(`/answer/${'B'.repeat(48)}`))
  const last = replies.at(-1)!
  expect([last.status, last.headers.get('content-type')]).toEqual([429, 'text/html; charset=utf-8'])
})
