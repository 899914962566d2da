/**
 * How fast a CRM export comes in: opportunities with customers matched or made by name, search pieces, events, spans and audit,
 * as an import does it in one transaction; then the same file again, which changes nothing.
 * `npm run -s bench -- import [--rows 20000] [--customers 4000]`: one JSON line per measurement.
 */
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { parseArgs } from 'node:util'
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
  options: { rows: { type: 'string', default: '20000' }, customers: { type: 'string', default: '4000' } },
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
function listOf(rows: number, customers: number): string {
  const lines = ['商机编号,商机名称,客户名称,意向产品,负责人,商机阶段,金额（元）,创建时间,成交日期']
  for (let index = 0; index < rows; index++) {
    const stage = pick(['赢单', '输单', '需求分析', '方案报价', '赢单', '商务谈判'], index * 7)
    const closed = stage === '赢单' || stage === '输单'
    const customer = customerName((index * 2654435761) % customers)
    lines.push(
      [
        `SJ${index}`,
        `${customer.slice(0, 6)}采购`,
        customer,
        pick(['云主机', '数据平台', '安全网关'], index),
        `销售${index % 40}`,
        stage,
        1000 + (index % 997) * 13,
        day(index % 500),
        closed ? day((index % 500) + 10 + (index % 90)) : '',
      ].join(','),
    )
  }
  return lines.join('\r\n')
}

const dataDir = mkdtempSync(join(tmpdir(), 'sluice-bench-'))
const server = await startEmbedded({ dataDir, log: () => {} })
let peak = 0
const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 20)
try {
  await migrate({ ownerUrl: server.url })
  const { appUrl } = await prepareRoles(server.url, 'only for benchmarks, thrown away after')
  const { db, close } = openDatabase(appUrl)
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
  const file = join(dataDir, 'list.csv')
  writeFileSync(file, listOf(rowCount, customerCount))

  const bringIn = async (what: string) => {
    const fileId = await keepUpload(
      dataDir,
      orgId,
      await receive(dataDir, Readable.from([listOf(rowCount, customerCount)])),
      'list.csv',
      memberId,
    )
    const id = await inOrganisation(db, orgId, async (tx) => {
      const caller = await readCaller(tx, orgId, memberId, 'cli', new Date())
      const started = await startImport(tx, caller!, dataDir, { fileId, kind: 'opportunities', mode: 'commit', mapping: null })
      if (!started.ok) throw new Error(started.refusal.code)
      return started.value.id
    })
    const [started, cpu] = [performance.now(), process.cpuUsage()]
    await executeImport(db, dataDir, orgId, id, null, new Date())
    const seconds = (performance.now() - started) / 1000
    const { user, system } = process.cpuUsage(cpu)
    const run = await inOrganisation(db, orgId, (tx) =>
      tx.selectFrom('import_run').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
    )
    console.log(
      JSON.stringify({
        bench: 'import',
        what,
        status: run.status,
        rows: run.total,
        created: run.created,
        unchanged: run.unchanged,
        failed: run.failed,
        customers: customerCount,
        fileMegabytes: Math.round((statSync(file).size / 1e6) * 10) / 10,
        seconds: Math.round(seconds * 10) / 10,
        rowsPerSecond: Math.round((run.total ?? 0) / seconds),
        ratioToBar: Math.round(((run.total ?? 0) / seconds / 4000) * 100) / 100,
        processorSeconds: Math.round((user + system) / 1e5) / 10,
        peakMegabytes: Math.round(peak / 1e6),
      }),
    )
  }
  await bringIn('new file')
  await bringIn('same file again')
  await close()
} finally {
  clearInterval(watch)
  await server.stop()
  rmSync(dataDir, { recursive: true, force: true })
}
