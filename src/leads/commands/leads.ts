import { refuseFlaws } from '../../contacts/commands/contacts.ts'
import { emailFrom, isFlaw, phoneFrom, type Flaw } from '../../contacts/contact.ts'
import { homePhoneRegion } from '../../contacts/phone.ts'
import { difference, record } from '../../platform/audit-trail.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { announce } from '../../platform/news.ts'
import { accept, refuse, type Outcome, type Refusal } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { say } from '../../platform/words.ts'
import { needsWords, type InvalidReason, type LeadFields } from '../lead.ts'
import { archivingLead, assigningLead, creatingLead, editingLead, reopeningLead, type LeadStanding } from '../permissions.ts'
import { likenessOf } from '../queries/likeness.ts'
import { insertLead, lockLead, saveLead, saveStatus, setArchived, type LockedLead } from '../store.ts'
import { words } from '../words.ts'

type Given = { [K in keyof Omit<LeadFields, 'company' | 'phoneGiven'>]?: LeadFields[K] | undefined } & {
  company?: string | undefined
  ownerId?: string | undefined
}

const denied = (refusal: Refusal) => ({ ok: false as const, refusal })

/** Keeps a first trace of interest. What may be known already is named first; `confirmDuplicate` keeps it all the same. */
export async function createLead(
  tx: Tx,
  caller: Caller,
  given: Given & { company: string; externalId?: string | undefined; confirmDuplicate?: boolean | undefined },
): Promise<Outcome<{ id: string }>> {
  const ownerId = given.ownerId ?? caller.memberId
  const lacking = creatingLead(caller) ?? assigningLead(caller, ownerId)
  if (lacking) return denied(lacking)
  const fields = fieldsFrom(caller, blank(given.company), given)
  if (!fields.ok) return fields
  const unknown = await unknownReference(tx, caller, fields.value, ownerId)
  if (unknown) return unknown
  if (!given.confirmDuplicate) {
    const duplicates = await likenessOf(tx, caller, { ...fields.value, id: null })
    if (duplicates.candidates.length + duplicates.elsewhere > 0) return refuse('possible-duplicate', { ...duplicates })
  }
  const id = await insertLead(tx, caller, fields.value, { ownerId, externalId: given.externalId ?? null })
  await record(tx, caller, [{ entityKind: 'lead', entityId: id, action: 'created', after: { ...fields.value, ownerId } }])
  await tell(tx, caller, 'lead.created', id, [ownerId])
  return accept({ id })
}

/** Changes an open lead; another owner only by who may assign. */
export async function changeLead(
  tx: Tx,
  caller: Caller,
  id: string,
  given: Given,
  ifMatch: number | null,
): Promise<Outcome<undefined>> {
  const found = await lockFor(tx, caller, id, editingLead)
  if (!found.ok) return found
  const lead = found.value
  if (ifMatch !== null && ifMatch !== lead.version) return refuse('version-conflict', { version: lead.version })
  const fields = fieldsFrom(caller, lead.fields, given)
  if (!fields.ok) return fields
  const ownerId = given.ownerId ?? lead.ownerId
  if (ownerId !== lead.ownerId) {
    const lacking = assigningLead(caller, ownerId)
    if (lacking) return denied(lacking)
  }
  const changed = difference({ ...lead.fields, ownerId: lead.ownerId }, { ...fields.value, ownerId })
  if (!changed) return accept(undefined)
  const unknown = await unknownReference(tx, caller, fields.value, ownerId)
  if (unknown) return unknown
  await saveLead(tx, caller, id, fields.value, ownerId)
  await record(tx, caller, [{ entityKind: 'lead', entityId: id, action: 'changed', ...changed }])
  await tell(tx, caller, 'lead.changed', id, [lead.ownerId, ownerId])
  return accept(undefined)
}

/** Ends a lead that leads nowhere. "Other" must be put in words. */
export async function invalidateLead(
  tx: Tx,
  caller: Caller,
  id: string,
  given: { reason: InvalidReason; note?: string | undefined },
): Promise<Outcome<undefined>> {
  const found = await lockFor(tx, caller, id, editingLead)
  if (!found.ok) return found
  const note = given.note?.trim() || null
  if (needsWords(given.reason) && !note) {
    const label = say(caller.locale, words, 'field.invalidNote')
    return refuse('mandatory-field-missing', { about: 'lead', missing: [{ kind: 'field', key: 'note', label }] })
  }
  const after = { status: 'invalid' as const, invalidReason: given.reason, invalidNote: note }
  await saveStatus(tx, caller, id, after)
  await record(tx, caller, [{ entityKind: 'lead', entityId: id, action: 'invalidated', before: { status: 'open' }, after }])
  await tell(tx, caller, 'lead.changed', id, [found.value.ownerId])
  return accept(undefined)
}

export async function reopenLead(tx: Tx, caller: Caller, id: string): Promise<Outcome<undefined>> {
  const found = await lockFor(tx, caller, id, reopeningLead)
  if (!found.ok) return found
  await saveStatus(tx, caller, id, { status: 'open' })
  await record(tx, caller, [
    {
      entityKind: 'lead',
      entityId: id,
      action: 'reopened',
      before: { status: 'invalid', invalidReason: found.value.invalidReason },
      after: { status: 'open' },
    },
  ])
  await tell(tx, caller, 'lead.changed', id, [found.value.ownerId])
  return accept(undefined)
}

export const archiveLead = (tx: Tx, caller: Caller, id: string) => archive(tx, caller, id, true)
export const restoreLead = (tx: Tx, caller: Caller, id: string) => archive(tx, caller, id, false)

async function archive(tx: Tx, caller: Caller, id: string, archived: boolean): Promise<Outcome<undefined>> {
  const found = await lockFor(tx, caller, id, archivingLead)
  if (!found.ok) return found
  if (found.value.archived === archived) return accept(undefined)
  await setArchived(tx, caller, id, archived ? caller.now : null)
  await record(tx, caller, [{ entityKind: 'lead', entityId: id, action: archived ? 'archived' : 'restored' }])
  await tell(tx, caller, archived ? 'lead.archived' : 'lead.restored', id, [found.value.ownerId])
  return accept(undefined)
}

/** The lead, locked, if the caller sees it and the rule allows what is asked. */
export async function lockFor(
  tx: Tx,
  caller: Caller,
  id: string,
  rule: (caller: Caller, lead: LeadStanding) => Refusal | null,
): Promise<Outcome<LockedLead>> {
  const lead = await lockLead(tx, caller.orgId, id)
  if (!lead) return refuse('not-found')
  const lacking = rule(caller, lead)
  return lacking ? denied(lacking) : accept(lead)
}

export const tell = (tx: Tx, caller: Caller, topic: string, id: string, ownerIds: string[]): Promise<void> =>
  announce(
    tx,
    caller.orgId,
    [...new Set(ownerIds)].map((ownerId) => ({ topic, entityKind: 'lead', entityId: id, ownerId })),
  )

const blank = (company: string): LeadFields => ({
  company,
  contactName: null,
  phone: null,
  phoneGiven: null,
  email: null,
  industry: null,
  region: null,
  sourceId: null,
  productId: null,
  demand: null,
  note: null,
})

/** The fields as they will be kept: telephone in E.164, e-mail in lower case; what cannot be right is refused with its place. */
function fieldsFrom(caller: Caller, before: LeadFields, given: Given): Outcome<LeadFields> {
  const { ownerId: _, phone: phoneGiven, email: emailGiven, ...plain } = given
  const keys = Object.keys(before) as (keyof LeadFields)[]
  const next = { ...before }
  for (const key of keys) {
    const value = (plain as Partial<LeadFields>)[key]
    if (value !== undefined) Object.assign(next, { [key]: value === '' ? null : value })
  }
  const flaws: Flaw[] = []
  if (phoneGiven !== undefined) {
    const phone = phoneFrom(phoneGiven, 'phone', homePhoneRegion(caller.timeZone), `${next.company} ${next.region ?? ''}`)
    if (isFlaw(phone)) flaws.push(phone)
    else Object.assign(next, { phone: phone.phone, phoneGiven: phone.phoneGiven })
  }
  if (emailGiven !== undefined) {
    const email = emailFrom(emailGiven, 'email')
    if (isFlaw(email)) flaws.push(email)
    else next.email = email.email
  }
  return flaws.length === 0 ? accept(next) : refuseFlaws(caller, flaws)
}

/** Refuses a source, product or owner that does not exist here. */
async function unknownReference(tx: Tx, caller: Caller, fields: LeadFields, ownerId: string) {
  const asked = [
    ['source', fields.sourceId, 'sourceId'],
    ['product', fields.productId, 'productId'],
    ['member', ownerId, 'ownerId'],
  ] as const
  for (const [table, id, field] of asked) {
    if (id === null) continue
    const row = await tx.selectFrom(table).select('id').where('org_id', '=', caller.orgId).where('id', '=', id).executeTakeFirst()
    if (!row) return refuse('unknown-reference', { field })
  }
  return null
}
