import { record } from '../../platform/audit-trail.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { newId } from '../../platform/ids.ts'
import { announce } from '../../platform/news.ts'
import { accept, refuse, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { say } from '../../platform/words.ts'
import { gapsIn, type ActivityGist, type ActivityKind } from '../activity.ts'
import { isLate, liesInFuture } from '../lateness.ts'
import { recordingActivity, recordingFor } from '../permissions.ts'
import { contactsAt, customerWithin, leadWithin, opportunityWithin } from '../queries/subject.ts'
import { insertActivity, type ActivityFields } from '../store.ts'
import { words } from '../words.ts'
import { noteContact, notePlan } from './note.ts'

type Maybe<T> = T | null | undefined

export interface ToRecord {
  kind: ActivityKind
  customerId?: string | undefined
  leadId?: string | undefined
  opportunityId?: Maybe<string>
  contactIds?: string[] | undefined
  people?: Maybe<string>
  ownerId?: string | undefined
  happenedAt?: string | Date | undefined
  durationMinutes?: Maybe<number>
  place?: Maybe<string>
  purpose?: Maybe<string>
  content?: string | undefined
  feedback?: Maybe<string>
  result?: string | undefined
  nextStep?: Maybe<string>
  nextStepOn?: Maybe<string>
  nextStepDone?: boolean | undefined
  externalId?: string | undefined
}

/** The refusal that lists what of time, person, content and result is missing; null when nothing is. */
export function refusedGaps(caller: Pick<Caller, 'locale'>, gist: ActivityGist) {
  const gaps = gapsIn(gist)
  if (gaps.length === 0) return null
  return refuse('mandatory-field-missing', {
    about: 'activity',
    missing: gaps.map((key) => ({ kind: 'field', key, label: say(caller.locale, words, `gap.${key}`) })),
  })
}

/**
 * Records an activity with a customer or lead, about a deal or not. Everything named must be within reach and belong together.
 * The last contact of customer, lead and deal and the deal's next step follow in the same transaction. What comes in by import
 * is never late: nobody knows when it was first written down.
 */
export async function recordActivity(tx: Tx, caller: Caller, given: ToRecord): Promise<Outcome<{ id: string }>> {
  const ownerId = given.ownerId ?? caller.memberId
  const lacking = recordingActivity(caller) ?? recordingFor(caller, ownerId)
  if (lacking) return { ok: false, refusal: lacking }
  const subject = await subjectOf(tx, caller, given)
  if (!subject.ok) return subject
  const happenedAt = given.happenedAt === undefined ? null : new Date(given.happenedAt)
  const gaps = refusedGaps(caller, {
    ...subject.value,
    happenedAt,
    people: given.people ?? null,
    content: given.content ?? null,
    result: given.result ?? null,
  })
  if (gaps) return gaps
  if (liesInFuture(happenedAt!, caller.now)) return refuse('activity-in-future')

  const id = newId()
  const fields: ActivityFields = {
    kind: given.kind,
    opportunityId: subject.value.opportunityId,
    contactIds: subject.value.contactIds,
    people: given.people ?? null,
    happenedAt: happenedAt!,
    durationMinutes: given.durationMinutes ?? null,
    place: given.place ?? null,
    purpose: given.purpose ?? null,
    content: given.content!,
    feedback: given.feedback || null,
    result: given.result!,
    nextStep: given.nextStep ?? null,
    nextStepOn: given.nextStepOn ?? null,
  }
  const { customerId, leadId } = subject.value
  await insertActivity(tx, caller.orgId, {
    ...fields,
    id,
    customerId,
    leadId,
    ownerId,
    createdBy: caller.memberId,
    recordedAt: caller.now,
    late: caller.via === 'import' ? false : isLate(fields.happenedAt, caller.now),
    externalId: given.externalId ?? null,
  })
  await notePlan(tx, caller, { ...fields, done: given.nextStepDone ?? false })
  await noteContact(tx, caller, { customerId, leadId, opportunityId: fields.opportunityId })
  await record(tx, caller, [
    { entityKind: 'activity', entityId: id, action: 'created', after: { ...fields, customerId, leadId, ownerId } },
  ])
  await announce(
    tx,
    caller.orgId,
    [...new Set([ownerId, ...subject.value.ownerIds])].map((reader) => ({
      topic: 'activity.created',
      entityKind: 'activity',
      entityId: id,
      ownerId: reader,
    })),
  )
  return accept({ id })
}

interface Subject {
  customerId: string | null
  leadId: string | null
  opportunityId: string | null
  contactIds: string[]
  /** Owners of what the activity concerns: they hear of it too. */
  ownerIds: string[]
}

/** What the activity concerns, once all that is named was found within reach and belongs together. */
async function subjectOf(tx: Tx, caller: Caller, given: ToRecord): Promise<Outcome<Subject>> {
  const opportunity = given.opportunityId ? await opportunityWithin(tx, caller, given.opportunityId) : null
  if (given.opportunityId && !opportunity) return refuse('unknown-reference', { field: 'opportunityId' })
  const lead = given.leadId ? await leadWithin(tx, caller, given.leadId) : null
  if (given.leadId && !lead) return refuse('unknown-reference', { field: 'leadId' })
  const customerId = given.customerId ?? opportunity?.customerId ?? lead?.customerId ?? null
  const customer = customerId ? await customerWithin(tx, caller, customerId) : null
  if (customerId && !customer) return refuse('unknown-reference', { field: 'customerId' })
  if (opportunity?.customerId && customer && opportunity.customerId !== customer.id)
    return refuse('belongs-to-other-customer', { field: 'opportunityId' })
  const contactIds = [...new Set(given.contactIds ?? [])]
  const unknown = await strangers(tx, caller, customer?.id ?? null, contactIds)
  if (unknown) return unknown
  return accept({
    customerId: customer?.id ?? null,
    leadId: lead?.id ?? null,
    opportunityId: opportunity?.id ?? null,
    contactIds,
    ownerIds: [customer?.ownerId, lead?.ownerId, opportunity?.ownerId].filter((one) => one !== undefined),
  })
}

/** Refuses people who are not at the customer. */
export async function strangers(tx: Tx, caller: Caller, customerId: string | null, contactIds: readonly string[]) {
  const known = await contactsAt(tx, caller.orgId, customerId, contactIds)
  return contactIds.every((id) => known.has(id)) ? null : refuse('belongs-to-other-customer', { field: 'contactIds' })
}
