import { addContacts, newContactFrom, type GivenContact } from '../../contacts/commands/contacts.ts'
import { words as contactWords } from '../../contacts/words.ts'
import { readOrganization } from '../../people/queries.ts'
import { underway, type Tx } from '../../platform/database/connect.ts'
import { newId } from '../../platform/ids.ts'
import { tellMade } from '../../platform/made.ts'
import { accept, refuse, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { say } from '../../platform/words.ts'
import { nothingKnown, type CustomerFields, type KnownPerson } from '../customer.ts'
import { marksOf } from '../duplicate.ts'
import { creatingCustomer } from '../permissions.ts'
import { gapsOf, missingProfile, type ProfileField, type ProfileGap } from '../profile-completeness.ts'
import { labelled } from '../profile-labels.ts'
import { likelyDuplicates } from '../queries/duplicates.ts'
import { insertCustomers, oneAtATime, type NewCustomer } from '../store.ts'
import { words } from '../words.ts'
import { customerFrom, isKnownSource, refusedOwner, type CustomerFlaw, type GivenCustomer } from './given.ts'

export interface NewCustomerRequest extends GivenCustomer {
  contact?: (Omit<GivenContact, 'name'> & { name?: string | null | undefined }) | null | undefined
  confirmDuplicate?: boolean | undefined
}

/**
 * A customer with its first contact. Refused when the mandatory profile is not complete (with the list of what is missing),
 * when a telephone, e-mail or code cannot be one, and when the company is likely here already and nobody has confirmed that it
 * is another. Nothing half-made is stored.
 */
export async function createCustomer(tx: Tx, caller: Caller, given: NewCustomerRequest): Promise<Outcome<{ id: string }>> {
  const lacking = creatingCustomer(caller)
  if (lacking) return { ok: false, refusal: lacking }
  const ownerId = given.ownerId ?? caller.memberId
  const name = given.name ?? ''
  const companyText = `${name} ${given.address ?? ''}`
  const { fields, flaws } = customerFrom(caller, given, nothingKnown, companyText)
  const person = personFrom(caller, given.contact ?? null, companyText)
  const errors = [...flaws, ...person.flaws].map((flaw) => ({ ...flaw, message: messageOf(caller, flaw) }))
  const contactPhone = person.fields?.phone ?? null
  const marks = marksOf({ name, phone: fields.phone, contactPhone, socialCreditCode: fields.socialCreditCode })
  // one message; who enters the same company at the same moment waits before looking for it
  const [refusedAsOwner, { mandatoryProfile }, isSource, , { candidates, elsewhere, certain }] = await Promise.all([
    refusedOwner(tx, caller, ownerId),
    readOrganization(tx, caller.orgId),
    isKnownSource(tx, caller.orgId, fields.sourceId),
    oneAtATime(tx, caller.orgId, name),
    likelyDuplicates(tx, caller, marks),
  ])
  if (refusedAsOwner) return { ok: false, refusal: refusedAsOwner }
  const missing = gapsIn(given, { ...fields, name }, mandatoryProfile)
  if (missing.length > 0)
    return refuse('mandatory-field-missing', {
      missing: labelled(caller.locale, missing),
      ...(errors.length > 0 ? { errors } : {}),
    })
  if (errors.length > 0) return refuse('contact-details-invalid', { errors })
  if (!isSource) return refuse('unknown-reference', { field: 'sourceId' })
  if (certain) return refuse('social-credit-code-taken', { candidates, elsewhere }, 409)
  if (candidates.length + elsewhere > 0 && !given.confirmDuplicate) return refuse('possible-duplicate', { candidates, elsewhere })

  const id = newId()
  underway(
    storeCustomers(tx, caller, [{ ...fields, name, ownerId, id }]),
    person.fields
      ? addContacts(tx, caller, [{ ...person.fields, name: person.name, customerId: id, ownerId }])
      : Promise.resolve(),
  )
  return accept({ id })
}

/** What is missing in the request. A telephone number that is wrong is not missing: it is named as wrong. */
function gapsIn(given: NewCustomerRequest, fields: CustomerFields, mandatory: readonly ProfileField[]): ProfileGap[] {
  const { contact } = given
  const people: KnownPerson[] = contact
    ? [{ name: null, title: null, role: null, phone: null, email: null, ...stripUndefined(contact) }]
    : []
  const gaps = missingProfile(
    [...new Set(['name', ...mandatory] as const)],
    { ...fields, phone: fields.phone ?? given.phone ?? null },
    people,
  )
  const nameless = people.flatMap(gapsOf).filter(({ key }) => key === 'contact.name')
  return [...gaps, ...nameless.filter(({ key }) => !gaps.some((gap) => gap.key === key))]
}

const stripUndefined = <T extends object>(given: T) =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>
  }

function personFrom(caller: Caller, contact: NewCustomerRequest['contact'] & (object | null), companyText: string) {
  if (!contact) return { fields: null, flaws: [], name: '' }
  const { name, ...rest } = contact
  return { ...newContactFrom(caller, rest, companyText, 'contact.'), name: name ?? '' }
}

export const messageOf = (caller: Caller, { code }: CustomerFlaw): string =>
  code === 'code.not-a-code' ? say(caller.locale, words, code) : say(caller.locale, contactWords, code)

/** Stores customers that have been checked, with audit trail, news and search; any number at once. Returns their ids in order. */
export async function addCustomers(tx: Tx, caller: Caller, customers: readonly NewCustomer[]): Promise<string[]> {
  const rows = customers.map((customer) => ({ ...customer, id: newId() }))
  await storeCustomers(tx, caller, rows)
  return rows.map(({ id }) => id)
}

/** All it asks, it asks at once. */
async function storeCustomers(tx: Tx, caller: Caller, rows: readonly (NewCustomer & { id: string })[]): Promise<void> {
  await Promise.all([insertCustomers(tx, caller, rows), tellMade(tx, caller, 'customer', rows)])
}
