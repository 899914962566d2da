/**
 * Fifty clients, nine reads to one write, while one more asks for funnels without pause: `npm run -s bench -- mixed [S|L] [SECONDS]`.
 */
import { Agent, request } from 'node:http'
import type { SizeName } from './ground/companies.ts'
import { cpuOf, favour, quantile, tell } from './ground/measure.ts'
import { openBench, unlimited } from './ground/serving.ts'

const size = (process.argv[2] ?? 'S') as SizeName
const seconds = Number(process.argv[3] ?? 15)
const clients = 50
const bench = await openBench(size, await unlimited())
const agent = new Agent({ keepAlive: true, maxSockets: clients + 1 })

const ask = (method: string, path: string, body?: object): Promise<{ status: number; text: string }> =>
  new Promise((answered, failed) => {
    const sent = request(
      `${bench.url}/api/v1${path}`,
      { method, agent, headers: { authorization: `Bearer ${bench.token}`, ...(body && { 'content-type': 'application/json' }) } },
      (response) => {
        let text = ''
        response.setEncoding('utf8')
        response.on('data', (part: string) => (text += part))
        response.on('end', () => answered({ status: response.statusCode!, text }))
      },
    )
    sent.on('error', failed)
    sent.end(body && JSON.stringify(body))
  })

const listed = async (path: string): Promise<{ id: string }[]> => JSON.parse((await ask('GET', path)).text).items
const deals = await listed('/opportunities?limit=200&status=open')
const customers = await listed('/customers?limit=200')
const any = <T>(list: readonly T[]): T => list[Math.floor(Math.random() * list.length)]!
const reads = [
  () => `/opportunities/${any(deals).id}`,
  () => `/customers/${any(customers).id}`,
  () => `/opportunities/${any(deals).id}/history`,
  () => '/customers?limit=20',
  () => '/opportunities?limit=20',
]

const taken: number[] = []
const statuses: Record<number, number> = {}
let [ends, reports, isMeasured] = [Infinity, 0, false]

const client = async (): Promise<void> => {
  for (let turn = Math.floor(Math.random() * 10); performance.now() < ends; turn++) {
    const began = performance.now()
    const { status } =
      turn % 10 === 9
        ? await ask('PATCH', `/opportunities/${any(deals).id}`, { amountMinor: Math.floor(Math.random() * 1e8) })
        : await ask('GET', any(reads)())
    if (!isMeasured) continue
    taken.push(performance.now() - began)
    statuses[status] = (statuses[status] ?? 0) + 1
  }
}

const analytics = async (): Promise<void> => {
  const [from, to] = [365, 0].map((ago) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10))
  while (performance.now() < ends) {
    await ask('GET', `/funnel?from=${from}&to=${to}`)
    reports++
  }
}

try {
  const all = [analytics(), ...Array.from({ length: clients }, client)]
  await new Promise((warm) => setTimeout(warm, 3000))
  favour([process.pid, ...bench.pids()])
  isMeasured = true
  const [app, ...database] = bench.pids()
  const used = () => ({ inApp: cpuOf([app!]), inDatabase: cpuOf(database), inClients: cpuOf([process.pid]) })
  const before = used()
  ends = performance.now() + seconds * 1000
  await Promise.all(all)
  const after = used()
  /** Processor time of a request, in ms; the reports asked beside them are in it. */
  const each = (where: keyof typeof after) => (after[where] - before[where]) / taken.length
  const processor = { inApp: each('inApp'), inDatabase: each('inDatabase'), inClients: each('inClients') }
  const more = { size, seconds, clients, reports, statuses, processor, p99: quantile(taken, 0.99) }
  tell({
    name: 'mixed 90/10 under analytics: throughput',
    figure: taken.length / seconds,
    unit: '/s',
    bar: 1500,
    atLeast: true,
    ...more,
  })
  tell({ name: 'mixed 90/10 under analytics: p95', figure: quantile(taken, 0.95), unit: 'ms', bar: 60, ...more })
} finally {
  agent.destroy()
  await bench.stop()
}
