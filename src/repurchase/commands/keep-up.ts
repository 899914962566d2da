import { sql } from 'kysely'
import { readOrganization } from '../../people/queries.ts'
import type { Db, Tx } from '../../platform/database/connect.ts'
import { runThread } from '../../platform/run-thread.ts'
import { nextRound } from '../../platform/rounds.ts'
import { readProgress, saveProgress } from '../store.ts'
import { judgeBuyers, type JudgingTask } from './judge.ts'

const limits = { maxOldGenerationSizeMb: 700, maxYoungGenerationSizeMb: 64 }

/** All once a day, in a thread of its own; between that whoever was touched. True when everybody was judged. */
export async function keepBuyers(tx: Tx, db: Db, orgId: string, now: Date): Promise<boolean> {
  const [{ timeZone }, progress] = await Promise.all([readOrganization(tx, orgId), readProgress(tx, orgId)])
  const { today, touchedSince: since } = nextRound(now, timeZone, progress)
  if (!since) {
    const task: JudgingTask = { orgId, now: now.getTime() }
    await runThread(db, 'repurchase/keep', task, limits)
    return true
  }
  await judgeBuyers(tx, orgId, now, await touchedSince(tx, orgId, since))
  await saveProgress(tx, orgId, now, today)
  return false
}

async function touchedSince(tx: Tx, orgId: string, since: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from customer where org_id = ${orgId} and updated_at > ${since}
    union select customer_id from opportunity where org_id = ${orgId} and updated_at > ${since} and status = 'won' and customer_id is not null
    union select customer_id from customer_date where org_id = ${orgId} and updated_at > ${since}
    union select r.customer_id from repurchase_customer r join opportunity o on o.org_id = r.org_id and o.customer_id = r.customer_id
      where o.org_id = ${orgId} and o.updated_at > ${since}`.execute(tx)
  return rows.map(({ id }) => id)
}
