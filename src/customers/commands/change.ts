import { handOverContacts } from '../../contacts/commands/contacts.ts'
import { readOrganization } from '../../people/queries.ts'
import { reaches } from '../../people/reach.ts'
import { difference, record } from '../../platform/audit-trail.ts'
import { underway, type Tx } from '../../platform/database/connect.ts'
import { announce, type News } from '../../platform/news.ts'
import { accept, refuse, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { assigningCustomer, archivingCustomer, editingCustomer } from '../permissions.ts'
import { emptiedByChange } from '../profile-completeness.ts'
import { labelled } from '../profile-labels.ts'
import { fieldsOf, lockCustomer, saveCustomer, setArchived } from '../store.ts'
import { messageOf } from './create.ts'
import { customerFrom, isKnownSource, refusedOwner, type GivenCustomer } from './given.ts'

const tell = (
  tx: Tx,
  caller: Caller,
  { id, ownerId }: { id: string; ownerId: string },
  action: 'changed' | 'archived' | 'restored',
  change: { before?: Record<string, unknown>; after?: Record<string, unknown> } = {},
  further: News[] = [],
): void =>
  underway(
    record(tx, caller, [{ entityKind: 'customer', entityId: id, action, ...change }]),
    announce(tx, caller.orgId, [{ topic: `customer.${action}`, entityKind: 'customer', entityId: id, ownerId }, ...further]),
  )

const standingOf = (row: { id: string; owner_id: string; deleted_at: Date | null }) => ({
  id: row.id,
  ownerId: row.owner_id,
  archived: row.deleted_at !== null,
})

/** Changes what is given. A mandatory field may be changed, not emptied. A new owner takes over the contacts as well. */
export async function changeCustomer(
  tx: Tx,
  caller: Caller,
  id: string,
  given: GivenCustomer,
  ifMatch: number | null,
): Promise<Outcome<undefined>> {
  const [row, { mandatoryProfile }] = await Promise.all([lockCustomer(tx, caller.orgId, id), readOrganization(tx, caller.orgId)])
  if (!row || !reaches(caller, row.owner_id, id)) return refuse('not-found')
  const refusal = editingCustomer(caller, standingOf(row))
  if (refusal) return { ok: false, refusal }
  if (ifMatch !== null && ifMatch !== row.version) return refuse('version-conflict', { version: row.version })

  const before = fieldsOf(row)
  const companyText = `${given.name ?? before.name} ${given.address ?? before.address ?? ''}`
  const { fields, flaws } = customerFrom(caller, given, before, companyText)
  if (flaws.length > 0)
    return refuse('contact-details-invalid', { errors: flaws.map((flaw) => ({ ...flaw, message: messageOf(caller, flaw) })) })
  const emptied = emptiedByChange(mandatoryProfile, before, fields)
  if (emptied.length > 0) return refuse('mandatory-field-missing', { missing: labelled(caller.locale, emptied) })
  if (fields.sourceId !== before.sourceId && !(await isKnownSource(tx, caller.orgId, fields.sourceId)))
    return refuse('unknown-reference', { field: 'sourceId' })
  if (fields.socialCreditCode !== before.socialCreditCode && (await codeTaken(tx, caller.orgId, fields.socialCreditCode, id)))
    return refuse('social-credit-code-taken', {}, 409)

  const ownerId = given.ownerId ?? row.owner_id
  if (ownerId !== row.owner_id) {
    const refused = assigningCustomer(caller, standingOf(row)) ?? (await refusedOwner(tx, caller, ownerId))
    if (refused) return { ok: false, refusal: refused }
  }
  const changed = difference<Record<string, unknown>>({ ...before, ownerId: row.owner_id }, { ...fields, ownerId })
  if (!changed) return accept(undefined)
  underway(saveCustomer(tx, caller, { id, before, ownerId }, fields))
  if (ownerId !== row.owner_id) underway(handOverContacts(tx, caller, id, ownerId))
  // whoever loses the customer hears of it as well: it leaves the lists on their screens
  const givenAway = { topic: 'customer.given-away', entityKind: 'customer', entityId: id, ownerId: row.owner_id }
  tell(tx, caller, { id, ownerId }, 'changed', changed, ownerId === row.owner_id ? [] : [givenAway])
  return accept(undefined)
}

export async function archiveCustomer(tx: Tx, caller: Caller, id: string): Promise<Outcome<undefined>> {
  const row = await lockCustomer(tx, caller.orgId, id)
  if (!row || !reaches(caller, row.owner_id, id)) return refuse('not-found')
  const openOpportunities = await countOpen(tx, caller.orgId, id)
  const refusal = archivingCustomer(caller, { ...standingOf(row), openOpportunities })
  if (refusal) return { ok: false, refusal }
  if (row.deleted_at) return accept(undefined)
  underway(setArchived(tx, caller, id, caller.now))
  tell(tx, caller, { id, ownerId: row.owner_id }, 'archived')
  return accept(undefined)
}

/** Refused when another customer has taken the social credit code meanwhile. */
export async function restoreCustomer(tx: Tx, caller: Caller, id: string): Promise<Outcome<undefined>> {
  const row = await lockCustomer(tx, caller.orgId, id)
  if (!row || !reaches(caller, row.owner_id, id)) return refuse('not-found')
  const refusal = archivingCustomer(caller, { ...standingOf(row), openOpportunities: 0 })
  if (refusal) return { ok: false, refusal }
  if (!row.deleted_at) return accept(undefined)
  if (row.merged_into_id) return refuse('customer-merged', {}, 409)
  if (await codeTaken(tx, caller.orgId, row.social_credit_code, id)) return refuse('social-credit-code-taken', {}, 409)
  underway(setArchived(tx, caller, id, null))
  tell(tx, caller, { id, ownerId: row.owner_id }, 'restored')
  return accept(undefined)
}

/** Whether another customer, archived ones apart, has this code. */
export async function codeTaken(tx: Tx, orgId: string, code: string | null, except: string): Promise<boolean> {
  if (code === null) return false
  const row = await tx
    .selectFrom('customer')
    .select('id')
    .where('org_id', '=', orgId)
    .where('social_credit_code', '=', code)
    .where('deleted_at', 'is', null)
    .where('id', '!=', except)
    .executeTakeFirst()
  return row !== undefined
}

async function countOpen(tx: Tx, orgId: string, customerId: string): Promise<number> {
  const rows = await tx
    .selectFrom('opportunity')
    .select('id')
    .where('org_id', '=', orgId)
    .where('customer_id', '=', customerId)
    .where('status', 'in', ['open', 'on-hold'])
    .where('deleted_at', 'is', null)
    .limit(1000)
    .execute()
  return rows.length
}
