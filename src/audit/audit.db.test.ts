import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aCompany, aCustomer, type Company, type Person } from '../../test/factories/a-company.ts'
import { aDatabase, type TestDatabase } from '../../test/database.ts'
import { correctActivity } from '../activities/commands/correct.ts'
import { recordActivity } from '../activities/commands/record.ts'
import { record } from '../platform/audit-trail.ts'
import { exportAudit, listAudit, type AuditFilter } from './queries.ts'

const now = new Date('2026-03-02T10:00:00+08:00')
let database: TestDatabase
let company: Company
let other: Company
let customerId: string
let activityId: string

beforeAll(async () => {
  database = await aDatabase()
  company = await aCompany(database.db, { now })
  other = await aCompany(database.db, { now })
  customerId = await company.within((tx) => aCustomer(tx, company.orgId, { ownerId: company.member.li, name: '远航制造' }))
  const li = await company.as('li')
  await company.within(async (tx) => {
    await record(tx, li, [
      {
        entityKind: 'customer',
        entityId: customerId,
        action: 'created',
        after: { name: '远航制造', ownerId: li.memberId, phone: '+862168888888' },
      },
    ])
    const made = await recordActivity(tx, li, {
      kind: 'call',
      customerId,
      people: '周主任',
      happenedAt: now,
      content: '谈价格',
      result: '再议',
    })
    if (!made.ok) throw new Error(made.refusal.code)
    activityId = made.value.id
    await correctActivity(tx, li, activityId, { content: '谈交期' }, null)
  })
  const chen = await company.as('chen', new Date('2026-03-03T00:30:00+08:00'))
  await company.within((tx) =>
    record(tx, chen, [
      { entityKind: 'member', entityId: chen.memberId, action: 'changed', before: { name: '陈' }, after: { name: '陈静' } },
    ]),
  )
})
afterAll(() => database.drop())

const asked = async (person: Person, filter: Partial<AuditFilter> = {}) => {
  const caller = await company.as(person)
  return company.within((tx) => listAudit(tx, caller, { limit: 50, ...filter }))
}
const entries = async (person: Person, filter: Partial<AuditFilter> = {}) => {
  const outcome = await asked(person, filter)
  if (!outcome.ok) throw new Error(outcome.refusal.code)
  return outcome.value.items
}

describe('the audit trail', () => {
  it('is read by director, auditor and administrator, and by nobody else', async () => {
    for (const person of Object.keys(company.member) as Person[]) {
      const outcome = await asked(person)
      const may = ['director', 'auditor', 'admin'].includes(person)
      expect(outcome.ok ? 'read' : outcome.refusal.code, person).toBe(may ? 'read' : 'forbidden')
    }
  })

  it('tells who, what and which record by name, newest first', async () => {
    const items = await entries('director')
    expect(items.map(({ action, entityKind, entityName, actor }) => [action, entityKind, entityName, actor.name])).toEqual([
      ['changed', 'member', '陈静', '陈静'],
      ['changed', 'activity', '谈交期', '李娜'],
      ['created', 'activity', '谈交期', '李娜'],
      ['created', 'customer', '远航制造', '李娜'],
      ['created', 'organization', '云帆科技', '管理员'],
    ])
    expect(items[1]?.changes).toEqual([{ field: 'content', label: '内容', form: 'text', before: '谈价格', after: '谈交期' }])
    expect(items[3]?.changes).toContainEqual({ field: 'ownerId', label: '负责人', form: 'text', before: null, after: '李娜' })
  })

  it('masks telephone numbers for an auditor, who may not see them in full', async () => {
    const phone = async (person: Person) =>
      (await entries(person, { entityKind: 'customer' }))[0]?.changes.find(({ field }) => field === 'phone')?.after
    expect(await phone('auditor')).toBe('+8621****8888')
    expect(await phone('director')).toBe('+862168888888')
  })

  it('filters by person, kind, action and day in the organisation’s zone, and pages', async () => {
    expect((await entries('director', { actor: [company.member.chen] })).length).toBe(1)
    expect((await entries('director', { action: 'created', entityKind: 'activity' })).length).toBe(1)
    expect((await entries('director', { from: '2026-03-03', to: '2026-03-03' })).map(({ entityKind }) => entityKind)).toEqual([
      'member',
    ])
    expect((await entries('director', { to: '2026-03-02' })).length).toBe(4)
    const first = await asked('director', { limit: 2 })
    if (!first.ok) throw new Error(first.refusal.code)
    const rest = await entries('director', { limit: 50, cursor: first.value.nextCursor! })
    expect(rest.map(({ action }) => action)).toEqual(['created', 'created', 'created'])
  })
})

describe('the trail as a file', () => {
  const taken = async (person: Person, format: 'xlsx' | 'csv' = 'csv') => {
    const caller = await company.as(person)
    return company.within((tx) => exportAudit(tx, caller, { format, entityKind: 'customer' }))
  }

  it('is for who may read the trail and may export', async () => {
    for (const person of Object.keys(company.member) as Person[]) {
      const outcome = await taken(person)
      const may = ['director', 'auditor', 'admin'].includes(person)
      expect(outcome.ok ? 'taken' : outcome.refusal.code, person).toBe(may ? 'taken' : 'forbidden')
    }
  })

  it('has a row per changed field, masks as the page does, and is itself in the trail', async () => {
    const before = (await entries('director', { action: 'exported' })).length
    const outcome = await taken('auditor')
    if (!outcome.ok) throw new Error(outcome.refusal.code)
    const text = await new Response(outcome.value.body as never).text()
    const lines = text.replace('\ufeff', '').trim().split('\r\n')
    expect(lines[0]).toBe('时间,操作人,操作,记录类型,记录,途径,字段,原值,新值')
    expect(lines).toContainEqual(expect.stringMatching(/^2026-03-02 10:00:00,李娜,新建,客户,远航制造,.*,名称,,远航制造$/))
    expect(text).toContain('8621****8888')
    expect(text).not.toContain('862168888888')
    const logged = await entries('director', { action: 'exported' })
    expect(logged.length).toBe(before + 1)
    expect(logged[0]?.changes).toContainEqual(expect.objectContaining({ field: 'kind', after: 'audit' }))
    const sheet = await taken('director', 'xlsx')
    if (!sheet.ok) throw new Error(sheet.refusal.code)
    expect(
      Buffer.from(await new Response(sheet.value.body as never).arrayBuffer())
        .subarray(0, 2)
        .toString(),
    ).toBe('PK')
  })
})

describe('the history of one record', () => {
  it('is open to whoever may read the record', async () => {
    const codeFor = async (person: Person, entityKind: string, entityId: string) => {
      const outcome = await asked(person, { entityKind, entityId })
      return outcome.ok ? outcome.value.items.length : outcome.refusal.code
    }
    expect(await codeFor('li', 'customer', customerId)).toBe(1)
    expect(await codeFor('zhao', 'customer', customerId)).toBe(1)
    expect(await codeFor('wang', 'customer', customerId)).toBe('not-found')
    expect(await codeFor('marketing', 'customer', customerId)).toBe('not-found')
    expect(await codeFor('li', 'activity', activityId)).toBe(2)
    expect(await codeFor('chen', 'activity', activityId)).toBe('not-found')
    expect(await codeFor('li', 'organization', company.orgId)).toBe('not-found')
    expect(await codeFor('li', 'unheard-of', customerId)).toBe('not-found')
  })

  it('shows nothing of another company', async () => {
    const stranger = await other.as('director')
    const outcome = await other.within((tx) =>
      listAudit(tx, stranger, { limit: 50, entityKind: 'customer', entityId: customerId }),
    )
    expect(outcome.ok && outcome.value.items).toEqual([])
    const rep = await other.as('li')
    const refused = await other.within((tx) => listAudit(tx, rep, { limit: 50, entityKind: 'customer', entityId: customerId }))
    expect(refused.ok).toBe(false)
  })
})
