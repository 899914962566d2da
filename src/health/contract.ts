import { z } from 'zod'
import { amountMinor, day, endpoint, flag, id, idParams, line, moment, page, pageQuery, ref, share, verdict } from '../platform/contract.ts' // prettier-ignore
import { grades } from './evidence.ts'
import { driverNames, healthColours, redFlags, type Driver } from './health-score.ts'

const tag = 'health'
const driver = z.enum(driverNames as [Driver, ...Driver[]])
const redFlag = z.enum(redFlags)
const colour = z.enum(healthColours)
const points = z.number().min(0).max(100)

const weights = z.record(driver, z.number().min(0).max(100))
const cadence = z.record(z.enum(grades), z.int().min(1).max(730))
const setting = z.object({
  weights,
  cadence,
  threshold: z.int().min(1).max(100),
  isDefault: z.boolean(),
  /** 0 while nothing was said. */
  version: z.int(),
  permissions: z.object({ edit: verdict }),
})
export const readHealthSetting = endpoint({
  method: 'GET',
  path: '/health/setting',
  summary: 'Weight of each driver, days between contacts by grade, and the score below which a customer is raised',
  tag,
  reply: setting,
})
export const saveHealthSetting = endpoint({
  method: 'PUT',
  path: '/health/setting',
  summary: 'Change how health is judged (null for the defaults); every customer is judged anew in the background',
  tag,
  body: z.object({ weights: weights.nullable(), cadence: cadence.nullable(), threshold: z.int().min(1).max(100) }),
  reply: setting,
  status: 200,
})

export const listHealth = endpoint({
  method: 'GET',
  path: '/health',
  summary: 'Customers by what stands to be lost or by score: at risk are those orange, red or falling',
  tag,
  query: z.object({
    ...pageQuery,
    team: id.optional(),
    owner: id.optional(),
    colour: colour.optional(),
    flag: redFlag.optional(),
    falling: flag.optional(),
    /** Everybody, not only those at risk. */
    all: flag.optional(),
    sort: z.enum(['stake', 'score']).default('stake'),
  }),
  reply: page(
    z.object({
      customer: ref,
      owner: ref,
      score: points,
      coverage: share,
      colour,
      isCapped: z.boolean(),
      flags: z.array(redFlag),
      /** Points a month. */
      slope: z.number().nullable(),
      isFalling: z.boolean(),
      openMinor: amountMinor,
      /** Won within twelve months. */
      revenueMinor: amountMinor,
      stakeMinor: amountMinor,
      alertedOn: day.nullable(),
    }),
  ).extend({
    colours: z.array(z.object({ colour, customers: z.int(), stakeMinor: amountMinor })),
    atRisk: z.object({ customers: z.int(), stakeMinor: amountMinor }),
    judgedAt: moment.nullable(),
    threshold: z.int(),
    currency: z.string(),
  }),
})

export const readHealth = endpoint({
  method: 'GET',
  path: '/customers/:id/health',
  summary: 'Health of a customer as of now: drivers, alarms, months, and what would raise it; no score where nothing is known',
  tag,
  params: idParams,
  reply: z.object({
    score: points.nullable(),
    coverage: share,
    colour: colour.nullable(),
    isCapped: z.boolean(),
    threshold: z.int(),
    flags: z.array(redFlag),
    drivers: z.array(z.object({ driver, weight: z.number(), points: points.nullable() })),
    known: z.object({
      nps: z.number().nullable(),
      satisfaction: z.number().nullable(),
      orders: z.int(),
      daysSinceOrder: z.number().nullable(),
      gapDays: z.number().nullable(),
      contractEndsOn: day.nullable(),
      margin: z.number().nullable(),
      walletShare: z.number().nullable(),
      referrals: z.int(),
      daysLate: z.number().nullable(),
      overdueDays: z.number().nullable(),
      usage: z.object({ month: day, used: z.number(), paidFor: z.number().nullable(), usual: z.number().nullable() }).nullable(),
      daysSinceContact: z.number().nullable(),
      cadence: z.number(),
    }),
    months: z.array(z.object({ month: day, score: points, isAfterwards: z.boolean() })),
    slope: z.number().nullable(),
    isFalling: z.boolean(),
    raises: z.array(
      z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('driver'), driver, score: points }),
        z.object({ kind: z.literal('flag'), flag: redFlag, score: points }),
      ]),
    ),
    unknown: z.array(driver),
    openMinor: amountMinor,
    revenueMinor: amountMinor,
  }),
})

const usedMonth = {
  month: z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/),
  /** In the unit of the house: people, sign-ins, hours, consumption; null takes the month back. */
  used: z.int().min(0).nullable(),
  /** What might have been used, where there is such a thing: seats, quota. */
  paidFor: z.int().min(1).nullable(),
}
const usage = z.object({
  months: z.array(z.object({ ...usedMonth, used: z.int(), told: z.enum(['typed', 'sent']), at: moment, by: ref })),
  permissions: z.object({ edit: verdict }),
})
export const readCustomerUsage = endpoint({
  method: 'GET',
  path: '/customers/:id/usage',
  summary: 'How much a customer used what it bought, the latest month first, and who told it',
  tag,
  params: idParams,
  reply: usage,
})
export const tellCustomerUsage = endpoint({
  method: 'PUT',
  path: '/customers/:id/usage',
  summary: 'Tell how much a customer used in a month; its health counts months that are over',
  tag,
  params: idParams,
  body: z.object(usedMonth),
  reply: usage,
  status: 200,
})
export const sendUsage = endpoint({
  method: 'POST',
  path: '/usage',
  summary:
    'The same of many customers, named by id, credit code or name; what cannot be told is named with why, the rest is kept',
  tag,
  body: z.object({
    items: z
      .array(z.object({ customer: line(200), ...usedMonth }))
      .min(1)
      .max(1000),
  }),
  reply: z.object({
    kept: z.int(),
    /** `at` counts from 0. */
    refused: z.array(z.object({ at: z.int(), customer: z.string(), code: z.string(), sentence: z.string() })),
  }),
  status: 200,
})
