import type { Tx } from '../../platform/database/connect.ts'
import { verdictOf } from '../../platform/http/problem.ts'
import type { Caller } from '../../platform/session.ts'
import { say, type Locale } from '../../platform/words.ts'
import { editingRoles } from '../permissions.ts'
import { defaultRoles, isOwnRole, type AccountRole } from '../roles.ts'
import { words } from '../words.ts'

/** The roles of an organisation's account teams; version 0 where it has said nothing. */
export async function readRoles(tx: Tx, orgId: string): Promise<{ roles: readonly AccountRole[]; version: number }> {
  const row = await tx.selectFrom('account_role_setting').selectAll().where('org_id', '=', orgId).executeTakeFirst()
  return row ? { roles: row.roles as unknown as AccountRole[], version: row.version } : { roles: defaultRoles, version: 0 }
}

/** How a role is called; one that is gone by its key. */
export function labelOfRole(locale: Locale, roles: readonly AccountRole[], key: string): string {
  const name = roles.find((role) => role.key === key)?.name
  return name ?? (isOwnRole(key) ? say(locale, words, `role.${key}`) : key)
}

export async function readRoleSetting(tx: Tx, caller: Caller) {
  const { roles, version } = await readRoles(tx, caller.orgId)
  return {
    roles: roles.map((role) => ({ ...role, label: labelOfRole(caller.locale, roles, role.key) })),
    version,
    permissions: { edit: verdictOf(editingRoles(caller), caller.locale) },
  }
}
