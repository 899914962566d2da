import { hash, verify } from '@node-rs/argon2'
import { record } from '../../platform/audit-trail.ts'
import { inOrganisation, type Db, type Tx } from '../../platform/database/connect.ts'
import { accept, refuse, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { passwordFlaw } from '../password.ts'
import { readCaller } from '../queries.ts'
import {
  accountByEmail,
  credentialsOf,
  dropCredentials,
  findCredential,
  insertAccount,
  issueCredential,
  membershipsOf,
  updateMember,
} from '../store.ts'

const sessionDays = 30
const days = (now: Date, count: number) => new Date(now.getTime() + count * 86_400_000)
/** Verified against when there is no such account, so that a stranger cannot tell by the time taken. */
const nobody = hash('nobody has this password')

export interface SignedIn {
  orgId: string
  memberId: string
  secret: string
}

/** Signs in by e-mail and password. Unknown address, wrong password and deactivated member look the same from outside. */
export async function signIn(
  db: Db,
  given: { email: string; password: string; organizationId?: string | undefined; agent: string },
  now: Date,
): Promise<Outcome<SignedIn>> {
  const account = await accountByEmail(db, given.email)
  const right = await verify(account?.password_hash ?? (await nobody), given.password)
  if (!account?.password_hash || !right) return refuse('wrong-password')
  const memberships = (await membershipsOf(db, account.id)).filter(
    ({ org_id }) => !given.organizationId || org_id === given.organizationId,
  )
  for (const { org_id, member_id } of memberships) {
    const signedIn = await inOrganisation(db, org_id, async (tx) => {
      const caller = await readCaller(tx, org_id, member_id, 'web', now)
      if (!caller) return null
      await record(tx, caller, [{ entityKind: 'member', entityId: member_id, action: 'signed-in' }])
      return openSession(tx, org_id, member_id, given.agent, now)
    })
    if (signedIn) return accept(signedIn)
  }
  return refuse('wrong-password')
}

export async function openSession(tx: Tx | Db, orgId: string, memberId: string, agent: string, now: Date): Promise<SignedIn> {
  const { secret } = await issueCredential(tx, {
    kind: 'session',
    orgId,
    memberId,
    name: agent.slice(0, 200),
    expiresAt: days(now, sessionDays),
  })
  return { orgId, memberId, secret }
}

/** Another password for oneself, proved by the present one; every other session ends. */
export async function changePassword(
  tx: Tx,
  caller: Caller,
  given: { current: string; next: string; credentialId: string },
): Promise<Outcome<undefined>> {
  const member = await tx
    .selectFrom('member')
    .select(['email', 'name'])
    .where('org_id', '=', caller.orgId)
    .where('id', '=', caller.memberId)
    .executeTakeFirstOrThrow()
  const account = member.email ? await accountByEmail(tx, member.email) : undefined
  if (!account?.password_hash || !(await verify(account.password_hash, given.current))) return refuse('wrong-password', {}, 422)
  const flaw = passwordFlaw(given.next, [member.email ?? '', member.name])
  if (flaw) return flaw
  await tx
    .updateTable('account')
    .set({ password_hash: await hash(given.next), password_changed_at: caller.now })
    .where('id', '=', account.id)
    .execute()
  for (const { org_id, member_id } of await membershipsOf(tx, account.id))
    await dropCredentials(tx, org_id, member_id, ['session'], given.credentialId)
  await record(tx, caller, [{ entityKind: 'member', entityId: caller.memberId, action: 'password-changed' }])
  return accept(undefined)
}

/** What an invitation link is for, as shown before it is accepted. */
export async function readInvitation(db: Db, token: string) {
  const found = await findCredential(db, token, ['invitation'])
  if (!found) return null
  return inOrganisation(db, found.org_id, async (tx) => {
    const row = await tx
      .selectFrom('member as m')
      .innerJoin('organisation as o', 'o.org_id', 'm.org_id')
      .select(['m.id', 'm.name', 'm.email', 'm.status', 'o.name as organizationName'])
      .where('m.org_id', '=', found.org_id)
      .where('m.id', '=', found.member_id)
      .executeTakeFirst()
    if (!row?.email || row.status === 'deactivated') return null
    const account = await accountByEmail(tx, row.email)
    return { ...found, name: row.name, email: row.email, organizationName: row.organizationName, account }
  })
}

/** The invited person chooses a password (or proves the one of an existing account) and is in. */
export async function acceptInvitation(
  db: Db,
  token: string,
  given: { password: string; name?: string | undefined; agent: string },
  now: Date,
): Promise<Outcome<SignedIn>> {
  const invitation = await readInvitation(db, token)
  if (!invitation) return refuse('invitation-invalid', {}, 404)
  const { account, email, org_id: orgId, member_id: memberId } = invitation
  if (account?.password_hash) {
    if (!(await verify(account.password_hash, given.password))) return refuse('wrong-password')
  } else {
    const flaw = passwordFlaw(given.password, [email, given.name ?? invitation.name, invitation.organizationName])
    if (flaw) return flaw
  }
  const passwordHash = account?.password_hash ?? (await hash(given.password))
  return inOrganisation(db, orgId, async (tx) => {
    const open = await credentialsOf(tx, orgId, memberId, 'invitation')
    if (!open.some(({ id }) => id === invitation.id)) return refuse('invitation-invalid', {}, 404)
    const accountId = account?.id ?? (await insertAccount(tx, email, passwordHash))
    if (account && !account.password_hash)
      await tx
        .updateTable('account')
        .set({ password_hash: passwordHash, password_changed_at: now })
        .where('id', '=', account.id)
        .execute()
    await tx
      .insertInto('membership')
      .values({ account_id: accountId, org_id: orgId, member_id: memberId })
      .onConflict((conflict) => conflict.columns(['account_id', 'org_id']).doUpdateSet({ member_id: memberId }))
      .execute()
    await updateMember(tx, orgId, memberId, { status: 'active', ...(given.name ? { name: given.name } : {}) })
    await dropCredentials(tx, orgId, memberId, ['invitation'])
    const caller = await readCaller(tx, orgId, memberId, 'web', now)
    if (!caller) throw new Error('the new member cannot be read')
    await record(tx, caller, [{ entityKind: 'member', entityId: memberId, action: 'joined' }])
    return accept(await openSession(tx, orgId, memberId, given.agent, now))
  })
}
