import { needs } from '../../people/permissions.ts'
import { record } from '../../platform/audit-trail.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { newId } from '../../platform/ids.ts'
import { announce } from '../../platform/news.ts'
import { accept, refuse, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { followDelegations } from './approvals.ts'

/** Lets somebody decide instead of the caller (or, for who manages members, of anybody) from one day to another. */
export async function addDelegation(
  tx: Tx,
  caller: Caller,
  given: { memberId?: string | undefined; delegateId: string; fromOn: string; untilOn: string },
): Promise<Outcome<{ id: string }>> {
  const memberId = given.memberId ?? caller.memberId
  const lacking = memberId === caller.memberId ? null : needs(caller, 'members.manage')
  if (lacking) return { ok: false, refusal: lacking }
  if (memberId === given.delegateId || given.fromOn > given.untilOn) return refuse('delegation-invalid')
  const people = await tx
    .selectFrom('member')
    .select('id')
    .where('org_id', '=', caller.orgId)
    .where('id', 'in', [memberId, given.delegateId])
    .where('status', '!=', 'deactivated')
    .execute()
  if (people.length !== 2) return refuse('unknown-reference', { field: 'delegateId' })
  const id = newId()
  await tx
    .insertInto('delegation')
    .values({
      org_id: caller.orgId,
      id,
      member_id: memberId,
      delegate_id: given.delegateId,
      from_on: given.fromOn,
      until_on: given.untilOn,
      created_at: caller.now,
      created_by: caller.memberId,
    })
    .execute()
  await record(tx, caller, [{ entityKind: 'member', entityId: memberId, action: 'delegated', after: { ...given, id } }])
  await tellBoth(tx, caller, 'added', id, [memberId, given.delegateId])
  await followDelegations(tx, caller)
  return accept({ id })
}

export async function removeDelegation(tx: Tx, caller: Caller, id: string): Promise<Outcome<undefined>> {
  const delegation = await tx
    .selectFrom('delegation')
    .select(['member_id', 'delegate_id'])
    .where('org_id', '=', caller.orgId)
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  const own = delegation?.member_id === caller.memberId
  if (!delegation || (!own && delegation.delegate_id !== caller.memberId && !caller.abilities.has('members.manage')))
    return refuse('not-found')
  const lacking = own ? null : needs(caller, 'members.manage')
  if (lacking) return { ok: false, refusal: lacking }
  await tx
    .updateTable('delegation')
    .set({ deleted_at: caller.now })
    .where('org_id', '=', caller.orgId)
    .where('id', '=', id)
    .execute()
  await record(tx, caller, [{ entityKind: 'member', entityId: delegation.member_id, action: 'delegation-ended', before: { id } }])
  await tellBoth(tx, caller, 'ended', id, [delegation.member_id, delegation.delegate_id])
  await followDelegations(tx, caller)
  return accept(undefined)
}

/** Whoever is away and whoever stands in see it at once, wherever they look. */
const tellBoth = (tx: Tx, caller: Caller, verb: string, id: string, people: readonly string[]): Promise<void> =>
  announce(
    tx,
    caller.orgId,
    people.map((ownerId) => ({ topic: `delegation.${verb}`, entityKind: 'delegation', entityId: id, ownerId })),
  )
