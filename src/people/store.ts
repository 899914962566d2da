import { sql } from 'kysely'
import type { Db, Tx } from '../platform/database/connect.ts'
import { newId } from '../platform/ids.ts'
import { fingerprint, newSecret } from '../platform/secrets.ts'
import { nameKey } from '../platform/text/keys.ts'
import { pinyinOf } from '../platform/text/pinyin.ts'

export interface NewMember {
  name: string
  email?: string | null
  phone?: string | null
  role: string
  teamId?: string | null
  status: 'invited' | 'active' | 'no-sign-in'
  externalId?: string | null
  /** YYYY-MM-DD. */
  joinedOn?: string | null | undefined
}

export async function insertMember(tx: Tx, orgId: string, member: NewMember, id = newId()): Promise<string> {
  const { full, initials } = pinyinOf(member.name)
  await tx
    .insertInto('member')
    .values({
      org_id: orgId,
      id,
      name: member.name,
      name_key: nameKey(member.name),
      pinyin: full,
      initials,
      email: member.email ?? null,
      phone: member.phone ?? null,
      role: member.role,
      team_id: member.teamId ?? null,
      status: member.status,
      external_id: member.externalId ?? null,
      joined_on: member.joinedOn ?? null,
    })
    .execute()
  return id
}

/** A person, locked; what holds the public pool is none. */
export const lockMember = (tx: Tx, orgId: string, id: string) =>
  tx
    .selectFrom('member')
    .selectAll()
    .where('org_id', '=', orgId)
    .where('id', '=', id)
    .where('is_pool', '=', false)
    .forUpdate()
    .executeTakeFirst()

export async function updateMember(tx: Tx, orgId: string, id: string, change: Record<string, unknown>): Promise<void> {
  const name = change.name as string | undefined
  const { full, initials } = pinyinOf(name ?? '')
  await tx
    .updateTable('member')
    .set({
      ...change,
      ...(name === undefined ? {} : { name_key: nameKey(name), pinyin: full, initials }),
      version: sql`version + 1`,
    })
    .where('org_id', '=', orgId)
    .where('id', '=', id)
    .execute()
}

/** Issues a secret of the given kind; only its fingerprint stays here. */
export async function issueCredential(
  db: Db | Tx,
  given: {
    kind: 'session' | 'api-token' | 'invitation'
    orgId: string
    memberId: string
    name?: string | null
    expiresAt?: Date | null
    abilities?: string[] | null
  },
): Promise<{ id: string; secret: string }> {
  const secret = newSecret(given.kind === 'session' ? 'sls' : given.kind === 'api-token' ? 'slt' : 'sli')
  const id = newId()
  await db
    .insertInto('credential')
    .values({
      token_hash: fingerprint(secret),
      id,
      kind: given.kind,
      org_id: given.orgId,
      member_id: given.memberId,
      name: given.name ?? null,
      abilities: given.abilities ?? null,
      expires_at: given.expiresAt ?? 'infinity',
    })
    .execute()
  return { id, secret }
}

export const credentialsOf = (db: Db | Tx, orgId: string, memberId: string, kind: string) =>
  db
    .selectFrom('credential')
    .select(['id', 'name', 'created_at', 'last_used_at', 'expires_at'])
    .where('org_id', '=', orgId)
    .where('member_id', '=', memberId)
    .where('kind', '=', kind)
    .where('expires_at', '>', sql<Date>`now()`)
    .orderBy('id', 'desc')
    .execute()

export async function dropCredential(
  db: Db | Tx,
  given: { orgId: string; memberId: string; kind: string; id: string },
): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('credential')
    .where('org_id', '=', given.orgId)
    .where('member_id', '=', given.memberId)
    .where('kind', '=', given.kind)
    .where('id', '=', given.id)
    .executeTakeFirst()
  return numDeletedRows > 0n
}

export async function dropCredentials(
  db: Db | Tx,
  orgId: string,
  memberId: string,
  kinds: string[],
  except?: string,
): Promise<void> {
  await db
    .deleteFrom('credential')
    .where('org_id', '=', orgId)
    .where('member_id', '=', memberId)
    .where('kind', 'in', kinds)
    .$if(except !== undefined, (query) => query.where('id', '!=', except!))
    .execute()
}

/** What a secret opens, if it still opens anything. */
export async function findCredential(db: Db, secret: string, kinds: readonly string[]) {
  if (secret.length > 100) return null
  const row = await db
    .selectFrom('credential')
    .select(['id', 'kind', 'org_id', 'member_id', 'abilities', 'expires_at', 'last_used_at'])
    .where('token_hash', '=', fingerprint(secret))
    .where('expires_at', '>', sql<Date>`now()`)
    .executeTakeFirst()
  return row && kinds.includes(row.kind) ? row : null
}

export const touchCredential = (db: Db, id: string, now: Date) =>
  db.updateTable('credential').set({ last_used_at: now }).where('id', '=', id).execute()

export const accountByEmail = (db: Db | Tx, email: string) =>
  db.selectFrom('account').selectAll().where('email', '=', email).executeTakeFirst()

export const membershipsOf = (db: Db | Tx, accountId: string) =>
  db.selectFrom('membership').selectAll().where('account_id', '=', accountId).orderBy('org_id').execute()

export async function insertAccount(db: Db | Tx, email: string, passwordHash: string | null): Promise<string> {
  const id = newId()
  await db
    .insertInto('account')
    .values({ id, email, password_hash: passwordHash, password_changed_at: passwordHash ? new Date() : null })
    .execute()
  return id
}

export const activeAdministrators = async (tx: Tx, orgId: string): Promise<number> =>
  (
    await tx
      .selectFrom('member')
      .select('id')
      .where('org_id', '=', orgId)
      .where('role', '=', 'administrator')
      .where('status', '=', 'active')
      .forUpdate()
      .execute()
  ).length
