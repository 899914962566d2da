/**
 * How fast a CRM export comes in: opportunities with customers matched or made by name, events, spans, audit and search, as an
 * import does it in one transaction; then the same file again, which changes nothing. Says what does not depend on how busy the
 * machine is: processor time per 1,000 rows of the application and of the database.
 * `npm run -s bench -- import [--rows 100000] [--customers 10000] [--database OWNER_URL]`: one JSON line per measurement. A
 * database of one's own must be empty.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { Readable } from 'node:stream'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { foundations } from '../src/apps/slices.ts'
import { executeImport } from '../src/imports/commands/execute.ts'
import { startImport } from '../src/imports/commands/start.ts'
import { keepUpload, receive } from '../src/imports/store/uploads.ts'
import { createOrganisation } from '../src/people/commands/set-up.ts'
import { readCaller } from '../src/people/queries.ts'
import { inOrganisation, openDatabase } from '../src/platform/database/connect.ts'
import { migrate } from '../src/platform/database/migrate.ts'
import { prepareRoles } from '../src/platform/database/roles.ts'
import { startEmbedded } from '../src/platform/embedded/start.ts'

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '100000' },
    customers: { type: 'string', default: '10000' },
    database: { type: 'string' },
  },
})
const [rowCount, customerCount] = [Number(values.rows), Number(values.customers)]

const pick = <T>(list: readonly T[], index: number): T => list[index % list.length]!
const [cities, cores, trades] = [
  ['北京', '上海', '深圳', '杭州', '南京', '武汉', '成都', '西安'],
  ['云帆', '华联', '远航', '恒信', '中科', '嘉禾', '博雅', '天成', '瑞丰', '盛达', '明德'],
  ['科技', '机械', '电子', '医药', '汽车', '物流', '软件'],
]
const customerName = (index: number) =>
  `${pick(cities, index)}${pick(cores, index >> 3)}${pick(trades, index >> 5)}${index.toString(36)}有限公司`
const day = (offset: number) => new Date(Date.UTC(2024, 0, 1) + offset * 86_400_000).toISOString().slice(0, 10)

/** A list as a Chinese CRM exports it: deterministic, no real names. */
function* listOf(rows: number, customers: number): Generator<string> {
  yield '商机编号,商机名称,客户名称,意向产品,负责人,商机阶段,金额（元）,创建时间,成交日期\r\n'
  for (let index = 0; index < rows; index++) {
    const stage = pick(['赢单', '输单', '需求分析', '方案报价', '赢单', '商务谈判'], index * 7)
    const closed = stage === '赢单' || stage === '输单'
    const customer = customerName((index * 2654435761) % customers)
    const cells = [
      `SJ${index}`,
      `${customer.slice(0, 6)}采购`,
      customer,
      pick(['云主机', '数据平台', '安全网关'], index),
      `销售${index % 40}`,
      stage,
      1000 + (index % 997) * 13,
      day(index % 500),
      closed ? day((index % 500) + 10 + (index % 90)) : '',
    ]
    yield `${cells.join(',')}\r\n`
  }
}

const dataDir = mkdtempSync(join(tmpdir(), 'sluice-bench-'))
const server = values.database ? { url: values.database, stop: async () => {} } : await startEmbedded({ dataDir, log: () => {} })
let peak = 0
const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 20)
try {
  await migrate({ ownerUrl: server.url })
  const { appUrl } = await prepareRoles(server.url, 'only for benchmarks, thrown away after')
  const { db, close } = openDatabase(appUrl)
  const databaseTime = await databaseProcessor(server.url)
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
    new Date(),
  )
  if (!made.ok) throw new Error(made.refusal.code)
  const { orgId, memberId } = made.value

  const measured = async (work: () => Promise<void>) => {
    const lag = monitorEventLoopDelay({ resolution: 5 })
    lag.enable()
    peak = 0
    const [started, cpu, database] = [performance.now(), process.cpuUsage(), databaseTime()]
    await work()
    lag.disable()
    const seconds = (performance.now() - started) / 1000
    const { user, system } = process.cpuUsage(cpu)
    return {
      seconds: round(seconds, 1),
      rowsPerSecond: Math.round(rowCount / seconds),
      processorMsPerThousandRows: {
        application: Math.round((user + system) / rowCount),
        database: Math.round(((databaseTime() - database) * 1e6) / rowCount),
      },
      lagMs: { p50: round(lag.percentile(50) / 1e6, 1), p99: round(lag.percentile(99) / 1e6, 1), most: round(lag.max / 1e6, 1) },
      peakMegabytes: Math.round(peak / 1e6),
    }
  }
  const bringIn = async (what: string) => {
    const received = await receive(dataDir, Readable.from(listOf(rowCount, customerCount)))
    const fileId = await keepUpload(dataDir, orgId, received, 'list.csv', memberId)
    const id = await inOrganisation(db, orgId, async (tx) => {
      const caller = await readCaller(tx, orgId, memberId, 'cli', new Date())
      const started = await startImport(tx, caller!, dataDir, { fileId, kind: 'opportunities', mode: 'commit', mapping: null })
      if (!started.ok) throw new Error(started.refusal.code)
      return started.value.id
    })
    const figures = await measured(() => executeImport(db, dataDir, orgId, id, null, new Date()))
    const { status, created, unchanged, failed } = await inOrganisation(db, orgId, (tx) =>
      tx.selectFrom('import_run').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
    )
    say({ what, status, rows: rowCount, customers: customerCount, created, unchanged, failed, ...figures })
  }
  await bringIn('new file')
  await bringIn('same file again')
  await close()
} finally {
  clearInterval(watch)
  await server.stop()
  rmSync(dataDir, { recursive: true, force: true })
}

function say(figures: Record<string, unknown> & { rowsPerSecond: number }): void {
  console.log(JSON.stringify({ bench: 'import', ...figures, ratioToBar: round(figures.rowsPerSecond / 4000, 2) }))
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits))
}

/** Seconds of processor time that a database server of this machine has used so far, all its processes together; Linux only. */
async function databaseProcessor(ownerUrl: string): Promise<() => number> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  const times = (pid: string): { parent: string; ticks: number; gone: number } => {
    try {
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
        .replace(/^.*\) /s, '')
        .split(' ')
      const ticks = (at: number) => Number(fields[at])
      return { parent: fields[1]!, ticks: ticks(11) + ticks(12), gone: ticks(13) + ticks(14) }
    } catch {
      return { parent: '', ticks: 0, gone: 0 }
    }
  }
  // every server process is a child of the first one
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
  const postmaster = times(String(rows[0]!.pid)).parent
  await client.end()
  return () => {
    const { ticks, gone } = times(postmaster)
    const living = readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(times)
      .filter(({ parent }) => parent === postmaster)
    return (ticks + gone + living.reduce((sum, process) => sum + process.ticks, 0)) / 100
  }
}
