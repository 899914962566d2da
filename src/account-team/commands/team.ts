import { roleDefinitions, type Role } from '../../people/roles.ts'
import { record } from '../../platform/audit-trail.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { newId } from '../../platform/ids.ts'
import { announce } from '../../platform/news.ts'
import { accept, refuse, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { say } from '../../platform/words.ts'
import { reaches } from '../../people/reach.ts'
import { changingTeam } from '../permissions.ts'
import { readRoles } from '../queries/roles.ts'
import { labelOfRole } from '../role-label.ts'
import { takingRole, type Access } from '../roles.ts'
import { words } from '../words.ts'

/** The customer, locked, when the caller decides who is on its team. */
async function open(tx: Tx, caller: Caller, id: string): Promise<Outcome<{ ownerId: string }>> {
  const row = await tx
    .selectFrom('customer')
    .select(['owner_id', 'deleted_at'])
    .where('org_id', '=', caller.orgId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!row || !reaches(caller, row.owner_id, id)) return refuse('not-found')
  const refusal = changingTeam(caller, { id, ownerId: row.owner_id, archived: row.deleted_at !== null })
  return refusal ? { ok: false, refusal } : accept({ ownerId: row.owner_id })
}

/** Puts somebody on the team in a role; in a role the person has already only the access changes. Doing it twice changes nothing. */
export async function joinTeam(
  tx: Tx,
  caller: Caller,
  customerId: string,
  given: { memberId: string; role: string; access?: Access | undefined },
): Promise<Outcome<undefined>> {
  const opened = await open(tx, caller, customerId)
  if (!opened.ok) return opened
  const { orgId } = caller
  const [{ roles }, person, present] = await Promise.all([
    readRoles(tx, orgId),
    tx
      .selectFrom('member')
      .select(['id', 'role', 'status'])
      .where('org_id', '=', orgId)
      .where('id', '=', given.memberId)
      .executeTakeFirst(),
    tx
      .selectFrom('account_member')
      .select(['id', 'member_id', 'role', 'access'])
      .where('org_id', '=', orgId)
      .where('customer_id', '=', customerId)
      .where('ended_at', 'is', null)
      .execute(),
  ])
  const role = roles.find(({ key }) => key === given.role)
  const before = present.find((place) => place.member_id === given.memberId && place.role === given.role)
  const who = person && {
    id: person.id,
    leaves: person.status === 'deactivated',
    leads: roleDefinitions[person.role as Role].scope !== 'own',
  }
  const refusal = takingRole(role, who, { ownerId: opened.value.ownerId, places: before ? 0 : present.length })
  if (refusal) return { ok: false, refusal }
  const access = given.access ?? role!.access
  if (before?.access === access) return accept(undefined)
  if (before) await end(tx, caller, before.id, 'changed')
  await tx
    .insertInto('account_member')
    .values({
      org_id: orgId,
      id: newId(),
      customer_id: customerId,
      member_id: given.memberId,
      role: given.role,
      access,
      since: caller.now,
      added_by: caller.memberId,
    })
    .execute()
  const told = (one: Access) => ({
    accountTeam: [given.memberId, labelOfRole(caller.locale, roles, given.role), say(caller.locale, words, `access.${one}`)],
  })
  await tell(
    tx,
    caller,
    { customerId, ownerId: opened.value.ownerId, memberId: given.memberId },
    {
      ...(before ? { before: told(before.access as Access) } : {}),
      after: told(access),
    },
  )
  return accept(undefined)
}

/** Takes somebody off the team; what was taken off already is not there. */
export async function leaveTeam(tx: Tx, caller: Caller, customerId: string, placeId: string): Promise<Outcome<undefined>> {
  const opened = await open(tx, caller, customerId)
  if (!opened.ok) return opened
  const place = await tx
    .selectFrom('account_member')
    .select(['id', 'member_id', 'role', 'access'])
    .where('org_id', '=', caller.orgId)
    .where('customer_id', '=', customerId)
    .where('id', '=', placeId)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  if (!place) return refuse('not-found')
  await end(tx, caller, place.id, 'removed')
  const { roles } = await readRoles(tx, caller.orgId)
  const before = { accountTeam: [place.member_id, labelOfRole(caller.locale, roles, place.role)] }
  await tell(tx, caller, { customerId, ownerId: opened.value.ownerId, memberId: place.member_id }, { before })
  return accept(undefined)
}

const end = (tx: Tx, caller: Caller, id: string, reason: 'removed' | 'changed') =>
  tx
    .updateTable('account_member')
    .set({ ended_at: caller.now, ended_by: caller.memberId, end_reason: reason })
    .where('org_id', '=', caller.orgId)
    .where('id', '=', id)
    .execute()

/** On record with the customer; the owner's screens and those of whoever joined or left follow. */
async function tell(
  tx: Tx,
  caller: Caller,
  { customerId, ownerId, memberId }: { customerId: string; ownerId: string; memberId: string },
  change: { before?: Record<string, unknown>; after?: Record<string, unknown> },
): Promise<void> {
  await record(tx, caller, [{ entityKind: 'customer', entityId: customerId, action: 'changed', ...change }])
  await announce(
    tx,
    caller.orgId,
    [ownerId, memberId].map((reader) => ({
      topic: 'customer.team-changed',
      entityKind: 'customer',
      entityId: customerId,
      ownerId: reader,
    })),
  )
}
