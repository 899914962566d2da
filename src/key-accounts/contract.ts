import { z } from 'zod'
import {
  amountMinor,
  day,
  endpoint,
  flag,
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
import { indicators, tiers } from './score.ts'

const tag = 'key accounts'
const tier = z.enum(tiers)
const indicator = z.enum(indicators)
const points = z.number().min(0).max(100)
const score = points.nullable()
const caps = z.array(z.enum(['coverage', 'overdue']))
const values = z.record(indicator, z.number().nullable())

const judged = z.object({ weight: z.number().min(0).max(100), band: z.array(z.tuple([z.number().min(-1e9).max(1e9), points])).min(2).max(8) }) // prettier-ignore
export const judging = z.record(indicator, judged)

const least = z.number().min(1).max(100)
const thresholds = z.object({ S: least, A: least, B: least })

const settingReply = z.object({
  judging,
  isDefault: z.boolean(),
  capacity: z.int().nullable(),
  /** Least score of S, A and B. */
  thresholds,
  /** 0 while nothing was said. */
  version: z.int(),
  permissions: z.object({ edit: verdict }),
})
export const readKeyAccountSetting = endpoint({
  method: 'GET',
  path: '/key-accounts/setting',
  summary: 'Weight and band of each indicator, and how many S customers can be served',
  tag,
  reply: settingReply,
})
export const saveKeyAccountSetting = endpoint({
  method: 'PUT',
  path: '/key-accounts/setting',
  summary: 'Change how key accounts are judged (null for the defaults); every customer is judged anew in the background',
  tag,
  body: z.object({
    judging: judging.nullable(),
    capacity: z.int().min(0).max(10_000).nullable(),
    thresholds: thresholds.nullable().optional(),
  }),
  reply: settingReply,
  status: 200,
})

const account = z.object({
  customer: ref,
  owner: ref,
  tier,
  score,
  coverage: share,
  caps,
  /** Its place among the S customers of the organisation, the best is 1; null in other tiers. */
  place: z.int().nullable(),
  /** One of the S customers beyond those that can be served. */
  isBeyond: z.boolean(),
  values,
  parts: z.partialRecord(indicator, points),
  /** Won within twelve months. */
  revenueMinor: amountMinor,
  since: day,
  /** Until when it is owed what by its tier; null where nothing is. */
  owed: z
    .object({
      contactDueOn: day.nullable(),
      reviewDueOn: day.nullable(),
      /** What is late today. */
      late: z.array(z.enum(['contact', 'review', 'role', 'answer'])),
    })
    .nullable(),
})
export const listKeyAccounts = endpoint({
  method: 'GET',
  path: '/key-accounts',
  summary: 'Customers by tier and score, with how many each tier has',
  tag,
  query: z.object({
    ...pageQuery,
    team: id.optional(),
    owner: id.optional(),
    tier: tier.optional(),
    beyond: flag.optional(),
    /** Kept or late by what the tier is owed. */
    owed: z.enum(['kept', 'late']).optional(),
    sort: z.enum(['score', 'revenue']).default('score'),
    /** The best or the weakest first. */
    order: z.enum(['desc', 'asc']).default('desc'),
  }),
  reply: page(account).extend({
    tiers: z.array(z.object({ tier, customers: z.int(), revenueMinor: amountMinor })),
    capacity: z.int().nullable(),
    /** S customers of the whole organisation beyond capacity. */
    beyond: z.int(),
    /** Within the scope: accounts that are owed anything, and those of them with something late. */
    owed: z.int(),
    late: z.int(),
    judgedAt: moment.nullable(),
    currency: z.string(),
  }),
})

const facts = {
  customerSince: day.nullable(),
  walletShare: share.nullable(),
  margin: z.number().min(-1).max(1).nullable(),
  daysLate: z.int().min(0).max(3650).nullable(),
  overdueDays: z.int().min(0).max(3650).nullable(),
  strategic: z.union([z.literal(0), z.literal(1), z.literal(2)]).nullable(),
  note: prose(1000).nullable(),
}
const detail = z.object({
  tier,
  score,
  coverage: share,
  caps,
  place: z.int().nullable(),
  isBeyond: z.boolean(),
  capacity: z.int().nullable(),
  indicators: z.array(
    z.object({ indicator, weight: z.number(), value: z.number().nullable(), points: points.nullable(), fromDeals: z.boolean() }),
  ),
  since: day.nullable(),
  /** What people know; `by` and `at` say who wrote it last. */
  facts: z.object({ ...facts, version: z.int(), by: ref.nullable(), at: moment.nullable() }),
  changes: z.array(z.object({ id, day, fromTier: tier.nullable(), toTier: tier, score })),
  permissions: z.object({ edit: verdict }),
})
export const readKeyAccount = endpoint({
  method: 'GET',
  path: '/customers/:id/key-account',
  summary: 'Score and tier of a customer, by what, and since when',
  tag,
  params: idParams,
  reply: detail,
})
export const saveKeyAccountFacts = endpoint({
  method: 'PUT',
  path: '/customers/:id/key-account/facts',
  summary: 'Say what no deal tells of a customer; it is judged anew at once',
  tag,
  params: idParams,
  body: z.object(facts),
  reply: detail,
  status: 200,
})
