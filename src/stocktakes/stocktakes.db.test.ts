import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aCustomer } from '../../test/factories/a-company.ts'
import { aServer, type Loose, type TestServer } from '../../test/server.ts'
import { aStaffedCompany, type Staffed } from '../../test/two-companies.ts'
import { inOrganisation, type Tx } from '../platform/database/connect.ts'
import { newId } from '../platform/ids.ts'
import { whyOf } from './round.ts'

/** The staffed company is made in its own present; the stocktakes lie in one of ours. */
let isStaffed = false
const clock = { at: new Date('2026-06-15T04:00:00Z'), now: () => (isStaffed ? clock.at : new Date()) }
let server: TestServer
let ours: Staffed
type As = keyof Staffed['tokens']
const ask = (as: As, method: string, path: string, body?: unknown) =>
  server.ask(method, `/api/v1${path}`, { as: ours.tokens[as], ...(body === undefined ? {} : { body }) })
const within = <T>(work: (tx: Tx) => Promise<T>) => inOrganisation(server.database.db, ours.orgId, work)

interface Stands {
  level: string
  relationship: string
  grade: number | null
  silentDays: number | null
  activities?: number
}
/** A customer that was judged to stand there. */
const standing = (name: string, { level, relationship, grade, silentDays, activities = 0 }: Stands, owner = 'li') =>
  within(async (tx) => {
    const ownerId = ours.members[owner]!
    const id = await aCustomer(tx, ours.orgId, { name, ownerId })
    const last = silentDays === null ? null : new Date(clock.at.getTime() - silentDays * 86_400_000)
    await sql`insert into customer_standing (org_id, customer_id, owner_id, level, relationship, grade, last_answered_at, effort_count, effort_minutes, measured_at)
      values (${ours.orgId}, ${id}, ${ownerId}, ${level}, ${relationship}, ${grade}, ${last}, ${activities}, ${activities * 30}, ${clock.at})`.execute(
      tx,
    )
    return id
  })
const items = async (id: string, of = 'all', as: As = 'li'): Promise<Loose[]> =>
  (await ask(as, 'GET', `/stocktakes/${id}/customers?of=${of}`)).body.items
const decide = (id: string, customerId: string, body: object, as: As = 'li') =>
  ask(as, 'PUT', `/stocktakes/${id}/customers/${customerId}`, body)

const ids = {} as Record<'unknown' | 'silent' | 'close' | 'far', string>
let first: string

beforeAll(async () => {
  server = await aServer({ clock })
  ours = await aStaffedCompany(server, '云帆')
  isStaffed = true
  await within((tx) => sql`delete from stocktake_item`.execute(tx))
  await within((tx) => sql`delete from stocktake`.execute(tx))
  await within((tx) => sql`delete from customer_standing`.execute(tx))
  ids.close = await standing('好客户', { level: 'strategic', relationship: 'partner', grade: 1, silentDays: 10, activities: 6 })
  ids.silent = await standing('久未联系', { level: 'premium', relationship: 'familiar', grade: 2, silentDays: 90, activities: 2 })
  ids.unknown = await standing('没评级', { level: 'potential', relationship: 'familiar', grade: null, silentDays: 5 })
  ids.far = await standing('别人的', { level: 'target', relationship: 'neutral', grade: 5, silentDays: 5 }, 'chen')
}, 120_000)
afterAll(() => server.close())

describe('a round', () => {
  test('takes the customers as they stand: unjudged first, then good ones whom nobody has spoken to, then the rest', async () => {
    const begun = await ask('li', 'POST', '/stocktakes', {})
    expect(begun.status).toBe(201)
    first = begun.body.id
    expect(begun.body).toMatchObject({ scope: { kind: 'member', id: ours.members['li'] }, customers: 3, decided: 0, state: 'open', previous: null }) // prettier-ignore
    const round = await items(first)
    expect(round.map(({ customer, why }: Loose) => [customer.name, why])).toEqual([
      ['没评级', 'unjudged'],
      ['久未联系', 'neglected'],
      ['好客户', 'rest'],
    ])
    // the order of the database is the rule's
    for (const { why, level, grade, lastAnsweredAt } of round)
      expect(whyOf({ level, grade, silentDays: (clock.at.getTime() - Date.parse(lastAnsweredAt)) / 86_400_000 })).toBe(why)
    const again = await ask('li', 'POST', '/stocktakes', {})
    expect([again.body.type, again.body.stocktakeId]).toEqual(['stocktake-running', first])
    expect((await ask('director', 'POST', '/stocktakes', {})).body.type).toBe('stocktake-needs-scope')
    expect((await ask('marketing', 'POST', '/stocktakes', {})).status).toBe(403)
    expect((await ask('li', 'POST', '/stocktakes', { owner: ours.members['chen'] })).status).toBe(404)
  })

  test('goes on where it was left; a proposal needs a reason and another level; what was said can be taken back', async () => {
    expect((await decide(first, ids.unknown, { verdict: 'level', note: '见过老板' })).body.type).toBe('verdict-needs-level')
    expect((await decide(first, ids.unknown, { verdict: 'level', level: 'premium' })).body.type).toBe('verdict-needs-note')
    expect((await decide(first, ids.far, { verdict: 'keep' })).status).toBe(404)
    await decide(first, ids.close, { verdict: 'keep' })
    const said = await decide(first, ids.unknown, { verdict: 'level', level: 'premium', note: '行业前三' })
    expect(said.body).toMatchObject({ decided: 2, verdicts: { keep: 1, level: 1 } })
    expect((await items(first, 'left')).map(({ customer }: Loose) => customer.id)).toEqual([ids.silent])
    expect((await ask('li', 'POST', `/stocktakes/${first}/signature`)).body).toMatchObject({
      type: 'stocktake-not-done',
      left: 1,
    })
    expect((await ask('li', 'DELETE', `/stocktakes/${first}/customers/${ids.close}`)).body.decided).toBe(1)
    await decide(first, ids.silent, { verdict: 'note', note: '换联系人' })
    expect((await ask('li', 'POST', `/stocktakes/${first}/rest`)).body).toMatchObject({ decided: 3, together: 1 })
  })

  test('is signed by whoever walked it, confirmed by a supervisor, and proposals take effect then and not before', async () => {
    expect((await ask('zhao', 'POST', `/stocktakes/${first}/confirmation`, {})).body.type).toBe('stocktake-not-signed')
    expect((await ask('zhao', 'POST', `/stocktakes/${first}/signature`)).body.type).toBe('stocktake-of-another')
    expect((await ask('li', 'POST', `/stocktakes/${first}/signature`)).body).toMatchObject({ state: 'signed', signedBy: { id: ours.members['li'] } }) // prettier-ignore
    expect((await decide(first, ids.close, { verdict: 'note', note: 'x' })).body.type).toBe('stocktake-signed')
    expect((await ask('li', 'GET', `/customers/${ids.unknown}/standing`)).body.level.override).toBe(null)
    expect((await ask('li', 'POST', `/stocktakes/${first}/confirmation`, {})).status).toBe(403)
    const confirmed = await ask('zhao', 'POST', `/stocktakes/${first}/confirmation`, { word: '同意' })
    expect(confirmed.body).toMatchObject({ state: 'confirmed', confirmedBy: { id: ours.members['zhao'] }, word: '同意' })
    expect((await items(first, 'proposals')).map(({ verdict, outcome }: Loose) => [verdict, outcome])).toEqual([
      ['level', 'done'],
      ['note', null],
    ])
    expect((await ask('li', 'GET', `/customers/${ids.unknown}/standing`)).body.level).toMatchObject({ value: 'premium', override: { reason: '行业前三' } }) // prettier-ignore
    expect((await ask('director', 'POST', `/stocktakes/${first}/confirmation`, {})).body.type).toBe('stocktake-confirmed')
  })

  test('what is signed never changes, not even by the database', async () => {
    for (const change of [
      sql`update stocktake set note = '篡改' where id = ${first}`,
      sql`delete from stocktake where id = ${first}`,
      sql`update stocktake_item set note = '篡改' where stocktake_id = ${first}`,
      sql`delete from stocktake_item where stocktake_id = ${first}`,
    ])
      await expect(within((tx) => change.execute(tx))).rejects.toThrow('signed stocktake')
  })
})

describe('the next one', () => {
  test('is compared with the one before: cells, assets gained and lost, effort; a team’s is confirmed above it, and what is declined says so', async () => {
    await within((tx) => sql`update customer_standing set level = 'premium', grade = 2, relationship = 'familiar' where customer_id = ${ids.unknown}`.execute(tx)) // prettier-ignore
    await within((tx) => sql`update customer_standing set relationship = 'neutral', grade = 4 where customer_id = ${ids.silent}`.execute(tx)) // prettier-ignore
    const next = (await ask('li', 'POST', '/stocktakes', {})).body
    expect(next.previous).toEqual({ id: first, takenOn: '2026-06-15' })
    const result = (await ask('li', 'GET', `/stocktakes/${next.id}`)).body
    expect(result.assets).toEqual({ customers: 2, index: 160, before: { customers: 2, index: 160 }, gained: 1, lost: 1 })
    expect([result.gained, result.lost]).toEqual([[{ id: ids.unknown, name: '没评级' }], [{ id: ids.silent, name: '久未联系' }]])
    const cell = (level: string, relationship: string) => result.cells.find((one: Loose) => one.level === level && one.relationship === relationship) // prettier-ignore
    expect([cell('premium', 'familiar'), cell('premium', 'neutral')]).toMatchObject([{ customers: 1, before: 1 }, { customers: 1, before: 0 }]) // prettier-ignore
    expect(result.effort[0]).toMatchObject({ grade: 1, share: 0.75, before: { customers: 1, share: 0.75 } })
    expect((await items(next.id)).find(({ customer }: Loose) => customer.id === ids.unknown).before).toEqual({ level: 'potential', grade: null, verdict: 'level' }) // prettier-ignore
    expect((await ask('li', 'DELETE', `/stocktakes/${next.id}`)).status).toBe(204)

    const team = (await ask('zhao', 'POST', '/stocktakes', { team: ours.records.team })).body
    await decide(team.id, ids.silent, { verdict: 'pool', note: '没有精力' }, 'zhao')
    await ask('zhao', 'POST', `/stocktakes/${team.id}/rest`)
    await ask('zhao', 'POST', `/stocktakes/${team.id}/signature`)
    expect((await ask('zhao', 'POST', `/stocktakes/${team.id}/confirmation`, {})).body.type).toBe('own-stocktake')
    await ask('director', 'POST', `/stocktakes/${team.id}/confirmation`, { declined: [ids.silent] })
    expect((await items(team.id, 'proposals', 'director')).map(({ outcome }: Loose) => outcome)).toEqual(['declined'])
    expect((await ask('li', 'GET', `/customers/${ids.silent}`)).body.owner.id).toBe(ours.members['li'])
  })

  test('others find nothing: a rep sees the own rounds, a supervisor those of the team', async () => {
    const list = async (as: As): Promise<Loose[]> => (await ask(as, 'GET', '/stocktakes')).body.items
    expect((await list('li')).map(({ state }) => state)).toEqual(['ended', 'confirmed'])
    expect((await list('zhao')).map(({ state }) => state)).toEqual(['confirmed', 'ended', 'confirmed'])
    expect(await list('chen')).toEqual([])
    expect((await ask('chen', 'GET', `/stocktakes/${first}`)).status).toBe(404)
    expect((await ask('chen', 'GET', `/stocktakes/${first}/customers`)).status).toBe(404)
    expect((await decide(first, ids.close, { verdict: 'keep' }, 'chen')).status).toBe(404)
    expect((await ask('li', 'GET', `/stocktakes/${newId()}`)).status).toBe(404)
    const mine = (await ask('chen', 'POST', '/stocktakes', {})).body
    const one = (await ask('chen', 'GET', '/stocktakes?limit=1&state=open')).body
    expect([one.items[0].id, one.nextCursor]).toEqual([mine.id, null])
  })
})
