import { sql } from 'kysely'
import { difference, record } from '../../platform/audit-trail.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { announce } from '../../platform/news.ts'
import { accept, refuse, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { needs } from '../permissions.ts'
import { readOrganization } from '../queries.ts'
import { updateMember } from '../store.ts'

const given = (change: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))

export async function changeOrganization(
  tx: Tx,
  caller: Caller,
  change: {
    name?: string | undefined
    locale?: string | undefined
    timeZone?: string | undefined
    currency?: string | undefined
    mandatoryProfile?: string[] | undefined
  },
  ifMatch: number | null,
): Promise<Outcome<undefined>> {
  const lacking = needs(caller, 'organisation.manage')
  if (lacking) return { ok: false, refusal: lacking }
  await tx.selectFrom('organisation').select('org_id').where('org_id', '=', caller.orgId).forUpdate().execute()
  const before = await readOrganization(tx, caller.orgId)
  if (ifMatch !== null && ifMatch !== before.version) return refuse('version-conflict', { version: before.version })
  const changed = difference<Record<string, unknown>>(before, given(change))
  if (!changed) return accept(undefined)
  const next = { ...before, ...changed.after } as typeof before
  await tx
    .updateTable('organisation')
    .set({
      name: next.name,
      locale: next.locale,
      time_zone: next.timeZone,
      currency: next.currency,
      mandatory_profile: next.mandatoryProfile,
      version: sql`version + 1`,
    })
    .where('org_id', '=', caller.orgId)
    .execute()
  await record(tx, caller, [{ entityKind: 'organization', entityId: caller.orgId, action: 'changed', ...changed }])
  await announce(tx, caller.orgId, [
    { topic: 'organization.changed', entityKind: 'organization', entityId: caller.orgId, ownerId: null },
  ])
  return accept(undefined)
}

/** Own name, language and looks; nobody's permission is needed. */
export async function changeMe(
  tx: Tx,
  caller: Caller,
  change: { name?: string | undefined; locale?: string | null | undefined; preferences?: Record<string, unknown> | undefined },
): Promise<Outcome<undefined>> {
  const row = await tx
    .selectFrom('member')
    .select(['name', 'locale', 'preferences'])
    .where('org_id', '=', caller.orgId)
    .where('id', '=', caller.memberId)
    .forUpdate()
    .executeTakeFirstOrThrow()
  const before = { name: row.name, locale: row.locale, preferences: row.preferences }
  const preferences = change.preferences && { ...(row.preferences as object), ...change.preferences }
  const changed = difference<Record<string, unknown>>(before, given({ ...change, preferences }))
  if (!changed) return accept(undefined)
  await updateMember(tx, caller.orgId, caller.memberId, {
    ...changed.after,
    ...(preferences ? { preferences: JSON.stringify(preferences) } : {}),
  })
  await record(tx, caller, [{ entityKind: 'member', entityId: caller.memberId, action: 'changed', ...changed }])
  return accept(undefined)
}
