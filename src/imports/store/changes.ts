import { sql } from 'kysely'
import type { Tx } from '../../platform/database/connect.ts'

export interface StoredChange {
  entityKind: string
  entityId: string
  action: 'created' | 'updated'
  /** The record's version when the import had done with it, and now. */
  version: number
  versionNow: number
  before: Record<string, unknown> | null
  name: string
}

const nameColumns: Record<string, string> = {
  lead: 't.company',
  activity: 'left(t.content, 40)',
  source: "coalesce(t.name ->> 'zh-CN', t.key)",
  pipeline: "coalesce(t.name ->> 'zh-CN', t.key)",
  target: "t.year || ' ' || t.measure",
}

/** What an import made and changed and is still there, with its version as of now. */
export async function loadChanges(tx: Tx, orgId: string, importId: string): Promise<StoredChange[]> {
  const kinds = await sql<{ entity_kind: string }>`
    select distinct entity_kind from import_change where org_id = ${orgId} and import_id = ${importId}`.execute(tx)
  const all: StoredChange[] = []
  for (const { entity_kind } of kinds.rows) {
    const alive = ['member', 'source', 'pipeline'].includes(entity_kind) ? sql`true` : sql`t.deleted_at is null`
    const { rows } = await sql<{
      entity_id: string
      action: StoredChange['action']
      version: number
      version_now: number
      before: Record<string, unknown> | null
      name: string
    }>`
      select c.entity_id, c.action, c.version, t.version as version_now, c.before, ${sql.raw(nameColumns[entity_kind] ?? 't.name')} as name
      from import_change c join ${sql.table(entity_kind)} t on t.org_id = c.org_id and t.id = c.entity_id
      where c.org_id = ${orgId} and c.import_id = ${importId} and c.entity_kind = ${entity_kind} and ${alive}
      order by c.entity_id`.execute(tx)
    all.push(
      ...rows.map((row) => ({
        entityKind: entity_kind,
        entityId: row.entity_id,
        action: row.action,
        version: row.version,
        versionNow: row.version_now,
        before: row.before,
        name: row.name,
      })),
    )
  }
  return all
}
