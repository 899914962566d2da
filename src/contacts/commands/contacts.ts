import { difference, record } from '../../platform/audit-trail.ts'
import { underway, type Tx } from '../../platform/database/connect.ts'
import { newId } from '../../platform/ids.ts'
import { tellMade } from '../../platform/made.ts'
import { announce } from '../../platform/news.ts'
import { accept, refuse, type Outcome, type Refused } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { say } from '../../platform/words.ts'
import { needs, tending } from '../../people/permissions.ts'
import { reaches } from '../../people/reach.ts'
import { emailFrom, isFlaw, phoneFrom, type ContactFields, type Flaw } from '../contact.ts'
import type { Attitude, ContactRole } from '../role.ts'
import { archivingContact, editingContact } from '../permissions.ts'
import { homePhoneRegion } from '../phone.ts'
import { customerFor, customerOfContact } from '../queries.ts'
import { fieldsOf, insertContacts, lockContact, saveContact, setArchived, setOwnerOfContacts, type NewContact } from '../store.ts'
import { words } from '../words.ts'

export interface GivenContact {
  name?: string | undefined
  title?: string | null | undefined
  role?: ContactRole | null | undefined
  attitude?: Attitude | null | undefined
  phone?: string | null | undefined
  phoneExtension?: string | null | undefined
  email?: string | null | undefined
  wechat?: string | null | undefined
  note?: string | null | undefined
  externalId?: string | null | undefined
}

const nobody: Omit<ContactFields, 'name'> = {
  title: null,
  role: null,
  attitude: null,
  phone: null,
  phoneExtension: null,
  phoneGiven: null,
  email: null,
  wechat: null,
  note: null,
  externalId: null,
}

/**
 * What was given, laid over what is there, telephone and e-mail in their kept form; or every field that cannot be so.
 * `path` is put before field names, for a contact inside another request.
 */
export function contactFrom(
  caller: Caller,
  given: GivenContact,
  before: Omit<ContactFields, 'name'> & { name?: string },
  companyText: string,
  path = '',
): { fields: Omit<ContactFields, 'name'> & { name?: string }; flaws: Flaw[] } {
  const flaws: Flaw[] = []
  const keep = <T>(value: T | Flaw): T | null => (isFlaw(value as object) ? (flaws.push(value as Flaw), null) : (value as T))
  const phones =
    given.phone === undefined ? {} : keep(phoneFrom(given.phone, path + 'phone', homePhoneRegion(caller.timeZone), companyText))
  const emails = given.email === undefined ? {} : keep(emailFrom(given.email, path + 'email'))
  const blank = (value: string | null | undefined, old: string | null) => (value === undefined ? old : value || null)
  const fields = {
    ...before,
    ...(given.name === undefined ? {} : { name: given.name }),
    title: blank(given.title, before.title),
    role: given.role === undefined ? before.role : given.role,
    attitude: given.attitude === undefined ? before.attitude : given.attitude,
    wechat: blank(given.wechat, before.wechat),
    note: blank(given.note, before.note),
    externalId: blank(given.externalId, before.externalId),
    ...phones,
    ...emails,
    ...(given.phoneExtension ? { phoneExtension: given.phoneExtension } : {}),
  }
  return { fields, flaws }
}

/** The refusal that names each field and what is wrong with it, in the caller's language. */
export const refuseFlaws = (caller: Caller, flaws: readonly Flaw[]): Refused =>
  refuse('contact-details-invalid', {
    errors: flaws.map(({ path, code }) => ({ path, code, message: say(caller.locale, words, code) })),
  })

const tell = (
  tx: Tx,
  caller: Caller,
  { id, ownerId }: { id: string; ownerId: string },
  action: 'created' | 'changed' | 'archived' | 'restored',
  change: { before?: Record<string, unknown>; after?: Record<string, unknown> } = {},
): void =>
  underway(
    record(tx, caller, [{ entityKind: 'contact', entityId: id, action, ...change }]),
    announce(tx, caller.orgId, [{ topic: `contact.${action}`, entityKind: 'contact', entityId: id, ownerId }]),
  )

export async function createContact(
  tx: Tx,
  caller: Caller,
  given: GivenContact & { customerId: string; name: string },
): Promise<Outcome<{ id: string }>> {
  const lacking = needs(caller, 'customers.write')
  if (lacking) return { ok: false, refusal: lacking }
  const customer = await customerFor(tx, caller, given.customerId)
  if (!customer) return refuse('unknown-reference', { field: 'customerId' })
  const refusal = tending(caller, customer.ownerId, given.customerId)
  if (refusal) return { ok: false, refusal }
  const { fields, flaws } = contactFrom(caller, given, nobody, customer.companyText)
  if (flaws.length > 0) return refuseFlaws(caller, flaws)
  const contact = { ...fields, name: given.name, customerId: given.customerId, ownerId: customer.ownerId }
  const id = newId()
  underway(storeContacts(tx, caller, [{ ...contact, id }]))
  return accept({ id })
}

/** Stores contacts whose customer and details have been checked, with audit trail, news and search; any number at once. */
export async function addContacts(tx: Tx, caller: Caller, contacts: readonly NewContact[]): Promise<string[]> {
  const rows = contacts.map((contact) => ({ ...contact, id: newId() }))
  await storeContacts(tx, caller, rows)
  return rows.map(({ id }) => id)
}

/** All it asks, it asks at once. */
async function storeContacts(tx: Tx, caller: Caller, rows: readonly (NewContact & { id: string })[]): Promise<void> {
  await Promise.all([
    insertContacts(tx, caller, rows),
    tellMade(tx, caller, 'contact', rows, ({ customerId }) => ({ customerId })),
  ])
}

/** The fields of a new contact given inside another request; null name is the caller's to refuse. */
export const newContactFrom = (caller: Caller, given: GivenContact, companyText: string, path: string) =>
  contactFrom(caller, given, nobody, companyText, path)

export async function changeContact(
  tx: Tx,
  caller: Caller,
  id: string,
  change: GivenContact,
  ifMatch: number | null,
): Promise<Outcome<undefined>> {
  const [row, customer] = await Promise.all([
    lockContact(tx, caller.orgId, id),
    customerFor(tx, caller, customerOfContact(caller, id)),
  ])
  if (!row || !reaches(caller, row.owner_id, row.customer_id)) return refuse('not-found')
  const refusal = editingContact(caller, {
    ownerId: row.owner_id,
    customerId: row.customer_id,
    archived: row.deleted_at !== null,
  })
  if (refusal) return { ok: false, refusal }
  if (ifMatch !== null && ifMatch !== row.version) return refuse('version-conflict', { version: row.version })
  const before = fieldsOf(row)
  const { fields, flaws } = contactFrom(caller, change, before, customer?.companyText ?? '')
  if (flaws.length > 0) return refuseFlaws(caller, flaws)
  const changed = difference<Record<string, unknown>>({ ...before }, { ...fields })
  if (!changed) return accept(undefined)
  underway(saveContact(tx, caller, id, { ...fields, name: fields.name ?? before.name }))
  tell(tx, caller, { id, ownerId: row.owner_id }, 'changed', changed)
  return accept(undefined)
}

export async function archiveContact(tx: Tx, caller: Caller, id: string): Promise<Outcome<undefined>> {
  const row = await lockContact(tx, caller.orgId, id)
  if (!row || !reaches(caller, row.owner_id, row.customer_id)) return refuse('not-found')
  const refusal = archivingContact(caller, { ownerId: row.owner_id, customerId: row.customer_id })
  if (refusal) return { ok: false, refusal }
  if (row.deleted_at) return accept(undefined)
  underway(setArchived(tx, caller, id, caller.now))
  tell(tx, caller, { id, ownerId: row.owner_id }, 'archived')
  return accept(undefined)
}

/** Only at a customer that is not archived itself. */
export async function restoreContact(tx: Tx, caller: Caller, id: string): Promise<Outcome<undefined>> {
  const row = await lockContact(tx, caller.orgId, id)
  if (!row || !reaches(caller, row.owner_id, row.customer_id)) return refuse('not-found')
  const refusal = archivingContact(caller, { ownerId: row.owner_id, customerId: row.customer_id })
  if (refusal) return { ok: false, refusal }
  if (!row.deleted_at) return accept(undefined)
  if (!(await customerFor(tx, caller, row.customer_id))) return refuse('customer-of-contact-archived', {}, 409)
  underway(setArchived(tx, caller, id, null))
  tell(tx, caller, { id, ownerId: row.owner_id }, 'restored')
  return accept(undefined)
}

/** Gives a customer's people to its new owner. Called in the transaction that gives the customer. */
export const handOverContacts = (tx: Tx, caller: Caller, customerId: string, ownerId: string): Promise<void> =>
  setOwnerOfContacts(tx, caller, customerId, ownerId)
