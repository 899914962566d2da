import { record } from '../../platform/audit-trail.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { announce } from '../../platform/news.ts'
import type { Caller } from '../../platform/session.ts'

/** Into the audit trail and to everybody's open pages: a plan is the whole company's, and each sees the own part of it. */
export async function tellOfPlan(
  tx: Tx,
  caller: Caller,
  id: string,
  action: string,
  change: { before?: Record<string, unknown> | null; after?: Record<string, unknown> | null } = {},
): Promise<void> {
  await record(tx, caller, [{ entityKind: 'target', entityId: id, action, ...change }])
  await announce(tx, caller.orgId, [{ topic: `target.${action}`, entityKind: 'target', entityId: id, ownerId: null }])
}
