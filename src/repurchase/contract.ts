import { z } from 'zod'
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
  ref,
  share,
  verdict,
} from '../platform/contract.ts'
import { dateKinds } from './customer-dates.ts'
import { methods, states } from './expectation.ts'

const tag = 'repeat purchase'
const method = z.enum(methods)
const state = z.enum(states)
const fifth = z.int().min(1).max(5)
const orders = z.number().min(0)

const way = z.object({ way: z.enum(['bg-nbd', 'gamma', 'same-again']), told: orders, meanError: orders })
export const modelReply = z.object({
  method,
  fittedAt: moment,
  fromDay: day.nullable(),
  throughDay: day,
  customers: z.int(),
  repeaters: z.int(),
  orders: z.int(),
  /** Repeat buyers from which on there is a model. */
  enough: z.int(),
  params: z.object({ r: z.number(), alpha: z.number(), a: z.number(), b: z.number() }).nullable(),
  /** How each way did on months held out; null where there are too few months. */
  metrics: z.object({ months: z.int(), customers: z.int(), came: z.int(), ways: z.array(way) }).nullable(),
})

const told = {
  state,
  /** What the expectation comes from; a contract's end goes before any model. */
  method: z.enum([...methods, 'contract']),
  orders: z.int(),
  firstOn: day.nullable(),
  lastOn: day.nullable(),
  meanGapDays: z.number().nullable(),
  /** Within 12 months; null where nothing may be expected. */
  expectedOrders: orders.nullable(),
  /** Chance that it still buys. */
  alive: share.nullable(),
  isOverdue: z.boolean().nullable(),
  contractEndsOn: day.nullable(),
  wonMinor: amountMinor,
  yearMinor: amountMinor,
  /** What it brought a year on average. */
  usualMinor: amountMinor,
  atRiskMinor: amountMinor,
  fifths: z.object({ recency: fifth, frequency: fifth, money: fifth }).nullable(),
}

export const listRepurchase = endpoint({
  method: 'GET',
  path: '/repurchase',
  summary: 'Customers who have bought, by what may be lost, with how it is told',
  tag,
  query: z.object({
    ...pageQuery,
    team: id.optional(),
    owner: id.optional(),
    state: state.optional(),
    risk: flag.optional(),
    sort: z.enum(['risk', 'usual', 'expected', 'silent', 'contract']).default('risk'),
  }),
  reply: page(z.object({ customer: ref, owner: ref, ...told })).extend({
    states: z.array(z.object({ state, customers: z.int(), usualMinor: amountMinor, atRiskMinor: amountMinor })),
    /** Null until customers were judged for the first time. */
    model: modelReply.nullable(),
    judgedAt: moment.nullable(),
    currency: z.string(),
  }),
})

const date = z.object({
  id,
  kind: z.enum(dateKinds),
  on: day,
  amountMinor: amountMinor.nullable(),
  opportunity: ref.nullable(),
  note: z.string().nullable(),
  by: ref,
})
const card = z.object({
  /** Null for who has neither bought nor a contract. */
  told: z.object(told).nullable(),
  model: modelReply.nullable(),
  dates: z.array(date),
  /** Won deals that a date may belong to, the latest first. */
  deals: z.array(ref.extend({ wonOn: day })),
  permissions: z.object({ edit: verdict }),
})
export const readRepurchase = endpoint({
  method: 'GET',
  path: '/customers/:id/repurchase',
  summary: 'What a customer is expected to buy again, and its dates',
  tag,
  params: idParams,
  reply: card,
})
export const addCustomerDate = endpoint({
  method: 'POST',
  path: '/customers/:id/dates',
  summary: 'Enter the end of a contract, a milestone of a delivery or an answered complaint',
  tag,
  params: idParams,
  body: z.object({
    kind: z.enum(dateKinds),
    on: day,
    amountMinor: amountMinor.min(0).nullable().default(null),
    opportunityId: id.nullable().default(null),
    note: line(200).nullable().default(null),
  }),
  reply: card,
})
export const removeCustomerDate = endpoint({
  method: 'DELETE',
  path: '/customers/:id/dates/:dateId',
  summary: 'Take a date off',
  tag,
  params: z.object({ id, dateId: id }),
  reply: card,
})
