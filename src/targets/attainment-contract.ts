import { z } from 'zod'
import { amountMinor, currency, day, endpoint, id, share } from '../platform/contract.ts'
import { column, level, measure } from './contract.ts'

const tag = 'targets'

const attained = z.object({
  target: z.number(),
  actual: z.number(),
  /** What the plan expects by the end of yesterday. */
  due: z.number(),
  /** actual ÷ target. */
  share: z.number().nullable(),
  /** actual ÷ due. */
  pace: z.number().nullable(),
  gap: z.number(),
  ahead: z.number(),
  workdays: z.int(),
  workdaysLeft: z.int(),
  catchUpPerDay: z.number().nullable(),
  flatPerDay: z.number().nullable(),
})
export type AttainedReply = z.output<typeof attained>

const place = z.object({ place: z.int(), of: z.int() }).nullable()

const asked = {
  measure: measure.default('won-amount'),
  level: level.default('base'),
  team: id.optional().describe('A team with all teams below it; the whole of one’s reach when neither is given'),
  owner: id.optional().describe('One person'),
}

export const attainmentReply = z.object({
  scope: z.object({ kind: z.enum(['organisation', 'team', 'member']), id: id.nullable(), name: z.string() }),
  year: z.int(),
  column,
  measure,
  level,
  currency,
  today: day,
  /** The version in force; null when there is none. */
  targetId: id.nullable(),
  whole: attained,
  months: z.array(z.object({ plan: z.number(), actual: z.number(), pastYear: z.number() })).length(12),
  /** Same days of the year before: what they brought. */
  samePeriodPastYear: z.number(),
  /** Among those beside it, and for a person among all people of the plan. */
  rank: z.object({ beside: place, company: place }),
  rows: z.array(
    z.object({
      kind: z.enum(['team', 'member']),
      id,
      name: z.string(),
      active: z.boolean(),
      attained,
      rank: z.int().nullable(),
    }),
  ),
  /** Won deals of the period whose currency has no rate, and therefore not in it. */
  otherCurrency: z.int(),
  /** What closes the gap of the column; null for activities. */
  closing: z
    .object({
      openMinor: amountMinor,
      expectedNewMinor: amountMinor,
      /** Share of the open pipeline that past periods won by their end, from the same day on. */
      conversion: share.nullable(),
      periods: z.int(),
      neededMinor: z.number().nullable(),
      dealMinor: z.number().nullable(),
      winRate: share.nullable(),
      /** Visits to an opportunity until it closes. */
      visits: z.number().nullable(),
      work: z.object({ deals: z.number(), opportunities: z.number(), visits: z.number() }).nullable(),
    })
    .nullable(),
})
export type AttainmentReply = z.output<typeof attainmentReply>

export const attainmentQuery = z.object({
  ...asked,
  year: z.coerce.number().int().min(2000).max(2100).optional().describe('The present one when absent'),
  column: column.optional().describe('The present month when absent'),
})
export type AttainmentQuery = z.output<typeof attainmentQuery>

export const readAttainment = endpoint({
  method: 'GET',
  path: '/targets/attainment',
  summary: 'How far the plan in force has come: by now, by whom, and what closes the gap',
  tag,
  query: attainmentQuery,
  reply: attainmentReply,
})

export const dayPlanQuery = z.object({
  ...asked,
  month: z
    .string()
    .regex(/^20\d\d-(0[1-9]|1[0-2])$/)
    .optional()
    .describe('YYYY-MM; the present one when absent'),
})
export type DayPlanQuery = z.output<typeof dayPlanQuery>

export const dayPlanReply = z.object({
  month: z.string(),
  currency,
  today: day,
  targetId: id.nullable(),
  figure: z.number(),
  days: z.array(
    z.object({
      day,
      isWorked: z.boolean(),
      planned: z.number(),
      actual: z.number().nullable(),
      catchUp: z.number().nullable(),
    }),
  ),
})
export type DayPlanReply = z.output<typeof dayPlanReply>

export const readDayPlan = endpoint({
  method: 'GET',
  path: '/targets/day-plan',
  summary: 'A month of the plan by days: flat, done, and what the days left must bring',
  tag,
  query: dayPlanQuery,
  reply: dayPlanReply,
})
