import { sql } from 'kysely'
import { difference, record } from '../../platform/audit-trail.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { announce } from '../../platform/news.ts'
import { accept, refuse, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { editingRoles } from '../permissions.ts'
import { readRoles } from '../queries/roles.ts'
import { labelOfRole } from '../role-label.ts'
import { flawOfRoles, type AccountRole } from '../roles.ts'

/** Says which roles account teams have from now on. A role that somebody has stays. */
export async function saveRoles(
  tx: Tx,
  caller: Caller,
  roles: readonly AccountRole[],
  ifMatch: number | null,
): Promise<Outcome<undefined>> {
  const refusal = editingRoles(caller) ?? flawOfRoles(roles)
  if (refusal) return { ok: false, refusal }
  const { orgId } = caller
  await tx.selectFrom('organisation').select('org_id').where('org_id', '=', orgId).forUpdate().execute()
  const before = await readRoles(tx, orgId)
  if (ifMatch !== null && ifMatch !== before.version) return refuse('version-conflict', { version: before.version })
  const gone = before.roles.filter(({ key }) => !roles.some((role) => role.key === key))
  const { rows } = await sql<{ role: string; count: number }>`
    select role, count(*)::int as count from account_member
    where org_id = ${orgId} and ended_at is null and role = any(${gone.map(({ key }) => key)}::text[]) group by role`.execute(tx)
  if (rows[0])
    return refuse(
      'account-role-in-use',
      { count: rows[0].count, name: labelOfRole(caller.locale, before.roles, rows[0].role) },
      409,
    )
  const named = (all: readonly AccountRole[]): string[] => all.map(({ key }) => labelOfRole(caller.locale, all, key))
  await sql`insert into account_role_setting (org_id, roles, updated_at, updated_by)
    values (${orgId}, ${JSON.stringify(roles)}::jsonb, ${caller.now}, ${caller.memberId})
    on conflict (org_id) do update set roles = excluded.roles, updated_at = excluded.updated_at, updated_by = excluded.updated_by,
      version = account_role_setting.version + 1`.execute(tx)
  const changed = difference<Record<string, unknown>>({ accountRoles: named(before.roles) }, { accountRoles: named(roles) })
  if (changed) await record(tx, caller, [{ entityKind: 'organization', entityId: orgId, action: 'changed', ...changed }])
  await announce(tx, orgId, [{ topic: 'account-role.changed', entityKind: 'account-role', entityId: orgId, ownerId: null }])
  return accept(undefined)
}
