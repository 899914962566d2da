import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { evidenceOf } from '../activities/contact-evidence.ts'
import { relationStrength } from '../customers/relation-strength.ts'
import type { ActivityKind } from '../activities/activity.ts'
import { inOrganisation, type Tx } from '../platform/database/connect.ts'
import { insertMany } from '../platform/database/bulk.ts'
import { newId } from '../platform/ids.ts'
import { aCustomer, aDeal } from '../../test/factories/a-company.ts'
import { aServer, type Loose, type TestServer } from '../../test/server.ts'
import { aStaffedCompany, type Staffed } from '../../test/two-companies.ts'
import { keepStandings } from './commands/keep-up.ts'
import { usualPass, type PassSize } from './commands/pass.ts'
import { keepTiers } from './commands/tiers.ts'

/** The staffed company is made in its own present; what is judged lies in one of ours, before it. */
let isStaffed = false
const clock = { at: new Date('2026-06-15T04:00:00Z'), now: () => (isStaffed ? clock.at : new Date()) }
const dayMs = 86_400_000
let server: TestServer
let ours: Staffed
let good: string
let plain: string

type As = keyof Staffed['tokens']
const ask = (as: As, method: string, path: string, body?: unknown, match?: number) =>
  server.ask(method, `/api/v1${path}`, {
    as: ours.tokens[as],
    ...(body === undefined ? {} : { body }),
    ...(match === undefined ? {} : { headers: { 'if-match': String(match) } }),
  })
const within = <T>(work: (tx: Tx) => Promise<T>) => inOrganisation(server.database.db, ours.orgId, work)
const keep = async (options = {}) => {
  while (await within((tx) => keepStandings(tx, ours.orgId, clock.at, options)));
}
const ago = (days: number): Date => new Date(clock.at.getTime() - days * dayMs)

interface Contact {
  kind: ActivityKind
  minutes: number | null
  days: number
  feedback: string | null
}
const contact = (kind: ActivityKind, minutes: number | null, days: number, feedback: string | null = '有兴趣'): Contact => ({
  kind,
  minutes,
  days,
  feedback,
})
const activityOf = (customerId: string, { kind, minutes, days, feedback }: Contact, owner = ours.members.li!) => ({
  org_id: ours.orgId,
  id: newId(),
  kind,
  customer_id: customerId,
  owner_id: owner,
  happened_at: ago(days),
  recorded_at: ago(days),
  duration_minutes: minutes,
  content: '谈',
  feedback,
  created_by: owner,
  updated_at: clock.at,
})
const met = (customerId: string, contacts: readonly Contact[], owner = ours.members.li!) =>
  within((tx) =>
    tx
      .insertInto('activity')
      .values(contacts.map((given) => activityOf(customerId, given, owner)))
      .execute(),
  )
const isCustomer = (values: Record<string, unknown>, id: string) =>
  within((tx) =>
    tx
      .updateTable('customer')
      .set({ ...values, updated_at: clock.at })
      .where('id', '=', id)
      .execute(),
  )
const made = async (name: string, ownerId: string, values: Record<string, unknown> = {}) => {
  const id = await within((tx) => aCustomer(tx, ours.orgId, { name, ownerId }))
  await isCustomer({ created_at: ago(400), ...values }, id)
  return id
}
const standing = async (id: string, as: As = 'li'): Promise<Loose> => (await ask(as, 'GET', `/customers/${id}/standing`)).body
const matrix = async (as: As, query = ''): Promise<Loose> => (await ask(as, 'GET', `/quality-matrix${query}`)).body
const grades = async (as: As, query = '') =>
  (await ask(as, 'GET', `/quality/customers${query}`)).body.items.map(({ name, grade }: Loose) => [name, grade])

const history = [
  contact('visit', 90, 5),
  contact('call', 12, 20),
  contact('message', 10, 33),
  contact('email', 5, 40, null),
  contact('meeting', 60, 75),
  contact('visit', 120, 150),
  contact('call', null, 260),
]
const criterion = (given: object) => ({ values: [], number: null, weight: 1, knockOut: false, ...given })
const profile = {
  mandatory: ['industry', 'headcount'],
  criteria: [
    criterion({ field: 'industry', operator: 'one-of', values: ['电子制造'], weight: 3 }),
    criterion({ field: 'headcount', operator: 'at-least', number: 500, weight: 2 }),
  ],
  premium: { revenueMinor: 10_000_000_00, dealMinor: null },
  keepsStated: true,
}

beforeAll(async () => {
  server = await aServer({ clock })
  ours = await aStaffedCompany(server, '云帆')
  isStaffed = true
  const known = { industry: '电子制造', headcount_band: '500-999', revenue_minor: 50_000_000_00 }
  good = await made('苏州精密电子', ours.members.li!, known)
  plain = await made('南方餐饮', ours.members.chen!, { industry: '餐饮', headcount_band: '1-49' })
  await met(good, history)
  await met(plain, [contact('call', 10, 3)], ours.members.chen)
}, 120_000)
afterAll(() => server.close())

describe('standings', () => {
  test('without a target profile levels are what people state, and relationships are judged', async () => {
    await keep()
    const one = await standing(good)
    expect(one).toMatchObject({
      level: { value: 'potential', proposed: null, rule: null },
      relationship: { value: 'familiar', kept: 'familiar' },
      grade: null,
    })
    expect(await matrix('director')).toMatchObject({
      hasProfile: false,
      isReplaying: false,
      forecast: { months: expect.any(Number) },
    })
  })

  test('strength in SQL is that of the rule, and the page reads it live', async () => {
    const { strength, regularity } = relationStrength(
      history.map(({ kind, minutes, feedback, days }) => evidenceOf({ kind, minutes, feedback }, days)),
    )
    const [row] = await within((tx) => tx.selectFrom('customer_standing').selectAll().where('customer_id', '=', good).execute())
    expect(row).toMatchObject({ answered: 6, answered_days: 2, effort_count: 5, effort_minutes: 177 })
    expect(row!.strength).toBeCloseTo(strength, 8)
    expect(row!.regularity).toBeCloseTo(regularity, 10)
    const one = await standing(good)
    expect(one.strength).toBeCloseTo(strength, 8)
    expect(one.curve).toHaveLength(24)
    expect(one.curve.at(-1)).toMatchObject({ day: '2026-06-15' })
    expect(one.curve.at(-1).strength).toBeCloseTo(strength, 8)
    expect(one.raises.map(({ type }: Loose) => type)).toEqual(['visit', 'meeting', 'call'])
    expect(one.next).toMatchObject({ relationship: 'partner', needsTrust: true })
  })

  test('a profile judges everybody, and says by which rule', async () => {
    expect((await ask('li', 'PUT', '/quality/setting', { profile, matrix: null })).status).toBe(403)
    const empty = { ...profile, criteria: [criterion({ field: 'industry', operator: 'one-of' })] }
    expect((await ask('admin', 'PUT', '/quality/setting', { profile: empty, matrix: null })).body).toMatchObject({
      number: 1,
    })
    const trial = (await ask('admin', 'POST', '/quality/what-if', profile)).body
    expect(trial.levels.find(({ level }: Loose) => level === 'no-match')).toEqual({ level: 'no-match', now: 0, after: 1 })
    expect((await ask('admin', 'PUT', '/quality/setting', { profile, matrix: null }, 0)).body).toMatchObject({
      version: 1,
      matrixIsDefault: true,
    })
    expect((await ask('admin', 'PUT', '/quality/setting', { profile, matrix: null }, 0)).status).toBe(412)
    const asked = await within((tx) =>
      tx.selectFrom('job').select('kind').where('kind', '=', 'quality.keep-up').where('done_at', 'is', null).execute(),
    )
    expect(asked).toHaveLength(1)
    await keep({ all: true })
    expect(await standing(good)).toMatchObject({
      level: { value: 'target', proposed: 'target', fit: 1, rule: { kind: 'target', lacking: ['expectation', 'repeat'] } },
      grade: 3,
    })
    expect(await standing(plain, 'chen')).toMatchObject({
      level: { value: 'no-match', rule: { kind: 'below-line' } },
      grade: null,
    })
    expect((await ask('li', 'GET', `/customers/${good}`)).body.level).toBe('target')
    expect((await standing(good)).changes[0]).toMatchObject({
      fromLevel: 'potential',
      toLevel: 'target',
      fromGrade: null,
      toGrade: 3,
      by: null,
    })
  })

  test('what a person knows makes it premium, a proof of trust a partner', async () => {
    const facts = { expectsReasonably: true, buysAgain: true, isLighthouse: false }
    expect((await ask('li', 'PUT', `/customers/${good}/quality-facts`, facts, 0)).body).toMatchObject({
      level: { value: 'premium' },
      grade: 2,
      facts: { version: 1 },
    })
    const late = await ask('zhao', 'PUT', `/customers/${good}/quality-facts`, facts, 0)
    expect([late.status, late.body]).toEqual([412, expect.objectContaining({ by: { id: ours.members['li'], name: expect.any(String) }, at: expect.stringMatching(/^\d{4}-/) })]) // prettier-ignore
    expect(
      (await ask('li', 'PUT', `/customers/${good}/quality-facts`, { ...facts, isLighthouse: true, lighthouseReason: ' ' })).body
        .type,
    ).toContain('lighthouse-takes-a-reason')
    expect(
      (await ask('li', 'PUT', `/customers/${good}/quality-facts`, { ...facts, isLighthouse: true, lighthouseReason: '行业前三' }))
        .body,
    ).toMatchObject({ level: { value: 'strategic' }, grade: 2 })
    await met(good, [contact('visit', 120, 1), contact('meeting', 90, 2), contact('visit', 60, 100)])
    expect(
      (await ask('li', 'POST', `/customers/${good}/trust-proofs`, { kind: 'referral', provedOn: '2026-06-16', note: '介绍' }))
        .status,
    ).toBe(422)
    const proved = (
      await ask('li', 'POST', `/customers/${good}/trust-proofs`, {
        kind: 'referral',
        provedOn: '2026-06-10',
        note: '介绍了同园区的客户',
      })
    ).body
    expect(proved).toMatchObject({ relationship: { value: 'partner' }, grade: 1, trustedUntil: '2028-06-10', next: null })
    expect((await ask('li', 'DELETE', `/customers/${good}/trust-proofs/${proved.proofs[0].id}`)).status).toBe(204)
    // nobody falls in a day
    expect(await standing(good)).toMatchObject({
      relationship: { value: 'partner', belowSince: '2026-06-15', lowersOn: '2026-07-15' },
      grade: 1,
    })
  })

  test('a won deal proves trust by itself', async () => {
    const deal = await within((tx) => aDeal(tx, ours.orgId, { customerId: good, ownerId: ours.members.li! }))
    await within((tx) =>
      tx
        .updateTable('opportunity')
        .set({ status: 'won', closed_at: ago(30), amount_minor: 800_000, updated_at: clock.at })
        .where('id', '=', deal)
        .execute(),
    )
    await keep()
    expect(await standing(good)).toMatchObject({
      relationship: { value: 'partner', belowSince: null },
      trustedUntil: '2028-05-16',
    })
    const [row] = await within((tx) => tx.selectFrom('customer_standing').selectAll().where('customer_id', '=', good).execute())
    expect(row).toMatchObject({ won_minor: 800_000, won_deals: 1, largest_deal_minor: 800_000, open_minor: 0 })
  })

  test('an override takes a reason and an end, shows in the list, and is lifted', async () => {
    const raise = { value: 'strategic', reason: '下个月签框架协议' }
    expect((await ask('chen', 'PUT', `/customers/${plain}/level-override`, { value: 'strategic' })).status).toBe(400)
    expect((await ask('chen', 'PUT', `/customers/${plain}/level-override`, { ...raise, expiresOn: '2027-12-01' })).status).toBe(
      422,
    )
    expect((await ask('li', 'PUT', `/customers/${plain}/level-override`, raise)).status).toBe(404)
    const raised = (await ask('chen', 'PUT', `/customers/${plain}/level-override`, raise)).body
    expect(raised).toMatchObject({
      level: { value: 'strategic', proposed: 'no-match', override: { reason: raise.reason, expiresOn: '2026-12-12' } },
      grade: 4,
    })
    expect(
      (await ask('chen', 'PUT', `/customers/${plain}/relationship-override`, { value: 'partner', reason: '老朋友' })).body,
    ).toMatchObject({ relationship: { value: 'partner', kept: 'neutral' }, grade: 1 })
    const listed = (await ask('director', 'GET', '/quality/overrides')).body.items
    expect(listed).toHaveLength(2)
    expect(listed[0]).toMatchObject({ of: 'relationship', isRaised: true, isByOwner: true, customer: { name: '南方餐饮' } })
    const selfRaised = async (as: 'director' | 'li') => (await ask(as, 'GET', '/quality/overrides?raisedByOwner=true')).body.items.map(({ of }: Loose) => of) // prettier-ignore
    expect(await selfRaised('director')).toEqual(['relationship', 'level'])
    expect(await selfRaised('li')).toEqual([])
    // set by whoever leads, or lower than the rule, it is nobody raising their own
    await ask('director', 'PUT', `/customers/${plain}/level-override`, raise)
    await ask('chen', 'PUT', `/customers/${plain}/relationship-override`, { value: 'untouched', reason: '重新开始' })
    expect(await selfRaised('director')).toEqual([])
    expect((await ask('zhao', 'GET', '/quality/overrides')).status).toBe(200)
    expect((await ask('chen', 'DELETE', `/customers/${plain}/relationship-override`)).status).toBe(204)
    expect((await ask('chen', 'DELETE', `/customers/${plain}/level-override`)).status).toBe(204)
    expect(await standing(plain, 'chen')).toMatchObject({
      level: { value: 'no-match', override: null },
      relationship: { value: 'neutral' },
      grade: null,
    })
    expect((await standing(plain, 'chen')).changes.map(({ reason }: Loose) => reason)).toContain(raise.reason)
  })

  test('of two who override at once the second is told of the first, and so is who lifts what another has just set', async () => {
    const path = `/customers/${plain}/level-override`
    const say = (as: 'director' | 'chen', seen: string | null) => ask(as, 'PUT', path, { value: 'strategic', reason: as, seen })
    const both = await Promise.all([say('director', null), say('chen', null)])
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 412])
    const { id, madeBy, madeAt } = both.find(({ status }) => status === 200)!.body.level.override
    expect(both.find(({ status }) => status === 412)!.body).toMatchObject({ type: 'version-conflict', by: madeBy, at: madeAt })
    const second = await say('chen', id)
    expect(second.status).toBe(200)
    expect((await ask('director', 'DELETE', `${path}?seen=${id}`)).status).toBe(412)
    const latest = second.body.level.override.id
    expect((await ask('director', 'DELETE', `${path}?seen=${latest}`)).status).toBe(204)
    expect((await say('chen', latest)).body).toMatchObject({ type: 'version-conflict', by: { id: ours.members['director'] } })
  })

  test('an override ends by itself on the day after its last', async () => {
    await ask('chen', 'PUT', `/customers/${plain}/level-override`, {
      value: 'premium',
      reason: '观察一周',
      expiresOn: '2026-06-20',
    })
    clock.at = new Date('2026-06-20T04:00:00Z')
    await keep()
    expect((await standing(plain, 'chen')).level).toMatchObject({ value: 'premium' })
    clock.at = new Date('2026-06-21T04:00:00Z')
    await keep()
    expect((await standing(plain, 'chen')).level).toMatchObject({ value: 'no-match', override: null })
  })

  test('a level written into the form is an override without a reason, by whoever wrote it', async () => {
    expect((await ask('chen', 'PATCH', `/customers/${plain}`, { level: 'premium' })).status).toBe(200)
    await keep()
    const own = (await ask('director', 'GET', '/quality/overrides')).body.items
    expect(own).toMatchObject([
      { value: 'premium', proposed: 'no-match', reason: null, isRaised: true, madeBy: { id: ours.members.chen } },
    ])
    await keep()
    expect((await standing(plain, 'chen')).level.value).toBe('premium')
    await ask('chen', 'DELETE', `/customers/${plain}/level-override`)
    expect((await standing(plain, 'chen')).level.value).toBe('no-match')
  })
})

describe('the matrix', () => {
  test('counts whom the reader reaches, and tells what moved, what is owed and what comes next', async () => {
    const all = await matrix('director', '?since=2026-06-01')
    const cell = all.cells.find(({ level, relationship }: Loose) => level === 'strategic' && relationship === 'partner')
    expect(cell).toMatchObject({ grade: 1, customers: 1, wonMinor: 800_000 })
    expect(all.flows).toContainEqual({
      from: { level: 'potential', relationship: 'familiar', grade: null },
      to: { level: 'strategic', relationship: 'partner', grade: 1 },
      customers: 1,
    })
    expect(all.assets).toMatchObject({ customers: 1, index: 100, gained: 1, lost: 0, indexMoved: 100 })
    expect(all.effort.find(({ grade }: Loose) => grade === 1)).toMatchObject({ customers: 1, deserved: 1 })
    expect(all.forecast.now.reduce((sum: number, each: number) => sum + each, 0)).toBe(
      [...all.cells, ...all.outside].reduce((sum: number, each: Loose) => sum + each.customers, 0),
    )
    expect((await matrix('chen')).grades[0]).toMatchObject({ grade: 1, customers: 0 })
    expect((await ask('marketing', 'GET', '/quality-matrix')).status).toBe(403)
    expect((await ask('chen', 'GET', `/quality-matrix?owner=${ours.members.li}`)).status).toBe(404)
    expect((await matrix('zhao', `?owner=${ours.members.li}`)).scope).toMatchObject({ kind: 'member' })
  })

  test('lists the customers of a cell and of each list, page by page', async () => {
    const quiet = await made('无锡电子', ours.members.li!, { industry: '电子制造', headcount_band: '500-999', level: 'premium' })
    await keep()
    expect(await grades('director', '?list=development')).toEqual([['无锡电子', null]])
    expect(await grades('director', '?level=strategic&relationship=partner')).toEqual([['苏州精密电子', 1]])
    expect(await grades('director', '?grade=1')).toEqual([['苏州精密电子', 1]])
    const regraded = await grades('director', '?list=moved&since=2026-06-01')
    expect(regraded).toEqual([['苏州精密电子', 1]])
    // the page counts them from the moves
    const { flows } = await matrix('director', '?since=2026-06-01')
    expect(flows.reduce((sum: number, { from, to, customers }: Loose) => sum + (from.grade === to.grade ? 0 : customers), 0)).toBe(regraded.length) // prettier-ignore
    expect(await grades('director', '?list=neglected')).toEqual([])
    const first = (await ask('director', 'GET', '/quality/customers?limit=1')).body
    const second = (await ask('director', 'GET', `/quality/customers?limit=1&cursor=${first.nextCursor}`)).body
    expect(first.items[0].name).toBe('苏州精密电子')
    expect(second.items[0].id).not.toBe(first.items[0].id)
    expect((await ask('director', 'GET', '/quality/customers?cursor=xyz')).status).toBe(200)
    await ask('li', 'DELETE', `/customers/${quiet}`)
    await keep()
    expect(await grades('director', '?list=development')).toEqual([])
  })

  test('somebody well known whose level nobody judged is called out after 14 days', async () => {
    const unjudged = await made('不明公司', ours.members.li!)
    await met(unjudged, [
      contact('visit', 120, 1),
      contact('visit', 120, 2),
      contact('visit', 120, 40),
      contact('visit', 120, 70),
    ])
    await keep()
    expect((await matrix('li')).levelDue).toBe(0)
    clock.at = new Date(clock.at.getTime() + 14 * dayMs)
    await keep()
    expect((await matrix('li')).levelDue).toBe(1)
    expect(await grades('li', '?list=level-due')).toEqual([['不明公司', null]])
  })

  test('a month’s end is kept once the next has begun, and months are counted', async () => {
    const before = (await matrix('director')).forecast.months
    clock.at = new Date('2026-08-01T04:00:00Z')
    await keep()
    expect((await matrix('director')).forecast.months).toBe(before + 1)
    const rows = await within((tx) => tx.selectFrom('grade_month').selectAll().where('month', '=', '2026-06-01').execute())
    expect(rows).toContainEqual(expect.objectContaining({ owner_id: ours.members.li, from_grade: 0, to_grade: 1, customers: 1 }))
  })

  test('a large house is judged part by part as if at once, and by every contact', async () => {
    const kinds: ActivityKind[] = ['visit', 'call', 'message', 'email', 'meeting', 'other']
    const one = fc.record({
      kind: fc.constantFrom(...kinds),
      minutes: fc.option(fc.integer({ min: 0, max: 300 })),
      days: fc.double({ min: 1, max: 120, noNaN: true }).map((days) => Math.round(days * dayMs) / dayMs),
      feedback: fc.option(fc.constant('好')),
    })
    /** Some days of one history, all of it undone afterwards. */
    const lived = async (people: readonly (readonly Contact[])[], size: PassSize) => {
      let seen: Loose[] = []
      const undone = new Error('undone')
      await within(async (tx) => {
        const ids: string[] = []
        for (const [at, contacts] of people.entries()) {
          const id = await aCustomer(tx, ours.orgId, { name: `甲${at}`, ownerId: ours.members.li! })
          ids.push(id)
          await insertMany(tx, 'activity', contacts.map((given) => ({ ...activityOf(id, given), updated_at: ago(1) }))) // prettier-ignore
        }
        await tx.updateTable('customer').set({ created_at: ago(500), updated_at: ago(1), industry: '电子制造', headcount_band: '500-999' }).where('id', 'in', ids).execute() // prettier-ignore
        // nothing is written after the first day; a month begins with the 31st, when all are judged whatever their age says
        for (const days of [0, 10, 25, 32, 45, 58])
          for (let parts = 0; await keepStandings(tx, ours.orgId, ago(-days), { size: days === 0 ? usualPass : size });)
            if (++parts > 40) throw new Error('a pass has no end')
        const rows = await tx.selectFrom('customer_standing').selectAll().where('customer_id', 'in', ids).execute()
        seen = ids.map((id) => rows.find((row) => row.customer_id === id)!)
        expect(await tx.selectFrom('customer_contact_sum').selectAll().execute()).toEqual([])
        throw undone
      }).catch((error: unknown) => {
        if (error !== undone) throw error
      })
      return seen
    }
    // it falls below the line on the last day by age alone
    const falling = [20, 50, 80].map((days) => contact('visit', 30, days))
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(one, { maxLength: 9 }), { minLength: 3, maxLength: 5 }), async (others) => {
        const people = [falling, ...others]
        const [atOnce, inParts] = [await lived(people, usualPass), await lived(people, { above: 0, together: 2 })]
        expect(inParts[0]).toMatchObject({ kept_relationship: 'familiar', below_since: '2026-09-28' })
        for (const [at, row] of inParts.entries()) {
          const exact = relationStrength(people[at]!.map((given) => evidenceOf(given, given.days + 58)))
          expect(row.strength).toBeCloseTo(exact.strength, 8)
          for (const column of [
            'level',
            'relationship',
            'kept_relationship',
            'below_since',
            'grade',
            'answered',
            'regularity',
            'effort_minutes',
            'known_well_since',
          ])
            // prettier-ignore
            expect(row[column], column).toEqual(atOnce[at]![column])
        }
        // the order that does not age is that of strength, also where a row was not written anew for days
        const byOrder = inParts.toSorted((one, other) => other.strength_order - one.strength_order)
        for (const [at, row] of byOrder.entries())
          if (at > 0) expect(row.strength).toBeLessThanOrEqual(byOrder[at - 1]!.strength + 1e-6)
        expect(inParts.filter(({ strength_order }) => strength_order === 0).length).toBe(people.filter((contacts) => contacts.length === 0).length) // prettier-ignore
      }),
      { numRuns: 3 },
    )
  }, 60_000)

  test('a first profile is drafted from those who bought', async () => {
    const draft = (await ask('admin', 'GET', '/quality/profile-draft')).body
    expect(draft).toMatchObject({
      buyers: 1,
      profile: {
        criteria: [
          { field: 'industry', values: ['电子制造'] },
          { field: 'headcount', values: ['500-999'] },
        ],
      },
    })
  })
})

describe('tiers beside the matrix', () => {
  test('value and potential come from the best open deal, fit from the profile; the list is filtered by them', async () => {
    const deals = await within(async (tx) => {
      const ids: string[] = []
      for (const [at, amount] of [10, 20, 30].entries()) {
        const customerId = await aCustomer(tx, ours.orgId, { name: `分层${at}`, ownerId: ours.members.li! })
        const id = await aDeal(tx, ours.orgId, { customerId, ownerId: ours.members.li! })
        await tx
          .updateTable('opportunity')
          .set({ amount_minor: amount * 1_000_000 })
          .where('id', '=', id)
          .execute()
        ids.push(id)
      }
      await tx
        .updateTable('opportunity')
        .set({ status: 'terminated' })
        .where('id', 'not in', ids)
        .where('status', '=', 'open')
        .execute()
      const known = {
        org_id: ours.orgId,
        opportunity_id: ids[2]!,
        as_of: clock.at,
        updated_at: clock.at,
        updated_by: ours.members.li!,
      }
      for (const [key, state] of [
        ['timing', 'partial'],
        ['decision-chain', 'confirmed'],
      ] as const)
        // prettier-ignore
        await tx.insertInto('opportunity_element').values({ ...known, key, state }).execute()
      return ids
    })
    expect(await within((tx) => keepTiers(tx, ours.orgId, clock.at))).toBe(3)
    expect(await within((tx) => keepTiers(tx, ours.orgId, clock.at))).toBe(0)
    const names = async (query: string, as: As = 'li') =>
      (await ask(as, 'GET', `/customers${query}`)).body.items.map(({ name }: Loose) => name).sort()
    expect(await names('?value=high&potential=high')).toEqual(['分层2'])
    expect(await names('?value=low')).toEqual(['分层0'])
    expect(await names('?value=low', 'chen')).toEqual([])
    const [best] = (await ask('li', 'GET', '/customers?value=middle')).body.items
    expect(best).toMatchObject({ name: '分层1', tier: { value: 'middle', potential: 'low' } })
    await within((tx) => tx.updateTable('customer_standing').set({ fit: 0.7 }).where('customer_id', '=', good).execute())
    expect([await names('?fit=near'), await names('?fit=best')]).toEqual([[expect.any(String)], []])
    // a deal that ended leaves its customer without a tier
    await within((tx) => tx.updateTable('opportunity').set({ status: 'lost' }).where('id', '=', deals[0]!).execute())
    await within((tx) => keepTiers(tx, ours.orgId, clock.at))
    const { items } = (await ask('li', 'GET', '/customers')).body
    expect(items.find(({ name }: Loose) => name === '分层0').tier).toBe(null)
  })
  test('how a tier is served is the house’s own words, or the usual ones where it left a blank', async () => {
    const save = (texts: object, match?: number, as: As = 'admin') =>
      ask(as, 'PUT', '/quality/service-strategies', { texts }, match)
    expect((await ask('li', 'GET', '/quality/service-strategies')).body).toMatchObject({ texts: {}, version: 0 })
    expect((await save({ 'high-high': '总监带队', 'fit-edge': '' }, 0)).body).toMatchObject({
      texts: { 'high-high': '总监带队' },
      version: 1,
    })
    expect((await save({}, 0)).body.type).toBe('version-conflict')
    expect((await save({}, undefined, 'zhao')).status).toBe(403)
  })
})
