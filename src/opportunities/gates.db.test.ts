import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aCompany, aContact, aCustomer, type Company, type Person } from '../../test/factories/a-company.ts'
import { aDatabase, type TestDatabase } from '../../test/database.ts'
import { newId } from '../platform/ids.ts'
import { rollingBack } from '../platform/http/answer.ts'
import { activityKey, countsFor, type ActivitiesCriterion, type Criterion, type PurchaseRole } from '../pipelines/criteria.ts'
import { createPipeline } from '../pipelines/commands/create.ts'
import { publishVersion } from '../pipelines/commands/publish.ts'
import type { PipelineFull } from '../pipelines/definition.ts'
import { openGate } from '../pipelines/gate.ts'
import { readDefinition } from '../pipelines/queries.ts'
import { bulkMove } from './commands/bulk-move.ts'
import { readHistory } from './queries/history.ts'
import { closeOpportunity, moveStage } from './commands/move.ts'
import { openOpportunity } from './commands/open.ts'
import { readEvidence } from './queries/evidence.ts'
import { gatesOfDeal } from './queries/gates.ts'

const now = new Date('2026-11-22T02:00:00Z')
const names = (text: string) => ({ 'zh-CN': text, 'zh-TW': text, en: text })

let database: TestDatabase
let company: Company
let customerId: string
let pipelineId: string

const blocking = (...criteria: Criterion[]) => ({ ...openGate, criteria })

/** Four stages; the way out of the first asks for an amount and a decider. */
const definition = (): PipelineFull => ({
  stages: ['one', 'two', 'three', 'four'].map((key, index) => ({
    id: null,
    key,
    phase: 'qualify',
    name: names(key),
    customerLooks: names(''),
    probability: 0.2 + index / 10,
    expectedDays: null,
    warningDays: null,
    criticalDays: null,
    entry: key === 'three' ? blocking({ kind: 'field', key: 'expectedCloseOn', test: 'set' }) : openGate,
    exit:
      key === 'one'
        ? blocking({ kind: 'field', key: 'amountMinor', test: 'set' }, { kind: 'contacts', atLeast: 1, roles: ['decider'] })
        : openGate,
    tasks: [],
    playbook: { talkTracks: [], questions: [], materials: [] },
    outcomes: ['won', 'lost', 'terminated', 'on-hold'],
    lossReasons: null,
  })),
  elements: [],
  winGate: 'warn',
})

beforeAll(async () => {
  database = await aDatabase()
  company = await aCompany(database.db, { now })
  const made = await company.doing('admin', (tx, caller) =>
    createPipeline(tx, caller, { key: 'gated', names: names('有门'), definition: definition() }),
  )
  if (!made.ok) throw new Error(JSON.stringify(made))
  pipelineId = made.value.id
})
afterAll(() => database.drop())

/** A deal of li's with a customer of its own. */
async function opened(more: Partial<Parameters<typeof openOpportunity>[2]> = {}): Promise<string> {
  customerId = await company.within((tx) => aCustomer(tx, company.orgId, { name: `客户${newId()}`, ownerId: company.member.li }))
  const outcome = await company.doing('li', (tx, caller) =>
    openOpportunity(tx, caller, { customerId, pipeline: 'gated', ...more }),
  )
  if (!outcome.ok) throw new Error(JSON.stringify(outcome))
  return outcome.value.id
}

const move = async (id: string, toStage: string, person: Person = 'li', override?: string) => {
  const caller = await company.as(person)
  return rollingBack(database.db, company.orgId, (tx) =>
    moveStage(tx, caller, { id, toStage, ...(override === undefined ? {} : { override: { reason: override } }) }),
  )
}
const attempts = (id: string) =>
  company.within((tx) =>
    tx
      .selectFrom('gate_attempt')
      .select(['result', 'via', 'missing', 'override_reason'])
      .where('opportunity_id', '=', id)
      .orderBy('id')
      .execute(),
  )
const missing = (outcome: { ok: boolean; refusal?: { facts: Record<string, unknown> } }) =>
  (outcome.refusal!.facts['missing'] as { kind: string; key: string; stage: string; label: string }[]).map(
    ({ kind, key, stage }) => `${stage}: ${kind} ${key}`,
  )
const known = async () =>
  company.within(async (tx) => {
    const id = await aContact(tx, company.orgId, { customerId, ownerId: company.member.li })
    await tx.updateTable('contact').set({ role: 'decider' }).where('id', '=', id).execute()
  })

describe('a gate', () => {
  test('refuses with everything that is missing, in words that say what to do, and the refusal is on record', async () => {
    const id = await opened()
    const refused = await move(id, 'two')
    expect(refused).toMatchObject({ ok: false, refusal: { code: 'gate-not-passed' } })
    expect(missing(refused as never)).toEqual(['one: field amountMinor', 'one: contact decider'])
    expect(
      (refused as never as { refusal: { facts: { missing: { label: string }[] } } }).refusal.facts.missing.map(
        ({ label }) => label,
      ),
    ).toEqual(['填写预计金额', '1 位决策人'])
    expect(await attempts(id)).toMatchObject([{ result: 'refused', via: 'web' }])
    expect((await attempts(id))[0]!.missing).toMatchObject([{ key: 'amountMinor' }, { key: 'decider' }])
  })

  test('opens when the evidence is there', async () => {
    const id = await opened({ amountMinor: 5_000_000 })
    await known()
    expect(await move(id, 'two')).toMatchObject({ ok: true, value: { missing: [] } })
    expect(await attempts(id)).toMatchObject([{ result: 'passed' }])
  })

  test('asks every gate in between of a skip', async () => {
    const id = await opened({ amountMinor: 5_000_000 })
    expect(missing((await move(id, 'four')) as never)).toEqual(['one: contact decider', 'three: field expectedCloseOn'])
  })

  test('lets a supervisor of the owner override with a reason, and nobody else', async () => {
    const id = await opened()
    expect(await move(id, 'two', 'li', '客户催得急')).toMatchObject({ ok: false, refusal: { code: 'forbidden' } })
    expect(await move(id, 'two', 'zhao', '  ')).toMatchObject({ ok: false, refusal: { code: 'reason-required' } })
    expect(await move(id, 'two', 'zhao', '老客户，已电话确认')).toMatchObject({ ok: true })
    expect((await attempts(id)).map(({ result, override_reason }) => [result, override_reason])).toEqual([
      ['overridden', '老客户，已电话确认'],
    ])
    const event = await company.within((tx) =>
      tx
        .selectFrom('stage_event')
        .select(['override_reason', 'missing', 'pipeline_version'])
        .where('opportunity_id', '=', id)
        .where('kind', '=', 'advance')
        .executeTakeFirstOrThrow(),
    )
    expect(event).toMatchObject({
      override_reason: '老客户，已电话确认',
      pipeline_version: 1,
      missing: [{ key: 'amountMinor' }, { key: 'decider' }],
    })
  })

  test('is asked by a bulk move as by a single one', async () => {
    const [poor, rich] = [await opened(), await opened({ amountMinor: 1 })]
    await known()
    const results = await company.within(async (tx) =>
      bulkMove(tx, await company.as('li'), { ids: [poor, rich], toStage: 'two', dryRun: false }),
    )
    expect(results.map(({ ok }) => ok)).toEqual([false, true])
    expect((await attempts(poor)).map(({ result, via }) => [result, via])).toEqual([['refused', 'bulk']])
  })

  test('tells of a win what was missing, and lets it stand', async () => {
    const id = await opened()
    const won = await company.doing('li', (tx, caller) => closeOpportunity(tx, caller, { id, outcome: 'won' }))
    expect(won).toMatchObject({ ok: true })
    expect(won.ok && won.value.missing.map(({ key, blocks }) => [key, blocks])).toEqual([
      ['amountMinor', false],
      ['decider', false],
      ['expectedCloseOn', false],
    ])
    const told = await company.within(async (tx) => readHistory(tx, await company.as('zhao'), id, { limit: 1 }))
    expect(told?.items[0]).toMatchObject({ kind: 'win', missing: won.ok && won.value.missing.map(({ label }) => label) })
  })

  test('answers beforehand what a move would be answered', async () => {
    const id = await opened()
    const gates = await company.within(async (tx) => gatesOfDeal(tx, await company.as('li'), id))
    if (!gates.ok) throw new Error('no gates')
    for (const { stage, result, missing: lacking } of gates.value.moves) {
      const outcome = await move(id, stage)
      expect([stage, result]).toEqual([stage, outcome.ok ? 'passed' : 'refused'])
      if (!outcome.ok) expect(outcome.refusal.facts['missing']).toEqual(lacking)
    }
    expect(await company.within(async (tx) => gatesOfDeal(tx, await company.as('chen'), id))).toMatchObject({
      refusal: { code: 'not-found' },
    })
  })
})

describe('publishing', () => {
  const publish = async (change: (definition: PipelineFull) => PipelineFull, basedOn: number, graceDays?: number) => {
    const present = await company.within((tx) => readDefinition(tx, company.orgId, pipelineId, basedOn))
    return company.doing('admin', (tx, caller) =>
      publishVersion(tx, caller, pipelineId, { definition: change(present), basedOn, graceDays }),
    )
  }
  const withExit = (present: PipelineFull): PipelineFull => ({
    ...present,
    stages: present.stages.map((stage) =>
      stage.key === 'two' ? { ...stage, exit: blocking({ kind: 'field', key: 'note', test: 'set' }) } : stage,
    ),
  })

  test('a new gate warns for thirty days, deals in flight keep their version, and the second of two publishers is told', async () => {
    const old = await opened({ amountMinor: 1 })
    await known()
    expect(await publish(withExit, 1)).toMatchObject({ ok: true, value: { version: 2 } })
    expect(await publish(withExit, 1)).toMatchObject({ ok: false, refusal: { code: 'published-meanwhile' } })
    const young = await opened({ amountMinor: 1 })
    await known()
    for (const id of [old, young]) expect(await move(id, 'two')).toMatchObject({ ok: true })
    const told = async (id: string) => {
      const caller = await company.as('li')
      const outcome = await company.within((tx) => moveStage(tx, caller, { id, toStage: 'four', override: undefined }))
      return outcome.ok
        ? outcome.value.missing.map(({ key }) => key)
        : (outcome.refusal.facts['missing'] as { key: string; blocks: boolean }[])
    }
    await company.within((tx) =>
      tx.updateTable('opportunity').set({ expected_close_on: '2026-12-31' }).where('id', 'in', [old, young]).execute(),
    )
    expect(await told(old)).toEqual([])
    expect(await told(young)).toEqual(['note'])
  })

  test('a flawed definition is refused with every flaw', async () => {
    const refused = await publish(
      (present) => ({
        ...present,
        stages: present.stages.map((stage) => ({
          ...stage,
          exit: blocking({ kind: 'field', key: 'shoeSize', test: 'set' }, { kind: 'element', key: 'gone', atLeast: 'partial' }),
        })),
      }),
      2,
    )
    expect(refused).toMatchObject({ ok: false, refusal: { code: 'pipeline-flawed' } })
    expect(
      (refused as never as { refusal: { facts: { errors: { code: string }[] } } }).refusal.facts.errors.map(({ code }) => code),
    ).toHaveLength(8)
  })
})

test('the database counts the very activities that the rule counts', async () => {
  const id = await opened()
  const people = await company.within(async (tx) => {
    const made: { id: string; role: PurchaseRole }[] = []
    for (const role of ['decider', 'user'] as const) {
      const contact = await aContact(tx, company.orgId, { customerId, ownerId: company.member.li })
      await tx.updateTable('contact').set({ role }).where('id', '=', contact).execute()
      made.push({ id: contact, role })
    }
    return made
  })
  const activities = Array.from({ length: 48 }, (_, index) => ({
    id: newId(),
    type: (['visit', 'call', 'meeting'] as const)[index % 3]!,
    purpose: index % 2 === 0,
    feedback: index % 5 < 3,
    characters: 10 + index,
    minutes: (index * 7) % 60,
    roles: people.filter((_, which) => (index >> which) % 2 === 1).map(({ role }) => role),
    ours: index % 4 !== 0,
    before: index % 6 === 0,
  }))
  await company.within(async (tx) => {
    for (const activity of activities) {
      await tx
        .insertInto('activity')
        .values({
          org_id: company.orgId,
          id: activity.id,
          kind: activity.type,
          customer_id: customerId,
          opportunity_id: activity.ours ? id : null,
          owner_id: company.member.li,
          happened_at: new Date(now.getTime() + (activity.before ? -1 : 1) * 86_400_000),
          recorded_at: now,
          purpose: activity.purpose ? '目的' : '',
          content: '字'.repeat(activity.characters - (activity.feedback ? 2 : 0)),
          feedback: activity.feedback ? '好的' : null,
          result: '有结果',
          duration_minutes: activity.minutes,
          created_by: company.member.li,
          updated_at: now,
        })
        .execute()
      for (const { id: contact, role } of people)
        if (activity.roles.includes(role))
          await tx
            .insertInto('activity_contact')
            .values({ org_id: company.orgId, activity_id: activity.id, contact_id: contact })
            .execute()
    }
  })
  const criteria: ActivitiesCriterion[] = (['start', 'stage-entry'] as const).flatMap((since) =>
    [
      {},
      { types: ['visit', 'meeting'] },
      { withPurpose: true },
      { withFeedback: true, minCharacters: 30 },
      { minMinutes: 30, roles: ['decider'] as const },
      {
        types: ['call'],
        withPurpose: true,
        withFeedback: true,
        minCharacters: 20,
        minMinutes: 10,
        roles: ['user', 'decider'] as const,
      },
    ].map((more, index) => ({ kind: 'activities' as const, atLeast: [1, 5, 1000][index % 3]!, since, ...more })),
  )
  const evidence = await company.within((tx) =>
    readEvidence(tx, { orgId: company.orgId, id, customerId, stageSince: now, enteredAt: now }, criteria),
  )
  for (const criterion of criteria) {
    // what the deal itself carries counts from its very beginning, what only the customer carries from the deal's start
    const inTime = activities.filter(({ ours, before }) => !before || (ours && criterion.since === 'start'))
    expect([criterion, evidence.activities[activityKey(criterion)]]).toEqual([
      criterion,
      // nobody counts further than is asked
      Math.min(criterion.atLeast, inTime.filter((activity) => countsFor(criterion, activity)).length),
    ])
  }
  // who asks for more of the same is answered, in whatever order the criteria stand
  const visits = [1, 5].map((atLeast) => ({ kind: 'activities' as const, atLeast, since: 'start' as const, types: ['visit'] }))
  for (const asked of [visits, visits.toReversed()]) {
    const { activities: counted } = await company.within((tx) =>
      readEvidence(tx, { orgId: company.orgId, id, customerId, stageSince: null, enteredAt: null }, asked),
    )
    expect(Object.values(counted)).toEqual([5])
  }
})

describe('how a deal may end', () => {
  test('is what its stage allows, said beforehand and refused by the server alike', async () => {
    const ends = definition()
    Object.assign(ends.stages[0]!, { outcomes: ['lost', 'on-hold'], lossReasons: ['price'] })
    await company.within((tx) =>
      tx
        .insertInto('loss_reason')
        .values(
          ['price', 'no-decision'].map((key, position) => ({
            org_id: company.orgId,
            key,
            name: JSON.stringify(names(key)),
            needs_competitor: false,
            position,
          })),
        )
        .onConflict((conflict) => conflict.doNothing())
        .execute(),
    )
    const made = await company.doing('admin', (tx, caller) =>
      createPipeline(tx, caller, { key: 'ends', names: names('止'), definition: ends }),
    )
    if (!made.ok) throw new Error(JSON.stringify(made))
    const opened = await company.doing('li', (tx, caller) => openOpportunity(tx, caller, { customerId, pipeline: 'ends' }))
    if (!opened.ok) throw new Error(JSON.stringify(opened))
    const id = opened.value.id
    const gates = await company.doing('li', (tx, caller) => gatesOfDeal(tx, caller, id))
    expect(gates).toMatchObject({ ok: true, value: { ends: { outcomes: ['lost', 'on-hold'], lossReasons: ['price'] } } })
    const end = (asked: { outcome: 'won' | 'lost'; reasonKey?: string }) =>
      company.doing('li', (tx, caller) => closeOpportunity(tx, caller, { id, ...asked }))
    expect(await end({ outcome: 'won' })).toMatchObject({ ok: false, refusal: { code: 'outcome-not-allowed' } })
    expect(await end({ outcome: 'lost', reasonKey: 'no-decision' })).toMatchObject({
      refusal: { code: 'loss-reason-not-here', facts: { allowed: ['price'] } },
    })
    expect(await end({ outcome: 'lost', reasonKey: 'price' })).toMatchObject({ ok: true })
  })
})
