import { record } from '../../platform/audit-trail.ts'
import { underway, type Tx } from '../../platform/database/connect.ts'
import { newId } from '../../platform/ids.ts'
import { announce } from '../../platform/news.ts'
import { accept, refuse, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { say } from '../../platform/words.ts'
import { gapsIn, type ActivityGist, type ActivityKind } from '../activity.ts'
import { isLate, liesInFuture } from '../lateness.ts'
import { recordingActivity, recordingFor } from '../permissions.ts'
import { shapeRecorded } from '../queries/activities.ts'
import {
  contactsAt,
  customerOf,
  customerWithin,
  leadWithin,
  memberNames,
  opportunityWithin,
  peopleNamed,
} from '../queries/subject.ts'
import { insertActivity, lockPlan, type ActivityFields } from '../store.ts'
import { words } from '../words.ts'
import { noteNewContact, notePlan } from './note.ts'

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

export interface Recorded {
  id: string
  /** The activity as it is shown: from what was asked to record it, without reading it back. */
  view: () => ReturnType<typeof shapeRecorded>
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
export async function recordActivity(tx: Tx, caller: Caller, given: ToRecord): Promise<Outcome<Recorded>> {
  const ownerId = given.ownerId ?? caller.memberId
  const lacking = recordingActivity(caller) ?? recordingFor(caller, ownerId)
  if (lacking) return { ok: false, refusal: lacking }
  const found = await subjectOf(tx, caller, given, ownerId)
  if (!found.ok) return found
  const { customer, lead, opportunity, plan, people, names } = found.value
  const of = { customerId: customer?.id ?? null, leadId: lead?.id ?? null, opportunityId: opportunity?.id ?? null }
  const happenedAt = given.happenedAt === undefined ? null : new Date(given.happenedAt)
  const contactIds = people.map(({ id }) => id)
  const gist = { people: given.people ?? null, content: given.content ?? null, result: given.result ?? null }
  const gaps = refusedGaps(caller, { ...of, contactIds, happenedAt, ...gist })
  if (gaps) return gaps
  if (liesInFuture(happenedAt!, caller.now)) return refuse('activity-in-future')

  const id = newId()
  const fields: ActivityFields = {
    kind: given.kind,
    opportunityId: of.opportunityId,
    contactIds: [...new Set(given.contactIds ?? [])],
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
  const { customerId, leadId } = of
  const late = caller.via === 'import' ? false : isLate(fields.happenedAt, caller.now)
  const externalId = given.externalId ?? null
  const activity = {
    ...fields,
    id,
    customerId,
    leadId,
    ownerId,
    createdBy: caller.memberId,
    recordedAt: caller.now,
    late,
    externalId,
  }
  insertActivity(tx, caller.orgId, activity)
  const planned =
    opportunity && plan
      ? notePlan(tx, caller, { ...plan, id: opportunity.id }, { ...fields, done: given.nextStepDone ?? false })
      : null
  noteNewContact(tx, caller, of, fields.happenedAt)
  const readers = [...new Set([ownerId, customer?.ownerId, lead?.ownerId, opportunity?.ownerId])].filter(
    (one) => one !== undefined,
  )
  const created = { entityKind: 'activity', entityId: id }
  underway(
    record(tx, caller, [
      ...(planned?.change ? [planned.change] : []),
      { ...created, action: 'created', after: { ...fields, customerId, leadId, ownerId } },
    ]),
    announce(tx, caller.orgId, [
      ...(planned ? [planned.news] : []),
      ...readers.map((reader) => ({ topic: 'activity.created', ...created, ownerId: reader })),
    ]),
  )
  const view = () =>
    shapeRecorded(caller, {
      id,
      kind: fields.kind,
      customer_id: customerId,
      customer_name: customer?.name ?? null,
      lead_id: leadId,
      lead_name: lead?.name ?? null,
      opportunity_id: of.opportunityId,
      opportunity_name: opportunity?.name ?? null,
      owner_id: ownerId,
      owner_name: names.get(ownerId) ?? '',
      created_by: caller.memberId,
      author_name: names.get(caller.memberId) ?? '',
      contacts: people.map(({ id: person, name }) => ({ id: person, name })),
      people: fields.people,
      happened_at: fields.happenedAt,
      recorded_at: caller.now,
      late,
      duration_minutes: fields.durationMinutes,
      place: fields.place,
      purpose: fields.purpose,
      content: fields.content,
      feedback: fields.feedback,
      result: fields.result,
      next_step: fields.nextStep,
      next_step_on: fields.nextStepOn,
      external_id: externalId,
    })
  return accept({ id, view })
}

/** What the activity concerns, once all that is named was found within reach and belongs together; asked in one message. */
async function subjectOf(tx: Tx, caller: Caller, given: ToRecord, ownerId: string) {
  const deal = given.opportunityId ?? undefined
  const contactIds = [...new Set(given.contactIds ?? [])]
  const customerId = given.customerId ?? (deal || given.leadId ? customerOf(caller, deal, given.leadId) : null)
  const [opportunity, plan, lead, customer, people, names] = await Promise.all([
    deal ? opportunityWithin(tx, caller, deal) : null,
    deal ? lockPlan(tx, caller.orgId, deal) : null,
    given.leadId ? leadWithin(tx, caller, given.leadId) : null,
    customerId ? customerWithin(tx, caller, customerId) : null,
    peopleNamed(tx, caller.orgId, contactIds),
    memberNames(tx, caller.orgId, [ownerId, caller.memberId]),
  ])
  if (deal && !opportunity) return refuse('unknown-reference', { field: 'opportunityId' })
  if (given.leadId && !lead) return refuse('unknown-reference', { field: 'leadId' })
  const isNamed = (given.customerId ?? opportunity?.customerId ?? lead?.customerId ?? null) !== null
  if (isNamed && !customer) return refuse('unknown-reference', { field: 'customerId' })
  if (opportunity?.customerId && customer && opportunity.customerId !== customer.id)
    return refuse('belongs-to-other-customer', { field: 'opportunityId' })
  if (people.length < contactIds.length || people.some((person) => person.customerId !== customer?.id))
    return refuse('belongs-to-other-customer', { field: 'contactIds' })
  return accept({ opportunity, plan, lead, customer, people, names })
}

/** Refuses people who are not at the customer. */
export async function strangers(tx: Tx, caller: Caller, customerId: string | null, contactIds: readonly string[]) {
  const known = await contactsAt(tx, caller.orgId, customerId, contactIds)
  return contactIds.every((id) => known.has(id)) ? null : refuse('belongs-to-other-customer', { field: 'contactIds' })
}
