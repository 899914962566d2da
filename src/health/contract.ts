import { z } from 'zod'
import { amountMinor, day, endpoint, flag, id, idParams, moment, page, pageQuery, ref, share, verdict } from '../platform/contract.ts' // prettier-ignore
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
