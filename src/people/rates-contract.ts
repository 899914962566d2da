import { z } from 'zod'
import { currency, day, endpoint, moment } from '../platform/contract.ts'

const tag = 'people'
const rate = z.number().positive().max(1e9)

export const ratesReply = z.object({
  /** Currency of the organisation: one unit of another is worth so many of it. */
  currency,
  /** By currency, the latest first. A rate holds from its day to the next one; before the first day the first one stands in. */
  items: z.array(z.object({ currency, day, rate, setAt: moment, setBy: z.string() })),
})
export type RatesReply = z.output<typeof ratesReply>

export const readRates = endpoint({
  method: 'GET',
  path: '/exchange-rates',
  summary: 'What other currencies are worth, by day',
  tag,
  reply: ratesReply,
})

export const mostRates = 2000
export const setRates = endpoint({
  method: 'PUT',
  path: '/exchange-rates',
  summary: 'Set rates; one of the same currency and day is replaced',
  tag,
  body: z.object({ rates: z.array(z.object({ currency, day, rate })).min(1).max(mostRates) }),
  reply: ratesReply,
})

export const removeRate = endpoint({
  method: 'DELETE',
  path: '/exchange-rates',
  summary: 'Take a rate away',
  tag,
  query: z.object({ currency, day }),
  reply: ratesReply,
})
