import { sql } from 'kysely'
import { reaches } from '../../people/reach.ts'
import { difference } from '../../platform/audit-trail.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { accept, refuse, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import type { CustomerFields } from '../customer.ts'
import { unmergedFields, type MergeField } from '../merge.ts'
import { editingCustomer, mergingCustomers } from '../permissions.ts'
import { fieldsOf, saveCustomer } from '../store.ts'
import { codeTaken } from './change.ts'
import { carriers, lockBoth, standing, standingMerge, tell, touched, type Moved } from './merge.ts'

/** Takes a merge apart: what moved and is still there goes back, and the other record is again what it was. */
export async function undoMerge(tx: Tx, caller: Caller, keptId: string, mergeId: string): Promise<Outcome<undefined>> {
  const named = await tx
    .selectFrom('customer_merge')
    .select(['merged_id'])
    .where('org_id', '=', caller.orgId)
    .where('id', '=', mergeId)
    .where('kept_id', '=', keptId)
    .executeTakeFirst()
  if (!named) return refuse('not-found')
  const [kept, other] = await lockBoth(tx, caller.orgId, keptId, named.merged_id)
  if (!kept || !other || !reaches(caller, kept.owner_id) || !reaches(caller, other.owner_id)) return refuse('not-found')
  const refusal =
    editingCustomer(caller, standing(kept)) ?? mergingCustomers(caller, standing(kept), { ...standing(other), archived: false })
  if (refusal) return { ok: false, refusal }
  const merge = await standingMerge(tx, caller.orgId, other.id)
  if (merge?.id !== mergeId) return accept(undefined)

  const moved = merge.moved as unknown as Moved
  const { itsExternalId, ...before } = merge.before as unknown as CustomerFields & { itsExternalId: string | null }
  const taken = merge.taken as unknown as MergeField[]
  const [now, its] = [fieldsOf(kept), { ...fieldsOf(other), externalId: itsExternalId }]
  const after = unmergedFields(now, before, its, taken)
  if (its.socialCreditCode !== after.socialCreditCode && (await codeTaken(tx, caller.orgId, its.socialCreditCode, kept.id)))
    return refuse('social-credit-code-taken', {}, 409)
  if (its.socialCreditCode !== null && its.socialCreditCode === after.socialCreditCode)
    return refuse('social-credit-code-taken', {}, 409)
  await moveBack(tx, caller, moved, kept.id, other.id)
  await sql`update contact set owner_id = ${other.owner_id} where org_id = ${caller.orgId} and customer_id = ${other.id}`.execute(
    tx,
  )
  // a deal that stays names nobody of the other company
  await sql`
    update opportunity o set contact_id = null, version = o.version + 1, updated_at = ${caller.now} from contact p
     where o.org_id = ${caller.orgId} and o.customer_id = ${kept.id} and p.org_id = o.org_id and p.id = o.contact_id and p.customer_id = ${other.id}`.execute(
    tx,
  )
  await saveCustomer(tx, caller, { id: kept.id, before: now, ownerId: kept.owner_id }, after)
  await sql`
    update customer c set deleted_at = null, merged_into_id = null, updated_at = ${caller.now}, version = version + 1,
           external_id = coalesce(c.external_id, case when not exists (
             select from customer x where x.org_id = c.org_id and x.external_id = ${itsExternalId}::text) then ${itsExternalId}::text end)
     where c.org_id = ${caller.orgId} and c.id = ${other.id}`.execute(tx)
  await tx
    .updateTable('customer_merge')
    .set({ undone_at: caller.now, undone_by: caller.memberId })
    .where('org_id', '=', caller.orgId)
    .where('id', '=', mergeId)
    .execute()
  await tell(tx, caller, { kept, other, moved, action: 'merge-undone', changed: difference({ ...now }, { ...after }) })
  return accept(undefined)
}

async function moveBack(tx: Tx, caller: Caller, moved: Moved, from: string, to: string): Promise<void> {
  for (const table of carriers)
    await sql`
      update ${sql.table(table)} set customer_id = ${to} ${touched(caller, table)}
       where org_id = ${caller.orgId} and customer_id = ${from} and id = any(${moved[table] ?? []}::uuid[])`.execute(tx)
  await sql`
    update import_identity set entity_id = ${to}
     where org_id = ${caller.orgId} and kind = 'customers' and entity_id = ${from} and identity = any(${moved.import_identity}::text[])`.execute(
    tx,
  )
}
