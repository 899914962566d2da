import type { Tx } from '../../platform/database/connect.ts'
import { verdictOf } from '../../platform/http/problem.ts'
import type { Caller } from '../../platform/session.ts'
import { editingRoles } from '../permissions.ts'
import { labelOfRole } from '../role-label.ts'
import { defaultRoles, type AccountRole } from '../roles.ts'

/** The roles of an organisation's account teams; version 0 where it has said nothing. */
export async function readRoles(tx: Tx, orgId: string): Promise<{ roles: readonly AccountRole[]; version: number }> {
  const row = await tx.selectFrom('account_role_setting').selectAll().where('org_id', '=', orgId).executeTakeFirst()
  return row ? { roles: row.roles as unknown as AccountRole[], version: row.version } : { roles: defaultRoles, version: 0 }
}

export async function readRoleSetting(tx: Tx, caller: Caller) {
  const { roles, version } = await readRoles(tx, caller.orgId)
  return {
    roles: roles.map((role) => ({ ...role, label: labelOfRole(caller.locale, roles, role.key) })),
    version,
    permissions: { edit: verdictOf(editingRoles(caller), caller.locale) },
  }
}
