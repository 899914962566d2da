import { z } from 'zod'
import {
  amountMinor,
  currency,
  day,
  endpoint,
  flag,
  id,
  idParams,
  ids,
  moment,
  page,
  pageQuery,
  ref,
  share,
  verdict,
  word,
} from '../platform/contract.ts'

const tag = 'win-back'
const keys = z
  .union([z.string(), z.array(z.string())])
  .transform((value) => (Array.isArray(value) ? value : value.split(',')).filter((part) => part !== ''))
  .pipe(z.array(word(100)).max(100))

const dealFilters = {
  reason: keys.optional(),
  competitor: ids.optional(),
  product: ids.optional(),
  owner: ids.optional(),
  team: id.optional(),
  minMonths: z.coerce.number().min(0).max(600).optional(),
  maxMonths: z.coerce.number().min(0).max(600).optional(),
  minAmountMinor: z.coerce.number().int().min(0).optional(),
  minScore: z.coerce.number().min(0).max(100).optional(),
  q: word().optional(),
  free: flag.optional().describe('Only deals that are on no running list and have not come back'),
}

export const lostDeal = z.object({
  id,
  name: z.string(),
  customer: ref.nullable(),
  owner: ref,
  status: z.enum(['lost', 'terminated']),
  closedAt: moment,
  months: z.number(),
  reason: z.object({ key: z.string(), name: z.string() }).nullable(),
  competitor: ref.nullable(),
  amountMinor: amountMinor.nullable(),
  currency,
  score: z.number(),
  /** What the score is made of. */
  parts: z.object({ recoverability: share, moment: share, strength: z.number(), valueRank: share, fit: share }),
  contractEndsOn: day.nullable(),
  /** Version of what was noted beside the deal; 0 nothing yet. */
  version: z.int(),
  /** Campaign whose list it is on. */
  campaign: ref.nullable(),
  /** Whether it can be opened again or only followed by a new deal. */
  reopens: z.boolean(),
})
export type LostDeal = z.output<typeof lostDeal>

export const lostDealsQuery = z.object({ ...pageQuery, ...dealFilters })
export type LostDealsQuery = z.output<typeof lostDealsQuery>

export const listLostDeals = endpoint({
  method: 'GET',
  path: '/win-back/deals',
  summary: 'Lost and terminated deals by their win-back score, highest first',
  tag,
  query: lostDealsQuery,
  /** The sum of all, each at the rate of the day it was lost; those whose currency has no rate are counted apart. */
  reply: page(lostDeal).extend({ total: z.int(), amountMinor, withoutRate: z.int() }),
})
export const noteContractEnd = endpoint({
  method: 'PUT',
  path: '/win-back/deals/:id',
  summary: 'Note when the contract with whoever won instead ends',
  tag,
  params: idParams,
  body: z.object({ contractEndsOn: day.nullable() }),
  reply: lostDeal,
})

const judgement = z.object({ share, until: share.nullable(), readyOn: day.nullable() })
export const settingReply = z.object({
  reasons: z.array(
    z.object({ key: z.string(), name: z.string(), parentKey: z.string().nullable(), ...judgement.shape, isDefault: z.boolean() }),
  ),
  fit: z.array(z.object({ level: z.string(), share })),
  version: z.int(),
  permissions: z.object({ edit: verdict }),
})
export const readRecoverability = endpoint({
  method: 'GET',
  path: '/win-back/recoverability',
  summary: 'How much of a loss can be undone, by reason, and how well customers fit, by level',
  tag,
  reply: settingReply,
})
export const saveRecoverability = endpoint({
  method: 'PUT',
  path: '/win-back/recoverability',
  summary: 'Change how losses are judged; reasons left out keep their default',
  tag,
  body: z.object({
    reasons: z.record(word(100), judgement).refine((all) => Object.keys(all).length <= 500),
    fit: z.record(word(40), share).refine((all) => Object.keys(all).length <= 40),
  }),
  reply: settingReply,
})
