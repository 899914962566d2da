import { z } from 'zod'
import {
  amountMinor,
  currency,
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
import { lostDeal } from './loss-contract.ts'
import { campaignStates, memberStates } from './member-state.ts'

const tag = 'win-back'
const money = amountMinor.min(0)

/** Which lost deals: everything that is given must hold. */
export const rule = z.object({
  reasons: z.array(word(100)).max(100).optional(),
  competitors: z.array(id).max(200).optional(),
  products: z.array(id).max(200).optional(),
  owners: z.array(id).max(500).optional(),
  team: id.optional(),
  /** Months since the loss. */
  minMonths: z.number().min(0).max(600).optional(),
  maxMonths: z.number().min(0).max(600).optional(),
  minAmountMinor: money.optional(),
  /** 0-100. */
  minScore: z.number().min(0).max(100).optional(),
})
export type Rule = z.output<typeof rule>

const arm = z.object({ n: z.int(), reopened: z.int(), won: z.int(), moneyMinor: amountMinor })
const interval = z.object({ low: share, high: share })
const comparison = z.object({
  treated: share.nullable(),
  heldOut: share.nullable(),
  treatedInterval: interval,
  heldOutInterval: interval,
  p: z.number(),
  judged: z.enum(['no-hold-out', 'too-few', 'could-be-chance', 'significantly-better', 'significantly-worse']),
  extra: z.number().nullable(),
})
const monthly = {
  reached: z.int().min(0).max(1_000_000),
  reopened: z.int().min(0).max(1_000_000),
  won: z.int().min(0).max(1_000_000),
  moneyMinor: money,
}
const monthFigures = z.object(monthly)

const texts = { goal: prose(2000).optional(), method: prose(5000).optional(), materials: prose(5000).optional() }
const campaignFields = {
  ...texts,
  budgetMinor: money.nullish(),
  holdOut: z.number().min(0).max(0.5).optional(),
  refills: z.boolean().optional(),
  rule: rule.optional(),
  people: z.array(id).min(1).max(200).optional(),
  ownerId: id.optional(),
}
const campaignRow = z.object({
  id,
  name: z.string(),
  state: z.enum(campaignStates),
  owner: ref,
  startsOn: day,
  endsOn: day,
  people: z.array(ref),
  holdOut: share,
  refills: z.boolean(),
  refilledAt: moment.nullable(),
  budgetMinor: amountMinor.nullable(),
  currency,
  counts: z.object({
    members: z.int(),
    heldOut: z.int(),
    planned: z.int(),
    contacted: z.int(),
    answered: z.int(),
    reopened: z.int(),
    declined: z.int(),
  }),
  treated: arm,
  heldOut: arm,
  /** Won deals whose money is in a currency without a rate: they are in no sum. */
  withoutRate: z.int(),
  version: z.int(),
  archived: z.boolean(),
})
export const campaignDetail = campaignRow.extend({
  goal: z.string(),
  method: z.string(),
  materials: z.string(),
  rule,
  results: z.object({ reopened: comparison, won: comparison }),
  months: z.array(z.object({ month: day, planned: monthFigures, real: monthFigures })),
  /** The last refill that can still be taken back as a whole. */
  lastRefill: z.object({ id, at: moment, members: z.int() }).nullable(),
  permissions: z.object({ edit: verdict, work: verdict, export: verdict }),
})
export type Campaign = z.output<typeof campaignRow>
export type CampaignDetail = z.output<typeof campaignDetail>

export const listCampaigns = endpoint({
  method: 'GET',
  path: '/win-back/campaigns',
  summary: 'Win-back campaigns that one leads, oversees or works on, newest first',
  tag,
  query: z.object({ ...pageQuery, archived: flag.optional() }),
  reply: page(campaignRow).extend({ permissions: z.object({ create: verdict }) }),
})
export const createCampaign = endpoint({
  method: 'POST',
  path: '/win-back/campaigns',
  summary: 'Plan a campaign',
  tag,
  body: z.object({ name: line(120), startsOn: day, endsOn: day, ...campaignFields }),
  reply: campaignDetail,
})
export const readCampaign = endpoint({
  method: 'GET',
  path: '/win-back/campaigns/:id',
  summary: 'One campaign: plan, months, and results against the hold-out',
  tag,
  params: idParams,
  reply: campaignDetail,
})
export const changeCampaign = endpoint({
  method: 'PATCH',
  path: '/win-back/campaigns/:id',
  summary: 'Change, start or stop a campaign; the hold-out share stays as it is once the list has members',
  tag,
  params: idParams,
  body: z.object({
    name: line(120).optional(),
    startsOn: day.optional(),
    endsOn: day.optional(),
    state: z.enum(campaignStates).optional(),
    ...campaignFields,
  }),
  reply: campaignDetail,
})
export const archiveCampaign = endpoint({
  method: 'DELETE',
  path: '/win-back/campaigns/:id',
  summary: 'Archive a campaign; it stops',
  tag,
  params: idParams,
})
export const restoreCampaign = endpoint({
  method: 'POST',
  path: '/win-back/campaigns/:id/restoration',
  summary: 'Bring an archived campaign back, stopped',
  tag,
  params: idParams,
  reply: campaignDetail,
})
export const planMonths = endpoint({
  method: 'PUT',
  path: '/win-back/campaigns/:id/months',
  summary: 'Plan what each month is to bring',
  tag,
  params: idParams,
  body: z.object({ months: z.array(z.object({ month: day, ...monthly })).max(60) }),
  reply: campaignDetail,
})

export const refillCampaign = endpoint({
  method: 'POST',
  path: '/win-back/campaigns/:id/refills',
  summary: 'Take onto the list what the rule now finds, draw who is left alone, and make the tasks',
  tag,
  params: idParams,
  body: z.object({ limit: z.int().min(1).max(200).optional() }),
  reply: z.object({ id: id.nullable(), enrolled: z.int(), heldOut: z.int(), left: z.int() }),
})
export const undoRefill = endpoint({
  method: 'DELETE',
  path: '/win-back/campaigns/:id/refills/:refillId',
  summary: 'Take a refill back while nobody has worked on what it brought',
  tag,
  params: z.object({ id, refillId: id }),
})

export const campaignMember = z.object({
  id,
  deal: lostDeal.pick({
    name: true,
    customer: true,
    owner: true,
    reason: true,
    competitor: true,
    amountMinor: true,
    currency: true,
    closedAt: true,
  }),
  heldOut: z.boolean(),
  state: z.enum(memberStates),
  score: z.number(),
  assignee: ref,
  taskId: id.nullable(),
  successor: ref.extend({ status: z.string() }).nullable(),
  /** What has become of the customer since the enrolment, whoever did it. */
  returned: z.enum(['no', 'open', 'won']),
  enrolledAt: moment,
  note: z.string().nullable(),
  reopens: z.boolean(),
  version: z.int(),
  permissions: z.object({ work: verdict }),
})
export type CampaignMember = z.output<typeof campaignMember>
const memberParams = z.object({ id, dealId: id })

export const listCampaignMembers = endpoint({
  method: 'GET',
  path: '/win-back/campaigns/:id/members',
  summary: 'The list of a campaign, highest score first',
  tag,
  params: idParams,
  query: z.object({ ...pageQuery, state: z.enum(memberStates).optional(), heldOut: flag.optional(), mine: flag.optional() }),
  reply: page(campaignMember).extend({ total: z.int() }),
})
export const stepMember = endpoint({
  method: 'POST',
  path: '/win-back/campaigns/:id/members/:dealId/steps',
  summary: 'Say how far a member got; planned takes it back',
  tag,
  params: memberParams,
  body: z.object({ state: z.enum(['planned', 'contacted', 'answered', 'declined']), note: prose(2000).optional() }),
  reply: campaignMember,
})
export const returnMember = endpoint({
  method: 'POST',
  path: '/win-back/campaigns/:id/members/:dealId/returns',
  summary: 'Open the deal again within 90 days of its loss, later a new one that follows it',
  tag,
  params: memberParams,
  body: z.object({ note: prose(2000).optional(), amountMinor: money.nullish(), pipeline: word(100).optional() }),
  reply: campaignMember,
})
export const exportCampaign = endpoint({
  method: 'GET',
  path: '/win-back/campaigns/:id/export',
  summary: 'The list of a campaign as a file',
  tag,
  params: idParams,
  query: z.object({ format: z.enum(['xlsx', 'csv']).default('xlsx') }),
})
