import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aCompany, aContact, aCustomer, type Company, type Person } from '../../test/factories/a-company.ts'
import { aDatabase, type TestDatabase } from '../../test/database.ts'
import { createPipeline } from '../pipelines/commands/create.ts'
import { emptyPlaybook, type PipelineFull } from '../pipelines/definition.ts'
import { openGate } from '../pipelines/gate.ts'
import { usualElements } from '../pipelines/templates/usual-elements.ts'
import { rollingBack } from '../platform/http/answer.ts'
import { newId } from '../platform/ids.ts'
import { archiveOpportunity, changeOpportunity } from './commands/change.ts'
import { setElement, type SaidOfElement } from './commands/elements.ts'
import { closeOpportunity, moveStage } from './commands/move.ts'
import { openOpportunity } from './commands/open.ts'
import { reconcile } from './commands/reconcile.ts'
import { elementsOfDeal } from './queries/elements.ts'

const now = new Date('2026-11-22T02:00:00Z')
const names = (text: string) => ({ 'zh-CN': text, 'zh-TW': text, en: text })

let database: TestDatabase
let company: Company

const custom = {
  key: 'rivals',
  name: names('对手'),
  question: names('有谁在争？'),
  dueStage: null,
  weights: {},
  staleDays: null,
  answers: [
    { key: 'none', name: names('没有'), value: 1 },
    { key: 'many', name: names('很多'), value: -1 },
    { key: 'unknown', name: names('不知道'), value: 0 },
  ],
}
const definition: PipelineFull = {
  stages: ['lead-capture', 'need-discovery', 'solution', 'negotiation', 'closing'].map((key, index) => ({
    id: null,
    key,
    phase: 'qualify',
    name: names(key),
    customerLooks: names(''),
    probability: [0.1, 0.2, 0.4, 0.6, 0.85][index]!,
    expectedDays: null,
    warningDays: null,
    criticalDays: null,
    entry: openGate,
    exit: openGate,
    tasks: [],
    playbook: emptyPlaybook,
    outcomes: ['won', 'lost', 'terminated', 'on-hold'],
    lossReasons: null,
  })),
  elements: [...usualElements, custom],
  winGate: 'warn',
}

beforeAll(async () => {
  database = await aDatabase()
  company = await aCompany(database.db, { now })
  const made = await company.doing('admin', (tx, caller) =>
    createPipeline(tx, caller, { key: 'b2b', names: names('要素'), definition }),
  )
  if (!made.ok) throw new Error(JSON.stringify(made))
})
afterAll(() => database.drop())

interface Deal {
  id: string
  customerId: string
  contactId: string
}
/** A deal of li's in commercial negotiation, with a customer and a contact of its own. */
async function aDeal(more: Partial<Parameters<typeof openOpportunity>[2]> = {}, stage = 'negotiation'): Promise<Deal> {
  const customerId = await company.within((tx) => aCustomer(tx, company.orgId, { name: newId(), ownerId: company.member.li }))
  const contactId = await company.within((tx) => aContact(tx, company.orgId, { customerId, ownerId: company.member.li }))
  const opened = await company.doing('li', (tx, caller) => openOpportunity(tx, caller, { customerId, pipeline: 'b2b', ...more }))
  if (!opened.ok) throw new Error(JSON.stringify(opened))
  const moved = await company.doing('li', (tx, caller) => moveStage(tx, caller, { id: opened.value.id, toStage: stage }))
  if (!moved.ok) throw new Error(JSON.stringify(moved))
  return { id: opened.value.id, customerId, contactId }
}
const anActivity = (deal: Deal, { ofDeal = true, at = now, contact = false } = {}) =>
  company.within(async (tx) => {
    const id = newId()
    await tx
      .insertInto('activity')
      .values({
        org_id: company.orgId,
        id,
        kind: 'visit',
        customer_id: deal.customerId,
        opportunity_id: ofDeal ? deal.id : null,
        owner_id: company.member.li,
        happened_at: at,
        recorded_at: at,
        content: '预算 80 万已批',
        created_by: company.member.li,
        updated_at: at,
      })
      .execute()
    if (contact)
      await tx
        .insertInto('activity_contact')
        .values({ org_id: company.orgId, activity_id: id, contact_id: deal.contactId })
        .execute()
    return id
  })
const say = async (deal: Deal, key: string, said: SaidOfElement, person: Person = 'li', ifMatch: number | null = null) => {
  const caller = await company.as(person)
  return rollingBack(database.db, company.orgId, (tx) => setElement(tx, caller, deal.id, key, said, ifMatch))
}
const read = async (deal: Deal, person: Person = 'li', locale: 'zh-CN' | 'zh-TW' | 'en' = 'zh-CN') => {
  const caller = await company.as(person)
  const found = await company.within((tx) => elementsOfDeal(tx, { ...caller, locale }, deal.id))
  if (!found.ok) throw new Error(JSON.stringify(found))
  return found.value
}
const contactOf = (deal: Deal) => ({ kind: 'contact' as const, id: deal.contactId })

describe('the elements of a deal', () => {
  test('move the chance as the worked example says, beside the stage’s and the rep’s own', async () => {
    const deal = await aDeal({ amountMinor: 10_000_000, ownProbability: 0.8 })
    const states = {
      demand: 'confirmed',
      'value-fit': 'partial',
      approval: 'confirmed',
      'decision-chain': 'partial',
      champion: 'confirmed',
      timing: 'partial',
      competition: 'unfavourable',
      criteria: 'partial',
    } as const
    for (const [key, state] of Object.entries(states))
      expect(await say(deal, key, { state, evidence: contactOf(deal) })).toMatchObject({ ok: true })
    const found = await read(deal)
    expect(found.completeness).toBeCloseTo(0.54, 10)
    expect(found.chance.elements).toBeCloseTo(0.2158, 4)
    expect(found.chance).toMatchObject({
      stage: { configured: 0.6, counts: 'configured', resolved: 0 },
      own: 0.8,
      learned: null,
    })
    expect(found.explanation.up.map(({ key }) => key)).toEqual(['approval', 'champion', 'demand'])
    expect(found.explanation.down[0]).toMatchObject({ key: 'competition', name: '竞争优势' })
    expect(found.explanation.gains[0]).toMatchObject({ key: 'competition', gainMinor: 1_640_053 })
    const budget = found.elements.find(({ key }) => key === 'budget')!
    expect(budget).toMatchObject({
      state: 'unknown',
      due: 'earlier',
      dueStage: { key: 'need-discovery' },
      weight: 12,
      par: 0.8,
      parLearned: false,
      stale: false,
    })
    expect(budget.contribution).toBeCloseTo(-0.0719, 4)
    expect(found.elements.find(({ key }) => key === 'terms')!.due).toBe('now')
    expect(found.elements.find(({ key }) => key === 'rivals')!.due).toBe('never')
  })

  test('are confirmed by evidence alone, and the refusal says what would do', async () => {
    const deal = await aDeal()
    const activity = await anActivity(deal)
    const refused = await say(deal, 'budget', { state: 'confirmed' })
    expect(refused).toMatchObject({ ok: false, refusal: { code: 'evidence-required' } })
    if (refused.ok) return
    const { missing, wouldDo } = refused.refusal.facts as { missing: { kind: string }[]; wouldDo: Record<string, unknown>[] }
    expect(missing.map(({ kind }) => kind)).toEqual(['activity', 'contact', 'document'])
    expect(wouldDo.map(({ kind, id }) => [kind, id])).toEqual([
      ['activity', activity],
      ['contact', deal.contactId],
    ])
    expect(wouldDo[0]!['label']).toBe('2026-11-22 拜访：预算 80 万已批')
    const other = await aDeal()
    for (const evidence of [
      contactOf(other),
      { kind: 'activity', id: await anActivity(other) },
      { kind: 'document', id: newId() },
    ])
      expect(await say(deal, 'budget', { state: 'confirmed', evidence: evidence as never })).toMatchObject({
        refusal: { code: 'evidence-elsewhere' },
      })
    expect(await say(deal, 'budget', { state: 'confirmed', evidence: { kind: 'activity', id: activity } })).toMatchObject({
      ok: true,
    })
    expect(await say(deal, 'budget', { state: 'partial' })).toMatchObject({ ok: true })
  })

  test('go into history with when it was found out and when it was written down, and leave the stages alone', async () => {
    const deal = await aDeal()
    const at = new Date('2026-11-10T03:00:00Z')
    const activity = await anActivity(deal, { ofDeal: false, at })
    const before = await company.within((tx) =>
      tx.selectFrom('opportunity').select(['version', 'stage_id', 'stages_entered']).where('id', '=', deal.id).executeTakeFirst(),
    )
    await say(deal, 'budget', { state: 'partial', note: '大概 80 万' })
    await say(deal, 'budget', { state: 'confirmed', evidence: { kind: 'activity', id: activity } })
    const events = await company.within((tx) =>
      tx
        .selectFrom('field_event')
        .select(['field', 'old', 'new', 'occurred_at', 'recorded_at', 'actor_id'])
        .where('opportunity_id', '=', deal.id)
        .orderBy('id')
        .execute(),
    )
    expect(events).toMatchObject([
      { field: 'element:budget', old: null, new: { state: 'partial', note: '大概 80 万' }, occurred_at: now },
      {
        old: { state: 'partial' },
        new: { state: 'confirmed', evidence: { kind: 'activity', id: activity } },
        occurred_at: at,
        recorded_at: now,
        actor_id: company.member.li,
      },
    ])
    const after = await company.within((tx) =>
      tx.selectFrom('opportunity').select(['version', 'stage_id', 'stages_entered']).where('id', '=', deal.id).executeTakeFirst(),
    )
    expect(after).toEqual({ ...before, version: before!.version + 2 })
    expect(await company.within((tx) => reconcile(tx, company.orgId, { ids: [deal.id] }))).toEqual([])
    const audit = await company.within((tx) =>
      tx
        .selectFrom('audit_entry')
        .select(['action', 'after'])
        .where('entity_id', '=', deal.id)
        .orderBy('id', 'desc')
        .executeTakeFirst(),
    )
    expect(audit).toMatchObject({ action: 'changed', after: { 'element:budget': { state: 'confirmed' } } })
    const { elements } = await read(deal)
    expect(elements.find(({ key }) => key === 'budget')).toMatchObject({
      asOf: at.toISOString(),
      evidence: { kind: 'activity', label: '2026-11-10 拜访：预算 80 万已批', archived: false },
      updatedBy: { name: '李娜' },
    })
  })

  test('go stale with time', async () => {
    const deal = await aDeal()
    await say(deal, 'timing', { state: 'partial', asOf: '2026-09-01T00:00:00Z' })
    await say(deal, 'demand', { state: 'partial', asOf: '2026-09-01T00:00:00Z' })
    const { elements } = await read(deal)
    expect(elements.find(({ key }) => key === 'timing')).toMatchObject({ stale: true, staleDays: 60 })
    expect(elements.find(({ key }) => key === 'demand')).toMatchObject({ stale: false, staleDays: 120 })
  })

  test('with answers take the state that the answer stands for', async () => {
    const deal = await aDeal()
    const answered = async (answer: string) => {
      await say(deal, 'rivals', { answer })
      return (await read(deal)).elements.find(({ key }) => key === 'rivals')!
    }
    expect(await answered('many')).toMatchObject({ state: 'unfavourable', value: -1, answer: { key: 'many', name: '很多' } })
    expect(await answered('none')).toMatchObject({ state: 'partial', value: 1 })
    expect(await answered('unknown')).toMatchObject({ state: 'unknown', value: 0, answer: { key: 'unknown' } })
  })

  test('refuse what does not exist, what lies ahead, and deals that are over', async () => {
    const deal = await aDeal()
    expect(await say(deal, 'shoe-size', { state: 'partial' })).toMatchObject({ refusal: { code: 'unknown-element' } })
    expect(await say(deal, 'rivals', { answer: 'some' })).toMatchObject({ refusal: { code: 'unknown-answer' } })
    expect(await say(deal, 'budget', { state: 'partial', asOf: '2027-01-01T00:00:00Z' })).toMatchObject({
      refusal: { code: 'found-out-in-future' },
    })
    await company.doing('li', (tx, caller) => closeOpportunity(tx, caller, { id: deal.id, outcome: 'won' }))
    expect(await say(deal, 'budget', { state: 'partial' })).toMatchObject({ refusal: { code: 'not-open' } })
    expect(await read(deal)).toMatchObject({
      chance: { elements: null },
      contradictions: [],
      permissions: { edit: { code: 'not-open' } },
    })
    const archived = await aDeal()
    await company.doing('li', (tx, caller) => archiveOpportunity(tx, caller, archived.id, true))
    expect(await say(archived, 'budget', { state: 'partial' })).toMatchObject({ refusal: { code: 'archived' } })
  })

  test('are not there for a rep of another team, and only read by an auditor', async () => {
    const deal = await aDeal()
    expect(await say(deal, 'budget', { state: 'partial' }, 'chen')).toMatchObject({ refusal: { code: 'not-found' } })
    expect(await say(deal, 'budget', { state: 'partial' }, 'auditor')).toMatchObject({ refusal: { code: 'forbidden' } })
    expect((await read(deal, 'auditor')).permissions.edit).toMatchObject({ code: 'forbidden' })
    expect(await company.within(async (tx) => elementsOfDeal(tx, await company.as('chen'), deal.id))).toMatchObject({
      refusal: { code: 'not-found' },
    })
  })

  test('written by two people at once are both on record; with the same version one of them is told', async () => {
    const deal = await aDeal()
    const { version } = await read(deal)
    const both = await Promise.all([
      say(deal, 'budget', { state: 'partial' }, 'li', version),
      say(deal, 'budget', { state: 'unfavourable' }, 'zhao', version),
    ])
    expect(both.map(({ ok }) => ok).sort()).toEqual([false, true])
    expect(both.find(({ ok }) => !ok)).toMatchObject({ refusal: { code: 'version-conflict' } })
    await Promise.all([say(deal, 'demand', { state: 'partial' }), say(deal, 'demand', { state: 'unfavourable' }, 'zhao')])
    const events = await company.within((tx) =>
      tx
        .selectFrom('field_event')
        .select(['old', 'new'])
        .where('opportunity_id', '=', deal.id)
        .where('field', '=', 'element:demand')
        .orderBy('id')
        .execute(),
    )
    expect(events).toHaveLength(2)
    expect((events[1]!.old as { state: string }).state).toBe((events[0]!.new as { state: string }).state)
    expect((await read(deal)).version).toBe(version + 3)
  })
})

describe('what contradicts', () => {
  test('is said in three languages, each with a way to mend it, and is gone when mended', async () => {
    const deal = await aDeal({ expectedCloseOn: '2026-11-01' })
    for (const key of ['budget', 'decider-access', 'champion', 'decision-chain', 'timing', 'terms'])
      await say(deal, key, { state: 'confirmed', evidence: contactOf(deal) })
    await say(deal, 'competition', { state: 'unfavourable' })
    const found = await read(deal)
    expect(found.contradictions.map(({ code }) => code)).toEqual([
      'access-without-decider',
      'champion-without-supporter',
      'chain-without-roles',
      'budget-without-amount',
      'timing-past',
      'terms-without-paper',
      'unfavourable-due',
    ])
    expect(found.contradictions.find(({ code }) => code === 'budget-without-amount')).toEqual({
      code: 'budget-without-amount',
      element: 'budget',
      sentence: '预算已确认，但商机没有填金额',
      mend: { kind: 'field', key: 'amountMinor', label: '填写预计金额' },
    })
    for (const locale of ['zh-CN', 'zh-TW', 'en'] as const)
      for (const { sentence, mend } of (await read(deal, 'li', locale)).contradictions) {
        expect(sentence).not.toMatch(/\{\{|undefined|contradiction\./)
        expect(mend.label).not.toMatch(/\{\{|undefined|mend\./)
      }
    await company.doing('li', (tx, caller) =>
      changeOpportunity(tx, caller, deal.id, { amountMinor: 1, expectedCloseOn: '2026-12-20' }, null),
    )
    await company.within((tx) =>
      tx.updateTable('contact').set({ role: 'decider', attitude: 'supporter' }).where('id', '=', deal.contactId).execute(),
    )
    expect((await read(deal)).contradictions.map(({ code }) => code)).toEqual([
      'decider-never-met',
      'chain-without-roles',
      'terms-without-paper',
      'unfavourable-due',
    ])
    await anActivity(deal, { contact: true })
    expect((await read(deal)).contradictions.map(({ code }) => code)).not.toContain('decider-never-met')
  })

  test('also tells a competitor who took the last deal, evidence that was archived, and judgements far apart', async () => {
    const deal = await aDeal({ ownProbability: 0.99 })
    await say(deal, 'competition', { state: 'confirmed', evidence: contactOf(deal) })
    await company.within(async (tx) => {
      const competitor = newId()
      await tx
        .insertInto('competitor')
        .values({ org_id: company.orgId, id: competitor, name: '巨浪', name_key: competitor })
        .execute()
      await tx.updateTable('contact').set({ deleted_at: now }).where('id', '=', deal.contactId).execute()
      await sql`
        insert into opportunity select (jsonb_populate_record(o, jsonb_build_object('id', ${newId()}::text, 'status', 'lost', 'closed_at', '2026-08-01',
          'competitor_id', ${competitor}::text))).* from opportunity o where id = ${deal.id}`.execute(tx)
    })
    const found = await read(deal)
    expect(found.contradictions.map(({ code }) => code)).toEqual(['competition-lost-before', 'evidence-gone', 'own-chance-apart'])
    expect(found.contradictions[0]!.sentence).toBe('已确认竞争优势，但该客户上一单输给了巨浪')
    expect(found.elements.find(({ key }) => key === 'competition')!.evidence).toMatchObject({ archived: true, label: '周主任' })
  })
})
