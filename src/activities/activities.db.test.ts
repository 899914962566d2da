import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aCompany, aContact, aCustomer, aDeal, type Company, type Person } from '../../test/factories/a-company.ts'
import { aDatabase, type TestDatabase } from '../../test/database.ts'
import { reindex } from '../platform/database/search-grams.ts'
import { archiveActivity, correctActivity, restoreActivity } from './commands/correct.ts'
import { recordActivity, type ToRecord } from './commands/record.ts'
import { seesActivity } from './permissions.ts'
import { listActivities, readActivity, type ActivityFilter } from './queries/activities.ts'
import { findSubjects, readSubject } from './queries/subject.ts'

const now = new Date('2026-03-02T10:00:00+08:00')
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000)

let database: TestDatabase
let company: Company
let other: Company
let customerId: string
let contactId: string
let dealId: string

beforeAll(async () => {
  database = await aDatabase()
  company = await aCompany(database.db, { now })
  other = await aCompany(database.db, { now })
  await company.within(async (tx) => {
    const ownerId = company.member.li
    customerId = await aCustomer(tx, company.orgId, { ownerId })
    contactId = await aContact(tx, company.orgId, { customerId, ownerId })
    dealId = await aDeal(tx, company.orgId, { customerId, ownerId, nextStep: '送样机', nextStepOn: '2026-03-01' })
  })
})
afterAll(() => database.drop())

const visit = (change: Partial<ToRecord> = {}): ToRecord => ({
  kind: 'visit',
  customerId,
  contactIds: [contactId],
  happenedAt: hoursAgo(1),
  content: '看了产线',
  result: '同意报价',
  ...change,
})
const recording = (person: Person, change: Partial<ToRecord> = {}, at?: Date) =>
  company.doing(person, (tx, caller) => recordActivity(tx, caller, visit(change)), at)
const recorded = async (person: Person, change: Partial<ToRecord> = {}, at?: Date): Promise<string> => {
  const outcome = await recording(person, change, at)
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusal))
  return outcome.value.id
}
const list = async (person: Person, filter: Partial<ActivityFilter> = {}) => {
  const caller = await company.as(person)
  return company.within((tx) => listActivities(tx, caller, { limit: 50, ...filter }))
}
const idsOf = async (person: Person, filter: Partial<ActivityFilter> = {}) =>
  (await list(person, filter)).items.map(({ id }) => id)
const read = async (person: Person, id: string) => {
  const caller = await company.as(person)
  return company.within((tx) => readActivity(tx, caller, id))
}
const deal = (id = dealId) =>
  company.within((tx) => tx.selectFrom('opportunity').selectAll().where('id', '=', id).executeTakeFirstOrThrow())
const codeOf = (outcome: { ok: boolean; refusal?: { code: string } }) => (outcome.ok ? 'accepted' : outcome.refusal?.code)

describe('recording an activity', () => {
  it('refuses one without time, person, content and result, and lists all four', async () => {
    const outcome = await recording('li', { contactIds: [], happenedAt: undefined, content: '', result: undefined })
    if (outcome.ok) throw new Error('accepted')
    expect(outcome.refusal.code).toBe('mandatory-field-missing')
    expect((outcome.refusal.facts['missing'] as { key: string; label: string }[]).map(({ key, label }) => [key, label])).toEqual([
      ['time', '时间'],
      ['person', '对方人员'],
      ['content', '沟通内容'],
      ['result', '结果'],
    ])
  })

  it('refuses what has not happened yet', async () => {
    expect(codeOf(await recording('li', { happenedAt: new Date(now.getTime() + 6 * 60_000) }))).toBe('activity-in-future')
    expect(codeOf(await recording('li', { happenedAt: new Date(now.getTime() + 4 * 60_000) }))).toBe('accepted')
  })

  it('marks what comes more than 24 hours later as late, in imports never', async () => {
    const late = await recorded('li', { happenedAt: hoursAgo(24.1) })
    const timely = await recorded('li', { happenedAt: hoursAgo(23.9) })
    expect((await read('li', late))?.late).toBe(true)
    expect((await read('li', timely))?.late).toBe(false)
    const caller = { ...(await company.as('li')), via: 'import' as const }
    const imported = await company.within((tx) => recordActivity(tx, caller, visit({ happenedAt: hoursAgo(900) })))
    if (!imported.ok) throw new Error(imported.refusal.code)
    expect((await read('li', imported.value.id))?.late).toBe(false)
    expect(await idsOf('li', { late: true })).toContain(late)
    expect(await idsOf('li', { late: true })).not.toContain(timely)
  })

  it('brings the last contact of customer and deal up to date, and the deal’s next step with it', async () => {
    const id = await recorded('li', {
      customerId: undefined,
      opportunityId: dealId,
      happenedAt: hoursAgo(0.5),
      nextStep: '发合同',
      nextStepOn: '2026-03-09',
    })
    const { last_activity_at, next_step, next_step_on, version } = await deal()
    expect([last_activity_at, next_step, next_step_on, version]).toEqual([hoursAgo(0.5), '发合同', '2026-03-09', 2])
    expect((await read('li', id))?.customer?.id).toBe(customerId)
    const entries = await company.within((tx) =>
      tx.selectFrom('audit_entry').select(['before', 'after']).where('entity_id', '=', dealId).execute(),
    )
    expect(entries).toEqual([
      { before: { nextStep: '送样机', nextStepOn: '2026-03-01' }, after: { nextStep: '发合同', nextStepOn: '2026-03-09' } },
    ])
  })

  it('does not let an older visit overwrite a newer plan', async () => {
    await recorded('li', { opportunityId: dealId, happenedAt: hoursAgo(20), nextStep: '旧的计划' })
    expect((await deal()).next_step).toBe('发合同')
    expect((await deal()).last_activity_at).toEqual(hoursAgo(0.5))
  })

  it('leaves no plan when the planned step was done and none follows', async () => {
    await recorded('li', { opportunityId: dealId, happenedAt: now, nextStepDone: true })
    expect([(await deal()).next_step, (await deal()).next_step_on]).toEqual([null, null])
  })

  it('refuses people, deals and customers that do not belong together or lie out of reach', async () => {
    const stranger = await company.within(async (tx) => {
      const ownerId = company.member.chen
      const theirs = await aCustomer(tx, company.orgId, { name: '南方电器', ownerId })
      return {
        customer: theirs,
        contact: await aContact(tx, company.orgId, { customerId: theirs, ownerId }),
        deal: await aDeal(tx, company.orgId, { customerId: theirs, ownerId }),
      }
    })
    expect(codeOf(await recording('li', { customerId: stranger.customer }))).toBe('unknown-reference')
    expect(codeOf(await recording('li', { opportunityId: stranger.deal }))).toBe('unknown-reference')
    expect(codeOf(await recording('li', { contactIds: [stranger.contact] }))).toBe('belongs-to-other-customer')
    expect(codeOf(await recording('director', { opportunityId: stranger.deal }))).toBe('belongs-to-other-customer')
    expect(codeOf(await recording('li', { ownerId: company.member.wang }))).toBe('unknown-reference')
    expect(codeOf(await recording('zhao', { ownerId: company.member.li }))).toBe('accepted')
    expect(codeOf(await recording('finance'))).toBe('forbidden')
  })
})

describe('who sees an activity', () => {
  it('is answered by the condition in the database exactly as by the rule', async () => {
    const ofPresales = await recorded('presales', { opportunityId: dealId })
    const ofChen = await company.within(async (tx) => {
      const ownerId = company.member.chen
      return aCustomer(tx, company.orgId, { name: '华南客户', ownerId })
    })
    const chens = await recorded('chen', { customerId: ofChen, contactIds: [], people: '陈总' })
    const own = { customerOwnerId: company.member.li, leadOwnerId: null, opportunityOwnerId: company.member.li }
    const cases = [
      { id: ofPresales, belonging: { ...own, ownerId: company.member.presales } },
      {
        id: chens,
        belonging: {
          ownerId: company.member.chen,
          customerOwnerId: company.member.chen,
          leadOwnerId: null,
          opportunityOwnerId: null,
        },
      },
    ]
    const seen: Record<string, boolean[]> = {}
    for (const person of Object.keys(company.member) as Person[]) {
      const caller = await company.as(person)
      const listed = await idsOf(person, { limit: 200 })
      seen[person] = cases.map(({ id }) => listed.includes(id))
      expect(seen[person], person).toEqual(cases.map(({ belonging }) => seesActivity(caller, belonging)))
      for (const [index, { id }] of cases.entries())
        expect((await read(person, id)) !== null, `${person} reads`).toBe(seen[person]![index])
    }
    expect(seen).toMatchObject({
      li: [true, false],
      wang: [false, false],
      chen: [false, true],
      zhao: [true, false],
      director: [true, true],
      marketing: [false, false],
      auditor: [true, true],
    })
  })

  it('never includes another company, whatever is named', async () => {
    const id = await recorded('li')
    const stranger = await other.as('director')
    expect(await other.within((tx) => readActivity(tx, stranger, id))).toBeNull()
    expect((await other.within((tx) => listActivities(tx, stranger, { limit: 200, customer: customerId }))).items).toEqual([])
    expect(await other.within((tx) => readSubject(tx, stranger, { customer: customerId }))).toBeNull()
    const change = await other.within((tx) => correctActivity(tx, stranger, id, { content: 'x' }, null))
    expect(codeOf(change)).toBe('not-found')
    const named = await other.within((tx) => recordActivity(tx, stranger, visit({ happenedAt: now })))
    expect(codeOf(named)).toBe('unknown-reference')
  })
})

describe('correcting', () => {
  it('keeps the former text, who changed it and when, and says so in the list', async () => {
    const id = await recorded('li', { content: '谈了价格', opportunityId: dealId })
    expect((await read('li', id))?.corrected).toBe(false)
    const outcome = await company.doing(
      'zhao',
      (tx, caller) => correctActivity(tx, caller, id, { content: '谈了价格和交期', contactIds: [], people: '周主任' }, 1),
      new Date(now.getTime() + 60_000),
    )
    expect(codeOf(outcome)).toBe('accepted')
    const after = await read('li', id)
    expect(after).toMatchObject({ content: '谈了价格和交期', corrected: true, version: 2 })
    expect(after?.corrections).toEqual([
      {
        at: '2026-03-02T02:01:00.000Z',
        actor: { id: company.member.zhao, name: '赵敏' },
        changes: expect.arrayContaining([
          { field: 'content', before: '谈了价格', after: '谈了价格和交期' },
          { field: 'contactIds', before: '周主任', after: null },
        ]) as unknown,
      },
    ])
  })

  it('cannot empty what is mandatory, nor overwrite a newer version', async () => {
    const id = await recorded('li')
    const change = (given: Parameters<typeof correctActivity>[3], ifMatch: number | null = null) =>
      company.doing('li', (tx, caller) => correctActivity(tx, caller, id, given, ifMatch))
    expect(codeOf(await change({ result: '' }))).toBe('mandatory-field-missing')
    expect(codeOf(await change({ contactIds: [] }))).toBe('mandatory-field-missing')
    expect(codeOf(await change({ place: '会议室' }, 7))).toBe('version-conflict')
    expect(codeOf(await change({ happenedAt: '2026-03-02T12:00:00+08:00' }))).toBe('activity-in-future')
  })

  it('judges lateness anew by the day it was first recorded', async () => {
    const id = await recorded('li')
    await company.doing('li', (tx, caller) => correctActivity(tx, caller, id, { happenedAt: hoursAgo(30).toISOString() }, null))
    expect((await read('li', id))?.late).toBe(true)
  })

  it('is for one’s own activities, or a superior’s', async () => {
    const id = await recorded('presales', { opportunityId: dealId })
    const change = (person: Person) =>
      company.doing(person, (tx, caller) => correctActivity(tx, caller, id, { place: '现场' }, null))
    expect(codeOf(await change('li'))).toBe('activity-of-another')
    expect((await read('li', id))?.permissions.correct?.code).toBe('activity-of-another')
    expect(codeOf(await change('chen'))).toBe('not-found')
    expect(codeOf(await change('director'))).toBe('accepted')
  })

  it('archives and restores, and the last contact follows', async () => {
    const fresh = await company.within((tx) => aCustomer(tx, company.orgId, { name: '新客户', ownerId: company.member.li }))
    const lastContact = async () =>
      (
        await company.within((tx) =>
          tx.selectFrom('customer').select('last_activity_at').where('id', '=', fresh).executeTakeFirstOrThrow(),
        )
      ).last_activity_at
    const id = await recorded('li', { customerId: fresh, contactIds: [], people: '前台' })
    expect(await lastContact()).toEqual(hoursAgo(1))
    await company.doing('li', (tx, caller) => archiveActivity(tx, caller, id))
    expect(await lastContact()).toBeNull()
    expect(await idsOf('li', { customer: fresh })).toEqual([])
    expect(await idsOf('li', { customer: fresh, archived: true })).toEqual([id])
    await company.doing('li', (tx, caller) => restoreActivity(tx, caller, id))
    expect(await lastContact()).toEqual(hoursAgo(1))
  })
})

describe('the list', () => {
  it('cuts days in the organisation’s time zone', async () => {
    const justBefore = await recorded('wang', {
      customerId: await wangs(),
      contactIds: [],
      people: '张',
      happenedAt: '2026-02-10T23:59:59+08:00',
    })
    const justAfter = await recorded('wang', {
      customerId: await wangs(),
      contactIds: [],
      people: '张',
      happenedAt: '2026-02-11T00:00:00+08:00',
    })
    expect(await idsOf('wang', { from: '2026-02-10', to: '2026-02-10' })).toEqual([justBefore])
    expect(await idsOf('wang', { from: '2026-02-11', to: '2026-02-11' })).toEqual([justAfter])
  })

  it('filters by team, person, kind and words, and pages without loss or repetition', async () => {
    const all = await idsOf('director', { limit: 200 })
    expect((await list('director', { team: company.team.south, limit: 200 })).items.map(({ owner }) => owner.name)).toEqual([
      '陈静',
    ])
    expect((await list('director', { owner: [company.member.presales] })).items.every(({ owner }) => owner.name === '售前')).toBe(
      true,
    )
    expect(await idsOf('director', { kind: ['demo'] })).toEqual([])
    const found = await list('director', { q: '价格和交期' })
    expect(found.items.map(({ content }) => content)).toEqual(['谈了价格和交期'])
    const paged: string[] = []
    let cursor: string | null = null
    do {
      const page: Awaited<ReturnType<typeof list>> = await list('director', { limit: 3, ...(cursor ? { cursor } : {}) })
      paged.push(...page.items.map(({ id }) => id))
      cursor = page.nextCursor
    } while (cursor)
    expect(paged).toEqual(all)
    expect(await idsOf('director', { limit: 200, cursor: Buffer.from('["x","y"]').toString('base64url') })).toEqual(all)
  })

  const wangs = () =>
    company.within((tx) => aCustomer(tx, company.orgId, { name: `王的客户${Math.random()}`, ownerId: company.member.wang }))
})

describe('what one needs to record an activity', () => {
  it('is the customer’s people and open deals with the planned step', async () => {
    const caller = await company.as('li')
    const subject = await company.within((tx) => readSubject(tx, caller, { opportunity: dealId }))
    expect(subject).toMatchObject({
      customer: { id: customerId },
      opportunityId: dealId,
      contacts: [{ id: contactId, name: '周主任', title: null }],
      opportunities: [{ id: dealId, name: '产线改造' }],
    })
    const stranger = await company.as('chen')
    expect(await company.within((tx) => readSubject(tx, stranger, { opportunity: dealId }))).toBeNull()
  })

  it('is found by name or pinyin among customers and leads within reach', async () => {
    const found = async (person: Person, q?: string) => {
      const caller = await company.as(person)
      return (await company.within((tx) => findSubjects(tx, caller, q))).items.map(({ name }) => name)
    }
    expect(await found('li')).toContain('远航制造有限公司')
    expect(await found('chen')).not.toContain('远航制造有限公司')
    await company.within((tx) =>
      reindex(tx, company.orgId, 'customer', [{ entityId: customerId, texts: ['远航制造有限公司', 'yuanhangzhizao', 'yhzz'] }]),
    )
    expect(await found('li', '航制')).toEqual(['远航制造有限公司'])
    expect(await found('li', 'yhz')).toEqual(['远航制造有限公司'])
    expect(await found('chen', 'yhz')).toEqual([])
  })
})
