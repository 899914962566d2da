import { difference, record } from '../../platform/audit-trail.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { announce } from '../../platform/news.ts'
import { accept, refuse, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { deactivatingMember, editingMember } from '../permissions.ts'
import type { Role } from '../roles.ts'
import { endAccountPlaces } from './account-places.ts'
import { activeAdministrators, dropCredentials, insertMember, issueCredential, lockMember, updateMember } from '../store.ts'

const invitationDays = 7

interface MemberFields {
  name?: string | undefined
  email?: string | null | undefined
  phone?: string | null | undefined
  role?: Role | undefined
  teamId?: string | null | undefined
  joinedOn?: string | null | undefined
}

/** A new member: invited when there is an e-mail address, else present without sign-in (owner of records, no account). */
export async function createMember(
  tx: Tx,
  caller: Caller,
  given: MemberFields & { name: string; role: Role; externalId?: string | undefined },
  publicUrl: string,
): Promise<Outcome<{ id: string; invitationUrl: string | null }>> {
  const lacking = editingMember(caller)
  if (lacking) return { ok: false, refusal: lacking }
  if (given.email && (await emailTaken(tx, caller.orgId, given.email, null))) return refuse('email-taken', {}, 409)
  const id = await insertMember(tx, caller.orgId, { ...given, status: given.email ? 'invited' : 'no-sign-in' })
  await record(tx, caller, [{ entityKind: 'member', entityId: id, action: 'created', after: { ...given } }])
  await announce(tx, caller.orgId, [{ topic: 'member.created', entityKind: 'member', entityId: id, ownerId: null }])
  const invitation = given.email ? await invite(tx, caller, id, publicUrl) : null
  return accept({ id, invitationUrl: invitation?.ok ? invitation.value.invitationUrl : null })
}

export async function changeMember(
  tx: Tx,
  caller: Caller,
  id: string,
  change: MemberFields,
  ifMatch: number | null,
): Promise<Outcome<undefined>> {
  const lacking = editingMember(caller)
  if (lacking) return { ok: false, refusal: lacking }
  const member = await lockMember(tx, caller.orgId, id)
  if (!member) return refuse('not-found')
  if (ifMatch !== null && ifMatch !== member.version) return refuse('version-conflict', { version: member.version })
  if (
    change.role &&
    change.role !== 'administrator' &&
    member.role === 'administrator' &&
    member.status === 'active' &&
    (await activeAdministrators(tx, caller.orgId)) <= 1
  ) {
    return refuse('last-administrator')
  }
  if (change.email && change.email !== member.email && (await emailTaken(tx, caller.orgId, change.email, id)))
    return refuse('email-taken', {}, 409)
  if (change.email !== undefined && change.email !== member.email && member.status === 'active')
    return refuse('forbidden', { field: 'email' })
  const before = {
    name: member.name,
    email: member.email,
    phone: member.phone,
    role: member.role,
    teamId: member.team_id,
    joinedOn: member.joined_on,
  }
  const changed = difference<Record<string, unknown>>(
    before,
    Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)),
  )
  if (!changed) return accept(undefined)
  const { teamId, joinedOn, ...fields } = changed.after
  await updateMember(tx, caller.orgId, id, {
    ...fields,
    ...('teamId' in changed.after ? { team_id: teamId } : {}),
    ...('joinedOn' in changed.after ? { joined_on: joinedOn } : {}),
  })
  await record(tx, caller, [{ entityKind: 'member', entityId: id, action: 'changed', ...changed }])
  await announce(tx, caller.orgId, [{ topic: 'member.changed', entityKind: 'member', entityId: id, ownerId: null }])
  return accept(undefined)
}

/** The member can no longer come in; sessions, tokens and invitations end at once, records stay with their owner. */
export async function deactivateMember(tx: Tx, caller: Caller, id: string): Promise<Outcome<undefined>> {
  const member = await lockMember(tx, caller.orgId, id)
  if (!member) return refuse('not-found')
  const refusal = deactivatingMember(caller, {
    id,
    role: member.role,
    activeAdministrators: await activeAdministrators(tx, caller.orgId),
  })
  if (refusal) return { ok: false, refusal }
  if (member.status === 'deactivated') return accept(undefined)
  await updateMember(tx, caller.orgId, id, { status: 'deactivated', deactivated_at: caller.now })
  await dropCredentials(tx, caller.orgId, id, ['session', 'api-token', 'invitation'])
  await endAccountPlaces(tx, caller, id, 'left')
  await record(tx, caller, [
    {
      entityKind: 'member',
      entityId: id,
      action: 'archived',
      before: { status: member.status },
      after: { status: 'deactivated' },
    },
  ])
  await announce(tx, caller.orgId, [{ topic: 'member.archived', entityKind: 'member', entityId: id, ownerId: null }])
  return accept(undefined)
}

export async function reactivateMember(tx: Tx, caller: Caller, id: string): Promise<Outcome<undefined>> {
  const lacking = editingMember(caller)
  if (lacking) return { ok: false, refusal: lacking }
  const member = await lockMember(tx, caller.orgId, id)
  if (!member) return refuse('not-found')
  if (member.status !== 'deactivated') return refuse('not-deactivated', {}, 409)
  const joined = await tx
    .selectFrom('membership')
    .select('member_id')
    .where('org_id', '=', caller.orgId)
    .where('member_id', '=', id)
    .executeTakeFirst()
  const status = joined ? 'active' : member.email ? 'invited' : 'no-sign-in'
  await updateMember(tx, caller.orgId, id, { status, deactivated_at: null })
  await record(tx, caller, [
    { entityKind: 'member', entityId: id, action: 'restored', before: { status: 'deactivated' }, after: { status } },
  ])
  return accept(undefined)
}

/** A link by which the person comes in; earlier links stop working. */
export async function invite(
  tx: Tx,
  caller: Caller,
  id: string,
  publicUrl: string,
): Promise<Outcome<{ invitationUrl: string; expiresAt: string }>> {
  const lacking = editingMember(caller)
  if (lacking) return { ok: false, refusal: lacking }
  const member = await lockMember(tx, caller.orgId, id)
  if (!member) return refuse('not-found')
  if (!member.email) return refuse('member-has-no-email')
  if (member.status === 'active' || member.status === 'deactivated') return refuse('forbidden', { status: member.status })
  await dropCredentials(tx, caller.orgId, id, ['invitation'])
  const expiresAt = new Date(caller.now.getTime() + invitationDays * 86_400_000)
  const { secret } = await issueCredential(tx, { kind: 'invitation', orgId: caller.orgId, memberId: id, expiresAt })
  if (member.status !== 'invited') await updateMember(tx, caller.orgId, id, { status: 'invited' })
  await record(tx, caller, [{ entityKind: 'member', entityId: id, action: 'invited' }])
  return accept({ invitationUrl: `${publicUrl}/invite/${secret}`, expiresAt: expiresAt.toISOString() })
}

async function emailTaken(tx: Tx, orgId: string, email: string, except: string | null): Promise<boolean> {
  const row = await tx.selectFrom('member').select('id').where('org_id', '=', orgId).where('email', '=', email).executeTakeFirst()
  return row !== undefined && row.id !== except
}
