import { sql } from 'kysely'
import { readRoles } from '../../account-team/queries/roles.ts'
import { labelOfRole } from '../../account-team/role-label.ts'
import { reaches } from '../../people/reach.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { verdictOf } from '../../platform/http/problem.ts'
import type { Caller } from '../../platform/session.ts'
import { dayOf } from '../../platform/time.ts'
import { dutiesOf, isLate, keyOf } from '../duties.ts'
import { ruleOf } from '../mechanism.ts'
import { notingRequest } from '../permissions.ts'
import { readAccounts, readGround, readMade } from './ground.ts'
import { readMechanism } from './setting.ts'

/** What one customer is owed, worked out from what is on record now; null when it is not there or out of reach. */
export async function readOperatingOf(tx: Tx, caller: Caller, id: string) {
  const { orgId, timeZone, locale } = caller
  const only = (column: string) => sql<boolean>`${sql.ref(column)} = ${id}::uuid`
  const customer = await tx
    .selectFrom('customer')
    .select(['owner_id', 'deleted_at'])
    .where('org_id', '=', orgId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!customer || !reaches(caller, customer.owner_id, id)) return null
  const today = dayOf(caller.now, timeZone)
  const [[account], made, { tiers, onSince }, { roles }] = await Promise.all([
    readAccounts(tx, orgId, timeZone, only),
    readMade(tx, orgId, timeZone, only),
    readMechanism(tx, orgId),
    readRoles(tx, orgId),
  ])
  const own = made.get(id) ?? []
  const rule = ruleOf(tiers, onSince === null ? null : account!.tier)
  const duties = dutiesOf(account!, rule, own, await readGround(tx, orgId, today, onSince ?? today))
  const shown = duties.map((duty) => {
    const key = keyOf(id, duty)
    const task = own.find((one) => one.key === key && one.task === 'open')
    const title = (task?.title ?? null) as Record<string, string> | null
    const name = title?.[locale] ?? title?.['zh-CN'] ?? ''
    return {
      key,
      kind: duty.kind,
      about: duty.kind === 'role' ? labelOfRole(locale, roles, duty.about) : duty.kind === 'answer' ? name : '',
      fromOn: duty.fromOn,
      dueOn: duty.dueOn,
      isLate: isLate(duty, today),
      task: task ? { id: task.taskId!, name } : null,
      assignee: task?.assignee ?? null,
    }
  })
  return {
    isOn: onSince !== null,
    tier: account!.tier,
    rule: onSince === null || account!.tier === null ? null : { ...rule, roles: [...rule.roles] },
    lastContactOn: account!.lastContactOn,
    duties: shown.toSorted((a, b) => a.dueOn.localeCompare(b.dueOn)),
    late: shown.filter((duty) => duty.isLate).length,
    lastReviewOn: lastOf(own.find(({ kind }) => kind === 'review')?.doneOn ?? null, account!.lastReviewOn),
    permissions: { note: verdictOf(notingRequest(caller, { archived: customer.deleted_at !== null }), locale) },
  }
}

const lastOf = (...days: (string | null)[]): string | null =>
  days
    .filter((day) => day !== null)
    .toSorted()
    .at(-1) ?? null

/** The tier of a customer and the discount it may have without asking; null where no limit holds. */
export async function discountLimitOf(
  tx: Tx,
  orgId: string,
  customerId: string,
): Promise<{ tier: string; limit: number } | null> {
  const [{ tiers, onSince }, account] = await Promise.all([
    readMechanism(tx, orgId),
    tx
      .selectFrom('key_account')
      .select('tier')
      .where('org_id', '=', orgId)
      .where('customer_id', '=', customerId)
      .executeTakeFirst(),
  ])
  if (onSince === null || !account) return null
  const tier = account.tier as keyof typeof tiers
  const limit = tiers[tier].discountLimit
  return limit === null ? null : { tier, limit }
}
