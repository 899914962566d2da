import { hash } from '@node-rs/argon2'
import { sql } from 'kysely'
import { record } from '../../platform/audit-trail.ts'
import { inOrganisation, type Db, type Tx } from '../../platform/database/connect.ts'
import { newId } from '../../platform/ids.ts'
import { accept, refuse, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { say, type Locale } from '../../platform/words.ts'
import { passwordFlaw } from '../password.ts'
import { readCaller } from '../queries.ts'
import { insertAccount, insertMember } from '../store.ts'
import { words } from '../words.ts'

export interface SetUp {
  organizationName: string
  locale: Locale
  timeZone: string
  currency: string
  name: string
  email: string
  password: string
}

/** What later slices put into a new organisation: pipelines, sources, reasons. */
export type Foundation = (tx: Tx, caller: Caller) => Promise<void>

export const isSetUp = async (db: Db): Promise<boolean> =>
  (await db.selectFrom('account').select('id').limit(1).execute()).length > 0

/** The first organisation with its administrator. Refused once any account exists; two at once: one wins. */
export async function setUp(
  db: Db,
  given: SetUp,
  foundations: readonly Foundation[],
  now: Date,
): Promise<Outcome<{ orgId: string; memberId: string }>> {
  const flaw = passwordFlaw(given.password, [given.email, given.name, given.organizationName])
  if (flaw) return flaw
  if (await isSetUp(db)) return refuse('already-set-up')
  const passwordHash = await hash(given.password)
  return createOrganisation(db, { ...given, passwordHash }, foundations, now, async (tx) => {
    await sql`select pg_advisory_xact_lock(7245302)`.execute(tx)
    return (await tx.selectFrom('account').select('id').limit(1).execute()).length === 0
  })
}

/** An organisation with its root team, its administrator and what the later slices found it with. */
export async function createOrganisation(
  db: Db,
  given: Omit<SetUp, 'password'> & { passwordHash: string | null },
  foundations: readonly Foundation[],
  now: Date,
  mayProceed: (tx: Tx) => Promise<boolean> = async () => true,
): Promise<Outcome<{ orgId: string; memberId: string }>> {
  const orgId = newId()
  return inOrganisation(db, orgId, async (tx) => {
    if (!(await mayProceed(tx))) return refuse('already-set-up')
    await tx
      .insertInto('organisation')
      .values({
        org_id: orgId,
        name: given.organizationName,
        locale: given.locale,
        time_zone: given.timeZone,
        currency: given.currency,
      })
      .execute()
    const teamId = newId()
    await tx
      .insertInto('team')
      .values({ org_id: orgId, id: teamId, parent_id: null, name: say(given.locale, words, 'team.root') })
      .execute()
    const memberId = await insertMember(tx, orgId, {
      name: given.name,
      email: given.email,
      role: 'administrator',
      teamId,
      status: 'active',
    })
    const accountId = await insertAccount(tx, given.email, given.passwordHash)
    await tx.insertInto('membership').values({ account_id: accountId, org_id: orgId, member_id: memberId }).execute()
    const caller = await readCaller(tx, orgId, memberId, 'web', now)
    if (!caller) throw new Error('the new administrator cannot be read')
    await record(tx, caller, [
      { entityKind: 'organization', entityId: orgId, action: 'created', after: { name: given.organizationName } },
    ])
    for (const foundation of foundations) await foundation(tx, caller)
    return accept({ orgId, memberId })
  })
}
