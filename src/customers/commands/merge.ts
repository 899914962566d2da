import { sql } from 'kysely'
import { reaches } from '../../people/reach.ts'
import { difference, record } from '../../platform/audit-trail.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { newId } from '../../platform/ids.ts'
import { announce, type News } from '../../platform/news.ts'
import { accept, refuse, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { mergedFields, usuallyTaken, type MergeField } from '../merge.ts'
import { mergingCustomers } from '../permissions.ts'
import { fieldsOf, lockCustomer, saveCustomer, type CustomerRow } from '../store.ts'

/** Tables that name a customer; a test holds them against the schema. */
export const carriers = [
  'contact',
  'lead',
  'opportunity',
  'activity',
  'task',
  'document',
  'survey_invitation',
  'customer_complaint',
  'customer_trust_proof',
  'customer_date',
  'account_plan',
] as const
export type Carrier = (typeof carriers)[number]
/** Ids of what moved, by table; `import_identity` are the names under which imports know the record. */
export type Moved = Record<Carrier | 'import_identity', string[]>

export const standing = (row: CustomerRow) => ({ ownerId: row.owner_id, archived: row.deleted_at !== null })

/** Both records, locked in the order of their ids, so that two who merge the same two the other way round wait for each other. */
export async function lockBoth(tx: Tx, orgId: string, keptId: string, otherId: string) {
  const found = new Map<string, CustomerRow | null>()
  for (const id of [keptId, otherId].sort()) found.set(id, await lockCustomer(tx, orgId, id))
  return [found.get(keptId), found.get(otherId)] as const
}

/**
 * Merges another record of the same company into this one. People, deals, activities, tasks, documents and leads move with their
 * history and keep their owners (people follow the customer's); the other record is archived and says where it went. Merging what is
 * merged already changes nothing. Refuses records out of reach or archived, and a record with itself.
 */
export async function mergeCustomers(
  tx: Tx,
  caller: Caller,
  keptId: string,
  asked: { otherId: string; take?: readonly MergeField[] | undefined },
): Promise<Outcome<{ mergeId: string }>> {
  if (keptId === asked.otherId) return refuse('merge-with-itself')
  const [kept, other] = await lockBoth(tx, caller.orgId, keptId, asked.otherId)
  if (!kept || !reaches(caller, kept.owner_id)) return refuse('not-found')
  if (!other || !reaches(caller, other.owner_id)) return refuse('unknown-reference', { field: 'otherId' })
  const done = await standingMerge(tx, caller.orgId, other.id)
  if (done) return done.kept_id === kept.id ? accept({ mergeId: done.id }) : refuse('customer-merged', {}, 409)
  const refusal = mergingCustomers(caller, standing(kept), standing(other))
  if (refusal) return { ok: false, refusal }

  const [before, its] = [fieldsOf(kept), fieldsOf(other)]
  const wanted = asked.take ?? usuallyTaken(before, its)
  const after = mergedFields(before, its, wanted)
  const taken = [...new Set(wanted)].filter((field) => after[field] !== before[field])
  const moved = await moveRecords(tx, caller, other.id, kept.id)
  await sql`update contact set owner_id = ${kept.owner_id} where org_id = ${caller.orgId} and id = any(${moved.contact}::uuid[])`.execute(
    tx,
  )
  // the other goes first: a code or an outside id is never two records' at once
  await sql`
    update customer set deleted_at = ${caller.now}, merged_into_id = ${kept.id}, updated_at = ${caller.now}, version = version + 1,
           external_id = case when ${taken.includes('externalId')} then null else external_id end
     where org_id = ${caller.orgId} and id = ${other.id}`.execute(tx)
  await saveCustomer(tx, caller, { id: kept.id, before, ownerId: kept.owner_id }, after)
  await sql`
    update customer set last_activity_at = greatest(last_activity_at, ${other.last_activity_at}::timestamptz)
     where org_id = ${caller.orgId} and id = ${kept.id}`.execute(tx)
  const mergeId = newId()
  await tx
    .insertInto('customer_merge')
    .values({
      org_id: caller.orgId,
      id: mergeId,
      kept_id: kept.id,
      merged_id: other.id,
      before: JSON.stringify({ ...before, itsExternalId: its.externalId }),
      taken: JSON.stringify(taken),
      moved: JSON.stringify(moved),
      merged_at: caller.now,
      merged_by: caller.memberId,
    })
    .execute()
  await tell(tx, caller, { kept, other, moved, action: 'merged', changed: difference({ ...before }, { ...after }) })
  return accept({ mergeId })
}

export const standingMerge = (tx: Tx, orgId: string, mergedId: string) =>
  tx
    .selectFrom('customer_merge')
    .selectAll()
    .where('org_id', '=', orgId)
    .where('merged_id', '=', mergedId)
    .where('undone_at', 'is', null)
    .executeTakeFirst()

async function moveRecords(tx: Tx, caller: Caller, from: string, to: string): Promise<Moved> {
  const moved = {} as Moved
  for (const table of carriers) {
    const { rows } = await sql<{ id: string }>`
      update ${sql.table(table)} set customer_id = ${to} ${touched(caller, table)}
       where org_id = ${caller.orgId} and customer_id = ${from} returning id`.execute(tx)
    moved[table] = rows.map(({ id }) => id)
  }
  // a file that names the other record by its outside id goes on to change the one that stays
  const { rows } = await sql<{ identity: string }>`
    update import_identity set entity_id = ${to} where org_id = ${caller.orgId} and kind = 'customers' and entity_id = ${from}
    returning identity`.execute(tx)
  moved.import_identity = rows.map(({ identity }) => identity)
  return moved
}

/** Documents and proofs of trust carry neither a version nor a day of change. */
export const touched = (caller: Caller, table: Carrier) =>
  table === 'survey_invitation' || table === 'customer_complaint' || table === 'document' || table === 'customer_trust_proof'
    ? sql``
    : sql`, updated_at = ${caller.now}, version = version + 1`

interface Told {
  kept: CustomerRow
  other: CustomerRow
  moved: Moved
  action: 'merged' | 'merge-undone'
  changed: ReturnType<typeof difference<Record<string, unknown>>>
}

/** Puts it on record with both customers and every deal, and tells whoever looks at any of them. */
export async function tell(tx: Tx, caller: Caller, { kept, other, moved, action, changed }: Told): Promise<void> {
  const isMerge = action === 'merged'
  const [from, to] = isMerge ? [other.id, kept.id] : [kept.id, other.id]
  const counts = Object.fromEntries(
    carriers.map((table) => [table, moved[table].length] as const).filter(([, count]) => count > 0),
  )
  const deals = await tx
    .selectFrom('opportunity')
    .select(['id', 'owner_id as ownerId'])
    .where('org_id', '=', caller.orgId)
    .where('id', 'in', moved.opportunity.length > 0 ? moved.opportunity : [newId()])
    .execute()
  const customer = (id: string, topic: string, ownerId: string): News => ({
    topic,
    entityKind: 'customer',
    entityId: id,
    ownerId,
  })
  await record(tx, caller, [
    {
      entityKind: 'customer',
      entityId: kept.id,
      action,
      before: changed?.before ?? null,
      after: { ...changed?.after, other: other.name, ...counts },
    },
    { entityKind: 'customer', entityId: other.id, action: isMerge ? 'merged-away' : 'restored', after: { other: kept.name } },
    ...deals.map(({ id }) => ({
      entityKind: 'opportunity',
      entityId: id,
      action: 'changed',
      before: { customerId: from },
      after: { customerId: to },
    })),
  ])
  await announce(tx, caller.orgId, [
    customer(kept.id, 'customer.changed', kept.owner_id),
    customer(other.id, isMerge ? 'customer.archived' : 'customer.restored', other.owner_id),
    ...deals.map(({ id, ownerId }) => ({ topic: 'opportunity.changed', entityKind: 'opportunity', entityId: id, ownerId })),
    ...moved.contact
      .slice(0, 1)
      .map((id) => ({ topic: 'contact.changed', entityKind: 'contact', entityId: id, ownerId: kept.owner_id })),
  ])
}
