/**
 * Every report of the funnel, one JSON line each: p50 and p95 of the wall, CPU of this process and of the database per report, and
 * the ratio to the bar. CPU is what counts on a machine that others use too. `npm run -s bench -- funnel [DEALS] [ROUNDS]` makes an
 * organisation of its own in a fresh embedded database (20000: size S); `npm run -s bench -- funnel L URL [ROUNDS]` asks the largest
 * organisation on a server filled before (`npm run -s bench -- fill L URL`), with the bars of L.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import pg from 'pg'
import { readCaller } from '../src/people/queries.ts'
import { createOrganisation } from '../src/people/commands/set-up.ts'
import { foundations } from '../src/apps/slices.ts'
import { migrate } from '../src/platform/database/migrate.ts'
import { inOrganisation, openDatabase, type Db, type Tx } from '../src/platform/database/connect.ts'
import { prepareRoles } from '../src/platform/database/roles.ts'
import { startEmbedded } from '../src/platform/embedded/start.ts'
import { newId } from '../src/platform/ids.ts'
import type { Caller } from '../src/platform/session.ts'
import { addDays, dayOf } from '../src/platform/time.ts'
import { funnelQuery } from '../src/funnel/contract.ts'
import { keepUp } from '../src/funnel/jobs.ts'
import { readFunnelDeals } from '../src/funnel/queries/funnel-deals.ts'
import { listFunnelDeals } from '../src/funnel/contract.ts'
import { readFunnelReport } from '../src/funnel/queries/read-funnel.ts'
import { readMovementReport } from '../src/funnel/queries/read-movement.ts'
import { fillFunnel } from './funnel-data.ts'
import { secret } from './ground/companies.ts'

const [size = '20000', second, third] = process.argv.slice(2)
const isL = size === 'L'
const rounds = Number((isL ? third : second) ?? 20)
const ticksPerSecond = Number(execFileSync('getconf', ['CLK_TCK']).toString())
const now = new Date()

interface Ground {
  db: Db
  caller: Caller
  deals: number
  /** Lets the organisation hear that a deal was changed, by a connection that is not measured. */
  news: () => Promise<void>
  end: () => Promise<void>
}

const { db, caller, deals, news, end } = isL ? await onServer(second) : await onEmbedded(Number(size))
try {
  const day = (back: number): string => addDays(dayOf(now, 'Asia/Shanghai'), -back)
  const report = (query: object) => (tx: Tx, who: Caller) => readFunnelReport(tx, who, funnelQuery.parse(query))
  type Run = (tx: Tx, who: Caller) => Promise<{ ok: boolean }>
  const deal = { stage: 'need-discovery', list: 'lost' } as const
  /** The bar at S is 60 ms for every report; here the one at L. */
  const reports: [string, number, Run][] = [
    ['cohort', 200, report({})],
    ['cohort of a quarter', 200, report({ from: day(200), to: day(110) })],
    ['cohort of one owner', 200, report({ owner: await somebody() })],
    ['cohort by owner', 200, report({ groupBy: 'owner' })],
    ['cohort by month', 200, report({ groupBy: 'month' })],
    ['period of a month', 400, report({ basis: 'period', from: day(60), to: day(30) })],
    ['snapshot of a month', 400, report({ basis: 'snapshot', from: day(60), to: day(30) })],
    ['as of a week ago', 250, report({ asOf: day(7) })],
    ['as of half a year ago', 250, report({ asOf: day(182) })],
    ['movement of a month', 400, (tx, who) => readMovementReport(tx, who, { from: day(30), to: day(0) })],
    ['deals lost in a stage', 200, (tx, who) => readFunnelDeals(tx, who, listFunnelDeals.query.parse(deal))],
  ]
  /**
   * As asked first (nothing is remembered), as asked after somebody changed a deal (lengths of stay are remembered for a minute), and
   * as asked again while nothing changed.
   */
  const ways = ['first', 'after a change', 'again'] as const
  const backend = await inOrganisation(
    db,
    caller.orgId,
    async (tx) => (await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx)).rows[0]!.pid,
  )
  for (const [report, barAtL, run] of reports) {
    // 61 seconds later nothing is remembered any more
    let clock = now.getTime()
    for (const way of ways) {
      const once = async (): Promise<number> => {
        clock += way === 'first' ? 61_000 : 10
        if (way !== 'again') await news()
        const began = performance.now()
        const outcome = await inOrganisation(db, caller.orgId, (tx) => run(tx, { ...caller, now: new Date(clock) }))
        if (!outcome.ok) throw new Error(`${report} was refused`)
        return performance.now() - began
      }
      for (let warm = 0; warm < 3; warm++) await once()
      const walls: number[] = []
      const before = { own: process.cpuUsage(), database: cpuOf(backend) }
      for (let round = 0; round < rounds; round++) walls.push(await once())
      const own = process.cpuUsage(before.own)
      const databaseMs = ((cpuOf(backend) - before.database) / rounds) * 1000
      const ownMs = (own.user + own.system) / 1000 / rounds
      walls.sort((a, b) => a - b)
      const p95 = walls[Math.min(walls.length - 1, Math.floor(walls.length * 0.95))]!
      const barMs = isL ? barAtL : 60
      console.log(
        JSON.stringify({
          bench: 'funnel',
          deals,
          report,
          way,
          p50Ms: round(walls[Math.floor(walls.length / 2)]!),
          p95Ms: round(p95),
          cpuMs: round(ownMs + databaseMs),
          ownCpuMs: round(ownMs),
          databaseCpuMs: round(databaseMs),
          barMs,
          ratio: round(p95 / barMs),
          cpuRatio: round((ownMs + databaseMs) / barMs),
        }),
      )
    }
  }
} finally {
  await end()
}

async function onEmbedded(wanted: number): Promise<Ground> {
  const dataDir = mkdtempSync(join(tmpdir(), 'sluice-bench-'))
  const server = await startEmbedded({ dataDir, log: () => {} })
  await migrate({ ownerUrl: server.url })
  const { appUrl } = await prepareRoles(server.url, 'for this benchmark only')
  const { db: made, close } = openDatabase(appUrl, { max: 1 })
  const organisation = await createOrganisation(
    made,
    {
      organizationName: '基准',
      locale: 'zh-CN',
      timeZone: 'Asia/Shanghai',
      currency: 'CNY',
      name: '管理员',
      email: 'bench@example.com',
      passwordHash: null,
    },
    foundations,
    now,
  )
  if (!organisation.ok) throw new Error(organisation.refusal.code)
  const { orgId, memberId } = organisation.value
  const who = (await inOrganisation(made, orgId, (tx) => readCaller(tx, orgId, memberId, 'job', now)))!
  const filled = await fillFunnel(made, who, wanted)
  await learnAll(appUrl, who)
  await asOwner(server.url, 'vacuum analyze')
  const beside = await connected(server.url)
  console.log(JSON.stringify({ bench: 'funnel-fill', ...filled, dealsPerSecond: Math.round(filled.deals / filled.seconds) }))
  return {
    db: made,
    caller: who,
    deals: filled.deals,
    news: newsBy(beside, orgId),
    end: async () => {
      await beside.end()
      await close()
      await server.stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

async function onServer(ownerUrl: string | undefined): Promise<Ground> {
  if (!ownerUrl) throw new Error('funnel L needs the URL of a filled server')
  await migrate({ ownerUrl })
  const { appUrl } = await prepareRoles(ownerUrl, secret)
  const { db: opened, close } = openDatabase(appUrl, { max: 1 })
  const [largest] = await asOwner<{ org_id: string; deals: string }>(
    ownerUrl,
    'select org_id, count(*) as deals from opportunity group by 1 order by 2 desc limit 1',
  )
  const [admin] = await asOwner<{ id: string }>(
    ownerUrl,
    `select id from member where org_id = '${largest!.org_id}' and role = 'administrator' limit 1`,
  )
  const orgId = largest!.org_id
  const who = (await inOrganisation(opened, orgId, (tx) => readCaller(tx, orgId, admin!.id, 'job', now)))!
  const beside = await connected(ownerUrl)
  return {
    db: opened,
    caller: who,
    deals: Number(largest!.deals),
    news: newsBy(beside, orgId),
    end: async () => {
      await beside.end()
      await close()
    },
  }
}

/** As the job has learned the deals by a minute after they were written. */
async function learnAll(appUrl: string, { orgId }: Caller): Promise<void> {
  const { db: made, close } = openDatabase(appUrl, { max: 3 })
  const before = process.cpuUsage()
  const began = Date.now()
  await inOrganisation(made, orgId, (tx) => keepUp(tx, { id: orgId, orgId, kind: 'bench', payload: {}, attempt: 1 }, made))
  await inOrganisation(made, orgId, (tx) =>
    sql`update opportunity_known_through set through = ${newId()} where org_id = ${orgId}`.execute(tx),
  )
  const { user, system } = process.cpuUsage(before)
  await close()
  console.log(
    JSON.stringify({ bench: 'funnel-learn', seconds: (Date.now() - began) / 1000, ownCpuSeconds: (user + system) / 1e6 }),
  )
}

function newsBy(client: pg.Client, orgId: string): () => Promise<void> {
  const text = `insert into outbox (org_id, topic, entity_kind, entity_id) values ('${orgId}', 'opportunity.changed', 'opportunity', '${orgId}')`
  return async () => void (await client.query(text))
}

async function connected(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return client
}

function somebody(): Promise<string> {
  return inOrganisation(db, caller.orgId, async (tx) => {
    const found = await sql<{
      id: string
    }>`select credit_owner_id as id from opportunity where org_id = ${caller.orgId} limit 1`.execute(tx)
    return found.rows[0]!.id
  })
}

async function asOwner<Row extends pg.QueryResultRow>(ownerUrl: string, text: string): Promise<Row[]> {
  const client = await connected(ownerUrl)
  const { rows } = await client.query<Row>(text)
  await client.end()
  return rows
}

/** Seconds of CPU that a process has used so far (Linux; 0 elsewhere). */
function cpuOf(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ')
    return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond
  } catch {
    return 0
  }
}

function round(value: number): number {
  return Number(value.toPrecision(3))
}
