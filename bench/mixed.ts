/**
 * Fifty clients, nine reads to one write, while one more asks for funnels without pause: `npm run -s bench -- mixed [S|L] [SECONDS]`.
 */
import autocannon, { type Request } from 'autocannon'
import type { SizeName } from './ground/companies.ts'
import { favour, tell } from './ground/measure.ts'
import { openBench } from './ground/serving.ts'

const size = (process.argv[2] ?? 'S') as SizeName
const seconds = Number(process.argv[3] ?? 15)
const bench = await openBench(size)
const headers = { authorization: `Bearer ${bench.token}`, 'content-type': 'application/json' }
const get = async (path: string) => (await fetch(`${bench.url}/api/v1${path}`, { headers })).json()

const { items: deals } = (await get('/opportunities?limit=200&status=open')) as { items: { id: string }[] }
const { items: customers } = (await get('/customers?limit=200')) as { items: { id: string }[] }
const any = <T>(list: readonly T[]): T => list[Math.floor(Math.random() * list.length)]!
const reads = [
  () => `/opportunities/${any(deals).id}`,
  () => `/customers/${any(customers).id}`,
  () => `/opportunities/${any(deals).id}/history`,
  () => `/customers?limit=20`,
  () => `/opportunities?limit=20`,
]

favour([process.pid, ...bench.pids()])
let isDone = false
let reports = 0
const analytics = (async () => {
  const [from, to] = [365, 0].map((ago) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10))
  while (!isDone) {
    await get(`/funnel?from=${from}&to=${to}`)
    reports++
  }
})()

try {
  const result = await autocannon({
    url: bench.url,
    connections: 50,
    duration: seconds,
    requests: Array.from({ length: 10 }, (_, at) => ({
      setupRequest: (request: Request): Request =>
        at === 9
          ? {
              ...request,
              method: 'PATCH',
              path: `/api/v1/opportunities/${any(deals).id}`,
              headers,
              body: JSON.stringify({ amountMinor: Math.floor(Math.random() * 1e8) }),
            }
          : { ...request, method: 'GET', path: `/api/v1${any(reads)()}`, headers },
    })),
  })
  const { latency, requests, non2xx, errors } = result
  const more = { size, seconds, clients: 50, reports, refused: non2xx, errors, p99: latency.p99 }
  tell({
    name: 'mixed 90/10 under analytics: throughput',
    figure: requests.average,
    unit: '/s',
    bar: 1500,
    atLeast: true,
    ...more,
  })
  tell({ name: 'mixed 90/10 under analytics: p95', figure: latency.p97_5, unit: 'ms', bar: 60, quantile: 0.975, ...more })
} finally {
  isDone = true
  await analytics.catch(() => {})
  await bench.stop()
}
