import { z } from 'zod'
import { taskStates } from '../playbooks/task.ts'
import {
  amountMinor,
  day,
  endpoint,
  flag,
  id,
  idParams,
  line,
  moment,
  page,
  pageQuery,
  prose,
  ref,
  share,
  verdict,
  word,
} from '../platform/contract.ts'
import { planParts, planStates } from './plan.ts'
import { cellStates, saidStates } from './white-space.ts'

const tag = 'account plans'
const amount = amountMinor.min(0).nullable()
const planDay = day.refine((given) => given >= '2000-01-01' && given <= '2100-12-31', 'between 2000 and 2100')
const versionParams = z.object({ id, version: z.coerce.number().int().min(1).max(1_000_000) })

/** What people write in a plan; it is saved whole, so that every version is a whole plan. */
export const planDocument = z.object({
  title: line(120),
  fromOn: planDay,
  throughOn: planDay,
  nextReviewOn: planDay.nullable(),
  goals: z.array(z.object({ id, text: line(300), measure: prose(300) })).max(30),
  aims: z.object({ revenueMinor: amount, shareNow: share.nullable(), shareAim: share.nullable() }),
  products: z.array(z.object({ productId: id, amountMinor: amount, share: share.nullable() })).max(30),
  units: z.array(z.object({ id, name: line(80), customerId: id.nullable() })).max(30),
  cells: z
    .array(z.object({ productId: id, unitId: id.nullable(), said: z.enum(saidStates), amountMinor: amount, note: prose(300) }))
    .max(930),
  team: z.array(z.object({ memberId: id, duty: prose(120) })).max(30),
  resources: z
    .array(z.object({ id, what: line(300), from: prose(120), neededOn: planDay.nullable(), granted: z.boolean() }))
    .max(50),
})

const sum = z.object({ deals: z.int(), amountMinor })
const goalWord = z.object({ goalId: id, reached: z.enum(['yes', 'partly', 'no']), note: prose(300) })
const reviewFigures = z.object({
  wonMinor: amountMinor,
  openMinor: amountMinor,
  aimedMinor: amountMinor,
  actions: z.int(),
  done: z.int(),
  late: z.int(),
})
const reviewShape = z.object({
  id,
  heldOn: day,
  planVersion: z.int(),
  reached: z.string(),
  ahead: z.string(),
  goals: z.array(goalWord.extend({ text: z.string() })),
  /** As they stood when it was written. */
  figures: reviewFigures,
  nextReviewOn: day.nullable(),
  writtenAt: moment,
  writtenBy: ref,
  signedAt: moment.nullable(),
  signedBy: ref.nullable(),
  version: z.int(),
  permissions: z.object({ edit: verdict, sign: verdict }),
})

export const planReply = z.object({
  id,
  customer: ref,
  owner: ref,
  tier: z.string().nullable(),
  state: z.enum(planStates),
  isReviewLate: z.boolean(),
  version: z.int(),
  updatedAt: moment,
  updatedBy: ref,
  createdAt: moment,
  currency: z.string(),
  document: planDocument,
  /** Names of what the document speaks of by id. */
  names: z.object({ products: z.record(z.string(), z.string()), members: z.record(z.string(), z.string()) }),
  cells: z.array(
    z.object({
      productId: id,
      unitId: id.nullable(),
      state: z.enum(cellStates),
      won: sum,
      open: sum,
      aimedMinor: amount,
      said: z.enum(saidStates).nullable(),
      note: z.string(),
      dealIds: z.array(id),
    }),
  ),
  coverage: z.object({ counts: z.record(z.enum(cellStates), z.int()), share: share.nullable() }),
  deals: z.array(
    z.object({
      id,
      name: z.string(),
      customer: ref,
      productId: id.nullable(),
      unitId: id.nullable(),
      isWon: z.boolean(),
      amountMinor: amountMinor.nullable(),
      closedOn: day.nullable(),
    }),
  ),
  /** Won since the plan's first day, open, and aimed at; minor units. */
  figures: reviewFigures,
  actions: z.array(
    z.object({
      id,
      title: z.string(),
      assignee: ref,
      dueOn: day.nullable(),
      state: z.enum(taskStates),
      result: z.string().nullable(),
      doneAt: moment.nullable(),
      expectedResult: z.string().nullable(),
    }),
  ),
  reviews: z.array(reviewShape),
  /** Subsidiaries within reach that could be units. */
  group: z.array(ref),
  permissions: z.object({ edit: verdict, close: verdict, act: verdict }),
})
export type PlanReply = z.output<typeof planReply>

const row = z.object({
  id,
  customer: ref,
  owner: ref,
  tier: z.string().nullable(),
  title: z.string(),
  fromOn: day,
  throughOn: day,
  state: z.enum(planStates),
  nextReviewOn: day.nullable(),
  isReviewLate: z.boolean(),
  lastReviewOn: day.nullable(),
  isLastSigned: z.boolean(),
  aimedMinor: amountMinor,
  actions: z.object({ total: z.int(), done: z.int(), late: z.int() }),
  updatedAt: moment,
})
export const listPlans = endpoint({
  method: 'GET',
  path: '/account-plans',
  summary: 'Account plans within reach, the next review first; `due` are those whose review is late',
  tag,
  query: z.object({
    ...pageQuery,
    team: id.optional(),
    owner: id.optional(),
    customer: id.optional(),
    q: word().optional(),
    state: z.enum(planStates).optional(),
    due: flag.optional(),
    unsigned: flag.optional(),
    sort: z.enum(['review', 'aimed']).default('review'),
  }),
  reply: page(row).extend({
    /** Of all within the scope asked for. */
    counts: z.object({ running: z.int(), reviewLate: z.int(), unsigned: z.int() }),
    currency: z.string(),
  }),
})
export const createPlan = endpoint({
  method: 'POST',
  path: '/account-plans',
  summary: 'Begin a plan for a customer, with the products we sell; refused while another runs',
  tag,
  body: z.object({ customerId: id, title: line(120), fromOn: planDay, throughOn: planDay }),
  reply: planReply,
})
export const readPlan = endpoint({
  method: 'GET',
  path: '/account-plans/:id',
  summary: 'One plan with its white space',
  tag,
  params: idParams,
  reply: planReply,
})
export const savePlan = endpoint({
  method: 'PUT',
  path: '/account-plans/:id',
  summary: 'Save a plan as its next version; 412 names who saved meanwhile (If-Match)',
  tag,
  params: idParams,
  body: planDocument,
  reply: planReply,
})
export const closePlan = endpoint({
  method: 'POST',
  path: '/account-plans/:id/closing',
  summary: 'Close a plan',
  tag,
  params: idParams,
  reply: planReply,
  status: 200,
})
export const reopenPlan = endpoint({
  method: 'DELETE',
  path: '/account-plans/:id/closing',
  summary: 'Open a closed plan again',
  tag,
  params: idParams,
  reply: planReply,
})

export const listPlanVersions = endpoint({
  method: 'GET',
  path: '/account-plans/:id/versions',
  summary: 'Every version of a plan, the latest first',
  tag,
  params: idParams,
  reply: z.object({ items: z.array(z.object({ version: z.int(), at: moment, by: ref, changed: z.array(z.enum(planParts)) })) }),
})
export const readPlanVersion = endpoint({
  method: 'GET',
  path: '/account-plans/:id/versions/:version',
  summary: 'A plan as it was saved then',
  tag,
  params: versionParams,
  reply: z.object({ version: z.int(), at: moment, by: ref, document: planDocument, names: planReply.shape.names }),
})

export const placeDeal = endpoint({
  method: 'PUT',
  path: '/account-plans/:id/deals/:dealId',
  summary: 'Say which unit of the customer a deal belongs to; null for the company itself',
  tag,
  params: z.object({ id, dealId: id }),
  body: z.object({ unitId: id.nullable() }),
  reply: planReply,
})
export const addAction = endpoint({
  method: 'POST',
  path: '/account-plans/:id/actions',
  summary: 'Add an action; it is a task of whoever is to do it',
  tag,
  params: idParams,
  body: z.object({ title: line(200), expectedResult: prose(400).optional(), assigneeId: id, dueOn: planDay }),
  reply: planReply,
})

const reviewBody = z.object({
  heldOn: planDay,
  reached: prose(4000).min(1),
  ahead: prose(4000),
  goals: z.array(goalWord).max(30),
  nextReviewOn: planDay.nullable(),
})
export const writeReview = endpoint({
  method: 'POST',
  path: '/account-plans/:id/reviews',
  summary:
    'Write down what was reached; sets when the next review is due. If-Match: how many reviews were seen; 412 names who wrote one meanwhile',
  tag,
  params: idParams,
  body: reviewBody,
  reply: planReply,
})
const reviewParams = z.object({ id, reviewId: id })
export const changeReview = endpoint({
  method: 'PUT',
  path: '/account-plans/:id/reviews/:reviewId',
  summary: 'Change a review that nobody has signed yet; 412 names who changed it meanwhile (If-Match)',
  tag,
  params: reviewParams,
  body: reviewBody,
  reply: planReply,
})
export const signReview = endpoint({
  method: 'POST',
  path: '/account-plans/:id/reviews/:reviewId/signature',
  summary:
    'Sign a review as a supervisor; it is never changed afterwards. 409 names who signed it before. If-Match: the version of the review that was read; 412 names who changed it meanwhile',
  tag,
  params: reviewParams,
  reply: planReply,
  status: 200,
})
