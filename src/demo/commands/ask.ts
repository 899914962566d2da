import { askFor } from '../../platform/jobs.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { accept, refuse, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { loadingDemo } from '../permissions.ts'
import { factsOfLoading, jobKind } from '../queries.ts'

/** Asks for the demo company in the background, as it is at this moment. */
export async function askForDemo(tx: Tx, caller: Caller): Promise<Outcome<{ jobId: string }>> {
  const refusal = loadingDemo(caller, await factsOfLoading(tx, caller.orgId))
  if (refusal) return { ok: false, refusal }
  const jobId = await askFor(tx, {
    orgId: caller.orgId,
    kind: jobKind,
    payload: { memberId: caller.memberId, at: caller.now.toISOString() },
    uniqueKey: 'demo',
  })
  return jobId ? accept({ jobId }) : refuse('demo-being-loaded', {}, 409)
}
