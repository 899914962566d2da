import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aDatabase, type TestDatabase } from '../../test/database.ts'
import { aCompany, aCustomer, type Company } from '../../test/factories/a-company.ts'
import { aPipeline, type TestPipeline } from '../../test/factories/a-pipeline.ts'
import { tell } from '../../test/factories/showroom.ts'
import { millisecondsOf } from '../funnel/facts/moment.ts'
import { selected } from '../funnel/queries/conditions.ts'
import { keepFacts, type Keeper, loadInBackground, stopKeeping } from '../funnel/queries/facts/keeper.ts'
import { knownAt } from '../opportunities/element-past.ts'
import { readPasts } from '../opportunities/queries/elements-past.ts'
import type { Tx } from '../platform/database/connect.ts'
import { newId } from '../platform/ids.ts'
import { announce } from '../platform/news.ts'
import type { Caller } from '../platform/session.ts'
import { checkupQuery } from './contract.ts'
import { type Members, wentOn } from './gate-members.ts'
import { rowsOf } from './pick.ts'
import { countAhead } from './queries/ahead.ts'
import { shareRead } from './queries/deeds.ts'
import { prepare, type Prepared } from './queries/prepare.ts'
import { type Prospects, prospectsAtHand, readProspects, unread } from './queries/prospects.ts'
import { renewed } from './queries/renewed.ts'
import { readLookedAt, readSample } from './queries/traits.ts'
import { openState } from './reach.ts'
import { keyText } from './trait-space.ts'
import { membersWith, type TraitTallies, traitTallies } from './trait-tallies.ts'

const now = new Date('2026-06-01T03:00:00Z')
const start = Date.parse('2026-01-05T00:00:00Z')
const hour = 3_600_000
const dayMs = 24 * hour

let database: TestDatabase
let company: Company
let pipeline: TestPipeline
let customerId: string
let contacts: string[]
let keeper: Keeper

beforeAll(async () => {
  database = await aDatabase()
  company = await aCompany(database.db, { now })
  customerId = await company.within((tx) => aCustomer(tx, company.orgId, { ownerId: company.member.li }))
  contacts = await company.within(async (tx) => {
    const made = ['decider', 'decider', 'user', null].map((role) => ({ id: newId(), role }))
    await tx
      .insertInto('contact')
      .values(
        made.map((one) => ({
          ...one,
          org_id: company.orgId,
          customer_id: customerId,
          owner_id: company.member.li,
          created_by: company.member.li,
          name: '人',
        })),
      )
      .execute()
    return made.map(({ id }) => id)
  })
  keeper = keepFacts(database.db, { maxBytes: 2 ** 28 })
}, 60_000)
afterAll(async () => {
  await stopKeeping(keeper)
  await database.drop()
})

const anActivity = fc.record({
  deal: fc.nat(11),
  kind: fc.constantFrom('call', 'visit', 'demo'),
  late: fc.boolean(),
  hours: fc.integer({ min: -100, max: 900 }),
  met: fc.subarray([0, 1, 2, 3]),
  archived: fc.boolean(),
})
const aStatement = fc.record({
  deal: fc.nat(11),
  element: fc.constantFrom('budget', 'need'),
  state: fc.constantFrom('unknown', 'partial', 'confirmed', 'unfavourable'),
  /** Null: nobody knows when it was found out. */
  found: fc.option(fc.integer({ min: -100, max: 900 })),
  written: fc.integer({ min: -100, max: 900 }),
})
type Told<A> = A extends fc.Arbitrary<infer T> ? T : never
interface Done {
  activities: Told<typeof anActivity>[]
  statements: Told<typeof aStatement>[]
}

const paths = ['12', '123W', '1L', '12L', '123', '1', '12T', '1234W', '13L', '121', '12W', '1']

async function write(tx: Tx, ids: readonly string[], { activities, statements }: Done): Promise<string[]> {
  const at = (hours: number): Date => new Date(start + hours * hour)
  const made = activities.map((one) => ({ ...one, id: newId() }))
  if (made.length > 0)
    await tx
      .insertInto('activity')
      .values(
        made.map(({ id, deal, kind, late, hours, archived }) => ({
          org_id: company.orgId,
          id,
          kind,
          late,
          customer_id: customerId,
          opportunity_id: ids[deal]!,
          owner_id: company.member.li,
          created_by: company.member.li,
          happened_at: at(hours),
          recorded_at: at(hours),
          content: '谈过',
          deleted_at: archived ? now : null,
        })),
      )
      .execute()
  const meetings = made.flatMap(({ id, met }) =>
    met.map((one) => ({ org_id: company.orgId, activity_id: id, contact_id: contacts[one]! })),
  )
  if (meetings.length > 0) await tx.insertInto('activity_contact').values(meetings).execute()
  if (statements.length > 0)
    await tx
      .insertInto('field_event')
      .values(
        statements.map(({ deal, element, state, found, written }) => ({
          org_id: company.orgId,
          id: newId(),
          opportunity_id: ids[deal]!,
          field: `element:${element}`,
          old: null,
          new: JSON.stringify({ state, answer: null }),
          occurred_at: found === null ? null : at(found),
          recorded_at: at(written),
          actor_id: company.member.li,
        })),
      )
      .execute()
  return made.map(({ id }) => id)
}

/** One deal after the other, by what the tables say. */
async function naive(tx: Tx, { deals, resolved }: Prepared, members: Members): Promise<TraitTallies> {
  const { orgId } = company
  const activities = await sql<{ deal: string; kind: string; late: boolean; at: Date; people: [string, string | null][] | null }>`
    select a.opportunity_id as deal, a.kind, a.late, a.happened_at as at,
      (select json_agg(json_build_array(c.id, c.role)) from activity_contact p join contact c on c.org_id = p.org_id and c.id = p.contact_id
        where p.org_id = a.org_id and p.activity_id = a.id) as people
    from activity a where a.org_id = ${orgId} and a.deleted_at is null and a.opportunity_id is not null`.execute(tx)
  const pasts = await readPasts(tx, { orgId, pipelineId: resolved.pipeline.id, most: 1000 })
  const found = new Map<string, { n: number; successes: number; beside: number; stuck: number }>()
  const [all, beside] = [
    { n: members.size, successes: 0 },
    { n: 0, successes: 0 },
  ]
  for (let member = 0; member < members.size; member++) {
    const deal = members.deal[member]!
    const [from, until] = [millisecondsOf(members.from[member]!), millisecondsOf(members.until[member]!)]
    const own = activities.rows.filter((one) => one.deal === deals.idOf(deal) && one.at.getTime() <= until)
    const here = own.filter(({ at }) => at.getTime() >= from)
    const first = Math.min(...here.map(({ at }) => at.getTime() - from))
    const people = new Map(own.flatMap(({ people: some }) => some ?? []))
    const known = knownAt(
      pasts.find(({ id }) => id === deals.idOf(deal))!,
      until,
    )
    const traits = new Set([
      ...(['source', 'product', 'band', 'region', 'owner'] as const).map(
        (name) => `${name}:${deals.of[name].values[deals.of[name].codes[deal]!] ?? ''}`,
      ),
      ...here.map(({ kind }) => `activity:${kind}`),
      `activity:${here.length === 0 ? 'none' : here.length >= 3 ? 'three-or-more' : 'one-or-two'}`,
      ...(first <= dayMs ? ['response:within-a-day'] : first > 7 * dayMs ? ['response:later-than-a-week'] : []),
      ...(here.length > 0 && here.filter(({ late }) => late).length * 2 >= here.length ? ['recording:late'] : []),
      ...[...people.values()].flatMap((role) => (role === null ? [] : [`met:${role}`])),
      `met:${people.size === 0 ? 'nobody' : people.size === 1 ? 'one-person' : 'several-people'}`,
      ...[...known].flatMap(([element, { state }]) => (state === 'unknown' ? [] : [`element:${element}=${state}`])),
    ])
    const [went, stuck] = [Number(members.fate[member] === wentOn), members.stuck[member]!]
    all.successes += went
    beside.n += went | stuck
    beside.successes += stuck
    for (const trait of traits) {
      const tally = found.get(trait) ?? { n: 0, successes: 0, beside: 0, stuck: 0 }
      found.set(trait, {
        n: tally.n + 1,
        successes: tally.successes + went,
        beside: tally.beside + (went | stuck),
        stuck: tally.stuck + stuck,
      })
    }
  }
  const traits = [...found].map(([text, tally]) => ({
    key: { kind: text.slice(0, text.indexOf(':')) as 'met', value: text.slice(text.indexOf(':') + 1) },
    tally,
  }))
  return {
    passing: { all, traits: traits.map(({ key, tally: { n, successes } }) => ({ key, own: { n, successes } })) },
    sticking: {
      all: beside,
      traits: traits.map(({ key, tally }) => ({ key, own: { n: tally.beside, successes: tally.stuck } })),
    },
  }
}

/** Who is known and what is next of the open deals: as kept, and as the tables tell it. */
async function sameProspects(tx: Tx, caller: Caller, { deals, picks, resolved }: Prepared, kept: boolean): Promise<void> {
  const atHand = await prospectsAtHand(tx, caller, deals)
  // At first whether they are read already is a matter of moments.
  if (kept) expect(atHand).not.toBeNull()
  if (!atHand) return
  const read = await readProspects(tx, caller, deals, selected(caller, resolved.selection))
  const open = Array.from(rowsOf(picks)).filter((deal) => deals.state[deal] === openState)
  const told = ({ people, stepDay }: Prospects) => open.map((deal) => [deal, people[deal], stepDay[deal]])
  expect(told(atHand)).toEqual(told(read))
  expect(open.every((deal) => read.people[deal] !== unread)).toBe(true)
}

const sorted = ({ passing, sticking }: TraitTallies) =>
  [passing, sticking].map(({ all, traits }) => ({
    all,
    traits: traits.toSorted((a, b) => (keyText(a.key) < keyText(b.key) ? -1 : 1)),
  }))

test('everything that distinguishes deals is counted from what is kept as from the tables, whatever is done and corrected', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(anActivity, { maxLength: 25 }),
      fc.array(aStatement, { maxLength: 15 }),
      fc.array(anActivity, { maxLength: 6 }),
      fc.array(aStatement, { maxLength: 4 }),
      fc.integer({ min: 1, max: 2 }),
      async (activities, statements, later, laterStatements, stage) => {
        pipeline = await company.within((tx) => aPipeline(tx, company.orgId, { stages: 4 }))
        const stories = paths.map((path, index) => ({ path, at: start + index * hour, stepDays: 6 }))
        const ids = await tell(company, pipeline, stories, now)
        const made = await company.within((tx) => write(tx, ids, { activities, statements }))
        await company.within((tx) =>
          tx.updateTable('opportunity').set({ customer_id: customerId }).where('id', 'in', ids.slice(4, 8)).execute(),
        )
        const director = await company.as('director', now)
        keeper.kept.clear()
        await loadInBackground(keeper, company.orgId)
        const look = (caller: Caller, kept: boolean) =>
          company.within(async (tx) => {
            await sql`set transaction read only`.execute(tx)
            const prepared = await prepare(tx, caller, checkupQuery.parse({ pipeline: pipeline.key, cohort: 'all' }))
            if (!prepared.ok) throw new Error(prepared.refusal.code)
            await sameProspects(tx, caller, prepared.value, kept)
            // At first as it is read while nothing is kept yet: whether that is still so is a matter of moments.
            const looked = await (kept ? readLookedAt : readSample)(tx, caller, prepared.value, stage, 20)
            expect(looked.byMember).toBe(!kept)
            if (kept) expect(await shareRead(tx, caller)).toBeNull()
            const tallies = traitTallies(looked)
            expect(sorted(tallies)).toEqual(sorted(await naive(tx, prepared.value, looked.members)))
            for (const { key, own } of tallies.passing.traits)
              expect(membersWith(looked, keyText(key))!.reduce((sum, one) => sum + one, 0)).toBe(own.n)
          })
        await look(director, false)
        await Promise.all(keeper.loading.values())
        await look(director, true)
        // corrected, archived, told later, met in another role, moved to another deal
        await company.within(async (tx) => {
          await write(tx, ids, { activities: later, statements: laterStatements })
          await sql`update activity set deleted_at = ${now} where id = any(${made.filter((_, index) => index % 4 === 1)}::uuid[])`.execute(
            tx,
          )
          await sql`update activity set late = not late, kind = 'email' where id = any(${made.filter((_, index) => index % 4 === 2)}::uuid[])`.execute(
            tx,
          )
          await sql`update contact set role = case when role = 'user' then 'decider' else 'user' end where id = ${contacts[0]}`.execute(
            tx,
          )
          // a next step is set or taken away, and somebody of the customer of four deals is archived or back
          await sql`update opportunity set next_step_on = case when next_step_on is null then '2026-06-10'::date end where id = any(${ids.filter((_, index) => index % 3 === 0)}::uuid[])`.execute(
            tx,
          )
          await sql`update contact set deleted_at = case when deleted_at is null then ${now}::timestamptz end where id = ${contacts[2]}`.execute(
            tx,
          )
          const changed = [
            ...ids.filter((_, index) => index % 3 === 0).map((id) => ({ entityKind: 'opportunity', entityId: id })),
            { entityKind: 'contact', entityId: contacts[2]! },
            ...made.map((id) => ({ entityKind: 'activity', entityId: id })),
            ...[...later, ...laterStatements].map(({ deal }) => ({ entityKind: 'opportunity', entityId: ids[deal]! })),
            { entityKind: 'contact', entityId: contacts[0]! },
          ]
          await announce(
            tx,
            company.orgId,
            changed.map((one) => ({ ...one, topic: 'something.changed', ownerId: null })),
          )
        })
        await tell(company, pipeline, [{ path: '12W', at: start }], now)
        await look(director, true)
        await look(await company.as('zhao', now), true)
      },
    ),
    { numRuns: 6, endOnFailure: true },
  )
})

test('what takes long is learned while somebody waits only where nothing is known of the last half hour', async () => {
  const director = await company.as('director', now)
  let learned = 0
  const ask = (minutes: number) =>
    company.within(async (tx) => {
      const at = new Date(now.getTime() + minutes * 60_000)
      const { found, at: knownFrom } = await renewed(tx, { ...director, now: at }, 'test', async () => ++learned)
      return [found, (knownFrom.getTime() - now.getTime()) / 60_000]
    })
  expect(await ask(0)).toEqual([1, 0])
  expect(await ask(9)).toEqual([1, 0])
  expect(await ask(11)).toEqual([1, 0])
  await expect.poll(() => ask(12)).toEqual([2, 11])
  expect(learned).toBe(2)
  expect(await ask(60)).toEqual([3, 60])
})

test('what was asked of all deals is counted once for the next quarter of an hour, late in the one that runs', async () => {
  const director = await company.as('director', now)
  const begun: number[] = []
  const end = now.getTime() + 14 * 60_000
  const ask = (minutes: number, more: Partial<Prepared> = {}) =>
    company.within(async (tx) => {
      const many = {
        deals: { size: 60_000 },
        filtered: false,
        now: end,
        query: {},
        resolved: { asOf: null },
        ...more,
      } as Prepared
      countAhead(tx, { ...director, now: new Date(now.getTime() + minutes * 60_000) }, many, async (_, next) => begun.push(next))
    })
  await ask(2)
  await ask(12, { filtered: true })
  await ask(12, { deals: { size: 400 } as never })
  await ask(12)
  await expect.poll(() => begun).toEqual([end + 900_000])
  await ask(13)
  await ask(13, { now: end + 900_000 })
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect(begun).toHaveLength(1)
})
