import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { aServer, type TestServer } from '../../test/server.ts'
import { aStaffedCompany, type Staffed } from '../../test/two-companies.ts'
import { inOrganisation } from '../platform/database/connect.ts'
import { newId } from '../platform/ids.ts'

/**
 * The door remembers whom a secret let in and asks the question in that name, together with the question who it lets in now.
 * Whatever changed in between must count for the very next answer.
 */
let server: TestServer
let ours: Staffed

beforeAll(async () => {
  server = await aServer()
})
beforeEach(async () => {
  ours = await aStaffedCompany(server, '云帆')
})
afterAll(() => server.close())

const deal = (as: string) => server.ask('GET', `/api/v1/opportunities/${ours.records.opportunity}`, { as })
const list = (as: string) => server.ask('GET', '/api/v1/opportunities', { as })
/** Something changes in the database, past the API and past this process. */
const behindItsBack = (table: 'member' | 'team' | 'credential', set: Record<string, unknown>, where: Record<string, unknown>) =>
  inOrganisation(server.database.db, ours.orgId, async (tx) => {
    let query = tx.updateTable(table).set(set as never)
    for (const [column, value] of Object.entries(where)) query = query.where(column as never, '=', value as never)
    await query.execute()
  })

test('a token that was revoked opens nothing any more', async () => {
  const { token, id } = (await server.ask('POST', '/api/v1/api-tokens', { as: ours.tokens.li, body: { name: 'script' } })).body
  expect((await deal(token)).status).toBe(200)
  expect((await deal(token)).status).toBe(200)
  expect((await server.ask('DELETE', `/api/v1/api-tokens/${id}`, { as: ours.tokens.li })).status).toBe(204)
  expect((await deal(token)).status).toBe(401)
  expect(
    (await server.ask('PATCH', `/api/v1/opportunities/${ours.records.opportunity}`, { as: token, body: { note: 'x' } })).status,
  ).toBe(401)
})

test('a token that ran out opens nothing any more', async () => {
  expect((await deal(ours.tokens.chen)).status).toBe(404)
  expect((await list(ours.tokens.chen)).status).toBe(200)
  await behindItsBack('credential', { expires_at: new Date(0) }, { member_id: ours.members.chen })
  expect((await list(ours.tokens.chen)).status).toBe(401)
})

test('a member who was deactivated is out, for reading and for writing', async () => {
  expect((await deal(ours.tokens.li)).status).toBe(200)
  await behindItsBack('member', { status: 'deactivated' }, { id: ours.members.li })
  expect((await deal(ours.tokens.li)).status).toBe(401)
  const written = await server.ask('POST', `/api/v1/opportunities/${ours.records.opportunity}/stage-moves`, {
    as: ours.tokens.li,
    body: { toStage: 'solution' },
  })
  expect(written.status).toBe(401)
})

test('another role counts from the next answer on', async () => {
  expect((await list(ours.tokens.chen)).body.items).toEqual([])
  await behindItsBack('member', { role: 'director' }, { id: ours.members.chen })
  expect((await list(ours.tokens.chen)).body.items).toHaveLength(1)
  await behindItsBack('member', { role: 'rep' }, { id: ours.members.chen })
  expect((await list(ours.tokens.chen)).body.items).toEqual([])
  expect((await deal(ours.tokens.chen)).status).toBe(404)
})

test('who moves to another team, or whose team moves, is reached by others at once', async () => {
  expect((await deal(ours.tokens.zhao)).status).toBe(200)
  const elsewhere = newId()
  await inOrganisation(server.database.db, ours.orgId, (tx) =>
    tx
      .insertInto('team')
      .values({ org_id: ours.orgId, id: elsewhere, parent_id: null, name: '别处', is_region: false })
      .execute(),
  )
  await behindItsBack('member', { team_id: elsewhere }, { id: ours.members.li })
  expect((await deal(ours.tokens.zhao)).status).toBe(404)
  const { team_id: team } = await inOrganisation(server.database.db, ours.orgId, (tx) =>
    tx
      .selectFrom('member')
      .select('team_id')
      .where('org_id', '=', ours.orgId)
      .where('id', '=', ours.members.zhao!)
      .executeTakeFirstOrThrow(),
  )
  await behindItsBack('team', { parent_id: team }, { id: elsewhere })
  expect((await deal(ours.tokens.zhao)).status).toBe(200)
})

test('what a guess answered and the database did not confirm is asked again, not shown', async () => {
  expect((await list(ours.tokens.director)).body.items).toHaveLength(1)
  const [answers] = await Promise.all([
    Promise.all(Array.from({ length: 20 }, () => list(ours.tokens.director))),
    behindItsBack('member', { role: 'rep' }, { id: ours.members.director }),
  ])
  for (const { status } of answers) expect(status).toBe(200)
  expect((await list(ours.tokens.director)).body.items).toEqual([])
})

test('a change in the name of somebody who may no more is not made, and nothing of it stays', async () => {
  const path = `/api/v1/opportunities/${ours.records.opportunity}`
  const write = (note: string) => server.ask('PATCH', path, { as: ours.tokens.li, body: { note } })
  const noted = async () => (await server.ask('GET', path, { as: ours.tokens.admin })).body.note
  expect((await write('还能写')).status).toBe(200)
  await behindItsBack('member', { role: 'auditor' }, { id: ours.members.li })
  expect((await write('不能写')).status).toBe(403)
  await behindItsBack('member', { role: 'rep' }, { id: ours.members.li })
  expect((await write('又能写')).status).toBe(200)
  await behindItsBack('credential', { expires_at: new Date(0) }, { member_id: ours.members.li })
  expect((await write('已失效')).status).toBe(401)
  expect(await noted()).toBe('又能写')
})

test('a change in the name of somebody who may again is made', async () => {
  const path = `/api/v1/opportunities/${ours.records.opportunity}`
  const write = (note: string) => server.ask('PATCH', path, { as: ours.tokens.chen, body: { note } })
  expect((await write('够不着')).status).toBe(404)
  await behindItsBack('member', { role: 'director' }, { id: ours.members.chen })
  expect((await write('够得着')).status).toBe(200)
})

test('a malformed request is told so only to somebody who is let in', async () => {
  const malformed = (as?: string) => server.ask('GET', '/api/v1/opportunities?limit=many', as ? { as } : {})
  expect((await malformed()).status).toBe(401)
  expect((await malformed('slt_nobody')).status).toBe(401)
  expect((await malformed(ours.tokens.li)).status).toBe(400)
})

test('an answer only reads: what a question tries to write is refused by the database', async () => {
  const { readingIn } = await import('../platform/database/connect.ts')
  const writing = readingIn(server.database.db, ours.orgId, (tx) =>
    tx.updateTable('member').set({ name: '别名' }).where('org_id', '=', ours.orgId).execute(),
  )
  await expect(writing).rejects.toMatchObject({ code: '25006' })
})
