import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aCompany, aCustomer, type Company, type Person } from '../../test/factories/a-company.ts'
import { aStageTask as task, stagesWithTasks } from '../../test/factories/staged-work.ts'
import { aDatabase, type TestDatabase } from '../../test/database.ts'
import { openGate } from '../pipelines/gate.ts'
import type { PipelineFull } from '../pipelines/definition.ts'
import { createPipeline } from '../pipelines/commands/create.ts'
import { readDealTasks } from '../playbooks/queries/deal-tasks.ts'
import type { Outcome } from '../platform/refusal.ts'
import { archiveOpportunity, changeOpportunity } from './commands/change.ts'
import { setElement } from './commands/elements.ts'
import { closeOpportunity, moveStage, reopenOpportunity, undoEvent } from './commands/move.ts'
import { openOpportunity } from './commands/open.ts'
import { reconcile } from './commands/reconcile.ts'
import { transferMany, undoTransfers } from './commands/bulk-transfer.ts'
import { transferDeal, type TransferAsked } from './commands/transfer.ts'
import { readOpportunity } from './queries/detail.ts'

const now = new Date('2026-11-16T02:00:00Z')
const names = (text: string) => ({ 'zh-CN': text, 'zh-TW': text, en: text })
let database: TestDatabase
let company: Company
let customerId: string
const must = <T>(outcome: Outcome<T>): T => {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusal))
  return outcome.value
}

beforeAll(async () => {
  database = await aDatabase()
  company = await aCompany(database.db, { now })
  customerId = await company.within((tx) => aCustomer(tx, company.orgId, { ownerId: company.member.li }))
  const plain = {
    ...stagesWithTasks({ first: [task('call')], middle: [task('survey')], last: [] }),
    elements: [element('budget')],
  }
  const wantsAmount = { ...openGate, criteria: [{ kind: 'field' as const, key: 'amountMinor', test: 'set' as const }] }
  await make('from', plain)
  await make('to', { ...plain, stages: plain.stages.map((stage, at) => (at === 1 ? { ...stage, exit: wantsAmount } : stage)) })
})
afterAll(() => database.drop())

const element = (key: string) => ({
  key,
  name: names(key),
  question: names('?'),
  dueStage: null,
  weights: { first: 1 },
  staleDays: null,
})
const make = async (key: string, definition: PipelineFull) =>
  must(await company.doing('admin', (tx, caller) => createPipeline(tx, caller, { key, names: names(key), definition })))
const doing = <T>(work: Parameters<typeof company.doing<T>>[1], person: Person = 'li', at = now) =>
  company.doing(person, work, at)
const aDeal = async (toStage?: string, more: object = {}) => {
  const { id } = must(
    await doing((tx, caller) => openOpportunity(tx, caller, { customerId, pipeline: 'from', name: '产线改造', ...more })),
  )
  if (toStage) must(await doing((tx, caller) => moveStage(tx, caller, { id, toStage })))
  return id
}
const transfer = (asked: Omit<TransferAsked, 'pipeline'>, person: Person = 'li', at = now) =>
  doing((tx, caller) => transferDeal(tx, caller, { pipeline: 'to', ...asked }), person, at)
const shown = async (id: string) =>
  company.within(async (tx) => (await readOpportunity(tx, await company.as('director', now), id))!)
const openTasks = async (id: string) => {
  const { stages } = must(await doing((tx, caller) => readDealTasks(tx, caller, id)))
  return stages.flatMap(({ tasks }) => tasks.filter(({ state }) => state === 'open').map(({ key }) => key))
}

describe('a deal goes on in another pipeline', () => {
  test('it leaves one as transferred, enters the other where it was mapped to, and takes along what is known of it', async () => {
    const id = await aDeal('middle', { amountMinor: 500, externalId: 'ERP-1', nextStep: '约见', nextStepOn: '2026-11-20' })
    must(await doing((tx, caller) => setElement(tx, caller, id, 'budget', { state: 'partial', note: '约五十万' }, null)))
    await company.within((tx) => sql`insert into document (org_id, id, opportunity_id, category, file_name, media_type, size, sha256, uploaded_at, uploaded_by)
      values (${company.orgId}, gen_random_uuid(), ${id}, 'quote', 'q.pdf', 'application/pdf', 1, '\\x00', now(), ${company.member.li})`.execute(tx)) // prettier-ignore
    const { newId } = must(await transfer({ id, toStage: 'middle', reason: '改走大客户流程' }))
    expect(await shown(id)).toMatchObject({ status: 'transferred', transferredTo: { id: newId, pipeline: 'to' }, nextStep: null, externalId: null }) // prettier-ignore
    expect(await shown(newId)).toMatchObject({
      status: 'open',
      name: '产线改造',
      amountMinor: 500,
      externalId: 'ERP-1',
      nextStep: '约见',
      stage: { key: 'middle' },
      transferredFrom: { id, pipeline: 'from' },
      enteredAt: now.toISOString(),
    })
    expect(await openTasks(id)).toEqual([])
    expect(await openTasks(newId)).toEqual(['survey'])
    const { rows } = await company.within((tx) =>
      sql<{ documents: number; elements: number; told: number }>`select
        (select count(*)::int from document where opportunity_id = ${newId}) as documents,
        (select count(*)::int from opportunity_element where opportunity_id = ${newId} and state = 'partial') as elements,
        (select count(*)::int from field_event where opportunity_id = ${newId} and field = 'element:budget') as told`.execute(tx),
    )
    expect(rows[0]).toEqual({ documents: 1, elements: 1, told: 1 })
    expect(await company.within((tx) => reconcile(tx, company.orgId, { ids: [id, newId] }))).toEqual([])
  })

  test('a deal on hold comes awake there; a deal that has ended does not go; nor to where it is, nor to nowhere', async () => {
    const held = await aDeal()
    must(await doing((tx, caller) => closeOpportunity(tx, caller, { id: held, outcome: 'on-hold', wakeUpOn: '2026-12-01' })))
    expect((await shown(must(await transfer({ id: held })).newId)).status).toBe('open')
    const won = await aDeal('middle')
    must(await doing((tx, caller) => closeOpportunity(tx, caller, { id: won, outcome: 'won' })))
    expect(await transfer({ id: won })).toMatchObject({ refusal: { code: 'not-open' } })
    const id = await aDeal()
    const into = (pipeline: string, toStage?: string) =>
      doing((tx, caller) => transferDeal(tx, caller, { id, pipeline, toStage }))
    expect(await into('from')).toMatchObject({ refusal: { code: 'same-pipeline' } })
    expect(await into('nowhere')).toMatchObject({ refusal: { code: 'unknown-pipeline' } })
    expect(await into('to', 'nowhere')).toMatchObject({ refusal: { code: 'unknown-stage' } })
    expect(await transfer({ id }, 'chen')).toMatchObject({ refusal: { code: 'not-found' } })
    expect(await transfer({ id }, 'auditor')).toMatchObject({ refusal: { code: 'forbidden' } })
    expect((await shown(id)).status).toBe('open')
  })

  test('no way around gates: a later stage asks for what lies before it, and a supervisor lets it pass on record', async () => {
    const id = await aDeal('middle')
    const refused = await transfer({ id, toStage: 'last' })
    expect(refused).toMatchObject({ refusal: { code: 'gate-not-passed', facts: { missing: [{ key: 'amountMinor' }] } } })
    const override = { reason: '合同已在手' }
    expect(await transfer({ id, toStage: 'last', override })).toMatchObject({ refusal: { code: 'forbidden' } })
    const done = must(await transfer({ id, toStage: 'last', override }, 'zhao'))
    expect(done.missing).toMatchObject([{ key: 'amountMinor' }])
    expect((await shown(done.newId)).stage.key).toBe('last')
  })

  test('the second of two at once finds it gone', async () => {
    const id = await aDeal()
    const both = await Promise.all([transfer({ id }), transfer({ id })])
    expect(both.map(({ ok }) => ok).sort()).toEqual([false, true])
    const { rows } = await company.within((tx) => sql`select id from opportunity where transferred_from_id = ${id}`.execute(tx))
    expect(rows).toHaveLength(1)
  })
})

test('one who moves it and one who transfers it at once: one of the two stands, and the history says so', async () => {
  const id = await aDeal()
  const [left, moved] = await Promise.all([
    transfer({ id, toStage: 'first' }),
    doing((tx, caller) => moveStage(tx, caller, { id, toStage: 'middle' }), 'zhao'),
  ])
  // the transfer takes it from wherever it stands; a move finds it gone
  expect(left.ok).toBe(true)
  if (!moved.ok) expect(moved).toMatchObject({ refusal: { code: 'not-open' } })
  expect((await shown(id)).status).toBe('transferred')
  const both = [id, must(left).newId]
  expect(await company.within((tx) => reconcile(tx, company.orgId, { ids: both }))).toEqual([])
})

describe('a transfer is taken back', () => {
  test('by whoever made it, within ten minutes: the deal is again what it was, the other is archived and cannot be restored', async () => {
    const id = await aDeal('middle', { amountMinor: 500, externalId: 'ERP-2', nextStep: '约见', nextStepOn: '2026-11-20' })
    const before = await shown(id)
    const { eventId, newId } = must(await transfer({ id }))
    expect(await doing((tx, caller) => undoEvent(tx, caller, { id, eventId }), 'zhao')).toMatchObject({
      refusal: { code: 'cannot-undo' },
    })
    must(await doing((tx, caller) => undoEvent(tx, caller, { id, eventId })))
    const { version: _before, ...was } = before
    const { version: _after, ...is } = await shown(id)
    expect(is).toEqual(was)
    expect(await openTasks(id)).toEqual(['call', 'survey'])
    expect((await shown(newId)).archived).toBe(true)
    const back = await doing((tx, caller) => archiveOpportunity(tx, caller, newId, false))
    expect(back).toMatchObject({ refusal: { code: 'transfer-undone' } })
    // and it may go again
    expect((await transfer({ id })).ok).toBe(true)
    expect(await company.within((tx) => reconcile(tx, company.orgId, { ids: [id, newId] }))).toEqual([])
  })

  test('not once it has gone further there, and not as a lost deal that is reopened', async () => {
    const id = await aDeal()
    const { eventId, newId } = must(await transfer({ id }))
    must(await doing((tx, caller) => moveStage(tx, caller, { id: newId, toStage: 'middle' })))
    expect(await doing((tx, caller) => undoEvent(tx, caller, { id, eventId }))).toMatchObject({
      refusal: { code: 'cannot-undo' },
    })
    expect(await doing((tx, caller) => reopenOpportunity(tx, caller, { id }))).toMatchObject({
      refusal: { code: 'nothing-to-reopen' },
    })
    expect((await doing((tx, caller) => changeOpportunity(tx, caller, newId, { note: '继续' }, null))).ok).toBe(true)
  })
})

test('many go by a mapping of stages: each by itself, with a rehearsal that changes nothing', async () => {
  const [a, b, won] = [await aDeal(), await aDeal('middle'), await aDeal()]
  must(await doing((tx, caller) => closeOpportunity(tx, caller, { id: won, outcome: 'won' })))
  const asked = { ids: [won, a, b], pipeline: 'to', mapping: { first: 'middle' } }
  const both = (dryRun: boolean) =>
    company.within(async (tx) => transferMany(tx, await company.as('li', now), { ...asked, dryRun }))
  const summary = (results: Awaited<ReturnType<typeof both>>) => results.map(({ id, problem }) => [id, problem?.type ?? 'goes'])
  const expected = [[won, 'not-open'], [a, 'goes'], [b, 'stage-mapping-missing']] // prettier-ignore
  expect(summary(await both(true))).toEqual(expected)
  expect((await shown(a)).status).toBe('open')
  const results = await both(false)
  expect(summary(results)).toEqual(expected)
  expect((await shown(results[1]!.newId!)).stage.key).toBe('middle')
  expect(results.map(({ eventId }) => eventId !== null)).toEqual([false, true, false])

  // what has gone further there stays, the rest comes back; nobody else takes it back
  const further = await aDeal()
  const left = must(await transfer({ id: further }))
  must(await doing((tx, caller) => moveStage(tx, caller, { id: left.newId, toStage: 'middle' })))
  const taken = [
    { id: a, eventId: results[1]!.eventId! },
    { id: further, eventId: left.eventId },
  ]
  const back = (person: Person) => company.within(async (tx) => undoTransfers(tx, await company.as(person, now), taken))
  expect((await back('zhao')).map(({ ok }) => ok)).toEqual([false, false])
  expect((await back('li')).map(({ id, problem }) => [id, problem?.type ?? 'back'])).toEqual([
    [a, 'back'],
    [further, 'cannot-undo'],
  ])
  expect((await shown(a)).status).toBe('open')
  expect((await shown(results[1]!.newId!)).archived).toBe(true)
})
