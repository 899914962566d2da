import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aCompany, type Company } from '../../test/factories/a-company.ts'
import { tokenOf } from '../../test/factories/token-of.ts'
import { aServer, type TestServer } from '../../test/server.ts'
import { seedCalendar } from './commands/calendar.ts'
import { readWorkCalendar } from './queries.ts'
import { addWorkingDays } from './working-days.ts'

const now = new Date('2026-11-22T02:00:00Z')
let server: TestServer
let ours: Company
let tokens: Record<'admin' | 'li' | 'auditor', string>

beforeAll(async () => {
  server = await aServer({ clock: { now: () => now } })
  ours = await aCompany(server.database.db, { now })
  const { db } = server.database
  tokens = {
    admin: await tokenOf(db, ours, 'admin'),
    li: await tokenOf(db, ours, 'li'),
    auditor: await tokenOf(db, ours, 'auditor'),
  }
})
afterAll(() => server.close())

const path = '/api/v1/calendar-days'
const read = async (query = '', as = tokens.li) => (await server.ask('GET', path + query, { as })).body
const write = (body: unknown, as = tokens.admin) => server.ask('PUT', path, { as, body })
const clear = (from: string, to: string, as = tokens.admin) => server.ask('DELETE', `${path}?from=${from}&to=${to}`, { as })

describe('the calendar of an organisation', () => {
  test('before anything is entered it says that it does not know the year', async () => {
    expect(await read()).toMatchObject({ items: [], years: [{ year: 2026, known: false, workingDays: 261 }] })
  })

  test('is entered with everything that was published, once', async () => {
    expect(await ours.within((tx) => seedCalendar(tx, ours.orgId))).toBeGreaterThan(700)
    expect(await ours.within((tx) => seedCalendar(tx, ours.orgId))).toBe(0)
    const { items, years } = await read('?from=2026-09-20&to=2027-10-10')
    expect(years).toEqual([
      { year: 2026, known: true, workingDays: 248 },
      { year: 2027, known: false, workingDays: 261 },
    ])
    expect(items.slice(0, 2)).toEqual([
      { day: '2026-09-20', kind: 'workday', name: '国庆节', seeded: true },
      { day: '2026-09-25', kind: 'holiday', name: '中秋节', seeded: true },
    ])
    expect(items.at(-1)).toMatchObject({ day: '2026-10-10', kind: 'workday' })
    await server.ask('PATCH', '/api/v1/me', { as: tokens.li, body: { locale: 'en' } })
    expect((await read('?from=2026-09-25&to=2026-09-25')).items).toEqual([
      { day: '2026-09-25', kind: 'holiday', name: 'Mid-Autumn Festival', seeded: true },
    ])
    await server.ask('PATCH', '/api/v1/me', { as: tokens.li, body: { locale: null } })
  })

  test('is changed by the administrator; what a person wrote and took out stays so', async () => {
    const written = await write({ from: '2027-02-05', to: '2027-02-12', kind: 'holiday', name: '春节' })
    expect([written.status, written.body.items.length, written.body.years[0].known]).toEqual([200, 8, true])
    expect((await clear('2026-10-10', '2026-10-10')).status).toBe(204)
    expect(await ours.within((tx) => seedCalendar(tx, ours.orgId))).toBe(0)
    const calendar = await ours.within((tx) => readWorkCalendar(tx, ours.orgId, '2026-10-01'))
    expect(addWorkingDays('2026-10-09', 1, calendar)).toBe('2026-10-12')
    expect(addWorkingDays('2027-02-04', 1, calendar)).toBe('2027-02-15')
  })

  test('writing a day anew replaces what stood there, and the trail names who', async () => {
    const overtime = { from: '2026-10-05', to: '2026-10-06', kind: 'workday', name: '项目加班' }
    expect((await write(overtime)).body.items).toMatchObject([
      { day: '2026-10-05', kind: 'workday', seeded: false },
      { kind: 'workday' },
    ])
    const trail = await ours.within((tx) =>
      tx
        .selectFrom('audit_entry')
        .select(['actor_id', 'after'])
        .where('action', '=', 'calendar-changed')
        .orderBy('id', 'desc')
        .limit(1)
        .execute(),
    )
    expect(trail).toMatchObject([{ actor_id: ours.member.admin, after: overtime }])
  })

  test('is read by everybody and changed by nobody else, who are told why', async () => {
    expect((await read('', tokens.auditor)).permissions.edit.code).toBe('forbidden')
    expect((await read('', tokens.admin)).permissions.edit).toBeNull()
    const body = { from: '2026-12-24', to: '2026-12-24', kind: 'holiday', name: '平安夜' }
    for (const as of [tokens.li, tokens.auditor]) {
      expect((await write(body, as)).status).toBe(403)
      expect((await clear('2026-10-01', '2026-10-07', as)).status).toBe(403)
    }
  })

  test.each([
    ['2026-10-07', '2026-10-01', 422],
    ['2026-01-01', '2027-01-02', 422],
    ['1999-01-01', '1999-01-02', 400],
    ['2026-02-30', '2026-03-01', 400],
    ['0050-01-01', '2026-03-01', 400],
  ])('from %s to %s is refused', async (from, to, status) => {
    expect((await write({ from, to, kind: 'holiday', name: '假' })).status).toBe(status)
    expect((await clear(from, to)).status).toBe(status)
  })

  test('another organisation has a calendar of its own, and none of ours', async () => {
    const taipei = await aCompany(server.database.db, { now, timeZone: 'Asia/Taipei' })
    expect(await taipei.within((tx) => seedCalendar(tx, taipei.orgId))).toBe(0)
    const token = await tokenOf(server.database.db, taipei, 'admin')
    await write({ from: '2026-10-10', to: '2026-10-10', kind: 'holiday', name: '國慶日' }, token)
    expect((await read('', token)).items).toMatchObject([{ day: '2026-10-10', kind: 'holiday', name: '國慶日' }])
    expect((await read()).items.map(({ name }: { name: string }) => name)).not.toContain('國慶日')
  })
})
