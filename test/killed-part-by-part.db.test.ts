import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { keepOperating } from '../src/operating/commands/keep.ts'
import { defaultMechanism } from '../src/operating/mechanism.ts'
import { inOrganisation, type Tx } from '../src/platform/database/connect.ts'
import { newId } from '../src/platform/ids.ts'
import { projectRoot } from '../src/platform/root.ts'
import { keepStandings } from '../src/quality/commands/keep-up.ts'
import { aCustomer } from './factories/a-company.ts'
import { aServer, type Loose, type TestServer } from './server.ts'
import { aStaffedCompany, type Staffed } from './two-companies.ts'

const now = new Date()
let server: TestServer
let ours: Staffed
let accounts: string[] = []

const within = <T>(work: (tx: Tx) => Promise<T>) => inOrganisation(server.database.db, ours.orgId, work)
const ask = async (method: string, path: string, body?: unknown): Promise<Loose> =>
  (await server.ask(method, `/api/v1${path}`, { as: ours.tokens.admin, ...(body === undefined ? {} : { body }) })).body

/** Another process does so many parts and is killed, without a word, while the last one is worked out but not kept. */
const killedInPart = (part: number, kind: 'operating' | 'quality') =>
  new Promise<void>((gone, failed) => {
    const file = join(projectRoot, 'test/part-by-part-child.ts')
    const given = [server.database.appUrl, ours.orgId, kind, now.toISOString(), String(part)]
    const child = spawn(process.execPath, ['--import', 'tsx', file, ...given], { stdio: ['ignore', 'pipe', 'pipe'] })
    let said = ''
    child.stderr.on('data', (text) => (said += String(text)))
    child.stdout.on('data', (text) => String(text).includes(`part ${part}\n`) && child.kill('SIGKILL'))
    child.on('exit', (_, signal) => (signal === 'SIGKILL' ? gone() : failed(new Error(said.slice(-1000)))))
  })

beforeAll(async () => {
  server = await aServer()
  ours = await aStaffedCompany(server, '断电')
  const judged = {
    score: 75,
    coverage: 1,
    parts: '{}',
    known: '{}',
    revenue_minor: 0,
    since: '2026-01-01',
    tier: 'A',
    judged_at: now,
  }
  accounts = await within(async (tx) => {
    const ids: string[] = []
    for (const name of ['甲', '乙', '丙', '丁', '戊', '己', '庚']) {
      const id = await aCustomer(tx, ours.orgId, { name, ownerId: ours.members['li']! })
      await tx.insertInto('key_account').values({ org_id: ours.orgId, customer_id: id, owner_id: ours.members['li']!, ...judged }).execute() // prettier-ignore
      const visit = { org_id: ours.orgId, id: newId(), customer_id: id, owner_id: ours.members['li']!, created_by: ours.members['li']!, kind: 'visit' as const, content: '谈' } // prettier-ignore
      await tx.insertInto('activity').values({ ...visit, happened_at: new Date(now.getTime() - 86_400_000), recorded_at: now, updated_at: now }).execute() // prettier-ignore
      ids.push(id)
    }
    return ids
  })
}, 120_000)
afterAll(() => server.close())

describe('a process that is killed in the middle of a large house', () => {
  test('leaves the operating mechanism where its last whole part was: the rest follows, no task is missing or made twice', async () => {
    expect((await ask('PUT', '/operating-mechanism', { tiers: defaultMechanism, isOn: true })).isOn).toBe(true)
    await killedInPart(3, 'operating')
    const { round } = await ask('GET', '/operating-mechanism')
    expect(round).toEqual({ done: 4, total: accounts.length })
    const made = () => within((tx) => tx.selectFrom('operating_task').select(['customer_id', 'task_key']).execute())
    expect(new Set((await made()).map(({ customer_id }) => customer_id)).size).toBe(4)
    for (let isMore = true; isMore;)
      isMore = (await within((tx) => keepOperating(tx, ours.orgId, now, { batch: 2 }))).isMore === true
    const all = await made()
    expect(new Set(all.map(({ customer_id }) => customer_id))).toEqual(new Set(accounts))
    const tasks = await within((tx) => tx.selectFrom('task').select('external_id').where('external_id', 'in', all.map(({ task_key }) => task_key)).execute()) // prettier-ignore
    expect(tasks.map(({ external_id }) => external_id).toSorted()).toEqual(all.map(({ task_key }) => task_key).toSorted())
    expect((await ask('GET', '/operating-mechanism')).round).toBeNull()
    expect(await within((tx) => keepOperating(tx, ours.orgId, now, { all: true }))).toEqual({ raised: 0, ended: 0 })
  })

  test('leaves the judging of all customers likewise: everybody is judged once', async () => {
    await killedInPart(3, 'quality')
    const count = (of: 'customer_standing' | 'customer_contact_sum' | 'quality_pass') => within((tx) => tx.selectFrom(of).select('org_id').execute()).then((rows) => rows.length) // prettier-ignore
    const half = await count('customer_standing')
    expect([half > 0, half < accounts.length, await count('quality_pass')]).toEqual([true, true, 1])
    while (await within((tx) => keepStandings(tx, ours.orgId, now, { size: { above: 0, together: 2 } })));
    const rows = await within((tx) => tx.selectFrom('customer_standing').select(['customer_id', 'answered', 'relationship']).where('customer_id', 'in', accounts).execute()) // prettier-ignore
    expect(rows).toHaveLength(accounts.length)
    for (const row of rows) expect(row).toMatchObject({ answered: 1, relationship: 'neutral' })
    expect([await count('quality_pass'), await count('customer_contact_sum')]).toEqual([0, 0])
  })
})
