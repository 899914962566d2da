import { RawNode, type KyselyPlugin, type RootOperationNode } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { keepHealth } from '../src/health/commands/judge.ts'
import { announce } from '../src/platform/news.ts'
import { askFor, runOne, type Work } from '../src/platform/jobs.ts'
import { inOrganisation, type Tx } from '../src/platform/database/connect.ts'
import { keepStandings } from '../src/quality/commands/keep-up.ts'
import { recycle } from '../src/pool/commands/recycle.ts'
import { defaultRule } from '../src/pool/rule.ts'
import { keepUpkeep } from '../src/upkeep/commands/keep-up.ts'
import { aCustomer, aDeal } from './factories/a-company.ts'
import { aServer, type Loose, type TestServer } from './server.ts'
import { aStaffedCompany, type Staffed } from './two-companies.ts'

/**
 * Jobs that go over all customers, with their connection to the database killed at their first statement, then at their second, and so
 * on until they are through: what a killed one leaves behind is nothing, and the one that comes through does it once.
 */
const at = new Date('2035-06-15T04:00:00Z')
const ago = (days: number): Date => new Date(at.getTime() - days * 86_400_000)
let isStaffed = false
const clock = { now: () => (isStaffed ? at : new Date()) }
let server: TestServer
let ours: Staffed
let owner: pg.Client

const within = <T>(work: (tx: Tx) => Promise<T>) => inOrganisation(server.database.db, ours.orgId, work)
const ask = async (path: string): Promise<Loose> => (await server.ask('GET', `/api/v1${path}`, { as: ours.tokens.director })).body

beforeAll(async () => {
  server = await aServer({ clock })
  ours = await aStaffedCompany(server, '云帆')
  isStaffed = true
  owner = new pg.Client({ connectionString: server.database.ownerUrl })
  await owner.connect()
  for (const [name, days] of [
    ['甲精密', 40],
    ['乙机电', 300],
    ['丙通信', 500],
    ['丁仪器', 35],
    ['戊重工', 60],
  ] as const)
    // prettier-ignore
    await within(async (tx) => {
      const id = await aCustomer(tx, ours.orgId, { name, ownerId: ours.members['li']! })
      await tx.updateTable('customer').set({ created_at: ago(800), updated_at: ago(800), owner_since: ago(800), last_activity_at: ago(days) }).where('id', '=', id).execute() // prettier-ignore
      for (const before of [days + 60, days]) {
        const deal = await aDeal(tx, ours.orgId, { customerId: id, ownerId: ours.members['li']!, status: 'won' })
        await tx.updateTable('opportunity').set({ amount_minor: 50_000_000, created_at: ago(before + 30), stage_since: ago(before), closed_at: ago(before) }).where('id', '=', deal).execute() // prettier-ignore
      }
    })
  await within((tx) => keepStandings(tx, ours.orgId, at))
}, 120_000)
afterAll(async () => {
  await owner.end()
  await server.close()
})
beforeEach(() => owner.query('delete from job'))

/** In place of its statement of this number a transaction kills its own connection, as a kill of the process or the database would. */
const dyingAt = (number: number): KyselyPlugin & { asked: number } => ({
  asked: 0,
  transformQuery({ node }): RootOperationNode {
    this.asked++
    return this.asked === number ? RawNode.createWithSql('select pg_terminate_backend(pg_backend_pid())') : node
  },
  transformResult: async ({ result }) => result,
})

/** What stands in tables, as one fingerprint each; moments of writing are those of the job's clock and stay in it. */
const standing = async (tables: readonly string[]): Promise<Record<string, string>> => {
  const found: Record<string, string> = {}
  for (const table of tables) {
    const { rows } = await owner.query<{ print: string }>(`select count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as print from ${table} t`) // prettier-ignore
    found[table] = rows[0]!.print
  }
  return found
}

/** Does the due jobs of a kind, each killed at its every statement in turn; returns how often one was killed and what a killed one left. */
async function killedEverywhere(kind: string, work: Work, tables: readonly string[]) {
  await askFor(server.database.db, { orgId: ours.orgId, kind, uniqueKey: kind })
  const left: string[] = []
  let [killed, through] = [0, 0]
  for (let number = 1; ; number++) {
    const before = await standing(tables)
    const dying = dyingAt(number)
    const log: string[] = []
    const works = { [kind]: ((tx, job, db) => work(tx.withPlugin(dying), job, db)) satisfies Work }
    if (!(await runOne(server.database.db, works, (line) => log.push(line)))) return { killed, through, left }
    if (log.length === 0) {
      through++
      // what a part asked for comes next, and dies as often
      number = 0
      continue
    }
    killed++
    for (const [table, print] of Object.entries(await standing(tables)))
      if (print !== before[table]) left.push(`${table} after ${number}`)
    // a dead process counts no attempts against the job: only its lease passes
    await owner.query('update job set run_at = now(), attempt = 0, failed_at = null, lease_until = null where done_at is null')
  }
}

const traces = ['task', 'outbox', 'audit_entry'] as const
const rowsOf = async (text: string): Promise<Loose[]> => (await owner.query(text)).rows

describe('killed at every statement', () => {
  test('judging the health of all leaves nothing half-judged, and then judges everybody and raises everybody once', async () => {
    const tables = [...traces, 'customer_health', 'customer_health_month', 'health_progress']
    const work: Work = async (tx, job) => {
      if ((await keepHealth(tx, job.orgId, at)) > 0) await announce(tx, job.orgId, [{ topic: 'health.kept', entityKind: 'health', entityId: job.orgId, ownerId: null }]) // prettier-ignore
    }
    const { killed, through, left } = await killedEverywhere('health.keep-up', work, tables)
    expect([killed > 20, through, left]).toEqual([true, 1, []])
    const { items } = await ask('/health?all=true&limit=50')
    expect(items.map(({ customer: { name } }: Loose) => name)).toEqual(expect.arrayContaining(['甲精密', '乙机电', '丙通信', '丁仪器', '戊重工'])) // prettier-ignore
    expect(await rowsOf(`select 1 from outbox where topic = 'health.kept'`)).toHaveLength(1)
    expect(await rowsOf(`select external_id from task where external_id like 'health:%' group by 1 having count(*) > 1`)).toEqual([]) // prettier-ignore
  })
  test('planning upkeep leaves no half plan, and then lists everybody once', async () => {
    const tables = [...traces, 'upkeep_plan', 'upkeep_listed', 'upkeep_progress']
    const { killed, through, left } = await killedEverywhere('upkeep.keep-up', async (tx, job) => void (await keepUpkeep(tx, job.orgId, at)), tables) // prettier-ignore
    expect([killed > 6, through, left]).toEqual([true, 1, []])
    const list = await ask(`/upkeep/today?owner=${ours.members['li']}`)
    expect(new Set(list.items.map(({ customer: { id } }: Loose) => id)).size).toBe(list.items.length)
    expect(list.items.length).toBeGreaterThan(1)
  })
  test('the night of the pool takes part after part: whoever fell has fallen once, and nobody is forgotten between two parts', async () => {
    expect((await server.ask('PUT', '/api/v1/pool/setting', { as: ours.tokens.admin, body: { ...defaultRule, isOn: true, protectedGrades: [], protectedTiers: [] } })).status).toBe(200) // prettier-ignore
    const tables = [...traces, 'pool_stay', 'pool_event', 'customer', 'contact', 'member']
    const work: Work = async (tx, job) =>
      void (await recycle(tx, job.orgId, at, { part: Number(job.payload['part'] ?? 0), size: 2 }))
    const { killed, through, left } = await killedEverywhere('pool.recycle', work, tables)
    // two, two and one
    expect([killed > 20, through, left]).toEqual([true, 3, []])
    const fell = await rowsOf(`select c.name, (select count(*)::int from pool_event e where e.customer_id = c.id and e.kind = 'fell') as events,
      (select count(*)::int from audit_entry a where a.entity_id = c.id and a.action = 'pool-fell') as entries
      from pool_stay s join customer c on c.id = s.customer_id order by c.name`) // prettier-ignore
    expect(fell).toEqual(['丁仪器', '丙通信', '乙机电', '戊重工', '甲精密'].map((name) => ({ name, events: 1, entries: 1 })))
    expect((await ask('/pool/facets')).all).toBe(5)
  })
})
