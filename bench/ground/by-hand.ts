/**
 * The same questions as the views', asked in hand-written SQL: of PostgreSQL over its tables, and of DuckDB over the same deals and spans.
 * The SQL counts what a view counts, without intervals, benchmarks, tests and names; lengths of stay are plain medians, without censoring.
 * DuckDB is no dependency of the product: `DUCKDB=/where/it/is/node_modules/@duckdb/node-api/lib/index.js` names it.
 */
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import pg from 'pg'
import { cpuOf, quantile } from './measure.ts'

interface Dialect {
  deals: string
  spans: string
  median: (value: string) => string
  seconds: (from: string, to: string) => string
}
const postgresOf = (orgId: string): Dialect => ({
  deals: `(select id, owner_id as owner, credit_owner_id as credit, source_id as source, product_id as product, region, loss_reason_key as reason,
    status, stage_position, max_position, stages_entered, entered_at, closed_at, amount_minor as amount
    from opportunity where org_id = '${orgId}' and deleted_at is null)`,
  spans: `(select opportunity_id as deal, valid_from, nullif(valid_to, 'infinity') as valid_to, stage_entered_at as clock, stage_position as position,
    status, exit, next_stage_id as next, amount_minor as amount, owner_id as owner, expected_close_on as due from opportunity_span where org_id = '${orgId}')`,
  median: (value) => `percentile_cont(0.5) within group (order by ${value})`,
  seconds: (from, to) => `extract(epoch from ${to} - ${from})`,
})
const duck: Dialect = {
  deals: 'deals',
  spans: 'spans',
  median: (value) => `quantile_cont(${value}, 0.5)`,
  seconds: (from, to) => `epoch(${to}) - epoch(${from})`,
}

const day = (back: number): string =>
  `timestamptz '${new Date(Date.now() - back * 86_400_000).toISOString().slice(0, 10)} 00:00:00+08'`
const stages = [1, 2, 3, 4, 5, 6]
const horizonDays = 30

const openAt = ({ spans }: Dialect, at: string): string =>
  `(select deal, position, amount, owner, due from ${spans} s where status = 'open' and valid_from < ${at} and coalesce(valid_to >= ${at}, true))`
/** When each deal reached each stage, by implication. */
const reached = ({ spans, deals: own }: Dialect, more: string): string => `
  select d.id, d.status, d.credit, d.region, d.amount, d.max_position, d.closed_at, ${stages.map((k) => `r.at${k}`).join(', ')}
  from ${own} d join (select deal, ${stages.map((k) => `min(clock) filter (where position >= ${k}) as at${k}`).join(', ')} from ${spans} s group by deal) r on r.deal = d.id
  where ${more}`
const gates = (dialect: Dialect, group: string, more = 'true'): string => `
  with r as (${reached(dialect, more)}) select ${group} as grp, ${stages
    .map(
      (k) => `count(at${k}) filter (where at${k} <= now() - interval '${horizonDays} days') as n${k},
        count(*) filter (where at${k} <= now() - interval '${horizonDays} days' and ${k < 6 ? `at${k + 1}` : `case when status = 'won' then closed_at end`} <= at${k} + interval '${horizonDays} days') as w${k},
        sum(amount) filter (where max_position = ${k} and status in ('lost', 'terminated')) as loss${k}`,
    )
    .join(', ')} from r group by 1`
const stand = ({ deals: own }: Dialect, group: string, more = 'true'): string =>
  `select ${group} as grp, status, max_position, stage_position, stages_entered, count(*), sum(amount) from ${own} d where ${more} group by 1, 2, 3, 4, 5`
const lengths = (dialect: Dialect): string => `
  select position, ${dialect.median(dialect.seconds('clock', 'coalesce(valid_to, now())'))} from ${dialect.spans} s
  where status = 'open' and (exit is not null or valid_to is null) group by 1`
const region = `region = (select min(region) from DEALS d)`

const came = (from: number, to: number): string => `entered_at >= ${day(from)} and entered_at < ${day(to)}`
/** By when it happened: of what was written down when, spans do not tell. */
const standThen = ({ spans }: Dialect, at: string): string =>
  `select status, position, furthest, count(*), sum(amount) from (
     select deal, status, position, amount, max(position) over (partition by deal) as furthest, valid_to from ${spans} s where valid_from < ${at}) t
   where coalesce(valid_to >= ${at}, true) group by 1, 2, 3`
const listOf = ({ deals: own }: Dialect, which: string): string[] => [
  `select * from ${own} d where ${which} order by coalesce(amount, -1) desc, id desc limit 51`,
  `select count(*), sum(amount) from ${own} d where ${which}`,
]

const views: Record<string, (dialect: Dialect) => string[]> = {
  cohort: (d) => [stand(d, 'null'), lengths(d)],
  'cohort of a quarter': (d) => [stand(d, 'null', came(200, 110)), lengths(d)],
  'cohort by owner': (d) => [stand(d, 'credit'), lengths(d)],
  'cohort by month': (d) => [stand(d, "date_trunc('month', entered_at)"), lengths(d)],
  'period of a month': (d) => [
    `select position, exit, count(*), sum(amount) from ${d.spans} s where exit is not null and valid_to >= ${day(60)} and valid_to < ${day(30)} group by 1, 2`,
    ...[60, 30].map((back) => `select position, count(*), sum(amount) from ${openAt(d, day(back))} o group by 1`),
    lengths(d),
  ],
  'period of a year by owner': (d) => [
    `select credit, position, exit, count(*), sum(s.amount) from ${d.spans} s join ${d.deals} d on d.id = s.deal
     where exit is not null and valid_to >= ${day(365)} and valid_to < ${day(0)} group by 1, 2, 3`,
    ...[365, 0].map((back) => `select owner, position, count(*), sum(amount) from ${openAt(d, day(back))} o group by 1, 2`),
    lengths(d),
  ],
  'as of a week ago': (d) => [standThen(d, day(7))],
  'as of half a year ago': (d) => [standThen(d, day(182))],
  'deals lost in a stage': (d) => listOf(d, "status = 'lost' and stage_position = 2"),
  'snapshot of a month': (d) => [
    `select b.position, e.position, e.status, count(*), sum(b.amount) from ${openAt(d, day(60))} b
     left join ${d.spans} e on e.deal = b.deal and e.valid_from < ${day(30)} and coalesce(e.valid_to >= ${day(30)}, true) group by 1, 2, 3`,
  ],
  'movement of a month': (d) => [
    `select b.deal is null as came, a.deal is null as went, a.position > b.position, a.amount > b.amount, a.due > b.due, a.owner <> b.owner, count(*), sum(a.amount), sum(b.amount)
     from ${openAt(d, day(30))} b full join ${openAt(d, day(0))} a on a.deal = b.deal group by 1, 2, 3, 4, 5, 6`,
  ],
  'flows of a month': (d) => [
    `select position, exit, next, count(*), sum(amount) from ${d.spans} s where exit is not null and valid_to >= ${day(30)} and valid_to < ${day(0)} group by 1, 2, 3`,
  ],
  'trend of half a year': (d) => [
    `select position, ${Array.from({ length: 26 }, (_, week) => day(week * 7))
      .map((at) => `count(*) filter (where valid_from < ${at} and coalesce(valid_to >= ${at}, true))`)
      .join(', ')} from ${d.spans} s where status = 'open' group by 1`,
  ],
  'check-up': (d) => [gates(d, 'null'), lengths(d)],
  'check-up of one region': (d) => [gates(d, 'null', region.replace('DEALS', d.deals)), lengths(d)],
  'check-up of a year': (d) => [gates(d, 'null', came(365, 0)), lengths(d)],
  'compare owners': (d) => [gates(d, 'credit')],
  'compare regions of a year': (d) => [gates(d, 'region', came(365, 0))],
  why: (d) => [
    `with r as (${reached(d, 'true')}) select owner, product, source, region, count(at2), count(at3) from (
       select r.at2, r.at3, d.owner, d.product, d.source, d.region from r join ${d.deals} d on d.id = r.id) t
     group by grouping sets ((owner), (product), (source), (region))`,
  ],
  'deals that died in a stage': (d) => listOf(d, "status in ('lost', 'terminated') and max_position = 2"),
  losses: (d) => [
    `select reason, owner, product, source, region, stage_position, count(*), sum(amount) from ${d.deals} d where status in ('lost', 'terminated')
     group by grouping sets ((reason), (reason, owner), (reason, product), (reason, source), (reason, region), (reason, stage_position))`,
  ],
  time: (d) => [
    lengths(d),
    `select position, ${d.median(d.seconds('clock', 'valid_to'))} from ${d.spans} s join ${d.deals} d on d.id = s.deal and d.status = 'won' where s.exit in ('advanced', 'won') group by 1`,
  ],
}
/** The text is made of the others. */
views.summary = (d) => ['check-up', 'losses', 'time'].flatMap((name) => views[name]!(d))

interface Engine {
  name: string
  dialect: Dialect
  ask: (sql: string) => Promise<unknown>
}
/** A line for each view and engine, of the largest organisation on a server. */
export async function byHand(url: string, rounds: number, tell: (line: Record<string, unknown>) => void): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const found = await client.query<{ org_id: string; deals: number }>(
    'select org_id, count(*)::int as deals from opportunity group by 1 order by 2 desc limit 1',
  )
  const { org_id: orgId, deals } = found.rows[0]!
  const postgres = postgresOf(orgId)
  const engines: Engine[] = [{ name: 'postgresql', dialect: postgres, ask: (sql) => client.query(sql) }]
  const module_ = process.env.DUCKDB
  const folder = mkdtempSync(join(tmpdir(), 'sluice-duckdb-'))
  // the server writes there
  chmodSync(folder, 0o777)
  if (module_ && existsSync(module_)) engines.push(await openDuck(module_, client, postgres, folder))
  else console.error('without DuckDB: DUCKDB does not name its module')
  await client.query("set work_mem = '256MB'; set max_parallel_workers_per_gather = 0")
  const backend = (await client.query<{ pid: number }>('select pg_backend_pid() as pid')).rows[0]!.pid
  /** Processor time so far: of the server's process that works for us, or of this one, in which DuckDB works. */
  const cpuMs = (engine: string): number => {
    const { user, system } = process.cpuUsage()
    return engine === 'duckdb' ? (user + system) / 1000 : cpuOf([backend])
  }
  try {
    for (const [view, queriesOf] of Object.entries(views).filter(([name]) => name.match(process.env.BENCH_REPORTS ?? '')))
      for (const engine of engines) await measure(view, queriesOf, engine)
  } finally {
    await client.end()
    rmSync(folder, { recursive: true, force: true })
  }

  async function measure(view: string, queriesOf: (dialect: Dialect) => string[], { name, dialect, ask }: Engine): Promise<void> {
    const walls: number[] = []
    const before = cpuMs(name)
    for (let round = 0; round < rounds; round++) {
      const began = performance.now()
      for (const sql of queriesOf(dialect)) await ask(sql)
      walls.push(performance.now() - began)
    }
    const cpu = Math.round((cpuMs(name) - before) / rounds)
    tell({ bench: 'by hand', deals, report: view, engine: name, p50Ms: Math.round(quantile(walls, 0.5)), p95Ms: Math.round(quantile(walls, 0.95)), cpuMs: cpu }) // prettier-ignore
  }
}

/** DuckDB in memory with two threads, filled by way of files that the server, on this machine, writes. */
async function openDuck(path: string, client: pg.Client, postgres: Dialect, folder: string): Promise<Engine> {
  const { DuckDBInstance } = (await import(pathToFileURL(path).href)) as {
    DuckDBInstance: {
      create: (path: string, options: object) => Promise<{ connect: () => Promise<{ run: (sql: string) => Promise<unknown>; runAndReadAll: (sql: string) => Promise<unknown> }> }>
    }
  } // prettier-ignore
  const connection = await (await DuckDBInstance.create(':memory:', { threads: '2' })).connect()
  const began = performance.now()
  for (const [table, source] of [
    ['deals', postgres.deals],
    ['spans', postgres.spans],
  ] as const) {
    const file = join(folder, `${table}.csv`)
    await client.query(`copy (select * from ${source} t) to '${file}' (format csv, header)`)
    await connection.run(`create table ${table} as select * from read_csv('${file}', header = true, nullstr = '')`)
  }
  console.error(`DuckDB filled in ${Math.round((performance.now() - began) / 1000)} s`)
  return { name: 'duckdb', dialect: duck, ask: (sql) => connection.runAndReadAll(sql) }
}
