/**
 * Every view of the funnel and of the check-up, one JSON line each: p50 and p95 of the wall, CPU of this process and of the database per report, and
 * the ratio to the bar. CPU is what counts on a machine that others use too. `npm run -s bench -- funnel [DEALS] [ROUNDS]` makes an
 * organisation of its own in a fresh embedded database (20000: size S); `npm run -s bench -- funnel L URL [ROUNDS]` asks the largest
 * organisation on a server filled before (`npm run -s bench -- fill L URL`), with the bars of L. Everything is asked of the
 * database, of the facts in memory (docs/decisions/120) and in hand-written SQL (ground/by-hand.ts); last comes a table of it all.
 * BENCH_ONLY=facts,hand leaves the others out, BENCH_REPORTS takes those whose names match.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { sql } from 'kysely'
import { inOrganisation, readingIn } from '../src/platform/database/connect.ts'
import type { Caller } from '../src/platform/session.ts'
import { addDays, dayOf } from '../src/platform/time.ts'
import { bytesKept, keepFacts, loadInBackground } from '../src/funnel/queries/facts/keeper.ts'
import { keepDeeds } from '../src/checkup/queries/deeds.ts'
import { byHand } from './ground/by-hand.ts'
import { connections, onEmbedded, onServer } from './ground/funnel-companies.ts'
import { cpuOf } from './ground/measure.ts'
import { type Line, tableOf } from './ground/table.ts'
import { type Filter, views } from './ground/views.ts'

const [size = '20000', second, third] = process.argv.slice(2)
const isL = size === 'L'
const rounds = Number((isL ? third : second) ?? 20)
const now = new Date()

const parts = (process.env.BENCH_ONLY ?? 'database,facts,hand').split(',')
const lines: Line[] = []
const tell = (line: Line & Record<string, unknown>): void => {
  lines.push(line)
  console.log(JSON.stringify(line))
}

const { db, caller, supervisor, deals, ownerUrl, news, end } = isL
  ? await onServer(second, now)
  : await onEmbedded(Number(size), now)

const day = (back: number): string => addDays(dayOf(now, 'Asia/Shanghai'), -back)

/**
 * As asked first (a deal was changed a moment ago, and nothing is remembered), with a filter that was not asked before (nothing
 * changed), and as asked again while nothing changed.
 */
const ways = ['first', 'filter changed', 'again'] as const

try {
  const reports = views(day)
  const regions = await everyRegion()
  const backends = await Promise.all(
    Array.from({ length: connections }, () =>
      inOrganisation(
        db,
        caller.orgId,
        async (tx) => (await sql<{ pid: number }>`select pg_backend_pid() as pid, pg_sleep(0.3)`.execute(tx)).rows[0]!.pid,
      ),
    ),
  )
  const people: [string, Caller][] = [
    ['company', caller],
    ['subtree', supervisor],
  ]
  if (parts.includes('database')) await measure('database')
  if (parts.includes('facts')) await ofFacts()
  if (parts.includes('hand'))
    await byHand(ownerUrl, isL ? 2 : 5, (line) => tell(line as unknown as Line & Record<string, unknown>))
  console.log(`\n${tableOf(lines)}`)

  async function ofFacts(): Promise<void> {
    const before = cost()
    const delay = monitorEventLoopDelay({ resolution: 5 })
    delay.enable()
    const memory = process.memoryUsage().arrayBuffers
    const keeper = keepFacts(db, { maxBytes: 1024e6, complain: console.error })
    await loadInBackground(keeper, caller.orgId)
    console.log(
      JSON.stringify({
        bench: 'facts-load',
        deals,
        ...cost(before),
        keptMB: round(bytesKept(keeper) / 1e6),
        arrayBuffersMB: round((process.memoryUsage().arrayBuffers - memory) / 1e6),
        residentMB: round(process.memoryUsage().rss / 1e6),
        longestStallMs: round(delay.max / 1e6),
      }),
    )
    const reading = cost()
    await readingIn(db, caller.orgId, (tx) => keepDeeds(tx, caller))
    await Promise.all(keeper.loading.values())
    console.log(JSON.stringify({ bench: 'deeds-load', deals, ...cost(reading), keptMB: round(bytesKept(keeper) / 1e6) }))
    await measure('facts')
  }

  async function measure(by: 'database' | 'facts'): Promise<void> {
    for (const [whose, who] of people)
      for (const { name: report, run, bars } of reports.filter(({ name }) => name.match(process.env.BENCH_REPORTS ?? '')))
        for (const way of ways) {
          const barMs = bars[isL ? 'L' : 'S']
          // 61 seconds later nothing is remembered any more
          let clock = now.getTime()
          let asked = 0
          const once = async (): Promise<number> => {
            clock += way === 'first' ? 61_000 : 10
            if (way === 'first') await news()
            const filter = way === 'filter changed' ? filterOf(regions, asked++) : {}
            const began = performance.now()
            const outcome = await readingIn(db, who.orgId, (tx) => run(tx, { ...who, now: new Date(clock) }, filter))
            if (!outcome.ok) throw new Error(`${report} was refused`)
            return performance.now() - began
          }
          for (let warm = 0; warm < 3; warm++) await once()
          const delay = monitorEventLoopDelay({ resolution: 5 })
          delay.enable()
          const walls: number[] = []
          const before = cost()
          for (let round = 0; round < rounds; round++) walls.push(await once())
          const { ownCpuMs, databaseCpuMs } = cost(before, rounds)
          walls.sort((a, b) => a - b)
          const p95Ms = walls[Math.min(walls.length - 1, Math.floor(walls.length * 0.95))]!
          tell({
            bench: 'funnel',
            deals,
            by,
            whose,
            report,
            way,
            p50Ms: round(walls[Math.floor(walls.length / 2)]!),
            p95Ms: round(p95Ms),
            cpuMs: round(ownCpuMs + databaseCpuMs),
            ownCpuMs,
            databaseCpuMs,
            longestStallMs: round(delay.max / 1e6),
            residentMB: round(process.memoryUsage().rss / 1e6),
            barMs,
            ratio: round(p95Ms / barMs),
            cpuRatio: round((ownCpuMs + databaseCpuMs) / barMs),
          })
        }
  }

  /** Processor time of this process and of the database since then, by so many. */
  function cost(since = { own: { user: 0, system: 0 }, database: 0, at: 0 }, by = 1) {
    const { user, system } = process.cpuUsage()
    const database = cpuOf(backends) / 1000
    const ownMs = (user + system - since.own.user - since.own.system) / 1000
    return {
      own: { user, system },
      database,
      at: performance.now(),
      seconds: round((performance.now() - since.at) / 1000),
      ownCpuMs: round(ownMs / by),
      databaseCpuMs: round(((database - since.database) * 1000) / by),
    }
  }
} finally {
  await end()
}

/** One or two regions, a different choice each time. */
function filterOf(regions: readonly string[], asked: number): Filter {
  const [first, second] = [regions[asked % regions.length]!, regions[Math.floor(asked / regions.length) % regions.length]!]
  return { region: first === second ? first : `${first},${second}` }
}

function everyRegion(): Promise<string[]> {
  return inOrganisation(db, caller.orgId, async (tx) => {
    const found = await sql<{ region: string }>`
      select distinct region from opportunity where org_id = ${caller.orgId} and region is not null order by 1`.execute(tx)
    return found.rows.map(({ region }) => region)
  })
}

function round(value: number): number {
  return Number(value.toPrecision(3))
}
