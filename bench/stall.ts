/**
 * How long requests wait for the process while reports are worked out beside them: `npm run -s bench -- stall URL [SECONDS]` asks the thread for
 * reports of the largest organisation on a filled server without pause, a new filter each time and a changed deal now and then, writes the
 * answers as a server does, and tells the delay of the loop (bar: p99 20 ms). BENCH_FACTS_MB gives the facts as much memory as SLUICE_FACTS_MB does.
 */
import { loadavg } from 'node:os'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { checkupReports } from '../src/checkup/queries/reports.ts'
import { checkupQuery } from '../src/checkup/contract.ts'
import { readWhy } from '../src/checkup/why-contract.ts'
import { openDesk } from '../src/apps/report-desk.ts'
import { prepareRoles } from '../src/platform/database/roles.ts'
import { secret } from './ground/companies.ts'
import { onServer } from './ground/funnel-companies.ts'

const [url, seconds = '60'] = process.argv.slice(2)
const { caller, ownerUrl, news, end } = await onServer(url, new Date())
const { appUrl } = await prepareRoles(ownerUrl, secret)
const desk = openDesk({ databaseUrl: appUrl, maxBytes: Number(process.env.BENCH_FACTS_MB ?? 512) * 1e6 }, console.error)
desk.take(caller.orgId)
const paths = ['/checkup', '/checkup/losses', '/checkup/time', '/checkup/summary', '/checkup/why']
const reports = checkupReports.filter(({ contract }) => paths.includes(contract.path))
const days = Array.from({ length: 90 }, (_, back) => new Date(Date.now() - (200 + back) * 86_400_000).toISOString().slice(0, 10))
let asked = 0
const round = async (): Promise<void> => {
  const from = days[asked % days.length]!
  if (asked++ % 5 === 0) await news()
  await Promise.all(
    reports.map(async ({ key, contract }) => {
      const shape = contract.path === '/checkup/why' ? readWhy.query : checkupQuery
      const query = shape.parse({ from, stage: 'need-discovery' })
      const outcome = await desk.ask(key, { caller: { ...caller, now: new Date() }, params: {}, query })
      if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusal))
      JSON.stringify(contract.reply.parse(outcome.value))
    }),
  )
}
// the first check-up waits until the thread has its facts; nobody reads all deals meanwhile, however many ask
const began = performance.now()
await round()
console.log(JSON.stringify({ bench: 'stall-loaded', seconds: seconds1(performance.now() - began), residentMB: residentMB() }))
// what was done is read behind their backs
for (let quiet = 0; quiet < 3;) {
  await new Promise((resolve) => setTimeout(resolve, 2000))
  const { user, system } = process.cpuUsage()
  await new Promise((resolve) => setTimeout(resolve, 3000))
  const after = process.cpuUsage()
  quiet = after.user + after.system - user - system < 60_000 ? quiet + 1 : 0
  if (performance.now() - began > 600_000) break
}
for (let warm = 0; warm < 3; warm++) await round()
const delay = monitorEventLoopDelay({ resolution: 5 })
const main = performance.eventLoopUtilization()
const cpu = process.cpuUsage()
delay.enable()
asked = 0
const measured = performance.now()
for (const until = measured + Number(seconds) * 1000; performance.now() < until;) await round()
delay.disable()
const spent = process.cpuUsage(cpu)
const ms = (nanoseconds: number): number => Math.round(nanoseconds / 1e5) / 10
console.log(
  JSON.stringify({
    bench: 'stall',
    rounds: asked,
    reports: asked * reports.length,
    // of the process with its thread, by report
    cpuMsEach: Math.round((spent.user + spent.system) / 1000 / Math.max(1, asked * reports.length)),
    // of the loop that serves the requests: its share of the time in which it did anything
    busy: Math.round(performance.eventLoopUtilization(main).utilization * 1000) / 1000,
    p50Ms: ms(delay.percentile(50)),
    p95Ms: ms(delay.percentile(95)),
    p99Ms: ms(delay.percentile(99)),
    maxMs: ms(delay.max),
    barMs: 20,
    residentMB: residentMB(),
    load: loadavg()[0],
  }),
)
await desk.stop()
await end()
process.exit(0)

function seconds1(milliseconds: number): number {
  return Math.round(milliseconds / 100) / 10
}

function residentMB(): number {
  return Math.round(process.memoryUsage().rss / 1e6)
}
