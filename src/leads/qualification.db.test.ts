import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aCompany, aContact, aCustomer, aDeal, type Company, type Person } from '../../test/factories/a-company.ts'
import { aDatabase, type TestDatabase } from '../../test/database.ts'
import { recordActivity } from '../activities/commands/record.ts'
import { listActivities } from '../activities/queries/activities.ts'
import { createLead } from './commands/leads.ts'
import { qualifyLead } from './commands/qualify.ts'
import { qualifyLead as contract } from './contract.ts'
import { readLead } from './queries/leads.ts'

const now = new Date('2026-03-02T10:00:00+08:00')
let database: TestDatabase
let company: Company

beforeAll(async () => {
  database = await aDatabase()
  company = await aCompany(database.db, { now })
  // a pipeline with a first stage comes with the first deal
  await company.within(async (tx) => {
    const ownerId = company.member.chen
    const customerId = await aCustomer(tx, company.orgId, { name: '管道客户', ownerId })
    await aDeal(tx, company.orgId, { customerId, ownerId })
  })
})
afterAll(() => database.drop())

let count = 0
const aLead = async (person: Person = 'li', given: Partial<Parameters<typeof createLead>[2]> = {}): Promise<string> => {
  count++
  const made = await company.doing(person, (tx, caller) =>
    createLead(tx, caller, {
      company: `第${count}机械有限公司`,
      contactName: '周主任',
      phone: `1380013${8000 + count}`,
      industry: '制造',
      demand: '想换设备',
      ...given,
    }),
  )
  if (!made.ok) throw new Error(JSON.stringify(made.refusal))
  return made.value.id
}
type Given = Parameters<typeof contract.body.parse>[0]
const qualifying = (person: Person, id: string, given: Given = {}) =>
  company.doing(person, (tx, caller) => qualifyLead(tx, caller, id, contract.body.parse(given)))
/** What a complete profile still needs beside the lead. */
const profile = async () => ({
  headcountBand: '100-499',
  region: '上海',
  sourceId: await aSource(),
  contact: { role: 'decider' },
})
const aSource = async (): Promise<string> =>
  company.within(async (tx) => {
    const found = await tx.selectFrom('source').select('id').where('org_id', '=', company.orgId).executeTakeFirst()
    if (found) return found.id
    const name = JSON.stringify({ 'zh-CN': '展会', 'zh-TW': '展會', en: 'Fair' })
    const id = '0190a1b2-0000-7000-8000-00000000aaaa'
    await tx.insertInto('source').values({ org_id: company.orgId, id, key: 'fair', name }).execute()
    return id
  })
const codeOf = (outcome: { ok: boolean; refusal?: { code: string } }) => (outcome.ok ? 'accepted' : outcome.refusal?.code)
const counts = () =>
  company.within(async (tx) => {
    const of = async (table: 'customer' | 'contact' | 'opportunity' | 'audit_entry' | 'outbox') =>
      Number(
        (
          await tx
            .selectFrom(table)
            .select((e) => e.fn.countAll().as('count'))
            .where('org_id', '=', company.orgId)
            .executeTakeFirstOrThrow()
        ).count,
      )
    return [await of('customer'), await of('contact'), await of('opportunity'), await of('audit_entry'), await of('outbox')]
  })
const read = async (person: Person, id: string) => {
  const caller = await company.as(person)
  return company.within((tx) => readLead(tx, caller, id))
}

describe('qualifying a lead', () => {
  it('makes a customer, its contact and a deal of it, with what the lead already knew', async () => {
    const id = await aLead()
    const outcome = await qualifying('li', id, { customer: await profile(), opportunity: { amountMinor: 500_000 } })
    if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusal))
    const { customerId, opportunityId } = outcome.value
    const made = await company.within(async (tx) => ({
      customer: await tx.selectFrom('customer').selectAll().where('id', '=', customerId).executeTakeFirstOrThrow(),
      contact: await tx.selectFrom('contact').selectAll().where('customer_id', '=', customerId).executeTakeFirstOrThrow(),
      deal: await tx.selectFrom('opportunity').selectAll().where('id', '=', opportunityId!).executeTakeFirstOrThrow(),
    }))
    expect(made.customer).toMatchObject({ name: '第1机械有限公司', industry: '制造', owner_id: company.member.li })
    expect(made.contact).toMatchObject({ name: '周主任', phone: '+8613800138001', role: 'decider' })
    expect(made.deal).toMatchObject({
      customer_id: customerId,
      contact_id: made.contact.id,
      amount_minor: 500_000,
      note: '想换设备',
    })
    expect(await read('li', id)).toMatchObject({
      status: 'qualified',
      customer: { id: customerId },
      opportunity: { id: opportunityId },
      qualifiedAt: now.toISOString(),
      permissions: { edit: { code: 'lead-qualified' } },
    })
    expect(codeOf(await qualifying('li', id))).toBe('lead-qualified')
  })

  it('is refused with the list of what the mandatory profile lacks, and leaves nothing', async () => {
    const id = await aLead()
    const before = await counts()
    const outcome = await qualifying('li', id, { opportunity: {} })
    if (outcome.ok) throw new Error('accepted')
    expect(outcome.refusal.code).toBe('mandatory-field-missing')
    const missing = (outcome.refusal.facts['missing'] as { key: string }[]).map(({ key }) => key)
    expect(missing).toEqual(['headcountBand', 'region', 'source', 'contact.role'])
    expect(await counts()).toEqual(before)
    expect((await read('li', id))?.status).toBe('open')
  })

  it('leaves no customer and no contact when the last step, the deal, is refused', async () => {
    const id = await aLead()
    const before = await counts()
    const given = { customer: await profile(), opportunity: { productId: '0190a1b2-0000-7000-8000-00000000bbbb' } }
    expect(codeOf(await qualifying('li', id, given))).toBe('unknown-reference')
    expect(await counts()).toEqual(before)
    expect(codeOf(await qualifying('li', id, { ...given, opportunity: { pipeline: 'nowhere' } }))).toBe('unknown-pipeline')
    expect(await counts()).toEqual(before)
    expect((await read('li', id))?.status).toBe('open')
  })

  it('names the customer that is likely the same, and attaches the lead to it when asked to', async () => {
    const known = await company.within((tx) =>
      aCustomer(tx, company.orgId, { name: '东海重工股份有限公司', ownerId: company.member.li }),
    )
    const id = await aLead('li', { company: '东海重工', confirmDuplicate: true })
    const outcome = await qualifying('li', id, { customer: await profile() })
    expect(outcome.ok ? null : outcome.refusal).toMatchObject({
      code: 'possible-duplicate',
      facts: { candidates: [{ id: known }] },
    })
    const attached = await qualifying('li', id, { customerId: known })
    expect(attached).toMatchObject({ ok: true, value: { customerId: known, opportunityId: null } })
    const people = await company.within((tx) =>
      tx.selectFrom('contact').select('name').where('customer_id', '=', known).execute(),
    )
    expect(people).toEqual([{ name: '周主任' }])
  })

  it('does not add a person twice', async () => {
    const known = await company.within(async (tx) => {
      const customerId = await aCustomer(tx, company.orgId, { name: '已知客户', ownerId: company.member.li })
      const contact = await aContact(tx, company.orgId, { customerId, ownerId: company.member.li, name: '老周' })
      await tx.updateTable('contact').set({ phone: '+8613900000001' }).where('id', '=', contact).execute()
      return { customerId, contact }
    })
    const id = await aLead('li', { phone: '13900000001', confirmDuplicate: true })
    const outcome = await qualifying('li', id, { customerId: known.customerId, opportunity: {} })
    if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusal))
    const deal = await company.within((tx) =>
      tx.selectFrom('opportunity').select('contact_id').where('id', '=', outcome.value.opportunityId!).executeTakeFirstOrThrow(),
    )
    expect(deal.contact_id).toBe(known.contact)
  })

  it('takes along what was recorded with the lead', async () => {
    const id = await aLead()
    const call = await company.doing('li', (tx, caller) =>
      recordActivity(tx, caller, { kind: 'call', leadId: id, happenedAt: now, content: '问需求', result: '有预算' }),
    )
    if (!call.ok) throw new Error(call.refusal.code)
    const outcome = await qualifying('li', id, { customer: await profile(), opportunity: {} })
    if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusal))
    const caller = await company.as('li')
    const listed = await company.within((tx) =>
      listActivities(tx, caller, { limit: 10, opportunity: outcome.value.opportunityId! }),
    )
    expect(listed.items).toMatchObject([
      { id: call.value.id, lead: { id }, customer: { id: outcome.value.customerId }, corrected: false },
    ])
    const customer = await company.within((tx) =>
      tx.selectFrom('customer').select('last_activity_at').where('id', '=', outcome.value.customerId).executeTakeFirstOrThrow(),
    )
    expect(customer.last_activity_at).toEqual(now)
  })

  it('keeps the lead’s owner when a supervisor does it, and is not for everybody', async () => {
    const id = await aLead()
    expect(codeOf(await qualifying('wang', id, { customer: await profile() }))).toBe('not-found')
    expect(codeOf(await qualifying('marketing', id, { customer: await profile() }))).toBe('forbidden')
    expect(codeOf(await qualifying('li', id, { customerId: await strangersCustomer() }))).toBe('unknown-reference')
    const both = { customerId: await strangersCustomer(), customer: await profile() }
    expect(codeOf(await qualifying('li', id, both))).toBe('qualify-into-one')
    const outcome = await qualifying('zhao', id, { customer: await profile(), opportunity: {} })
    if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusal))
    const deal = await company.within((tx) =>
      tx.selectFrom('opportunity').select('owner_id').where('id', '=', outcome.value.opportunityId!).executeTakeFirstOrThrow(),
    )
    expect(deal.owner_id).toBe(company.member.li)
  })

  const strangersCustomer = () =>
    company.within((tx) => aCustomer(tx, company.orgId, { name: `南方客户${Math.random()}`, ownerId: company.member.chen }))
})
