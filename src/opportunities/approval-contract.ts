import { z } from 'zod'
import {
  amountMinor,
  day,
  endpoint,
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
} from '../platform/contract.ts'
import { approvalKinds } from '../pipelines/criteria.ts'

const tag = 'approvals'
export const approvalStates = ['asked', 'approved', 'refused', 'withdrawn', 'expired'] as const

export const approvalShape = z.object({
  id,
  kind: z.enum(approvalKinds),
  opportunity: ref,
  owner: ref,
  stage: z.string().nullable(),
  amountMinor: amountMinor.nullable(),
  currency: z.string(),
  discount: share.nullable(),
  /** What the customer's tier may have without asking; a discount within it is approved by that rule. */
  tierLimit: z.object({ tier: z.string(), limit: share }).nullable(),
  request: z.string(),
  state: z.enum(approvalStates),
  askedBy: ref,
  askedAt: moment,
  approver: ref,
  /** For whom the approver stands in. */
  insteadOf: ref.nullable(),
  dueAt: moment,
  /** How often the time limit handed it on. */
  passedUp: z.int(),
  decidedBy: ref.nullable(),
  decidedAt: moment.nullable(),
  note: z.string().nullable(),
  permissions: z.object({
    decide: verdict,
    withdraw: verdict,
    /** Once it is answered, taken back or lapsed. */ askAgain: verdict,
  }),
})

export const listApprovals = endpoint({
  method: 'GET',
  path: '/approvals',
  summary: 'Questions that I decide, that I asked, or of deals within reach',
  tag,
  query: z.object({
    ...pageQuery,
    state: z.enum(approvalStates).optional(),
    who: z.enum(['to-decide', 'asked-by-me', 'within-reach']).default('to-decide'),
    opportunity: id.optional(),
  }),
  reply: page(approvalShape),
})
export const askApproval = endpoint({
  method: 'POST',
  path: '/opportunities/:id/approvals',
  summary: 'Ask whoever leads the owner’s team to let something pass',
  tag,
  params: idParams,
  body: z.object({ kind: z.enum(approvalKinds), request: line(2000), discount: share.optional() }),
  reply: approvalShape,
})
export const decideApproval = endpoint({
  method: 'POST',
  path: '/approvals/:id/decisions',
  summary: 'Approve or refuse; a refusal says why',
  tag,
  params: idParams,
  body: z.object({ decision: z.enum(['approved', 'refused']), note: prose(2000).optional() }),
  reply: approvalShape,
})
export const withdrawApproval = endpoint({
  method: 'DELETE',
  path: '/approvals/:id',
  summary: 'Take one’s own question back',
  tag,
  params: idParams,
})

export const delegationShape = z.object({
  id,
  member: ref,
  delegate: ref,
  fromOn: day,
  untilOn: day,
  permissions: z.object({ remove: verdict }),
})
export const listDelegations = endpoint({
  method: 'GET',
  path: '/delegations',
  summary: 'Who decides for whom while they are away, today and later',
  tag,
  reply: z.object({ items: z.array(delegationShape) }),
})
export const addDelegation = endpoint({
  method: 'POST',
  path: '/delegations',
  summary: 'Let somebody decide for me (or, for an administrator, for anybody) on these days',
  tag,
  body: z.object({ memberId: id.optional(), delegateId: id, fromOn: day, untilOn: day }),
  reply: delegationShape,
})
export const removeDelegation = endpoint({
  method: 'DELETE',
  path: '/delegations/:id',
  summary: 'Take a delegation back',
  tag,
  params: idParams,
})
