import { record } from './audit-trail.ts'
import type { Tx } from './database/connect.ts'
import { announce } from './news.ts'
import type { Caller } from './session.ts'

/** Tells audit trail and news of new records of one kind, in messages of their own; `facts` is what the news say beside the owner. */
export async function tellMade<R extends { id: string; ownerId: string | null }>(
  tx: Tx,
  caller: Caller,
  entityKind: string,
  rows: readonly R[],
  facts?: (row: R) => Record<string, unknown>,
): Promise<void> {
  await Promise.all([
    record(
      tx,
      caller,
      rows.map(({ id, ...after }) => ({ entityKind, entityId: id, action: 'created', after })),
    ),
    announce(
      tx,
      caller.orgId,
      rows.map((row) => ({
        topic: `${entityKind}.created`,
        entityKind,
        entityId: row.id,
        ownerId: row.ownerId,
        ...(facts && { facts: facts(row) }),
      })),
    ),
  ])
}
