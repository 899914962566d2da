import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '../../platform/database/connect.ts'
import type { StoredChange } from '../store/changes.ts'

const uses: Record<string, (orgId: string) => RawBuilder<unknown>> = {
  customer: (orgId) => sql`
    select customer_id as id from opportunity where org_id = ${orgId} and deleted_at is null
    union all select customer_id from contact where org_id = ${orgId} and deleted_at is null
    union all select customer_id from activity where org_id = ${orgId} and deleted_at is null
    union all select customer_id from lead where org_id = ${orgId} and deleted_at is null`,
  opportunity: (orgId) => sql`select opportunity_id as id from activity where org_id = ${orgId} and deleted_at is null
    union all select opportunity_id from task where org_id = ${orgId} and deleted_at is null and (done_at is not null or key is null)
    union all select opportunity_id from document where org_id = ${orgId} and deleted_at is null`,
  contact: (orgId) => sql`select contact_id as id from opportunity where org_id = ${orgId} and deleted_at is null
    union all select c.contact_id from activity_contact c join activity a on a.org_id = c.org_id and a.id = c.activity_id
              where c.org_id = ${orgId} and a.deleted_at is null`,
  product: (orgId) => sql`select product_id as id from opportunity where org_id = ${orgId} and deleted_at is null
    union all select product_id from lead where org_id = ${orgId} and deleted_at is null`,
  pipeline: (orgId) => sql`select pipeline_id as id from opportunity where org_id = ${orgId} and deleted_at is null`,
  competitor: (orgId) => sql`select competitor_id as id from opportunity where org_id = ${orgId} and deleted_at is null
    union all select competitor_id from named_competitor where org_id = ${orgId}`,
  source: (orgId) => sql`select source_id as id from opportunity where org_id = ${orgId} and deleted_at is null
    union all select source_id from customer where org_id = ${orgId} and deleted_at is null
    union all select source_id from lead where org_id = ${orgId} and deleted_at is null`,
  member: (orgId) => sql`select owner_id as id from opportunity where org_id = ${orgId} and deleted_at is null
    union all select owner_id from customer where org_id = ${orgId} and deleted_at is null
    union all select owner_id from contact where org_id = ${orgId} and deleted_at is null
    union all select owner_id from lead where org_id = ${orgId} and deleted_at is null
    union all select owner_id from activity where org_id = ${orgId} and deleted_at is null`,
  team: (orgId) => sql`select team_id as id from member where org_id = ${orgId} and status <> 'deactivated'
    union all select parent_id from team where org_id = ${orgId} and deleted_at is null`,
}

/** Of the records an import made, those nobody changed since and nothing alive depends on. */
export async function archivable(tx: Tx, orgId: string, kind: string, changes: readonly StoredChange[]): Promise<Set<string>> {
  const untouched = changes.filter(({ version, versionNow }) => version === versionNow).map(({ entityId }) => entityId)
  const using = uses[kind]
  if (!using || untouched.length === 0) return new Set(untouched)
  const { rows } = await sql<{ id: string }>`
    select distinct u.id from (${using(orgId)}) u where u.id = any(${untouched}::uuid[])`.execute(tx)
  const used = new Set(rows.map(({ id }) => id))
  return new Set(untouched.filter((id) => !used.has(id)))
}
