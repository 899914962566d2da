import { sql } from 'kysely'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inOrganisation, type Tx } from '../platform/database/connect.ts'
import { aCustomer } from '../../test/factories/a-company.ts'
import { aServer, type TestServer } from '../../test/server.ts'
import { aStaffedCompany, type Staffed } from '../../test/two-companies.ts'
import { holderOf } from './commands/pass.ts'
import { countAnew } from './store.ts'

const industries = ['电子制造', '物流', null]
const regions = ['310000', '440000', null]
const size = 8
let server: TestServer
let ours: Staffed
let holder: string
let customers: string[]

const within = <T>(work: (tx: Tx) => Promise<T>) => inOrganisation(server.database.db, ours.orgId, work)

beforeAll(async () => {
  server = await aServer()
  ours = await aStaffedCompany(server, '云帆')
  await within(async (tx) => {
    holder = await holderOf(tx, ours.orgId)
    customers = []
    for (let count = 0; count < size; count++)
      customers.push(await aCustomer(tx, ours.orgId, { name: `客户${count}`, ownerId: ours.members['li']! }))
  })
}, 120_000)
afterAll(() => server.close())

const edit = fc.record({
  kind: fc.constantFrom('enter', 'leave', 'owner', 'describe', 'archive', 'restore', 'count'),
  from: fc.nat(size - 1),
  through: fc.nat(size - 1),
  industry: fc.nat(2),
  region: fc.nat(2),
  isPool: fc.boolean(),
})
type Edit = typeof edit extends fc.Arbitrary<infer T> ? T : never

/** One statement over several customers, as a claim, a fall, an edit, an import or an archiving makes it. */
async function make(tx: Tx, { kind, from, through, industry, region, isPool }: Edit): Promise<void> {
  const some = customers.slice(Math.min(from, through), Math.max(from, through) + 1)
  const update = (values: object) => tx.updateTable('customer').set(values).where('id', 'in', some).execute()
  if (kind === 'enter')
    await tx
      .insertInto('pool_stay')
      .values(
        some.map((id) => ({
          org_id: ours.orgId,
          customer_id: id,
          entered_at: new Date(),
          from_owner_id: ours.members['li']!,
          why: 'released',
        })),
      )
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  else if (kind === 'leave') await tx.deleteFrom('pool_stay').where('customer_id', 'in', some).execute()
  else if (kind === 'owner') await update({ owner_id: isPool ? holder : ours.members['li']! })
  else if (kind === 'describe') await update({ industry: industries[industry]!, region: regions[region]! })
  else if (kind === 'archive') await update({ deleted_at: new Date() })
  else if (kind === 'restore') await update({ deleted_at: null })
  else await countAnew(tx, ours.orgId)
}

interface Counted {
  industry: string | null
  region: string | null
  customers: number
}
const kept = async (tx: Tx) =>
  (
    await sql<Counted>`select industry, region, sum(customers)::int as customers from pool_count where org_id = ${ours.orgId}
      group by 1, 2 having sum(customers) <> 0 order by 1, 2`.execute(tx)
  ).rows
const oneByOne = async (tx: Tx) =>
  (
    await sql<Counted>`select c.industry, c.region, count(*)::int as customers from pool_stay s join customer c on c.org_id = s.org_id and c.id = s.customer_id
      where s.org_id = ${ours.orgId} and c.owner_id = ${holder} and c.deleted_at is null group by 1, 2 order by 1, 2`.execute(tx)
  ).rows

test('what is counted of the pool is what is in it, whatever came, went or was edited in which order', async () => {
  let seen = 0
  await fc.assert(
    fc.asyncProperty(fc.array(edit, { minLength: 4, maxLength: 30 }), async (edits) => {
      await within(async (tx) => {
        for (const one of edits) await make(tx, one)
        const counted = await oneByOne(tx)
        expect(await kept(tx)).toEqual(counted)
        seen += counted.length
      })
    }),
    { numRuns: 60 },
  )
  expect(seen).toBeGreaterThan(20)
}, 120_000)

test('what a mishap left in the counts is mended by the night', async () => {
  await within(async (tx) => {
    await make(tx, { kind: 'owner', from: 0, through: 3, industry: 0, region: 0, isPool: true })
    await make(tx, { kind: 'restore', from: 0, through: 3, industry: 0, region: 0, isPool: true })
    await make(tx, { kind: 'enter', from: 0, through: 3, industry: 0, region: 0, isPool: true })
    await sql`update pool_count set customers = customers + 1 where org_id = ${ours.orgId}`.execute(tx)
    expect(await kept(tx)).not.toEqual(await oneByOne(tx))
    await countAnew(tx, ours.orgId)
    expect(await kept(tx)).toEqual(await oneByOne(tx))
  })
})
