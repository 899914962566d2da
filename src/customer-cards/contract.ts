import { z } from 'zod'
import { amountMinor, day, endpoint, id, idParams, moment, prose, ref, verdict } from '../platform/contract.ts'
import { behaviours } from './interview.ts'

const tag = 'customers'
const credit = {
  limitMinor: amountMinor.min(0).nullable(),
  /** Days until an invoice is due; 0 for payment in advance. */
  termsDays: z.int().min(0).max(3650).nullable(),
  behaviour: z.enum(behaviours).nullable(),
  reviewedOn: day.nullable(),
  note: prose(1000).nullable(),
}
const heard = {
  motives: prose(2000).nullable(),
  appreciates: prose(2000).nullable(),
  doubts: prose(2000).nullable(),
  experience: prose(2000).nullable(),
  productInUse: prose(400).nullable(),
  competitor: prose(400).nullable(),
}
const totals = { orders: z.int(), amountMinor }

const cards = z.object({
  currency: z.string(),
  credit: z.object({
    ...credit,
    /** Mean days late and the oldest overdue amount's age, as told for the scoring of key accounts. */
    daysLate: z.int().nullable(),
    overdueDays: z.int().nullable(),
    version: z.int(),
    by: ref.nullable(),
    at: moment.nullable(),
  }),
  /** Won deals within the caller's reach; null for who may not see deals. */
  transactions: z
    .object({
      ...totals,
      first: day.nullable(),
      last: day.nullable(),
      meanInterval: z.number().nullable(),
      years: z.array(z.object({ year: z.int(), ...totals })),
      products: z.array(z.object({ product: ref.nullable(), ...totals })),
      /** Orders in currencies without a rate: not in the amounts. */
      otherCurrencies: z.int(),
      /** Gross margin as told for the scoring of key accounts, -1 to 1. */
      margin: z.number().nullable(),
    })
    .nullable(),
  /** The latest first. */
  interviews: z.array(z.object({ id, heldOn: day, ...heard, by: ref, at: moment })),
  permissions: z.object({ edit: verdict }),
})
export const readCards = endpoint({
  method: 'GET',
  path: '/customers/:id/cards',
  summary: 'Credit, what was bought, and what was heard from a customer in conversation',
  tag,
  params: idParams,
  reply: cards,
})
export const saveCredit = endpoint({
  method: 'PUT',
  path: '/customers/:id/credit',
  summary: 'Say how much a customer may owe, for how long, and how it pays',
  tag,
  params: idParams,
  body: z.object(credit),
  reply: cards,
  status: 200,
})
export const addInterview = endpoint({
  method: 'POST',
  path: '/customers/:id/interviews',
  summary: 'Write down what was heard; earlier interviews stay as they are',
  tag,
  params: idParams,
  body: z.object({ heldOn: day, ...heard }),
  reply: cards,
})
