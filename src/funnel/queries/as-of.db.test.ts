import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aDatabase, type TestDatabase } from '../../../test/database.ts'
import { aCompany, type Company, type Person } from '../../../test/factories/a-company.ts'
import { aPipeline, type TestPipeline } from '../../../test/factories/a-pipeline.ts'
import {
  appendMany,
  type BroughtEvent,
  blankDeal,
  loadMany,
  openMany,
  stagesForMany,
} from '../../opportunities/commands/write-many.ts'
import { asOf, type EventKind, type FieldEvent, foldHistory, type StageEvent } from '../../opportunities/stage-history.ts'
import { newId } from '../../platform/ids.ts'
import { learn } from '../commands/learn.ts'
import { checkKnown, keepUp } from '../jobs.ts'
import { tally } from '../cohort.ts'
import { type FunnelReply, funnelQuery } from '../contract.ts'
import { buckets, standingOf } from '../standing.ts'
import { journeyOf } from '../visits.ts'
import { factsAt } from './facts/as-of.ts'
import { keepFacts, type Keeper, loadInBackground, stopKeeping } from './facts/keeper.ts'
import { readFunnelReport } from './read-funnel.ts'

const hour = 3_600_000
const start = Date.parse('2026-01-05T00:00:00Z')
const now = new Date('2026-06-01T03:00:00Z')
const stageCount = 5

let database: TestDatabase
let company: Company
let pipeline: TestPipeline
let keeper: Keeper

beforeAll(async () => {
  database = await aDatabase()
  company = await aCompany(database.db, { now })
  keeper = keepFacts(database.db, { maxBytes: 2 ** 28 })
})
afterAll(async () => {
  await stopKeeping(keeper)
  await database.drop()
})

interface Deal {
  id: string
  owner: Person
  amountMinor: number | null
  events: StageEvent[]
  fieldEvents: FieldEvent[]
}

/** A way of a deal: what happened, when, and when it was written down: at once, later than what came after it, or all on one day of an import. */
const aStory = fc.record({
  owner: fc.constantFrom<Person>('li', 'wang', 'chen'),
  amounts: fc.array(
    fc.record({ amount: fc.nat(5_000_000), wait: fc.integer({ min: 0, max: 900 }), late: fc.constantFrom(0, 0, 400) }),
    {
      minLength: 1,
      maxLength: 3,
    },
  ),
  entry: fc.record({ at: fc.option(fc.nat(2000), { freq: 9 }), stage: fc.constantFrom(1, 1, 2) }),
  importedAt: fc.option(fc.integer({ min: 0, max: 3000 }), { freq: 4 }),
  steps: fc.array(
    fc.record({
      kind: fc.constantFrom<EventKind>('advance', 'advance', 'advance', 'back', 'win', 'lose', 'hold', 'resume', 'reopen'),
      to: fc.integer({ min: 1, max: stageCount }),
      wait: fc.integer({ min: 0, max: 700 }),
      late: fc.constantFrom(0, 0, 0, 30, 900),
      undone: fc.constantFrom(false, false, false, true),
    }),
    { maxLength: 8 },
  ),
})
type Story = typeof aStory extends fc.Arbitrary<infer T> ? T : never

const stageId = (order: number): string => pipeline.stages[order - 1]!.id
const positionOf = (id: string): number => pipeline.stages.findIndex((stage) => stage.id === id) + 1

const stageEvent = (kind: EventKind, at: number | null, recordedAt: number, to: string | null): StageEvent => ({
  id: newId(),
  kind,
  fromStageId: null,
  toStageId: to,
  occurredAt: at,
  recordedAt,
  annulsId: null,
})

function told({ amounts, entry, steps, importedAt }: Story): Pick<Deal, 'events' | 'fieldEvents' | 'amountMinor'> {
  let at = start + (entry.at ?? 0) * hour
  const recorded = (happened: number, late: number): number =>
    importedAt === null ? happened + late * hour : Math.max(happened, start + importedAt * hour)
  const events = [stageEvent('enter', entry.at === null ? null : at, recorded(at, 0), stageId(entry.stage))]
  for (const { kind, to, wait, late, undone } of steps) {
    at += wait * hour
    const step = stageEvent(kind, at, recorded(at, late), stageId(to))
    events.push(step)
    if (undone) events.push({ ...stageEvent('correction', at + hour, recorded(at + hour, late), null), annulsId: step.id })
  }
  let happened = start + (entry.at ?? 0) * hour
  const fieldEvents = amounts.slice(1).map(({ amount, wait, late }, index): FieldEvent => {
    happened += wait * hour
    const recordedAt = recorded(happened, late)
    return { id: newId(), field: 'amountMinor', old: amounts[index]!.amount, new: amount, occurredAt: happened, recordedAt }
  })
  return {
    events: events.filter(({ recordedAt }) => recordedAt < now.getTime()),
    fieldEvents: fieldEvents.filter(({ recordedAt }) => recordedAt < now.getTime()),
    amountMinor: amounts.at(-1)!.amount,
  }
}

/** Writes the deals as an import does. Those of which everything was recorded after today are left out. */
async function write(stories: readonly Story[]): Promise<Deal[]> {
  pipeline = await company.within((tx) => aPipeline(tx, company.orgId, { stages: stageCount }))
  const admin = await company.as('admin', now)
  const made = stories.map((story) => {
    const row = blankDeal(admin)
    const { events, fieldEvents, amountMinor } = told(story)
    const ownerId = company.member[story.owner]
    const amount =
      (fieldEvents.at(-1)?.new as number | undefined) ?? (story.amounts.length > 1 ? story.amounts[0]!.amount : amountMinor)
    Object.assign(row, {
      name: `商机 ${row.id.slice(-4)}`,
      pipeline_id: pipeline.id,
      owner_id: ownerId,
      credit_owner_id: ownerId,
      amount_minor: amount,
    })
    return { row, deal: { id: row.id, owner: story.owner, amountMinor: amount, events, fieldEvents } }
  })
  const whole = made.filter(({ deal, row }) => {
    const present = { ownerId: row.owner_id, amountMinor: deal.amountMinor, expectedCloseOn: null }
    return foldHistory(deal.events, deal.fieldEvents, present, positionOf) !== null
  })
  await company.within(async (tx) => {
    const stages = await stagesForMany(tx, company.orgId, pipeline.id)
    await openMany(
      tx,
      admin,
      whole.map(({ row, deal }) => ({ row, events: deal.events as BroughtEvent[], fieldEvents: deal.fieldEvents })),
      stages,
    )
  })
  return whole.map(({ deal }) => deal)
}

/** What the pure rules say was known at a moment. */
function knownTally(deals: readonly Deal[], moment: number) {
  const journeys = deals.flatMap(({ id, owner, events, fieldEvents, amountMinor }) => {
    const present = { ownerId: company.member[owner], amountMinor, expectedCloseOn: null }
    const found = asOf(moment, events, fieldEvents, present, positionOf)
    return found ? [journeyOf(id, found.history, found.fields.amountMinor)] : []
  })
  return tally(
    journeys.map((journey) => ({
      ...standingOf(journey),
      count: 1,
      amountMinor: journey.amountMinor ?? 0,
      withoutAmount: Number(journey.amountMinor === null),
    })),
    stageCount,
    'implied',
  ).map(({ entered, enteredAmountMinor, ...rest }) => ({
    entered,
    enteredAmountMinor,
    ...Object.fromEntries(buckets.map((bucket) => [bucket, rest[bucket]])),
  }))
}

/** By the database and by the facts, whether what was known is learned or not: both say the same, whole replies long. */
async function askedTally(moment: number, twice = true) {
  const caller = await company.as('director', now)
  const query = funnelQuery.parse({ pipeline: pipeline.key, asOf: new Date(moment).toISOString(), groupBy: 'owner' })
  const ask = async (byFacts: boolean) => {
    await news()
    return company.within(async (tx) => {
      // a transaction that may write is answered by the database
      if (byFacts) await sql`set transaction read only`.execute(tx)
      if (moment < now.getTime()) expect((await factsAt(tx, caller, pipeline.id, new Date(moment))) !== null).toBe(byFacts)
      const outcome = await readFunnelReport(tx, caller, query)
      if (!outcome.ok) throw new Error(outcome.refusal.code)
      return outcome.value
    })
  }
  const found = await ask(false)
  await loadInBackground(keeper, company.orgId)
  if (twice) expect(inOrder(await ask(true))).toEqual(inOrder(found))
  return found.stages.map((stage) => ({
    entered: stage.entered,
    enteredAmountMinor: stage.enteredAmountMinor,
    ...Object.fromEntries(buckets.map((bucket) => [bucket, stage[bucket]])),
  }))
}

/** Groups of equally many deals come in any order. */
const inOrder = ({ groups, ...reply }: FunnelReply) => ({
  ...reply,
  groups: groups?.toSorted((a, b) => (String(a.key) < String(b.key) ? -1 : 1)),
})

/** Says that events up to this id were learned: tests write within the minute that the job leaves open. */
const learnedThrough = (through: string) =>
  company.within((tx) =>
    sql`insert into opportunity_known_through (org_id, pipeline_id, pipeline_version, through)
        select org_id, id, current_version, ${through} from pipeline where org_id = ${company.orgId} and id = ${pipeline.id}
        on conflict (org_id, pipeline_id) do update set through = excluded.through`.execute(tx),
  )
const everything = 'ffffffff-ffff-7fff-bfff-ffffffffffff'
const job = (kind: string) => ({ id: newId(), orgId: company.orgId, kind, payload: {}, attempt: 1 })
/** A later sitting: nothing is remembered, and any deal may have changed. */
const news = () =>
  company.within((tx) =>
    sql`insert into outbox (org_id, topic, entity_kind, entity_id)
        select org_id, 'opportunity.changed', 'opportunity', id from opportunity where pipeline_id = ${pipeline.id}
        union all select ${company.orgId}::uuid, 'opportunity.changed', 'opportunity', ${newId()}::uuid`.execute(tx),
  )

const moments = fc.array(
  fc.nat(3600).map((hours) => start + hours * hour),
  { minLength: 2, maxLength: 4 },
)

describe('what was known at a moment is what the fold makes of what had been recorded, whether it was learned before or not', () => {
  test('for any histories: late, annulled, imported on one day; nothing learned, some, all, and more recorded since', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(aStory, { minLength: 2, maxLength: 25 }),
        moments,
        fc.nat(24),
        async (stories, asked, learnedOf) => {
          const deals = await write(stories)
          if (deals.length === 0) return
          const compare = async (what: string): Promise<void> => {
            for (const moment of asked)
              expect({ what, moment, tally: await askedTally(moment, moment === asked[0]) }).toEqual({
                what,
                moment,
                tally: knownTally(deals, moment),
              })
          }
          await compare('nothing learned')
          const ids = deals.map(({ id }) => id)
          const through = deals[learnedOf % deals.length]!.events[0]!.id
          await company.within((tx) => learn(tx, company.orgId, pipeline.id, ids))
          await learnedThrough(everything)
          await compare('all learned')
          await learnedThrough(through)
          await compare('some learned')
          await learnedThrough(everything)
          const sinceThen = newId()
          await addTo(deals[0]!)
          await learnedThrough(sinceThen)
          await compare('more recorded since')
        },
      ),
      { numRuns: 12, endOnFailure: true },
    )
  }, 120_000)

  test('an import of today that tells of two years ago changes no past day', async () => {
    await write([])
    const today = now.getTime() - hour
    const old = Date.parse('2024-05-01T00:00:00Z')
    const admin = await company.as('admin', now)
    const row = Object.assign(blankDeal(admin), { name: '旧商机', pipeline_id: pipeline.id, amount_minor: 100 })
    const events = [stageEvent('enter', old, today, stageId(1)), stageEvent('win', old + 30 * 24 * hour, today, null)]
    const count = async (moment: number) => (await askedTally(moment))[0]!.entered
    expect(await count(old + 365 * 24 * hour)).toBe(0)
    await company.within(async (tx) =>
      openMany(tx, admin, [{ row, events: events as BroughtEvent[] }], await stagesForMany(tx, company.orgId, pipeline.id)),
    )
    await news()
    expect([await count(old + 365 * 24 * hour), await count(today)]).toEqual([0, 1])
    await company.within((tx) => learn(tx, company.orgId, pipeline.id, [row.id]))
    await learnedThrough(everything)
    await news()
    expect([await count(old + 365 * 24 * hour), await count(today)]).toEqual([0, 1])
  })

  test('the job learns a pipeline once, keeps up with it, begins anew with its next version, and complains of what it would not have learned', async () => {
    const deals = await write(fc.sample(aStory, { numRuns: 8, seed: 7 }))
    const run = (work: typeof keepUp) => company.within((tx) => work(tx, job('funnel'), database.db))
    const rows = async () =>
      (
        await company.within((tx) =>
          sql<{
            id: string
          }>`select opportunity_id as id from opportunity_known where org_id = ${company.orgId} and pipeline_id = ${pipeline.id}`.execute(
            tx,
          ),
        )
      ).rows
    await run(keepUp)
    expect(new Set((await rows()).map(({ id }) => id))).toEqual(new Set(deals.map(({ id }) => id)))
    const before = (await rows()).length
    await addTo(deals[0]!)
    await run(keepUp)
    expect((await rows()).length).toBeGreaterThan(before)

    await learnedThrough(everything)
    await run(checkKnown)
    await company.within((tx) =>
      sql`update opportunity_known set status = 'lost', amount_minor = 1 where org_id = ${company.orgId} and opportunity_id = ${deals[1]!.id}`.execute(
        tx,
      ),
    )
    await expect(run(checkKnown)).rejects.toThrow(deals[1]!.id)
    await run(checkKnown)

    await company.within((tx) =>
      sql`update pipeline set current_version = current_version + 1 where org_id = ${company.orgId} and id = ${pipeline.id}`.execute(
        tx,
      ),
    )
    await company.within((tx) =>
      sql`delete from opportunity_known where org_id = ${company.orgId} and opportunity_id = ${deals[2]!.id}`.execute(tx),
    )
    await run(keepUp)
    expect((await rows()).some(({ id }) => id === deals[2]!.id)).toBe(true)
  })
})

/** One more thing is recorded about a deal: late, of a time before its last step. */
async function addTo(deal: Deal): Promise<void> {
  const recordedAt = now.getTime() - 2 * hour
  const admin = await company.as('admin', now)
  const event = stageEvent('back', recordedAt - 24 * hour, recordedAt, stageId(1))
  const amount: FieldEvent = {
    id: newId(),
    field: 'amountMinor',
    old: deal.amountMinor,
    new: 77,
    occurredAt: recordedAt,
    recordedAt,
  }
  await company.within(async (tx) => {
    const loaded = (await loadMany(tx, company.orgId, [deal.id])).get(deal.id)!
    const stages = await stagesForMany(tx, company.orgId, pipeline.id)
    const change = { deal: loaded, stageEvents: [event as BroughtEvent], fieldEvents: [amount], set: { amount_minor: 77 } }
    await appendMany(tx, admin, [change], stages, [])
  })
  deal.events.push(event)
  deal.fieldEvents.push(amount)
  deal.amountMinor = 77
}
