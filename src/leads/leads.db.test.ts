import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aCompany, aContact, aCustomer, type Company, type Person } from '../../test/factories/a-company.ts'
import { aDatabase, type TestDatabase } from '../../test/database.ts'
import { recordActivity } from '../activities/commands/record.ts'
import { archiveLead, changeLead, createLead, invalidateLead, reopenLead, restoreLead } from './commands/leads.ts'
import { listLeads, readLead, type LeadFilter } from './queries/leads.ts'
import { likenessOf } from './queries/likeness.ts'

const now = new Date('2026-03-02T10:00:00+08:00')
let database: TestDatabase
let company: Company
let other: Company

beforeAll(async () => {
  database = await aDatabase()
  company = await aCompany(database.db, { now })
  other = await aCompany(database.db, { now })
})
afterAll(() => database.drop())

type Given = Partial<Parameters<typeof createLead>[2]>
const creating = (person: Person, given: Given = {}) =>
  company.doing(person, (tx, caller) => createLead(tx, caller, { company: `线索公司${Math.random()}`, ...given }))
const created = async (person: Person, given: Given = {}): Promise<string> => {
  const outcome = await creating(person, given)
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusal))
  return outcome.value.id
}
const read = async (person: Person, id: string) => {
  const caller = await company.as(person)
  return company.within((tx) => readLead(tx, caller, id))
}
const idsOf = async (person: Person, filter: Partial<LeadFilter> = {}) => {
  const caller = await company.as(person)
  return (await company.within((tx) => listLeads(tx, caller, { limit: 100, ...filter }))).items.map(({ id }) => id)
}
const codeOf = (outcome: { ok: boolean; refusal?: { code: string } }) => (outcome.ok ? 'accepted' : outcome.refusal?.code)

describe('keeping a lead', () => {
  it('reads the telephone as people type it and refuses one that cannot be right, with its place', async () => {
    const id = await created('li', { phone: '138 0013 8000', email: 'Zhou@Example.COM ' })
    expect(await read('li', id)).toMatchObject({
      phone: '+8613800138000',
      phoneGiven: '138 0013 8000',
      email: 'zhou@example.com',
    })
    const wrong = await creating('li', { phone: '1380013', email: 'nobody' })
    expect(wrong.ok ? [] : (wrong.refusal.facts['errors'] as { path: string }[]).map(({ path }) => path)).toEqual([
      'phone',
      'email',
    ])
  })

  it('warns of customers, contacts and leads that may be the same; what is out of reach is only counted', async () => {
    await company.within(async (tx) => {
      const mine = await aCustomer(tx, company.orgId, { name: '北京星海科技有限公司', ownerId: company.member.li })
      await aCustomer(tx, company.orgId, { name: '北京星海科技（集团）股份有限公司', ownerId: company.member.chen })
      const contact = await aContact(tx, company.orgId, { name: '周主任', customerId: mine, ownerId: company.member.li })
      await tx.updateTable('contact').set({ phone: '+8613911112222' }).where('id', '=', contact).execute()
    })
    const outcome = await creating('li', { company: '北京星海科技', phone: '13911112222' })
    if (outcome.ok) throw new Error('accepted')
    expect(outcome.refusal.code).toBe('possible-duplicate')
    expect(outcome.refusal.facts).toMatchObject({
      candidates: [
        { kind: 'customer', name: '北京星海科技有限公司', ownerName: '李娜', by: 'name' },
        { kind: 'contact', name: '周主任 · 北京星海科技有限公司', by: 'phone' },
      ],
      elsewhere: 1,
    })
    const id = await created('li', { company: '北京星海科技', phone: '13911112222', confirmDuplicate: true })
    const again = await creating('wang', { company: '别的名字', phone: '13911112222' })
    expect(again.ok ? null : again.refusal.facts).toMatchObject({ candidates: [], elsewhere: 2 })
    const caller = await company.as('li')
    const own = await company.within((tx) =>
      likenessOf(tx, caller, { id, company: '北京星海科技', phone: '+8613911112222', email: null }),
    )
    expect(own.candidates.map(({ kind }) => kind)).toEqual(['customer', 'contact'])
  })

  it('lets marketing hand leads to reps, a rep only keep them', async () => {
    const id = await created('marketing', { ownerId: company.member.chen })
    expect(await read('chen', id)).toMatchObject({ owner: { name: '陈静' }, status: 'open' })
    expect(codeOf(await creating('li', { ownerId: company.member.chen }))).toBe('unknown-reference')
    expect(codeOf(await creating('zhao', { ownerId: company.member.wang }))).toBe('accepted')
    expect(codeOf(await creating('finance'))).toBe('forbidden')
  })
})

describe('who sees a lead', () => {
  it('is who reaches its owner', async () => {
    const id = await created('li')
    const seen: string[] = []
    for (const person of Object.keys(company.member) as Person[]) {
      const listed = (await idsOf(person)).includes(id)
      expect((await read(person, id)) !== null, person).toBe(listed)
      if (listed) seen.push(person)
    }
    expect(seen.sort()).toEqual(['admin', 'auditor', 'director', 'finance', 'li', 'marketing', 'presales', 'zhao'])
    expect(codeOf(await company.doing('wang', (tx, caller) => changeLead(tx, caller, id, { region: '上海' }, null)))).toBe(
      'not-found',
    )
    expect((await read('auditor', id))?.permissions.edit?.code).toBe('forbidden')
  })

  it('is nobody of another company', async () => {
    const id = await created('li')
    const stranger = await other.as('director')
    expect(await other.within((tx) => readLead(tx, stranger, id))).toBeNull()
    expect(codeOf(await other.within((tx) => changeLead(tx, stranger, id, { region: 'x' }, null)))).toBe('not-found')
    expect(codeOf(await other.within((tx) => invalidateLead(tx, stranger, id, { reason: 'no-need' })))).toBe('not-found')
  })

  it('hides telephone and e-mail from who may not see them, also from search', async () => {
    const id = await created('li', { company: '安静的公司', phone: '13566667777', email: 'quiet@example.com' })
    expect(await read('auditor', id)).toMatchObject({ phone: '+86135****7777', email: 'q***@example.com', masked: true })
    expect(await idsOf('li', { q: '6667777' })).toEqual([id])
    expect(await idsOf('auditor', { q: '6667777' })).toEqual([])
    expect(await idsOf('auditor', { q: 'anjing' })).toEqual([id])
    expect(await idsOf('li', { q: '静的公' })).toEqual([id])
  })
})

describe('the life of a lead', () => {
  it('ends as invalid with a reason, in words where the reason says nothing, and can be opened again', async () => {
    const id = await created('li')
    const end = (given: Parameters<typeof invalidateLead>[3]) =>
      company.doing('li', (tx, caller) => invalidateLead(tx, caller, id, given))
    expect(codeOf(await end({ reason: 'other' }))).toBe('mandatory-field-missing')
    expect(codeOf(await end({ reason: 'other', note: '已倒闭' }))).toBe('accepted')
    expect(await read('li', id)).toMatchObject({ status: 'invalid', invalidReason: 'other', invalidNote: '已倒闭' })
    expect(codeOf(await end({ reason: 'no-need' }))).toBe('lead-invalid')
    expect(codeOf(await company.doing('li', (tx, caller) => changeLead(tx, caller, id, { region: '上海' }, null)))).toBe(
      'lead-invalid',
    )
    expect(codeOf(await company.doing('li', (tx, caller) => reopenLead(tx, caller, id)))).toBe('accepted')
    expect(await read('li', id)).toMatchObject({
      status: 'open',
      invalidReason: null,
      permissions: { reopen: { code: 'lead-not-invalid' } },
    })
  })

  it('keeps every change in the audit trail and refuses a stale one', async () => {
    const id = await created('li', { company: '旧名' })
    const change = (ifMatch: number) =>
      company.doing('li', (tx, caller) => changeLead(tx, caller, id, { company: '新名' }, ifMatch))
    expect(codeOf(await change(1))).toBe('accepted')
    expect(codeOf(await change(1))).toBe('version-conflict')
    const entries = await company.within((tx) =>
      tx.selectFrom('audit_entry').select(['action', 'before', 'after']).where('entity_id', '=', id).orderBy('id').execute(),
    )
    expect(entries.map(({ action }) => action)).toEqual(['created', 'changed'])
    expect(entries[1]).toMatchObject({ before: { company: '旧名' }, after: { company: '新名' } })
    expect(await idsOf('li', { q: '新名' })).toEqual([id])
    expect(await idsOf('li', { q: '旧名' })).toEqual([])
  })

  it('is touched by the first contact', async () => {
    const id = await created('chen')
    expect(await idsOf('chen', { untouched: true })).toContain(id)
    const call = await company.doing('chen', (tx, caller) =>
      recordActivity(tx, caller, { kind: 'call', leadId: id, happenedAt: now, content: '问了需求', result: '约下周' }),
    )
    expect(codeOf(call)).toBe('accepted')
    expect(await idsOf('chen', { untouched: true })).not.toContain(id)
    expect((await read('chen', id))?.lastActivityAt).toBe(now.toISOString())
  })

  it('is archived and restored', async () => {
    const id = await created('li')
    await company.doing('li', (tx, caller) => archiveLead(tx, caller, id))
    expect(await idsOf('li')).not.toContain(id)
    expect(await idsOf('li', { archived: true })).toEqual([id])
    await company.doing('li', (tx, caller) => restoreLead(tx, caller, id))
    expect(await idsOf('li')).toContain(id)
  })
})
