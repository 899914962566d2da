/**
 * How long requests wait for the process while reports are worked out beside them: `npm run -s bench -- stall URL [SECONDS]` asks the thread for
 * reports of the largest organisation on a filled server without pause, a new filter each time and a changed deal now and then, writes the
 * answers as a server does, and tells the delay of the loop (bar: p99 20 ms).
 */
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { checkupReports } from '../src/checkup/queries/reports.ts'
import { checkupQuery } from '../src/checkup/contract.ts'
import { readWhy } from '../src/checkup/why-contract.ts'
import { openDesk } from '../src/apps/report-desk.ts'
import { readMovement } from '../src/funnel/contract.ts'
import { prepareRoles } from '../src/platform/database/roles.ts'
import { secret } from './ground/companies.ts'
import { onServer } from './ground/funnel-companies.ts'

const [url, seconds = '60'] = process.argv.slice(2)
const { caller, ownerUrl, news, end } = await onServer(url, new Date())
const { appUrl } = await prepareRoles(ownerUrl, secret)
const desk = openDesk({ databaseUrl: appUrl, maxBytes: 1024e6 }, console.error)
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
// until facts are loaded the thread asks the database, which takes longer the more it is asked: one small report tells when they are there
const small = `${readMovement.method} ${readMovement.path}`
const query = readMovement.query.parse({ from: days.at(-1)!, to: days[0]! })
const limit = performance.now() + 300_000
for (let took = Infinity; took > 400;) {
  if (performance.now() > limit) throw new Error('the facts were not loaded within five minutes')
  await new Promise((resolve) => setTimeout(resolve, 3000))
  const began = performance.now()
  // on a busy machine the database may be too slow for a request: asked again later
  const answer = await desk.ask(small, { caller: { ...caller, now: new Date() }, params: {}, query }).catch(() => null)
  took = answer === null ? Infinity : performance.now() - began
}
console.log(JSON.stringify({ bench: 'stall-loaded', seconds: Math.round(performance.now() / 1000) }))
// what else is kept is read now: on a busy machine one of the first reports may be given up
for (let warm = 0; warm < 3; warm++) await round().catch(() => {})
const delay = monitorEventLoopDelay({ resolution: 5 })
delay.enable()
asked = 0
for (const until = performance.now() + Number(seconds) * 1000; performance.now() < until;) await round()
delay.disable()
const ms = (nanoseconds: number): number => Math.round(nanoseconds / 1e5) / 10
console.log(JSON.stringify({ bench: 'stall', rounds: asked, reports: asked * reports.length, p50Ms: ms(delay.percentile(50)), p99Ms: ms(delay.percentile(99)), maxMs: ms(delay.max), barMs: 20 })) // prettier-ignore
await desk.stop()
await end()
process.exit(0)
