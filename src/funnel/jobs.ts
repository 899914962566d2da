import { sql } from 'kysely'
import { inOrganisation, type Db, type Tx } from '../platform/database/connect.ts'
import { askFor, type Job, type Work } from '../platform/jobs.ts'
import { learn, readSettledId } from './commands/learn.ts'
import { snapshotDays } from './commands/snapshot.ts'

/** So many deals are learned in one transaction, and for so long one job goes on before it lets others have a turn. */
const batch = 1000
const turnMs = 20_000

interface Pipeline {
  id: string
  version: number
  /** Null where nothing was learned yet, or by the stage numbers of another version. */
  through: string | null
}

/**
 * Keeps up with what is known of deals, so that a past day can be asked for without folding histories: deals with events since
 * the last time are learned, and all of a pipeline that was not learned yet or whose stages were published anew.
 */
export const keepUp: Work = async (tx, job, db) => {
  for (const { id, version, through } of await readPipelines(tx, job.orgId)) {
    const settled = await readSettledId(tx)
    if (through === null) {
      if (!(await learnAll(db, tx, job, { id, version, settled: String(job.payload['settled'] ?? settled) }))) return
    } else {
      const { rows } = await sql<{ id: string }>`
        select distinct e.opportunity_id as id from (
          select opportunity_id from stage_event where org_id = ${job.orgId} and id > ${through}
          union all select opportunity_id from field_event where org_id = ${job.orgId} and id > ${through}
        ) e join opportunity o on o.org_id = ${job.orgId} and o.id = e.opportunity_id and o.pipeline_id = ${id}
        order by 1`.execute(tx)
      for (let at = 0; at < rows.length; at += batch) {
        const part = rows.slice(at, at + batch).map((row) => row.id)
        await inOrganisation(db, job.orgId, (own) => learn(own, job.orgId, id, part))
      }
      await writeThrough(tx, job.orgId, { id, version, settled })
    }
  }
}

/** Learns everything anew and complains of any deal of which something else had been kept: there must be none. Fills missing days of snapshots. */
export const checkKnown: Work = async (tx, job, db) => {
  const differing: string[] = []
  for (const { id, through } of await readPipelines(tx, job.orgId)) {
    if (through === null) continue
    const settled = new Set(await readUnsettled(tx, job.orgId, through))
    await everyDeal(db, job.orgId, id, null, async (own, ids) => {
      const quiet = ids.filter((deal) => !settled.has(deal))
      differing.push(...(await learn(own, job.orgId, id, quiet)))
      return true
    })
  }
  if (differing.length > 0)
    throw new Error(
      `what was known of ${differing.length} opportunities had to be learned anew: ${differing.slice(0, 5).join(', ')}`,
    )
}

/** What was open at the end of each day since the last snapshot, up to yesterday. */
export const takeSnapshots: Work = async (tx, job) => {
  await snapshotDays(tx, job.orgId, new Date())
}

/** Learns a pipeline from where the last job stopped. False when its turn is over: the rest is asked for. */
async function learnAll(
  db: Db,
  tx: Tx,
  job: Job,
  { id, version, settled }: { id: string; version: number; settled: string },
): Promise<boolean> {
  const until = Date.now() + turnMs
  const own = job.payload['pipelineId'] === id && job.payload['version'] === version
  let last = own ? String(job.payload['last']) : null
  const began = own ? settled : await readSettledId(tx)
  const finished = await everyDeal(db, job.orgId, id, last, async (inside, ids) => {
    await learn(inside, job.orgId, id, ids)
    last = ids.at(-1)!
    return Date.now() < until
  })
  if (finished) await writeThrough(tx, job.orgId, { id, version, settled: began })
  else await askFor(tx, { orgId: job.orgId, kind: job.kind, payload: { pipelineId: id, version, last, settled: began } })
  return finished
}

/** Every deal of a pipeline in the order of ids, a batch in a transaction of its own. False when `work` wanted no more. */
async function everyDeal(
  db: Db,
  orgId: string,
  pipelineId: string,
  after: string | null,
  work: (tx: Tx, ids: string[]) => Promise<boolean>,
): Promise<boolean> {
  for (let last = after; ;) {
    const done = await inOrganisation(db, orgId, async (tx) => {
      const { rows } = await sql<{ id: string }>`
        select id from opportunity where org_id = ${orgId} and pipeline_id = ${pipelineId} ${last === null ? sql`` : sql`and id > ${last}`}
        order by id limit ${batch}`.execute(tx)
      if (rows.length === 0) return 'all' as const
      last = rows.at(-1)!.id
      return (await work(
        tx,
        rows.map(({ id }) => id),
      ))
        ? ('more' as const)
        : ('enough' as const)
    })
    if (done !== 'more') return done === 'all'
  }
}

async function readPipelines(tx: Tx, orgId: string): Promise<Pipeline[]> {
  const { rows } = await sql<Pipeline>`
    select p.id, p.current_version as version, t.through from pipeline p
    left join opportunity_known_through t on t.org_id = p.org_id and t.pipeline_id = p.id and t.pipeline_version = p.current_version
    where p.org_id = ${orgId} order by p.position, p.id`.execute(tx)
  return rows
}

async function readUnsettled(tx: Tx, orgId: string, through: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select opportunity_id as id from stage_event where org_id = ${orgId} and id > ${through}
    union select opportunity_id from field_event where org_id = ${orgId} and id > ${through}`.execute(tx)
  return rows.map(({ id }) => id)
}

async function writeThrough(tx: Tx, orgId: string, { id, version, settled }: { id: string; version: number; settled: string }) {
  await sql`
    insert into opportunity_known_through (org_id, pipeline_id, pipeline_version, through) values (${orgId}, ${id}, ${version}, ${settled})
    on conflict (org_id, pipeline_id) do update set pipeline_version = excluded.pipeline_version, through = excluded.through`.execute(
    tx,
  )
}
