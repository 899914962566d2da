import { afterAll, beforeAll, expect, test } from 'vitest'
import { aCustomer, aDeal } from '../../test/factories/a-company.ts'
import { aServer, type Loose, type TestServer } from '../../test/server.ts'
import { aStaffedCompany, type Staffed } from '../../test/two-companies.ts'
import { inOrganisation, type Tx } from '../platform/database/connect.ts'
import { addDays, dayOf } from '../platform/time.ts'
import { readHeld } from './queries/falling.ts'
import { defaultRule, type PoolRule } from './rule.ts'

let isStaffed = false
const clock = { at: new Date('2026-06-15T04:00:00Z'), now: () => (isStaffed ? clock.at : new Date()) }
const ago = (days: number): Date => new Date(clock.at.getTime() - days * 86_400_000)
const timeZone = 'Asia/Shanghai'
let server: TestServer
let ours: Staffed

const within = <T>(work: (tx: Tx) => Promise<T>) => inOrganisation(server.database.db, ours.orgId, work)

/** A customer of each kind: silent or not, of either level, with each sort of deal, of two grades and three tiers. */
async function oneOfEach(tx: Tx): Promise<void> {
  const [orgId, ownerId] = [ours.orgId, ours.members['li']!]
  const judged = { score: 75, coverage: 1, parts: '{}', known: '{}', revenue_minor: 0, since: '2026-01-01', judged_at: clock.at }
  let count = 0
  for (const silent of [10, 62, 200])
    for (const level of ['potential', 'strategic'])
      for (const deal of [null, 'open', 'on-hold', 'lost', 'won'] as const)
        for (const grade of [1, 3])
          for (const tier of [null, 'A', 'C']) {
            const customerId = await aCustomer(tx, orgId, { name: `客户${++count}`, ownerId })
            await tx.updateTable('customer').set({ created_at: ago(365), owner_since: ago(300), last_activity_at: ago(silent), level }).where('id', '=', customerId).execute() // prettier-ignore
            await tx.insertInto('customer_standing').values({ org_id: orgId, customer_id: customerId, owner_id: ownerId, level, grade, measured_at: clock.at }).execute() // prettier-ignore
            if (tier) await tx.insertInto('key_account').values({ org_id: orgId, customer_id: customerId, owner_id: ownerId, tier, ...judged }).execute() // prettier-ignore
            if (deal === null) continue
            const id = await aDeal(tx, orgId, { customerId, ownerId, ...(deal === 'won' ? { status: 'won' as const } : {}) })
            const moved = { won: ago(20), lost: ago(100), open: ago(200), 'on-hold': ago(200) }[deal]
            await tx.updateTable('opportunity').set({ status: deal, created_at: ago(250), stage_since: moved, closed_at: deal === 'won' || deal === 'lost' ? moved : null }).where('id', '=', id).execute() // prettier-ignore
          }
}

beforeAll(async () => {
  server = await aServer({ clock })
  ours = await aStaffedCompany(server, '云帆')
  isStaffed = true
  await within(oneOfEach)
}, 120_000)
afterAll(() => server.close())

const rules: [string, Partial<PoolRule>][] = [
  ['by contact alone', { contactDays: 60, progressDays: null }],
  ['by progress alone', { contactDays: null, progressDays: 90 }],
  ['by either', { contactDays: 150, progressDays: 90 }],
  ['sparing nobody but those with open deals', { contactDays: 60, protectedLevels: [], protectedGrades: [], protectedTiers: [] }],
  ['sparing more', { contactDays: 60, protectedGrades: [3], protectedTiers: ['B', 'C'] }],
]
test.each(rules)('who would fall is counted as the rule says of each customer alone: %s', async (_, change) => {
  const rule: PoolRule = { ...defaultRule, isOn: true, ...change }
  const asked = await server.ask('POST', '/api/v1/pool/trials', { as: ours.tokens.admin, body: rule })
  expect(asked.status, JSON.stringify(asked.body)).toBe(200)
  const today = dayOf(clock.at, timeZone)
  const [spared, alone] = [new Map<string, number>(), { subject: 0, atOnce: 0, thisWeek: 0 }]
  await within(async (tx) => {
    for (const { id } of await tx.selectFrom('customer').select('id').where('deleted_at', 'is', null).execute()) {
      const { protection, due } = (await readHeld(tx, ours.orgId, id, { rule, timeZone }))!
      if (protection) spared.set(protection, (spared.get(protection) ?? 0) + 1)
      if (protection) continue
      alone.subject++
      if (due && due.on <= addDays(today, 1)) alone.atOnce++
      else if (due && due.on <= addDays(today, 7)) alone.thisWeek++
    }
  })
  expect(asked.body).toMatchObject(alone)
  expect(new Map(asked.body.spared.map(({ by, customers }: Loose) => [by, customers]))).toEqual(spared)
  expect(alone.atOnce).toBeGreaterThan(0)
})
