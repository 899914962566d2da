/**
 * What a training of the forecast costs on a running server, and what the API's clients notice of it: 80,000 deals of five years with 30
 * fields each (20 elements of the deal, product, source, industry, region, owner, amount, expected day, stage, time in it, time idle).
 * `npm run -s bench -- training [CLIENTS]`; the company is made at the first run (some minutes, 3 GB under .cache/bench or BENCH_DIR).
 */
import { readFileSync } from 'node:fs'
import pg from 'pg'
import { clientOf } from './ground/client.ts'
import type { Company } from './ground/companies.ts'
import { cpuOf, quantile, tell, untilCalm } from './ground/measure.ts'
import { openBench, unlimited } from './ground/serving.ts'

const clients = Number(process.argv[2] ?? 8)
const elements = 20
const quietSeconds = 20
/** Between two requests of one client: people read what they asked for. */
const pauseMs = 50

/** Elements beside the pipeline's own up to twenty, and what was found out about each deal: more often good where it was won. */
async function knowledge(ownerUrl: string, { orgId }: Company): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await client.query(`set app.org_id = '${orgId}'; set session_replication_role = replica`)
    await client.query(
      `update pipeline_version v set definition = jsonb_set(definition, '{elements}', (definition -> 'elements') || (
         select coalesce(jsonb_agg((definition -> 'elements' -> 0) || jsonb_build_object('key', 'fact-' || g)), '[]')
         from generate_series(jsonb_array_length(definition -> 'elements') + 1, ${elements}) g))
       from pipeline p where p.org_id = v.org_id and p.id = v.pipeline_id and p.is_default and v.org_id = '${orgId}'`,
    )
    const { rowCount } = await client.query(
      `insert into field_event (org_id, id, opportunity_id, field, old, new, occurred_at, recorded_at, actor_id)
       select o.org_id, gen_random_uuid(), o.id, 'element:' || (e.definition ->> 'key'), 'null',
              jsonb_build_object('state', case when x.luck < .25 then 'partial' when x.luck < .55 + case when o.status = 'won' then .25 else 0 end then 'confirmed' else 'unfavourable' end),
              x.at, x.at, o.owner_id
       from opportunity o join pipeline_version v on v.org_id = o.org_id and v.pipeline_id = o.pipeline_id and v.number = o.pipeline_version
       cross join lateral jsonb_array_elements(v.definition -> 'elements') with ordinality e (definition, place)
       cross join lateral (select random() as luck, o.entered_at + random() * .9 * (coalesce(o.closed_at, now()) - o.entered_at) as at where o.id is not null) x
       where o.org_id = '${orgId}'`,
    )
    console.error(`${rowCount} things known of deals`)
    await client.query('vacuum analyze field_event')
  } finally {
    await client.end()
  }
}

const bench = await openBench('T', await unlimited(), knowledge)
const taken: number[] = []
/** Answers of a server that is too busy for the moment: told beside the times of those that were answered. */
let refused = 0
let isAsking = true

async function client(ids: readonly string[], number: number): Promise<void> {
  const own = clientOf(bench)
  const reads = [
    (id: string) => `/opportunities/${id}`,
    (id: string) => `/opportunities/${id}/history`,
    () => '/opportunities?limit=20',
    () => '/customers?limit=20',
  ]
  for (let turn = number; isAsking; turn++) {
    const path = reads[turn % reads.length]!(ids[(turn * 7919) % ids.length]!)
    const began = performance.now()
    const { status } = await own.ask('GET', path)
    if (status !== 200 && status !== 503) throw new Error(`${path}: ${status}`)
    if (status === 200) taken.push(performance.now() - began)
    else refused++
    await new Promise((passed) => setTimeout(passed, pauseMs))
  }
  own.end()
}

/** Most memory that a process ever had resident, MB. */
const peakOf = (pid: number): number => Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1000

try {
  await untilCalm(bench.pids)
  const { ask, must, end } = clientOf(bench)
  const { items } = await must('GET', '/opportunities?limit=200')
  const all = Array.from({ length: clients }, (_, number) =>
    client(
      items.map(({ id }: { id: string }) => id),
      number,
    ),
  )
  await new Promise((passed) => setTimeout(passed, 5000))
  const [app, ...database] = bench.pids()
  const phase = async (work: () => Promise<unknown>) => {
    taken.length = refused = 0
    const [inApp, inDatabase, began] = [cpuOf([app!]), cpuOf(database), performance.now()]
    const found = await work()
    return {
      found,
      seconds: (performance.now() - began) / 1000,
      p50: quantile(taken, 0.5),
      p95: quantile(taken, 0.95),
      requests: taken.length,
      refused,
      appSeconds: (cpuOf([app!]) - inApp) / 1000,
      databaseSeconds: (cpuOf(bench.pids().slice(1)) - inDatabase) / 1000,
    }
  }
  const quiet = await phase(() => new Promise((passed) => setTimeout(passed, quietSeconds * 1000)))
  const before = peakOf(app!)
  const training = await phase(async () => {
    const { id } = await must('POST', '/forecast/trainings')
    for (;;) {
      const { status, text } = await ask('GET', `/forecast/trainings/${id}`)
      const found = status === 200 ? JSON.parse(text) : { status: 'running' }
      if (found.status !== 'waiting' && found.status !== 'running') return found
      await new Promise((passed) => setTimeout(passed, 500))
    }
  })
  isAsking = false
  await Promise.all(all)
  end()
  const { status, deals } = training.found as { status: string; deals: number }
  if (status !== 'done') throw new Error(`the training ended as ${status}`)
  const more = { deals, fields: elements + 10, clients }
  const idle = (quiet.appSeconds / quiet.requests) * training.requests
  tell({ name: 'training: from the request to the stored model', figure: training.seconds, unit: 's', ...more })
  tell({ name: 'training: processor of the application, requests beside it taken off', figure: training.appSeconds - idle, unit: 's', ...more }) // prettier-ignore
  tell({ name: 'training: processor of the database, requests beside it with it', figure: training.databaseSeconds, unit: 's', ...more }) // prettier-ignore
  tell({ name: 'training: memory of the application at most', figure: peakOf(app!), unit: 'MB', before, ...more })
  tell({ name: 'requests without a training: p95', figure: quiet.p95, unit: 'ms', p50: quiet.p50, requests: quiet.requests, refused: quiet.refused, ...more }) // prettier-ignore
  tell({ name: 'requests during the training: p95', figure: training.p95, unit: 'ms', p50: training.p50, requests: training.requests, refused: training.refused, ...more }) // prettier-ignore
} finally {
  isAsking = false
  await bench.stop()
}
