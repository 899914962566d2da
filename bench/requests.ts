/**
 * One request after another at the API, with the processor time of application and database: `npm run -s bench -- requests S|L`.
 * Bars are those of STACK §4 for the size.
 */
import { clientOf } from './ground/client.ts'
import type { SizeName } from './ground/companies.ts'
import { favour, fineCpuOf, quantile, tell, untilCalm, usedBetween } from './ground/measure.ts'
import { openBench, unlimited } from './ground/serving.ts'

const size = (process.argv[2] ?? 'S') as Exclude<SizeName, 'T' | 'Q'>
const rounds = Number(process.argv[3] ?? 300)
const isS = size === 'S'
const bench = await openBench(size, await unlimited())
const { must, end } = clientOf(bench)

interface Case {
  name: string
  one: (round: number) => Promise<unknown>
  /** p95 in ms at S and at L. */
  bar: { S?: number; L?: number }
  /** Processor time of a request, application and database, in ms; a bar of S only. */
  cpu?: number
  times?: number
}

interface Listed {
  id: string
  stage: { position: number }
}
const listed = async (path: string): Promise<Listed[]> => (await must('GET', path)).items
const deals = await listed('/opportunities?limit=200&status=open&pipeline=b2b-six-stages')
const some = await listed('/opportunities?limit=200&status=won')
const customers = await listed('/customers?limit=200')
const board = await must('GET', '/boards/default?limit=1')
const stages: { id: string; position: number }[] = board.columns.map(
  ({ stage }: { stage: { id: string; position: number } }) => stage,
)
const at = <T>(list: readonly T[], round: number): T => list[(round * 37) % list.length]!
const words = ['云帆', '机械', '苏州远', '华联', '精密制造', '恒通', '新能源', '上海瑞达']

const cases: Case[] = [
  {
    name: 'board, 40 cards a column, counts and sums',
    one: () => must('GET', '/boards/default'),
    bar: { S: 15, L: 20 },
    cpu: 13,
  },
  { name: 'deal list, newest 50', one: () => must('GET', '/opportunities'), bar: { S: 10, L: 15 } },
  {
    name: 'deal list, most urgent 50 of a stage',
    one: () => must('GET', '/opportunities?status=open&pipeline=b2b-six-stages&stage=solution&sort=urgency'),
    bar: { S: 10, L: 15 },
  },
  { name: 'customer list, 50', one: () => must('GET', '/customers'), bar: { S: 10, L: 15 } },
  { name: 'deal page', one: (round) => must('GET', `/opportunities/${at(some, round).id}`), bar: { S: 10, L: 15 } },
  { name: 'deal history', one: (round) => must('GET', `/opportunities/${at(some, round).id}/history`), bar: { S: 10, L: 15 } },
  { name: 'customer page', one: (round) => must('GET', `/customers/${at(customers, round).id}`), bar: { S: 10, L: 15 } },
  {
    name: 'activities of a deal',
    one: (round) => must('GET', `/activities?opportunity=${at(some, round).id}`),
    bar: { S: 10, L: 15 },
  },
  {
    name: 'search, 2 to 4 characters, all kinds',
    one: (round) => must('GET', `/search?q=${encodeURIComponent(at(words, round))}`),
    bar: { S: 15, L: 15 },
    cpu: 3,
  },
  {
    name: 'customer list by a word',
    one: (round) => must('GET', `/customers?q=${encodeURIComponent(at(words, round))}`),
    bar: { S: 15, L: 15 },
  },
  {
    name: 'deal changed (amount), with audit',
    one: (round) => must('PATCH', `/opportunities/${at(deals, round).id}`, { amountMinor: 1_000_000 + round * 100 }),
    bar: { S: 10, L: 15 },
  },
  {
    name: 'deal created',
    one: (round) =>
      must('POST', '/opportunities', {
        customerId: at(customers, round).id,
        name: `基准商机 ${Date.now()} ${round}`,
        amountMinor: 5_000_000,
      }),
    bar: { S: 10, L: 15 },
    cpu: 5,
  },
  {
    name: 'deal moved a stage, with gate, history and audit',
    one: (round) => {
      const deal = at(deals, round)
      const next = stages.find(({ position }) => position === (deal.stage.position % 6) + 1)!
      const back = next.position < deal.stage.position
      deal.stage.position = next.position
      return must('POST', `/opportunities/${deal.id}/stage-moves`, { toStage: next.id, ...(back ? { reason: '基准' } : {}) })
    },
    bar: { S: 10, L: 15 },
    cpu: 5,
  },
  {
    name: 'activity recorded',
    one: (round) =>
      must('POST', '/activities', {
        kind: 'call',
        opportunityId: at(deals, round).id,
        people: '王经理',
        content: '沟通进展',
        result: '继续推进',
        happenedAt: new Date().toISOString(),
      }),
    bar: { S: 10, L: 15 },
  },
  {
    name: 'funnel of a year',
    one: () => must('GET', `/funnel?from=${day(-365)}&to=${day(0)}`),
    bar: { S: 60 },
    cpu: 3,
    times: isS ? rounds : 20,
  },
]

function day(offset: number): string {
  return new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10)
}

try {
  await untilCalm(bench.pids)
  for (const { name, one, bar, cpu, times = rounds } of cases.filter(({ name }) => name.includes(process.argv[4] ?? ''))) {
    for (let warm = 0; warm < Math.min(100, times); warm++) await one(warm)
    const taken: number[] = []
    favour(bench.pids())
    const used = () => {
      const [app, ...database] = bench.pids()
      return [fineCpuOf([app!]), fineCpuOf(database)]
    }
    const before = used()
    for (let round = 0; round < times; round++) {
      const began = performance.now()
      await one(round + 100)
      taken.push(performance.now() - began)
    }
    const [inApp, inDatabase] = used().map((after, at) => usedBetween(before[at]!, after) / times) as [number, number]
    const p95 = quantile(taken, 0.95)
    tell({
      name: `${size}: ${name}`,
      figure: p95,
      unit: 'ms',
      ...(bar[size] ? { bar: bar[size] } : {}),
      median: quantile(taken, 0.5),
    })
    tell({
      name: `${size}: ${name}: processor`,
      figure: inApp + inDatabase,
      unit: 'ms',
      ...(cpu && isS ? { bar: cpu } : {}),
      inApp,
      inDatabase,
    })
  }
} finally {
  await bench.stop()
  end()
}
