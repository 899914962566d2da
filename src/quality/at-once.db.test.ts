import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { ActivityKind } from '../activities/activity.ts'
import { evidenceOf } from '../activities/contact-evidence.ts'
import { relationStrength } from '../customers/relation-strength.ts'
import { inOrganisation, type Tx } from '../platform/database/connect.ts'
import { newId } from '../platform/ids.ts'
import { runOne, type Work } from '../platform/jobs.ts'
import { aCustomer } from '../../test/factories/a-company.ts'
import { aServer, type Loose, type TestServer } from '../../test/server.ts'
import { aStaffedCompany, type Staffed } from '../../test/two-companies.ts'
import { keepStandings } from './commands/keep-up.ts'
import type { PassSize } from './commands/pass.ts'
import { keepQuality } from './jobs.ts'
import { keepUpKind } from './setting.ts'

/** The staffed company is made in its own present; what is judged lies in one of ours, before it. */
let isStaffed = false
const clock = { at: new Date('2026-06-15T04:00:00Z'), now: () => (isStaffed ? clock.at : new Date()) }
const dayMs = 86_400_000
const small: PassSize = { above: 0, together: 2 }
let server: TestServer
let ours: Staffed
let some: string[]

type As = keyof Staffed['tokens']
const ask = async (as: As, method: string, path: string, body?: unknown): Promise<Loose> =>
  server.ask(method, `/api/v1${path}`, { as: ours.tokens[as], ...(body === undefined ? {} : { body }) })
const within = <T>(work: (tx: Tx) => Promise<T>) => inOrganisation(server.database.db, ours.orgId, work)
const step = (options = {}) => within((tx) => keepStandings(tx, ours.orgId, clock.at, { size: small, ...options }))
const keep = async (options = {}) => {
  for (let more = await step(options); more; more = await step());
}
const ago = (days: number): Date => new Date(clock.at.getTime() - days * dayMs)
const visited = (customerId: string, days: readonly number[]) =>
  within((tx) =>
    tx
      .insertInto('activity')
      .values(
        days.map((day) => ({
          org_id: ours.orgId,
          id: newId(),
          kind: 'visit' as ActivityKind,
          customer_id: customerId,
          owner_id: ours.members['li']!,
          happened_at: ago(day),
          recorded_at: ago(day),
          duration_minutes: 60,
          content: '谈',
          feedback: '有兴趣',
          created_by: ours.members['li']!,
          updated_at: ago(1),
        })),
      )
      .execute(),
  )
const standings = () => within((tx) => tx.selectFrom('customer_standing').selectAll().orderBy('customer_id').execute())
const standing = async (id: string) => (await standings()).find((row) => row.customer_id === id)
const visits = (days: readonly number[]) =>
  relationStrength(days.map((day) => evidenceOf({ kind: 'visit', minutes: 60, feedback: '有兴趣' }, day)))
const criterion = { field: 'industry', operator: 'one-of', values: ['电子制造'], number: null, weight: 1, knockOut: false }
const profileFor = (industry: string) => ({
  profile: { mandatory: ['industry'], criteria: [{ ...criterion, values: [industry] }], premium: { revenueMinor: null, dealMinor: null }, keepsStated: false },
  matrix: null,
}) // prettier-ignore

beforeAll(async () => {
  server = await aServer({ clock })
  ours = await aStaffedCompany(server, '云帆')
  isStaffed = true
}, 120_000)
afterAll(() => server.close())

beforeEach(async () => {
  clock.at = new Date('2026-06-15T04:00:00Z')
  await within(async (tx) => {
    for (const table of ['quality_pass', 'customer_contact_sum', 'quality_progress', 'grade_month', 'customer_override', 'customer_standing_change', 'customer_standing', 'quality_setting'] as const)
      await tx.deleteFrom(table).execute() // prettier-ignore
    await tx
      .updateTable('activity')
      .set({ deleted_at: clock.at, updated_at: ago(1) })
      .where('deleted_at', 'is', null)
      .execute()
    some = []
    for (const name of ['甲', '乙', '丙', '丁', '戊']) {
      const id = await aCustomer(tx, ours.orgId, { name: `${name} ${newId().slice(-6)}`, ownerId: ours.members['li']! })
      await tx.updateTable('customer').set({ created_at: ago(400), updated_at: ago(1), industry: '餐饮' }).where('id', '=', id).execute() // prettier-ignore
      some.push(id)
    }
  })
})

describe('while everybody is judged', () => {
  test('a profile that is saved beside it holds afterwards for all', async () => {
    await keep()
    await within((tx) => tx.deleteFrom('job').execute())
    expect((await ask('admin', 'PUT', '/quality/setting', profileFor('电子制造'))).status).toBe(200)
    const faults: string[] = []
    const saveBeside: Work = async (tx, job, db) => {
      await keepQuality(tx, job, db)
      expect((await ask('admin', 'PUT', '/quality/setting', profileFor('餐饮'))).status).toBe(200)
    }
    const run = (work: Work) => runOne(server.database.db, { [keepUpKind]: work }, (line, error) => void faults.push(`${line} ${String(error)}`)) // prettier-ignore
    expect(await run(saveBeside)).toBe(true)
    expect((await standing(some[0]!))!.level).toBe('no-match')
    while (await run(keepQuality));
    expect(faults).toEqual([])
    for (const id of some) expect((await standing(id))!.level).toBe('target')
  })

  test('a rep who raises the own customers keeps none of it from the supervisor, and each raise holds', async () => {
    expect((await ask('admin', 'PUT', '/quality/setting', profileFor('电子制造'))).status).toBe(200)
    await keep()
    const raise = (id: string) => ask('li', 'PUT', `/customers/${id}/level-override`, { value: 'strategic', reason: '我的' })
    // before its part is judged, after it, and at the same moment
    const [early, late, beside, left] = [some[4]!, some[0]!, some[2]!, some[3]!]
    expect(await step({ all: true })).toBe(true)
    expect((await raise(early)).status).toBe(200)
    for (let through = ''; through < late;) {
      expect(await step()).toBe(true)
      through =
        (await within((tx) => tx.selectFrom('quality_pass').select('through_id').executeTakeFirstOrThrow())).through_id ?? ''
    }
    expect((await raise(late)).status).toBe(200)
    const [judged, raised] = await Promise.allSettled([step(), raise(beside)])
    expect(raised).toMatchObject({ value: { status: 200 } })
    if (judged.status === 'rejected') expect(judged.reason.code).toBe('40P01')
    await keep()
    const seen: string[] = (await ask('zhao', 'GET', '/quality/overrides?raisedByOwner=true')).body.items.map(({ customer }: Loose) => customer.id) // prettier-ignore
    expect(some.filter((id) => seen.includes(id))).toEqual([late, beside, early])
    for (const id of [late, beside, early])
      expect(await standing(id)).toMatchObject({ level: 'strategic', proposed_level: 'no-match' })
    expect((await standing(left))!.level).toBe('no-match')
  })

  test('another judging of everybody waits, and everything is counted once', async () => {
    for (const id of some) await visited(id, [3, 40, 70, 200])
    await keep()
    const alone = [await standings(), await changes(), await months()]
    expect(alone[2]!.length).toBeGreaterThan(0)
    await within(async (tx) => {
      for (const table of ['quality_progress', 'grade_month', 'customer_standing_change', 'customer_standing'] as const)
        await tx.deleteFrom(table).execute()
    })
    await Promise.all([keep(), keep(), keep({ all: true })])
    const together = [await standings(), await changes(), await months()]
    expect(told(together)).toEqual(told(alone))
    expect(await within((tx) => tx.selectFrom('customer_contact_sum').selectAll().execute())).toEqual([])
  })

  test('a customer that is merged or archived meanwhile is judged by what it has become', async () => {
    const [kept, other, archived] = some as [string, string, string]
    await visited(kept, [2, 30])
    await visited(other, [5, 50, 80])
    await visited(archived, [4])
    await keep()
    expect((await standing(kept))!.strength).toBeCloseTo(visits([2, 30]).strength, 8)
    clock.at = new Date(clock.at.getTime() + dayMs)
    expect(await step({ all: true })).toBe(true)
    const merged = await ask('zhao', 'POST', `/customers/${kept}/merges`, { otherId: other })
    expect(merged.status, JSON.stringify(merged.body)).toBe(201)
    expect((await ask('li', 'DELETE', `/customers/${archived}`)).status).toBe(204)
    await keep()
    clock.at = new Date(clock.at.getTime() + 60_000)
    await keep()
    const strength = visits([2, 30, 5, 50, 80].map((days) => days + 1 + 1 / 1440)).strength
    expect((await standing(kept))!.strength).toBeCloseTo(strength, 8)
    expect(await standing(other)).toBeUndefined()
    expect(await standing(archived)).toBeUndefined()
    const { cells, outside } = (await ask('director', 'GET', '/quality-matrix')).body
    const inMatrix = [...cells, ...outside].reduce((sum: number, { customers }: Loose) => sum + customers, 0)
    expect(inMatrix).toBe((await standings()).length)
  })

  test('a month that ends before it is through is closed, also where all are judged anew then', async () => {
    for (const id of some) await visited(id, [3, 40])
    await keep()
    clock.at = new Date('2026-06-30T15:59:00Z')
    expect(await step()).toBe(true)
    clock.at = new Date('2026-06-30T16:01:00Z')
    await keep({ all: true })
    const closed = await within((tx) =>
      tx.selectFrom('grade_month').select('customers').where('month', '=', '2026-06-01').execute(),
    )
    expect(closed.reduce((sum, { customers }) => sum + customers, 0)).toBe((await standings()).length)
  })
})

describe('where nothing can be compared', () => {
  test('a customer of whom nothing is known, and a profile in which nothing weighs, give no fit, no mismatch and no grade', async () => {
    const unknown = some[0]!
    await within((tx) => tx.updateTable('customer').set({ industry: null }).where('id', '=', unknown).execute())
    expect((await ask('admin', 'PUT', '/quality/setting', profileFor('餐饮'))).status).toBe(200)
    await keep()
    expect(await standing(unknown)).toMatchObject({ level: 'potential', fit: null, known: 0, strength: 0, strength_order: 0, relationship: 'untouched', grade: null }) // prettier-ignore
    expect((await standing(some[1]!))!.level).toBe('target')
    const { profile } = profileFor('餐饮')
    const weightless = { ...profile, criteria: profile.criteria.map((one) => ({ ...one, weight: 0 })) }
    expect((await ask('admin', 'PUT', '/quality/setting', { profile: weightless, matrix: null })).status).toBe(200)
    await keep({ all: true })
    for (const id of some)
      expect(await standing(id)).toMatchObject({ level: 'potential', fit: null, known: 0, level_rule: { kind: id === unknown ? 'not-identified' : 'nothing-to-compare' } }) // prettier-ignore
    const page = await ask('li', 'GET', `/customers/${unknown}/standing`)
    expect([page.status, page.body.level.value, page.body.strength, page.body.grade]).toEqual([200, 'potential', 0, null])
    const { assets, effort } = (await ask('director', 'GET', '/quality-matrix')).body
    expect(JSON.stringify([assets, effort])).not.toMatch(/NaN|Infinity/)
  })
})

const changes = () => within((tx) => tx.selectFrom('customer_standing_change').selectAll().orderBy('customer_id').orderBy('day').execute()) // prettier-ignore
const months = () => within((tx) => tx.selectFrom('grade_month').selectAll().orderBy('month').orderBy('owner_id').orderBy('from_grade').orderBy('to_grade').execute()) // prettier-ignore
/** Without the ids that are made anew each time. */
const told = (lists: readonly object[][]): object[][] => lists.map((rows) => rows.map((row) => ({ ...row, id: null })))
