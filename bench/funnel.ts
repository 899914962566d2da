/**
 * The funnel on an organisation of its own in a fresh embedded database: `npm run -s bench -- funnel [DEALS]` (20000: size S).
 * One JSON line per report: p50 and p95 of the wall, CPU of this process and of the database per report, and the ratio to the bar.
 * CPU is what counts on a machine that others use too.
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
import { inOrganisation, openDatabase, type Tx } from '../src/platform/database/connect.ts'
import { prepareRoles } from '../src/platform/database/roles.ts'
import { startEmbedded } from '../src/platform/embedded/start.ts'
import type { Caller } from '../src/platform/session.ts'
import { addDays, dayOf } from '../src/platform/time.ts'
import { funnelQuery } from '../src/funnel/contract.ts'
import { readFunnelDeals } from '../src/funnel/queries/funnel-deals.ts'
import { listFunnelDeals } from '../src/funnel/contract.ts'
import { readFunnelReport } from '../src/funnel/queries/read-funnel.ts'
import { readMovementReport } from '../src/funnel/queries/read-movement.ts'
import { fillFunnel } from './funnel-data.ts'

const deals = Number(process.argv[2] ?? 20_000)
const rounds = Number(process.argv[3] ?? 20)
const ticksPerSecond = Number(execFileSync('getconf', ['CLK_TCK']).toString())

const dataDir = mkdtempSync(join(tmpdir(), 'sluice-bench-'))
const server = await startEmbedded({ dataDir, log: () => {} })
try {
  await migrate({ ownerUrl: server.url })
  const { appUrl } = await prepareRoles(server.url, 'for this benchmark only')
  const { db, close } = openDatabase(appUrl, { max: 1 })
  const now = new Date()
  const made = await createOrganisation(
    db,
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
  if (!made.ok) throw new Error(made.refusal.code)
  const { orgId, memberId } = made.value
  const caller = (await inOrganisation(db, orgId, (tx) => readCaller(tx, orgId, memberId, 'job', now)))!
  const filled = await fillFunnel(db, caller, deals)
  const owner = new pg.Client({ connectionString: server.url })
  await owner.connect()
  await owner.query('vacuum analyze')
  await owner.end()
  console.log(JSON.stringify({ bench: 'funnel-fill', ...filled, dealsPerSecond: Math.round(filled.deals / filled.seconds) }))

  const day = (back: number): string => addDays(dayOf(now, 'Asia/Shanghai'), -back)
  const report = (query: object) => (tx: Tx, who: Caller) => readFunnelReport(tx, who, funnelQuery.parse(query))
  const reports: [string, number, (tx: Tx, who: Caller) => Promise<{ ok: boolean }>][] = [
    ['cohort', 60, report({})],
    ['cohort, lengths of stay counted anew', 60, report({})],
    ['cohort of a quarter', 60, report({ from: day(200), to: day(110) })],
    ['cohort by owner', 60, report({ groupBy: 'owner' })],
    ['cohort by month', 60, report({ groupBy: 'month' })],
    ['period of a month', 60, report({ basis: 'period', from: day(60), to: day(30) })],
    ['snapshot of a month', 60, report({ basis: 'snapshot', from: day(60), to: day(30) })],
    ['as of a week ago', 60, report({ asOf: day(7) })],
    ['as of half a year ago', 60, report({ asOf: day(182) })],
    ['movement of a month', 60, (tx, who) => readMovementReport(tx, who, { from: day(30), to: day(0) })],
    [
      'deals lost in a stage',
      60,
      (tx, who) => readFunnelDeals(tx, who, listFunnelDeals.query.parse({ stage: 'need-discovery', list: 'lost' })),
    ],
  ]
  const backend = await inOrganisation(
    db,
    orgId,
    async (tx) => (await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx)).rows[0]!.pid,
  )
  for (const [name, barMs, run] of reports) {
    // 61 seconds later nothing is remembered any more
    let clock = now.getTime()
    const anew = name.includes('anew')
    const once = async (): Promise<void> => {
      clock += anew ? 61_000 : 10
      const outcome = await inOrganisation(db, orgId, (tx) => run(tx, { ...caller, now: new Date(clock) }))
      if (!outcome.ok) throw new Error(`${name} was refused`)
    }
    for (let warm = 0; warm < 3; warm++) await once()
    const walls: number[] = []
    const before = { own: process.cpuUsage(), database: cpuOf(backend) }
    for (let round = 0; round < rounds; round++) {
      const began = performance.now()
      await once()
      walls.push(performance.now() - began)
    }
    const own = process.cpuUsage(before.own)
    const databaseMs = ((cpuOf(backend) - before.database) / rounds) * 1000
    const ownMs = (own.user + own.system) / 1000 / rounds
    walls.sort((a, b) => a - b)
    const p95 = walls[Math.min(walls.length - 1, Math.floor(walls.length * 0.95))]!
    console.log(
      JSON.stringify({
        bench: 'funnel',
        deals,
        report: name,
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
  await close()
} finally {
  await server.stop()
  rmSync(dataDir, { recursive: true, force: true })
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
