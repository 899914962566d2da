import { z } from 'zod'
import {
  day,
  endpoint,
  flag,
  id,
  idParams,
  ids,
  line,
  moment,
  page,
  pageQuery,
  prose,
  ref,
  verdict,
  word,
} from '../platform/contract.ts'
import { activityKinds } from './activity.ts'

const tag = 'activities'
export const activityKind = z.enum(activityKinds)

export const activityShape = z.object({
  id,
  kind: activityKind,
  customer: ref.nullable(),
  lead: ref.nullable(),
  opportunity: ref.nullable(),
  /** Member who was there. */
  owner: ref,
  contacts: z.array(ref),
  /** People in words, where they are not on record as contacts. */
  people: z.string().nullable(),
  happenedAt: moment,
  recordedAt: moment,
  /** Recorded more than 24 hours after it happened. */
  late: z.boolean(),
  durationMinutes: z.int().nullable(),
  place: z.string().nullable(),
  purpose: z.string().nullable(),
  content: z.string(),
  /** What the customer said. */
  feedback: z.string().nullable(),
  result: z.string().nullable(),
  nextStep: z.string().nullable(),
  nextStepOn: day.nullable(),
  /** Whether it was changed after it was recorded; the former text is in `corrections`. */
  corrected: z.boolean(),
  externalId: z.string().nullable(),
  version: z.int(),
  archived: z.boolean(),
  permissions: z.object({ correct: verdict, archive: verdict }),
})

export const activityDetail = activityShape.extend({
  createdBy: ref,
  /** Newest first. */
  corrections: z.array(
    z.object({
      at: moment,
      actor: ref,
      changes: z.array(z.object({ field: z.string(), before: z.string().nullable(), after: z.string().nullable() })),
    }),
  ),
})

export const listActivities = endpoint({
  method: 'GET',
  path: '/activities',
  summary: 'Activities within reach, most recent first; from and to are days in the organisation’s time zone, both included',
  tag,
  query: z.object({
    ...pageQuery,
    owner: ids.optional(),
    team: id.optional(),
    customer: id.optional(),
    opportunity: id.optional(),
    lead: id.optional(),
    contact: id.optional(),
    kind: z.union([activityKind.transform((one) => [one]), z.array(activityKind).max(20)]).optional(),
    from: day.optional(),
    to: day.optional(),
    late: flag.optional(),
    q: word().optional(),
    archived: flag.optional(),
  }),
  reply: page(activityShape),
})

export const readActivity = endpoint({
  method: 'GET',
  path: '/activities/:id',
  summary: 'One activity with its corrections',
  tag,
  params: idParams,
  reply: activityDetail,
})

const fields = {
  kind: activityKind,
  opportunityId: id.nullable(),
  contactIds: z.array(id).max(50),
  people: line(300).nullable(),
  happenedAt: moment,
  durationMinutes: z.int().min(0).max(10_080).nullable(),
  place: line(200).nullable(),
  purpose: line(300).nullable(),
  content: prose(),
  feedback: prose().nullable(),
  result: prose(),
  nextStep: line(300).nullable(),
  nextStepOn: day.nullable(),
}

export const recordActivity = endpoint({
  method: 'POST',
  path: '/activities',
  summary: 'Record an activity; without time, person, content or result: 422 mandatory-field-missing',
  tag,
  body: z.object({
    ...z.object(fields).partial().shape,
    kind: activityKind.default('call'),
    customerId: id.optional(),
    leadId: id.optional(),
    /** Member who was there; oneself when absent. */
    ownerId: id.optional(),
    /** The step that was planned for the opportunity was this: without a new one, none is planned any more. */
    nextStepDone: z.boolean().default(false),
    externalId: line(120).optional(),
  }),
  reply: activityDetail,
})

export const correctActivity = endpoint({
  method: 'PATCH',
  path: '/activities/:id',
  summary: 'Correct an activity; the former text stays on record',
  tag,
  params: idParams,
  body: z.object(fields).partial(),
  reply: activityDetail,
})

export const archiveActivity = endpoint({
  method: 'DELETE',
  path: '/activities/:id',
  summary: 'Archive an activity',
  tag,
  params: idParams,
})
export const restoreActivity = endpoint({
  method: 'POST',
  path: '/activities/:id/restoration',
  summary: 'Bring an archived activity back',
  tag,
  params: idParams,
  reply: activityDetail,
})

export const findSubjects = endpoint({
  method: 'GET',
  path: '/activity-subjects',
  summary: 'Customers and open leads within reach to record an activity with; without q those contacted last',
  tag,
  query: z.object({ q: word().optional() }),
  reply: z.object({
    items: z.array(z.object({ kind: z.enum(['customer', 'lead']), id, name: z.string(), hint: z.string().nullable() })),
  }),
})

export const readSubject = endpoint({
  method: 'GET',
  path: '/activity-subjects/details',
  summary: 'What one needs to know to record an activity with a customer or lead, or about an opportunity: name exactly one',
  tag,
  query: z.object({ customer: id.optional(), lead: id.optional(), opportunity: id.optional() }),
  reply: z.object({
    customer: ref.nullable(),
    lead: ref.extend({ person: z.string().nullable() }).nullable(),
    /** The one asked for; null where a customer or lead was. */
    opportunityId: id.nullable(),
    contacts: z.array(ref.extend({ title: z.string().nullable() })),
    /** The customer’s open opportunities within reach, with the step that is planned. */
    opportunities: z.array(ref.extend({ nextStep: z.string().nullable(), nextStepOn: day.nullable() })),
  }),
})
