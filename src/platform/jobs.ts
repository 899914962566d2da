import { sql } from 'kysely'
import { inOrganisation, type Db, type Tx } from './database/connect.ts'
import { newId } from './ids.ts'

export interface Job {
  id: string
  orgId: string
  kind: string
  payload: Record<string, unknown>
  attempt: number
}

/** What a kind of job does. Its effect and its completion are one transaction: `tx` commits both or neither. */
export type Work = (tx: Tx, job: Job, db: Db) => Promise<void>

interface Ask {
  orgId: string
  kind: string
  payload?: Record<string, unknown>
  /** At most one unfinished job of this kind and key in the organisation. */
  uniqueKey?: string
  runAt?: Date
}

/** Asks for work, in the transaction of what makes it necessary. Returns the job's id, or null when it is asked for already. */
export async function askFor(tx: Tx | Db, { orgId, kind, payload, uniqueKey, runAt }: Ask): Promise<string | null> {
  const row = await tx
    .insertInto('job')
    .values({
      id: newId(),
      org_id: orgId,
      kind,
      payload: JSON.stringify(payload ?? {}),
      unique_key: uniqueKey ?? null,
      ...(runAt ? { run_at: runAt } : {}),
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return row?.id ?? null
}

/** Longest statement of a job, milliseconds. */
const jobStatementMs = 600_000
const maxAttempts = 5

/**
 * Takes one due job, if there is any, and does it. A process that dies loses its lease after `leaseSeconds`; the next
 * one takes the job with a higher attempt number, and a late finisher of an older attempt changes nothing.
 */
export async function runOne(
  db: Db,
  works: Record<string, Work>,
  log: (line: string, error?: unknown) => void,
  leaseSeconds = 60,
): Promise<boolean> {
  const { rows } = await sql<{ id: string; org_id: string; kind: string; payload: Record<string, unknown>; attempt: number }>`
    update job set attempt = attempt + 1, lease_until = now() + make_interval(secs => ${leaseSeconds})
    where id = (select id from job
                where done_at is null and failed_at is null and run_at <= now() and (lease_until is null or lease_until < now())
                order by run_at limit 1 for update skip locked)
    returning id, org_id, kind, payload, attempt`.execute(db)
  const taken = rows[0]
  if (!taken) return false
  const job: Job = { id: taken.id, orgId: taken.org_id, kind: taken.kind, payload: taken.payload, attempt: taken.attempt }
  const work = works[job.kind]
  const beat = setInterval(
    () => void extendLease(db, job, leaseSeconds).catch((error: unknown) => log(`lease of job ${job.kind} not extended`, error)),
    (leaseSeconds * 1000) / 3,
  )
  try {
    if (!work) throw new Error(`no worker for jobs of kind ${job.kind}`)
    await inOrganisation(db, job.orgId, async (tx) => {
      // nobody waits for its answer as for a request's, and a busy server may take long over a whole organisation
      await sql`select set_config('statement_timeout', ${jobStatementMs}::text, true)`.execute(tx)
      await work(tx, job, db)
      const done = await sql`update job set done_at = now(), lease_until = null, error = null
                             where id = ${job.id} and attempt = ${job.attempt} and done_at is null returning id`.execute(tx)
      if (done.rows.length === 0) throw new Error('lease lost: a later attempt took over')
    })
  } catch (error) {
    log(`job ${job.kind} failed at attempt ${job.attempt}`, error)
    const text = error instanceof Error ? error.message : String(error)
    await sql`update job set error = ${text}, lease_until = null,
                failed_at = case when ${job.attempt} >= ${maxAttempts}::int then now() end,
                run_at = now() + make_interval(secs => ${Math.min(300, 2 ** job.attempt)}::int)
              where id = ${job.id} and attempt = ${job.attempt} and done_at is null`.execute(db)
  } finally {
    clearInterval(beat)
  }
  return true
}

const extendLease = (db: Db, job: Job, leaseSeconds: number) =>
  sql`update job set lease_until = now() + make_interval(secs => ${leaseSeconds}) where id = ${job.id} and attempt = ${job.attempt} and done_at is null`.execute(
    db,
  )

/** Waits until no job is due any more, so many seconds at most. False when the time ran out. */
export async function untilJobsAreDone(db: Db, seconds: number): Promise<boolean> {
  for (const until = Date.now() + seconds * 1000; Date.now() < until; await new Promise((next) => setTimeout(next, 100))) {
    const { rows } = await sql`select from job where done_at is null and failed_at is null and run_at <= now() limit 1`.execute(
      db,
    )
    if (rows.length === 0) return true
  }
  return false
}

/** Runs due jobs until stopped; looks again at once after work, every `idleMs` without. */
export function startJobs(
  db: Db,
  works: Record<string, Work>,
  log: (line: string, error?: unknown) => void,
  idleMs = 500,
): { stop: () => Promise<void>; wake: () => void } {
  let stopped = false
  let wake = () => {}
  const loop = (async () => {
    while (!stopped) {
      let pause = idleMs
      const worked = await runOne(db, works, log).catch((error: unknown) => {
        // a database that is away comes back: ask again, but not so often that the log is nothing else
        pause = 5000
        if (!stopped) log('jobs cannot be read', error)
        return false
      })
      if (!worked && !stopped) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, pause)
          wake = () => (clearTimeout(timer), resolve())
        })
      }
    }
  })()
  return {
    wake: () => wake(),
    stop: async () => {
      stopped = true
      wake()
      await loop
    },
  }
}
