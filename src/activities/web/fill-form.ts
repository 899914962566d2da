import type { ReplyOf } from '../../ui/api.ts'
import type { readActivity, readSubject } from '../contract.ts'
import { clockOf } from '../wall-time.ts'
import { blankForm, type Asked, type LogForm } from './log-form.ts'

/** What the subject is looked up by: what the address named, or what was chosen since. */
export function subjectQuery(asked: Asked, form: LogForm | undefined) {
  if (asked.kind === 'customer' || asked.kind === 'lead' || asked.kind === 'opportunity') return { [asked.kind]: asked.id }
  if (form?.customer) return { customer: form.customer.id }
  return form?.lead ? { lead: form.lead.id } : undefined
}

type Subject = ReplyOf<typeof readSubject>

/** The only person, the only deal, and of the deal asked for the planned step as the purpose. */
export function filledWith(form: LogForm, known: Subject): LogForm {
  const planned = known.opportunities.find(({ id }) => id === known.opportunityId)
  const [deal, otherDeal] = known.opportunities
  const [contact, otherContact] = known.contacts
  return {
    ...form,
    customer: known.customer,
    lead: known.lead,
    opportunityId: known.opportunityId ?? (deal && !otherDeal ? deal.id : null),
    contactIds: contact && !otherContact ? [contact.id] : [],
    purpose: form.purpose || (planned?.nextStep ?? ''),
    nextStepDone: planned?.nextStep != null,
  }
}

type Detail = ReplyOf<typeof readActivity>

/** What was recorded, to be corrected. */
export const formOf = (activity: Detail, timeZone: string): LogForm => ({
  ...blankForm(new Date(activity.happenedAt), timeZone),
  time: clockOf(new Date(activity.happenedAt), timeZone),
  customer: activity.customer,
  lead: activity.lead,
  kind: activity.kind,
  contactIds: activity.contacts.map(({ id }) => id),
  people: activity.people ?? '',
  opportunityId: activity.opportunity?.id ?? null,
  purpose: activity.purpose ?? '',
  content: activity.content,
  feedback: activity.feedback ?? '',
  result: activity.result ?? '',
  nextStep: activity.nextStep ?? '',
  nextStepOn: activity.nextStepOn,
  durationMinutes: activity.durationMinutes,
  place: activity.place ?? '',
})
