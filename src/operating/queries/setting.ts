import { readRoleSetting, readRoles } from '../../account-team/queries/roles.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { verdictOf } from '../../platform/http/problem.ts'
import type { Caller } from '../../platform/session.ts'
import { defaultMechanism, type Mechanism } from '../mechanism.ts'
import { editingMechanism } from '../permissions.ts'

/** What each tier is owed, and since when; off and as proposed (version 0) where nobody has said anything. A role that is gone is asked for no more. */
export async function readMechanism(tx: Tx, orgId: string) {
  const [row, { roles }] = await Promise.all([
    tx.selectFrom('operating_setting').selectAll().where('org_id', '=', orgId).executeTakeFirst(),
    readRoles(tx, orgId),
  ])
  const keys = new Set(roles.map(({ key }) => key))
  const said = (row?.tiers ?? defaultMechanism) as unknown as Mechanism
  const tiers = Object.fromEntries(
    Object.entries(said).map(([tier, rule]) => [tier, { ...rule, roles: rule.roles.filter((key) => keys.has(key)) }]),
  ) as Record<keyof Mechanism, Mechanism['S'] & { roles: string[] }>
  return { tiers, onSince: row?.on_since ?? null, version: row?.version ?? 0 }
}

export async function readMechanismSetting(tx: Tx, caller: Caller) {
  const [{ tiers, onSince, version }, { roles }, round] = await Promise.all([
    readMechanism(tx, caller.orgId),
    readRoleSetting(tx, caller),
    tx.selectFrom('operating_round').select(['done', 'total']).where('org_id', '=', caller.orgId).executeTakeFirst(),
  ])
  return {
    tiers,
    isOn: onSince !== null,
    onSince,
    round: round ?? null,
    roles: roles.map(({ key, label, leads }) => ({ key, label, leads })),
    version,
    permissions: { edit: verdictOf(editingMechanism(caller), caller.locale) },
  }
}
