import type { z } from 'zod'
import { adoptLeadActivities } from '../../activities/commands/adopt.ts'
import { createContact } from '../../contacts/commands/contacts.ts'
import { createCustomer } from '../../customers/commands/create.ts'
import { openOpportunity } from '../../opportunities/commands/open.ts'
import { reachable } from '../../people/queries.ts'
import { record } from '../../platform/audit-trail.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { accept, refuse, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import type { qualifyLead as contract } from '../contract.ts'
import { qualifyingLead } from '../permissions.ts'
import { becomes, over } from '../qualification.ts'
import { saveStatus, type LockedLead } from '../store.ts'
import { lockFor, tell } from './leads.ts'

type Given = z.output<typeof contract.body>
interface Landing {
  customerId: string
  contactId: string | null
}

/**
 * A lead becomes a customer with its contact, or joins an existing customer, and opens a deal if one is given. Customer, contact
 * and deal are made by their own slices under their own rules; the first refusal refuses the whole, and the transaction of the
 * caller leaves nothing. What was recorded with the lead goes along.
 */
export async function qualifyLead(
  tx: Tx,
  caller: Caller,
  id: string,
  given: Given,
): Promise<Outcome<{ customerId: string; opportunityId: string | null }>> {
  const found = await lockFor(tx, caller, id, qualifyingLead)
  if (!found.ok) return found
  const lead = found.value
  if (given.customerId && given.customer) return refuse('qualify-into-one')
  const landing = given.customerId
    ? await attachTo(tx, caller, lead, given.customerId, given.contact)
    : await makeCustomer(tx, caller, lead, given)
  if (!landing.ok) return landing
  const { customerId, contactId } = landing.value

  let opportunityId: string | null = null
  if (given.opportunity) {
    const opened = await openOpportunity(tx, caller, {
      ...over(becomes(lead.fields).opportunity, given.opportunity),
      customerId,
      contactId,
      ownerId: lead.ownerId,
    })
    if (!opened.ok) return opened
    opportunityId = opened.value.id
  }

  await saveStatus(tx, caller, id, { status: 'qualified', customerId, opportunityId })
  await adoptLeadActivities(tx, caller, { leadId: id, customerId, opportunityId })
  const after = { status: 'qualified', customerId, opportunityId }
  await record(tx, caller, [{ entityKind: 'lead', entityId: id, action: 'qualified', before: { status: 'open' }, after }])
  await tell(tx, caller, 'lead.qualified', id, [lead.ownerId])
  return accept({ customerId, opportunityId })
}

async function makeCustomer(tx: Tx, caller: Caller, lead: LockedLead, given: Given): Promise<Outcome<Landing>> {
  const known = becomes(lead.fields)
  const { contact, ...customer } = given.customer ?? {}
  const isSomebodyKnown = Object.values(known.contact).some((value) => value !== null)
  const made = await createCustomer(tx, caller, {
    ...over(known.customer, customer),
    contact: contact === null || (!contact && !isSomebodyKnown) ? null : over(known.contact, contact),
    ownerId: lead.ownerId,
    confirmDuplicate: given.confirmDuplicate,
  })
  if (!made.ok) return made
  return accept({ customerId: made.value.id, contactId: await newestContact(tx, caller, made.value.id) })
}

/** Joins a customer within reach; the lead's person is added unless somebody there has the same telephone or e-mail. */
async function attachTo(
  tx: Tx,
  caller: Caller,
  lead: LockedLead,
  customerId: string,
  given: Given['contact'],
): Promise<Outcome<Landing>> {
  const customer = await tx
    .selectFrom('customer')
    .select('id')
    .where('org_id', '=', caller.orgId)
    .where('id', '=', customerId)
    .where('deleted_at', 'is', null)
    .where(reachable(caller, 'owner_id'))
    .executeTakeFirst()
  if (!customer) return refuse('unknown-reference', { field: 'customerId' })
  const person = over(becomes(lead.fields).contact, given ?? undefined)
  if (given === null || !person.name) return accept({ customerId, contactId: null })
  const { phone, email } = lead.fields
  const known = await tx
    .selectFrom('contact')
    .select('id')
    .where('org_id', '=', caller.orgId)
    .where('customer_id', '=', customerId)
    .where('deleted_at', 'is', null)
    .where((is) => is.or([is('phone', '=', phone), is('email', '=', email)]))
    .executeTakeFirst()
  if (known) return accept({ customerId, contactId: known.id })
  const added = await createContact(tx, caller, { ...person, name: person.name, customerId })
  return added.ok ? accept({ customerId, contactId: added.value.id }) : added
}

const newestContact = async (tx: Tx, caller: Caller, customerId: string): Promise<string | null> =>
  (
    await tx
      .selectFrom('contact')
      .select('id')
      .where('org_id', '=', caller.orgId)
      .where('customer_id', '=', customerId)
      .orderBy('id', 'desc')
      .executeTakeFirst()
  )?.id ?? null
