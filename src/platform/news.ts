import { sql } from 'kysely'
import type { Tx } from './database/connect.ts'

export interface News {
  /** noun.verb, such as opportunity.moved */
  topic: string
  entityKind: string
  entityId: string
  /** Whose record it is: only who reaches this member hears of it; null concerns everybody in the organisation. */
  ownerId: string | null
  facts?: Record<string, unknown>
}

/** Tells the world of a change once, and only if, it is committed. Mail, alerts and open pages live from these rows. */
export async function announce(tx: Tx, orgId: string, news: readonly News[]): Promise<void> {
  if (news.length === 0) return
  await tx
    .insertInto('outbox')
    .values(
      news.map(({ topic, entityKind, entityId, ownerId, facts }) => ({
        org_id: orgId,
        topic,
        entity_kind: entityKind,
        entity_id: entityId,
        owner_id: ownerId,
        facts: JSON.stringify(facts ?? {}),
      })),
    )
    .execute()
  await sql`select pg_notify('sluice_news', '')`.execute(tx)
}
