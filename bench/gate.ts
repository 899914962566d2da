/**
 * A stage with 12 criteria of every kind and a customer with 3,000 activities: what a move through that gate costs, passed and
 * refused. `npm run -s bench -- gate [rounds]`; bars of STACK §4 for writes at S.
 */
import pg from 'pg'
import type { Criterion } from '../src/pipelines/criteria.ts'
import type { PipelineFull } from '../src/pipelines/definition.ts'
import { newId } from '../src/platform/ids.ts'
import { cpuOf, favour, quantile, tell } from './ground/measure.ts'
import { openBench, unlimited } from './ground/serving.ts'

const rounds = Number(process.argv[2] ?? 200)
const activities = 3000
const bench = await openBench('S', await unlimited())
const client = new pg.Client({ connectionString: bench.ownerUrl })
await client.connect()

const ask = async (method: string, path: string, body?: unknown) => {
  const reply = await fetch(`${bench.url}/api/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${bench.token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await reply.text()
  return { status: reply.status, body: text === '' ? null : JSON.parse(text) }
}
const must = async (method: string, path: string, body?: unknown) => {
  const { status, body: said } = await ask(method, path, body)
  if (status >= 300) throw new Error(`${method} ${path}: ${status} ${JSON.stringify(said).slice(0, 300)}`)
  return said
}

/** Twelve, of every kind, one of them a group. */
const twelve = (element: string, task: string): Criterion[] => [
  { kind: 'field', key: 'amountMinor', test: 'at-least', value: 1 },
  { kind: 'field', key: 'expectedCloseOn', test: 'set' },
  { kind: 'field', key: 'customer.industry', test: 'set' },
  { kind: 'contacts', atLeast: 1, roles: ['decider'] },
  { kind: 'contacts', atLeast: 1, reachable: true },
  { kind: 'activities', atLeast: 3, since: 'start', types: ['visit', 'meeting'], withPurpose: true, withFeedback: true },
  { kind: 'activities', atLeast: 1, since: 'start', minCharacters: 20, minMinutes: 15 },
  { kind: 'activities', atLeast: 1, since: 'start', types: ['visit'], roles: ['decider'] },
  { kind: 'element', key: element, atLeast: 'confirmed' },
  { kind: 'task', key: task },
  { kind: 'document', category: 'proposal', atLeast: 1 },
  {
    kind: 'any',
    of: [
      { kind: 'approval', of: 'stage' },
      { kind: 'field', key: 'customer.region', test: 'set' },
    ],
  },
]

async function aGatedPipeline(): Promise<{ key: string; stages: string[] }> {
  const made = await must('POST', '/pipelines', { template: 'b2b-six-stages' })
  const { definition } = (await must('GET', `/pipelines/${made.id}/versions/1`)) as { definition: PipelineFull }
  const open = { criteria: [], mode: 'block', warnsUntil: null }
  // the templates give the first stage no task; here it has the first there is
  const task = definition.stages.flatMap(({ tasks }) => tasks)[0]!
  const stages = definition.stages.map((stage, index) => ({
    ...stage,
    tasks: index === 0 ? [task] : stage.tasks.filter(({ key }) => key !== task.key),
    entry: open,
    exit: index === 0 ? { ...open, criteria: twelve(definition.elements[0]!.key, task.key) } : open,
  }))
  await must('POST', `/pipelines/${made.id}/publications`, { definition: { ...definition, stages }, basedOn: 1, graceDays: 0 })
  return { key: made.key, stages: stages.map(({ key }) => key) }
}

async function aDeal(pipeline: { key: string }, customerId: string) {
  const deal = await must('POST', '/opportunities', {
    customerId,
    pipeline: pipeline.key,
    name: `关卡基准 ${newId()}`,
    amountMinor: 100,
  })
  await must('PATCH', `/opportunities/${deal.id}`, { expectedCloseOn: '2030-01-01' })
  return deal.id as string
}

/** Fills in what only rows can: three thousand activities of the deal, a document, the element, the task. */
async function mend(dealId: string, customerId: string): Promise<void> {
  const { rows } = await client.query<{ owner_id: string }>('select owner_id from opportunity where id = $1', [dealId])
  const owner = rows[0]!.owner_id
  const contact = newId()
  await client.query(
    `insert into contact (org_id, id, customer_id, name, role, phone, owner_id, created_by) values ($1, $2, $3, '决策人', 'decider', '13800138000', $4, $4)`,
    [bench.orgId, contact, customerId, owner],
  )
  await client.query(`update customer set industry = coalesce(industry, '制造业') where id = $1`, [customerId])
  await client.query(
    `insert into activity (org_id, id, kind, customer_id, opportunity_id, owner_id, happened_at, recorded_at, purpose, content, feedback, result, duration_minutes, created_by, updated_at)
     select $1, gen_random_uuid(), (array['visit','call','meeting'])[1 + n % 3], $2, case when n % 2 = 0 then $3::uuid end, $4, now() + n * interval '1 second', now(), '目的',
            repeat('沟通进展', 10), '客户反馈', '继续', n % 90, $4, now() from generate_series(1, $5::int) n`,
    [bench.orgId, customerId, dealId, owner, activities],
  )
  await client.query(
    `insert into activity_contact (org_id, activity_id, contact_id) select org_id, id, $2 from activity where org_id = $1 and opportunity_id = $3 and kind = 'visit'`,
    [bench.orgId, contact, dealId],
  )
  await client.query(
    `insert into document (org_id, id, opportunity_id, category, file_name, media_type, size, sha256, uploaded_at, uploaded_by)
     values ($1, $2, $3, 'proposal', '方案.txt', 'text/plain', 1, '\\x00', now(), $4)`,
    [bench.orgId, newId(), dealId, owner],
  )
  await client.query(`update task set done_at = now(), done_by = assignee_id, result = '完成' where opportunity_id = $1`, [
    dealId,
  ])
  const element = (await must('GET', `/opportunities/${dealId}/gates`)).elements[0].key
  await must('PUT', `/opportunities/${dealId}/elements/${element}`, {
    state: 'confirmed',
    note: '客户书面确认',
    evidence: { kind: 'contact', id: contact },
  })
  await client.query('analyze activity')
}

async function measure(name: string, one: (round: number) => Promise<unknown>): Promise<void> {
  for (let warm = 0; warm < 40; warm++) await one(warm)
  favour(bench.pids())
  const taken: number[] = []
  const [app, ...database] = bench.pids()
  const used = () => [cpuOf([app!]), cpuOf(database)] as const
  const before = used()
  for (let round = 0; round < rounds; round++) {
    const began = performance.now()
    await one(round)
    taken.push(performance.now() - began)
  }
  const [inApp, inDatabase] = used().map((ms, at) => (ms - before[at]!) / rounds) as [number, number]
  tell({ name, figure: quantile(taken, 0.95), unit: 'ms', bar: 10, median: quantile(taken, 0.5) })
  tell({ name: `${name}: processor`, figure: inApp + inDatabase, unit: 'ms', bar: 5, inApp, inDatabase })
}

try {
  const pipeline = await aGatedPipeline()
  const customerId = (await must('GET', '/customers?limit=1')).items[0].id
  const id = await aDeal(pipeline, customerId)
  const bare = await aDeal(pipeline, customerId)
  await mend(id, customerId)
  const [first, second] = pipeline.stages
  await measure('gate of 12 criteria, 3,000 activities: asked', () => must('GET', `/opportunities/${id}/gates`))
  await measure('gate of 12 criteria, 3,000 activities: refused', async () => {
    const { status, body } = await ask('POST', `/opportunities/${bare}/stage-moves`, { toStage: second })
    if (status !== 422 || body.type !== 'gate-not-passed') throw new Error(`not refused: ${status} ${JSON.stringify(body)}`)
  })
  let isIn = false
  await measure('gate of 12 criteria, 3,000 activities: moved (through it, and back)', async () => {
    await must('POST', `/opportunities/${id}/stage-moves`, isIn ? { toStage: first, reason: '基准' } : { toStage: second })
    isIn = !isIn
  })
} finally {
  await client.end()
  await bench.stop()
}
