/**
 * How fast a CRM export comes into the served program: opportunities with customers matched or made by name, events, spans and audit
 * in one transaction; the same file again, which changes nothing; and once more a new file while a person works at the board.
 * Tells processor time per 1,000 rows of the application and of the database, which hardly depends on how busy the machine is.
 * `npm run -s bench -- import [--rows 100000] [--customers 10000]`; with BENCH_FAVOUR=1 what is measured goes first.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { runningUrl } from '../src/platform/embedded/start.ts'
import { listOfDeals } from './ground/list-of-deals.ts'
import { cpuOf, familyOf, favour, quantile, tell } from './ground/measure.ts'
import { startServer } from './ground/serving.ts'

const { values } = parseArgs({
  options: { rows: { type: 'string', default: '100000' }, customers: { type: 'string', default: '10000' } },
})
const [rows, customers] = [Number(values.rows), Number(values.customers)]
const dataDir = mkdtempSync(join(tmpdir(), 'sluice-bench-'))
const server = await startServer({ DATA_DIR: dataDir })
const database = Number(readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0])
const owner = new pg.Client({ connectionString: runningUrl(dataDir) })
let token = ''

/** JSON of unknown shape that may be looked into freely. */
type Loose = ReturnType<typeof JSON.parse>

const ask = async (method: string, path: string, body?: FormData | object): Promise<Loose> => {
  const isForm = body instanceof FormData
  const reply = await fetch(`${server.url}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, ...(body && !isForm ? { 'content-type': 'application/json' } : {}) },
    ...(body ? { body: isForm ? body : JSON.stringify(body) } : {}),
  })
  const said: Loose = await reply.json()
  if (!reply.ok) throw new Error(`${method} ${path}: ${reply.status} ${JSON.stringify(said)}`)
  return said
}
const formOf = (fields: Record<string, string | Blob>): FormData => {
  const form = new FormData()
  for (const [key, value] of Object.entries(fields)) form.set(key, value)
  return form
}
const used = () => ({ application: cpuOf([server.child.pid!]), database: cpuOf(familyOf(database)) })
const perThousand = (from: ReturnType<typeof used>, to = used()) => ({
  application: Math.round(((to.application - from.application) * 1000) / rows),
  database: Math.round(((to.database - from.database) * 1000) / rows),
})
const round = (value: number) => Number(value.toPrecision(3))

/** Asks without pause but for a glance at each answer, until stopped; milliseconds of each answer by what was asked. */
function atWork(questions: Record<string, () => Promise<unknown>>, pause: number) {
  const taken: Record<string, number[]> = Object.fromEntries(Object.keys(questions).map((name) => [name, []]))
  let isOver = false
  const working = (async () => {
    while (!isOver)
      for (const [name, question] of Object.entries(questions)) {
        const began = performance.now()
        await question()
        taken[name]!.push(performance.now() - began)
        await wait(pause)
      }
  })()
  return async () => {
    isOver = true
    await working
    return Object.fromEntries(
      Object.entries(taken).map(([name, times]) => [
        name,
        {
          asked: times.length,
          p50: round(quantile(times, 0.5)),
          p95: round(quantile(times, 0.95)),
          most: round(Math.max(...times)),
        },
      ]),
    )
  }
}

/** Proposes and brings in, as the page does; from the moment the work begins until it is seen to be done. */
async function bringIn(what: string, mark: string, beside: Record<string, () => Promise<unknown>>, pause: number) {
  const file = new Blob([...listOfDeals(rows, customers, mark)])
  const beforeProposal = used()
  const stop = atWork(beside, pause)
  const { fileId, mapping } = await ask('POST', '/imports/proposals', formOf({ kind: 'opportunities', file }))
  const proposal = perThousand(beforeProposal)
  const before = used()
  const { id } = await ask('POST', '/imports', { kind: 'opportunities', mode: 'commit', fileId, mapping })
  const run = async () =>
    (
      await owner.query('select status, started_at, created, unchanged, failed, searchable_at from import_run where id = $1', [
        id,
      ])
    ).rows[0]
  let now = await run()
  while (now.status === 'waiting' || now.status === 'running') {
    await wait(50)
    // a thread's connections are new ones
    favour(familyOf(database))
    now = await run()
  }
  const seconds = (Date.now() - now.started_at.getTime()) / 1000
  const processor = perThousand(before)
  const waited = await stop()
  const [beforeFiling, filing] = [used(), performance.now()]
  while (now.created > 0 && !now.searchable_at) {
    await wait(50)
    favour(familyOf(database))
    now = await run()
  }
  const { status, created, unchanged, failed } = now
  const search = { seconds: round((performance.now() - filing) / 1000), processor: perThousand(beforeFiling) }
  const peakMegabytes = Math.round(
    Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${server.child.pid}/status`, 'utf8'))![1]) / 1000,
  )
  tell({
    name: `import: ${what}`,
    figure: rows / seconds,
    unit: '/s',
    bar: 4000,
    atLeast: true,
    ...{ rows, customers, status, created, unchanged, failed, seconds },
    processorMsPerThousandRows: { ...processor, proposal, ...(created > 0 ? { search } : {}) },
    answersMs: waited,
    peakMegabytes,
  })
  return peakMegabytes
}

try {
  await owner.connect()
  const setUp = { organizationName: '基准', locale: 'zh-CN', timeZone: 'Asia/Shanghai', name: '管理员' }
  token = (await ask('POST', '/setup', { ...setUp, email: 'bench@example.com', password: 'only for benchmarks 7' })).token
  favour([process.pid, server.child.pid!, ...familyOf(database)])
  const alive = { alive: () => fetch(`${server.url}/healthz`).then((reply) => reply.text()) }
  await bringIn('new file', 'A', alive, 50)
  await bringIn('same file again', 'A', alive, 50)
  const { items } = await ask('GET', '/opportunities?limit=200&status=open')
  let turn = 0
  const person = {
    board: () => ask('GET', '/boards/default'),
    'deal page': () => ask('GET', `/opportunities/${items[turn++ % items.length].id}`),
    'deal history': () => ask('GET', `/opportunities/${items[turn % items.length].id}/history`),
  }
  const idle = atWork(person, 100)
  await wait(5000)
  const undisturbed = await idle()
  const peak = await bringIn('new file while a person works at the board', 'B', person, 100)
  console.log(JSON.stringify({ name: 'the same person undisturbed', answersMs: undisturbed }))
  tell({ name: 'import: most memory of the application', figure: peak, unit: 'MB', bar: 600 })
} finally {
  await owner.end()
  await server.stop()
  rmSync(dataDir, { recursive: true, force: true })
}
