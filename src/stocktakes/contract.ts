import { z } from 'zod'
import { levels } from '../customers/customer.ts'
import { relationships } from '../customers/quality-matrix.ts'
import {
  amountMinor,
  day,
  endpoint,
  id,
  idParams,
  moment,
  page,
  pageQuery,
  prose,
  ref,
  share,
  verdict,
} from '../platform/contract.ts'
import { verdicts, whys } from './round.ts'

const tag = 'stocktakes'
const level = z.enum(levels)
const relationship = z.enum(relationships)
const grade = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5)]).nullable()
const states = ['open', 'signed', 'confirmed', 'ended'] as const

const head = z.object({
  id,
  scope: z.object({ kind: z.enum(['member', 'team']), id, name: z.string() }),
  takenOn: day,
  state: z.enum(states),
  note: z.string(),
  customers: z.int(),
  /** How many have their verdict, and what was proposed. */
  decided: z.int(),
  verdicts: z.object({ keep: z.int(), level: z.int(), pool: z.int(), note: z.int() }),
  /** Kept in one go, without being looked at one by one. */
  together: z.int(),
  startedAt: moment,
  startedBy: ref,
  signedAt: moment.nullable(),
  signedBy: ref.nullable(),
  confirmedAt: moment.nullable(),
  confirmedBy: ref.nullable(),
  word: z.string().nullable(),
  previous: z.object({ id, takenOn: day }).nullable(),
  permissions: z.object({ decide: verdict, sign: verdict, confirm: verdict, end: verdict }),
})
export type StocktakeHead = z.output<typeof head>

export const listStocktakes = endpoint({
  method: 'GET',
  path: '/stocktakes',
  summary: 'Stocktakes of people and teams within reach, the latest first',
  tag,
  query: z.object({ ...pageQuery, scope: id.optional(), state: z.enum(states).optional() }),
  reply: page(head),
})
export const startStocktake = endpoint({
  method: 'POST',
  path: '/stocktakes',
  summary: 'Begin a round through the customers of a person or a team, as they stand now; one at a time of each',
  tag,
  body: z.object({ owner: id.optional(), team: id.optional(), note: prose(400).default('') }),
  reply: head,
})

const compared = z.int().nullable()
export const readStocktake = endpoint({
  method: 'GET',
  path: '/stocktakes/:id',
  summary: 'A stocktake: progress, what it found, and the comparison with the one before',
  tag,
  params: idParams,
  reply: head.extend({
    cells: z.array(z.object({ level, relationship, grade, customers: z.int(), before: compared })),
    effort: z.array(
      z.object({
        grade,
        customers: z.int(),
        share,
        minutesShare: share,
        deserved: share,
        before: z.object({ customers: z.int(), share }).nullable(),
      }),
    ),
    assets: z.object({
      customers: z.int(),
      index: z.number(),
      before: z.object({ customers: z.int(), index: z.number() }).nullable(),
      gained: z.int(),
      lost: z.int(),
    }),
    /** Customers that came to be assets since the one before, and that ceased to be; fifty of each at most. */
    gained: z.array(ref),
    lost: z.array(ref),
    /** In this one and not in the one before, and the other way round. */
    arrived: z.int(),
    left: z.int(),
    currency: z.string(),
  }),
})
export const item = z.object({
  place: z.int(),
  customer: ref,
  owner: ref,
  why: z.enum(whys),
  level,
  relationship,
  grade,
  openMinor: amountMinor,
  wonMinor: amountMinor,
  activities: z.int(),
  minutes: z.int(),
  lastAnsweredAt: moment.nullable(),
  verdict: z.enum(verdicts).nullable(),
  proposedLevel: level.nullable(),
  note: z.string(),
  decidedBy: ref.nullable(),
  outcome: z.enum(['done', 'declined', 'failed']).nullable(),
  /** What was said the time before. */
  before: z.object({ grade, level, verdict: z.enum(verdicts).nullable() }).nullable(),
})
export const listItems = endpoint({
  method: 'GET',
  path: '/stocktakes/:id/customers',
  summary: 'Customers of a stocktake in the order of the round: those left, those decided, proposals',
  tag,
  params: idParams,
  query: z.object({ ...pageQuery, of: z.enum(['left', 'decided', 'proposals', 'all']).default('all') }),
  reply: page(item),
})

const itemParams = z.object({ id, customerId: id })
export const decide = endpoint({
  method: 'PUT',
  path: '/stocktakes/:id/customers/:customerId',
  summary: 'Say what becomes of a customer: kept, another level proposed, the pool proposed, or a remark',
  tag,
  params: itemParams,
  body: z.object({ verdict: z.enum(verdicts), level: level.optional(), note: prose(400).default('') }),
  reply: head,
})
export const undecide = endpoint({
  method: 'DELETE',
  path: '/stocktakes/:id/customers/:customerId',
  summary: 'Take a verdict back while nothing is signed',
  tag,
  params: itemParams,
  reply: head,
})
export const keepRest = endpoint({
  method: 'POST',
  path: '/stocktakes/:id/rest',
  summary: 'Keep all that are left in one go; the result says how many were',
  tag,
  params: idParams,
  reply: head,
  status: 200,
})
export const signStocktake = endpoint({
  method: 'POST',
  path: '/stocktakes/:id/signature',
  summary: 'Sign it; refused while somebody has no verdict. It never changes afterwards',
  tag,
  params: idParams,
  reply: head,
  status: 200,
})
export const confirmStocktake = endpoint({
  method: 'POST',
  path: '/stocktakes/:id/confirmation',
  summary: 'Confirm it as a supervisor: proposals that are not declined take effect',
  tag,
  params: idParams,
  body: z.object({ declined: z.array(id).max(5000).default([]), word: prose(1000).default('') }),
  reply: head,
  status: 200,
})
export const endStocktake = endpoint({
  method: 'DELETE',
  path: '/stocktakes/:id',
  summary: 'Give an unsigned stocktake up; what was said stays on record',
  tag,
  params: idParams,
})
