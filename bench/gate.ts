/**
 * A stage with 12 criteria of every kind and a customer with 3,000 activities: what a move through that gate costs, passed and
 * refused. `npm run -s bench -- gate [rounds] [asked|refused|moved]`; bars of STACK §4 for writes at S.
 */
import { sql } from 'kysely'
import type { PipelineFull } from '../src/pipelines/definition.ts'
import { openDatabase } from '../src/platform/database/connect.ts'
import { newId } from '../src/platform/ids.ts'
import { evidenceFor, gatedBy } from '../test/gated-pipeline.ts'
import { clientOf } from './ground/client.ts'
import { favour, fineCpuOf, quantile, tell, untilCalm, usedBetween } from './ground/measure.ts'
import { openBench, unlimited } from './ground/serving.ts'

const rounds = Number(process.argv[2] ?? 400)
const only = process.argv[3] ?? ''
const activities = 3000
/** So many deals stand before the gate: with fewer, each would come to have been moved more often than any deal of real life. */
const perBatch = 50
/** Asked before anything is counted, of deals of another customer: a server that has run for an hour has compiled what it does all day. */
const warm = 1000
const bench = await openBench('S', await unlimited())
const { db, close } = openDatabase(bench.ownerUrl, { max: 1 })
const { ask, must, end } = clientOf(bench)

async function aGatedPipeline() {
  const made = await must('POST', '/pipelines', { template: 'b2b-six-stages' })
  const { definition } = (await must('GET', `/pipelines/${made.id}/versions/1`)) as { definition: PipelineFull }
  const { element, ...gated } = gatedBy(definition)
  await must('POST', `/pipelines/${made.id}/publications`, { definition: gated, basedOn: 1, graceDays: 0 })
  return { key: made.key as string, element, stages: definition.stages.map(({ key }) => key) }
}

async function aDeal(pipeline: { key: string }, customerId: string): Promise<string> {
  const name = `关卡基准 ${newId()}`
  const deal = await must('POST', '/opportunities', { customerId, pipeline: pipeline.key, name, amountMinor: 100 })
  await must('PATCH', `/opportunities/${deal.id}`, { expectedCloseOn: '2030-01-01' })
  return deal.id
}

/** In batches, before each of which `prepare` does what is not measured: one request after another, as `bench -- requests` asks. */
async function measure(
  name: string,
  { warming, deals }: { warming: readonly string[]; deals: readonly string[] },
  one: (deal: string) => Promise<unknown>,
  prepare: (deals: readonly string[]) => Promise<void> = async () => {},
): Promise<void> {
  const taken: number[] = []
  const used = [0, 0]
  if (!name.includes(only)) return
  for (let batch = -warm / perBatch; batch < rounds / perBatch; batch++) {
    const asked = batch < 0 ? warming : deals
    await prepare(asked)
    favour(bench.pids())
    const now = () => {
      const [app, ...database] = bench.pids()
      return [fineCpuOf([app!]), fineCpuOf(database)]
    }
    const before = now()
    for (let round = 0; round < perBatch; round++) {
      const began = performance.now()
      await one(asked[round]!)
      if (batch >= 0) taken.push(performance.now() - began)
    }
    if (batch >= 0) now().forEach((after, at) => (used[at]! += usedBetween(before[at]!, after)))
  }
  const [inApp, inDatabase] = used.map((ms) => ms / taken.length) as [number, number]
  tell({ name, figure: quantile(taken, 0.95), unit: 'ms', bar: 10, median: quantile(taken, 0.5) })
  tell({ name: `${name}: processor`, figure: inApp + inDatabase, unit: 'ms', bar: 5, inApp, inDatabase })
}

try {
  const pipeline = await aGatedPipeline()
  // other ones each time: the activities of an earlier run stay with their customers
  const customers: { id: string }[] = (await must('GET', '/customers?limit=200')).items
  const [customer, another] = [0, 1].map((next) => customers[(Date.now() + next) % customers.length]!.id) as [string, string]
  const dealsOf = async (customerId: string, each: number) => {
    const [bare, ...deals] = await Promise.all(Array.from({ length: perBatch + 1 }, () => aDeal(pipeline, customerId)))
    await db.transaction().execute(async (tx) => {
      const of = { orgId: bench.orgId, customerId, activities: each, element: pipeline.element }
      for (const dealId of deals) for (const statement of evidenceFor({ ...of, dealId })) await statement.execute(tx)
    })
    return { bare: bare!, deals }
  }
  const measured = await dealsOf(customer, activities / 2 / perBatch)
  const forWarming = await dealsOf(another, 10)
  // nobody writes three thousand activities in a minute: in a house that has lived a while they have been tidied up after
  await untilCalm(bench.pids)
  await sql`vacuum (analyze) activity, activity_contact, contact, task, opportunity, customer`.execute(db)
  await untilCalm(bench.pids)
  const [first, second] = pipeline.stages
  const what = 'gate of 12 criteria, 3,000 activities'
  const movesOf = (deal: string) => `/opportunities/${deal}/stage-moves`
  const ready = { warming: forWarming.deals, deals: measured.deals }
  await measure(`${what}: asked`, ready, (deal) => must('GET', `/opportunities/${deal}/gates`))
  const lacking = Array.from({ length: perBatch }, () => measured.bare)
  await measure(`${what}: refused`, { warming: lacking, deals: lacking }, async (deal) => {
    const { status, text } = await ask('POST', movesOf(deal), { toStage: second })
    if (status !== 422 || !text.includes('"gate-not-passed"')) throw new Error(`not refused: ${status} ${text}`)
  })
  const isIn = new Set<string>()
  const back = async (deals: readonly string[]) => {
    for (const deal of deals) if (isIn.has(deal)) await must('POST', movesOf(deal), { toStage: first, reason: '基准' })
    for (const deal of deals) isIn.add(deal)
  }
  await measure(`${what}: moved through it`, ready, (deal) => must('POST', movesOf(deal), { toStage: second }), back)
} finally {
  await close()
  await bench.stop()
  end()
}
