import type { Tx } from './database/connect.ts'
import { statement } from './database/statement.ts'

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
  const rows = news.map(({ topic, entityKind, entityId, ownerId, facts }) => ({
    topic,
    entity_kind: entityKind,
    entity_id: entityId,
    owner_id: ownerId,
    facts: facts ?? {},
  }))
  // one statement, so that whoever does not wait for it has sent it whole
  await statement`with told as (
      insert into outbox (org_id, topic, entity_kind, entity_id, owner_id, facts)
      select ${orgId}::uuid, topic, entity_kind, entity_id, owner_id, facts
      from json_to_recordset(${JSON.stringify(rows)}::json) as n (topic text, entity_kind text, entity_id uuid, owner_id uuid, facts jsonb)
    ) select pg_notify('sluice_news', '')`.on(tx)
}
