import { sql } from 'kysely'
import { startTraining } from '../forecast/commands/trainings.ts'
import { readCaller } from '../people/queries.ts'
import type { Work } from '../platform/jobs.ts'
import { loadDemoCompany } from './commands/load.ts'

/** Writes the demo company in one transaction, telling how far it is beside it; the forecast then learns from it, beside all else. */
export const loadDemo: Work = async (tx, job, db) => {
  const { memberId, at } = job.payload
  // one that was asked for before the moment was kept is of now
  const caller = await readCaller(tx, job.orgId, String(memberId), 'demo', at ? new Date(String(at)) : new Date())
  if (!caller) throw new Error('the member who asked for the demo company is no longer here')
  await loadDemoCompany(tx, caller, async (part, progress) => {
    await sql`update job set payload = payload || ${JSON.stringify({ part, progress })}::jsonb where id = ${job.id}`.execute(db)
  })
  await startTraining(tx, caller)
}
