import { sql } from 'kysely'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { judgeWithinDays, relationships } from '../customers/quality-matrix.ts'
import { inOrganisation, type Tx } from '../platform/database/connect.ts'
import { newId } from '../platform/ids.ts'
import { addDays, dayOf } from '../platform/time.ts'
import { aCustomer } from '../../test/factories/a-company.ts'
import { aServer, type TestServer } from '../../test/server.ts'
import { aStaffedCompany, type Staffed } from '../../test/two-companies.ts'
import { standAndMoved } from './queries/stand-and-moved.ts'
import { countAnew } from './store/counts.ts'

const now = new Date()
const today = dayOf(now, 'Asia/Shanghai')
const due = addDays(today, -judgeWithinDays)
const levels = ['potential', 'target', 'premium', 'strategic', 'no-match']
const people = ['li', 'wang'] as const
const size = 8
let server: TestServer
let ours: Staffed
let customers: string[]

const within = <T>(work: (tx: Tx) => Promise<T>) => inOrganisation(server.database.db, ours.orgId, work)
const ownerOf = (who: number): string => Object.values(ours.members)[who % 2]!

beforeAll(async () => {
  server = await aServer()
  ours = await aStaffedCompany(server, '云帆')
  customers = await within(async (tx) => {
    const ids: string[] = []
    for (let count = 0; count < size; count++)
      ids.push(await aCustomer(tx, ours.orgId, { name: `客户${count}`, ownerId: ownerOf(count) }))
    return ids
  })
}, 120_000)
afterAll(() => server.close())

interface Edit {
  kind: 'enter' | 'move' | 'work' | 'leave' | 'count' | 'record'
  from: number
  through: number
  owner: number
  level: number
  relationship: number
  amount: number
  daysAgo: number | null
}
const edit: fc.Arbitrary<Edit> = fc.record({
  kind: fc.constantFrom(
    'enter' as const,
    'move' as const,
    'work' as const,
    'leave' as const,
    'count' as const,
    'record' as const,
  ),
  from: fc.nat(size - 1),
  through: fc.nat(size - 1),
  owner: fc.nat(people.length - 1),
  level: fc.nat(levels.length - 1),
  relationship: fc.nat(relationships.length - 1),
  amount: fc.nat(1_000_000),
  daysAgo: fc.option(fc.nat(120)),
})

/** One statement as one of the writers of standings makes it, over several customers at once. */
async function make(tx: Tx, { kind, from, through, owner, level, relationship, amount, daysAgo }: Edit): Promise<void> {
  const some = customers.slice(Math.min(from, through), Math.max(from, through) + 1)
  const place = {
    level: levels[level]!,
    relationship: relationships[relationship]!,
    grade: level === 4 ? null : 1 + ((level + relationship) % 5),
  }
  if (kind === 'enter')
    await tx.insertInto('customer_standing').values(some.map((id) => ({ org_id: ours.orgId, customer_id: id, owner_id: ownerOf(owner), ...place, open_minor: amount, measured_at: now })))
      .onConflict((conflict) => conflict.columns(['org_id', 'customer_id']).doUpdateSet({ won_minor: amount })).execute() // prettier-ignore
  else if (kind === 'move')
    await tx.updateTable('customer_standing').set({ ...place, owner_id: ownerOf(owner), known_well_since: daysAgo === null ? null : addDays(today, -daysAgo) }).where('customer_id', 'in', some).execute() // prettier-ignore
  else if (kind === 'work')
    await tx.updateTable('customer_standing').set({ open_minor: amount, effort_count: amount % 90, effort_minutes: amount % 7000, strength: amount }).where('customer_id', 'in', some).execute() // prettier-ignore
  else if (kind === 'leave') await tx.deleteFrom('customer_standing').where('customer_id', 'in', some).execute()
  else if (kind === 'count') await countAnew(tx, ours.orgId, today)
  else
    await tx.insertInto('customer_standing_change').values(some.map((id) => {
      const day = addDays(today, -(daysAgo ?? 0))
      return { org_id: ours.orgId, id: newId(), customer_id: id, day, at: now, from_level: levels[(level + 1) % 5]!, to_level: place.level, from_relationship: relationships[(amount + 1) % 4]!, to_relationship: place.relationship, from_grade: amount % 2 === 0 ? null : 2, to_grade: place.grade }
    })).execute() // prettier-ignore
}

/** Cells and flows read from every standing and every change, as they are defined. */
async function readOneByOne(tx: Tx, since: string, owner: string | null) {
  const own = owner === null ? sql`true` : sql`s.owner_id = ${owner}`
  const { rows: cells } = await sql`
    select s.level, s.relationship, s.grade, count(*)::int as customers, sum(s.open_minor)::bigint as "openMinor", sum(s.won_minor)::bigint as "wonMinor",
      sum(s.effort_count)::int as activities, sum(s.effort_minutes)::int as minutes, count(*) filter (where s.known_well_since <= ${due}::date)::int as due
    from customer_standing s where s.org_id = ${ours.orgId} and ${own} group by 1, 2, 3`.execute(tx)
  const { rows: flows } = await sql<{ from: unknown; to: unknown; customers: number }>`
    select json_build_object('level', f.from_level, 'relationship', f.from_relationship, 'grade', f.from_grade) as from,
      json_build_object('level', s.level, 'relationship', s.relationship, 'grade', s.grade) as to, 1 as customers
    from customer_standing s join (select distinct on (customer_id) * from customer_standing_change
      where org_id = ${ours.orgId} and day > ${since}::date order by customer_id, day, id) f on f.customer_id = s.customer_id
    where s.org_id = ${ours.orgId} and ${own} and (s.level <> f.from_level or s.relationship <> f.from_relationship)`.execute(tx)
  return { cells, flows }
}

/** In one order, flows of one kind together. */
const inOrder = ({
  cells,
  flows,
}: {
  cells: readonly unknown[]
  flows: readonly { from: unknown; to: unknown; customers: number }[]
}) => {
  const counts = new Map<string, number>()
  for (const { from, to, customers: some } of flows) {
    const key = JSON.stringify([from, to])
    counts.set(key, (counts.get(key) ?? 0) + some)
  }
  return { cells: cells.map((cell) => JSON.stringify(cell)).toSorted(), flows: [...counts].toSorted() }
}

test('the matrix that is kept is the one counted from every standing and every change, whatever was written in which order', async () => {
  let seen = 0
  await fc.assert(
    fc.asyncProperty(fc.array(edit, { minLength: 3, maxLength: 25 }), fc.nat(100), async (edits, daysAgo) => {
      await within(async (tx) => {
        for (const one of edits) await make(tx, one)
        const since = addDays(today, -daysAgo)
        for (const owner of [null, ownerOf(0)]) {
          const own = sql<boolean>`${owner === null ? sql`true` : sql`s.owner_id = ${owner}`}`
          const kept = await standAndMoved(tx, ours.orgId, { since, due, own })
          const oneByOne = await readOneByOne(tx, since, owner)
          expect(inOrder(kept)).toEqual(inOrder(oneByOne))
          seen += kept.flows.length
        }
      })
    }),
    { numRuns: 60 },
  )
  expect(seen).toBeGreaterThan(20)
}, 120_000)

test('what a mishap left in the counts is mended when everybody is counted anew', async () => {
  await within(async (tx) => {
    await make(tx, { kind: 'enter', from: 0, through: size - 1, owner: 0, level: 1, relationship: 1, amount: 5, daysAgo: null })
    await sql`update standing_count set customers = customers + 3 where org_id = ${ours.orgId}`.execute(tx)
    const read = async () =>
      (await standAndMoved(tx, ours.orgId, { since: today, due, own: sql<boolean>`true` })).cells.reduce(
        (sum, cell) => sum + cell.customers,
        0,
      )
    expect(await read()).not.toBe(size)
    await countAnew(tx, ours.orgId, today)
    expect(await read()).toBe(size)
  })
})
