import { z } from 'zod'
import { level } from '../customers/contract.ts'
import { tiers } from '../key-accounts/score.ts'
import { day, endpoint, id, idParams, line, moment, page, pageQuery, ref, verdict, word } from '../platform/contract.ts'
import { protections } from './rule.ts'

const tag = 'public pool'
const days = z.int().min(1).max(3650)
const why = z.enum(['contact', 'progress'])

export const rule = z.object({
  isOn: z.boolean(),
  contactDays: days.nullable(),
  progressDays: days.nullable(),
  warnDays: z.int().min(0).max(90),
  protectedLevels: z.array(level).max(5),
  protectedGrades: z.array(z.int().min(1).max(5)).max(5),
  protectedTiers: z.array(z.enum(tiers)).max(4),
  claimsPerDay: z.int().min(1).max(10_000).nullable(),
  claimsPerMonth: z.int().min(1).max(100_000).nullable(),
  holdings: z.int().min(1).max(100_000).nullable(),
  lockDays: z.int().min(0).max(3650),
  showsPhones: z.boolean(),
})

const settingReply = z.object({ rule, version: z.int(), permissions: z.object({ edit: verdict }) })
export const readPoolSetting = endpoint({
  method: 'GET',
  path: '/pool/setting',
  summary: 'When customers fall into the pool, who is spared, and how many may be claimed',
  tag,
  reply: settingReply,
})
export const savePoolSetting = endpoint({
  method: 'PUT',
  path: '/pool/setting',
  summary: 'Change the rules of the pool',
  tag,
  body: rule,
  reply: settingReply,
  status: 200,
})

const falling = z.object({ customer: ref, owner: ref, on: day, why, days: z.int(), lastContactAt: moment.nullable() })
export const tryPoolRule = endpoint({
  method: 'POST',
  path: '/pool/trials',
  summary: 'Who would fall by a rule if it were switched on now; nothing is changed',
  tag,
  body: rule,
  reply: z.object({
    /** Looked after by somebody, without open deals and not spared. */
    subject: z.int(),
    /** Spared by open deals, level, grade or tier; each customer once, by the first that holds. */
    spared: z.array(z.object({ by: z.enum(protections), customers: z.int() })),
    /** In the pool at the first run, and within the seven days after it. */
    atOnce: z.int(),
    thisWeek: z.int(),
    owners: z.array(z.object({ owner: ref, customers: z.int() })),
    items: z.array(falling),
  }),
  status: 200,
})

const pooled = z.object({
  id,
  name: z.string(),
  industry: z.string().nullable(),
  region: z.string().nullable(),
  headcountBand: z.string().nullable(),
  level,
  /** Null before the claim unless the organisation shows it. */
  phone: z.string().nullable(),
  contacts: z.int(),
  wonDeals: z.int(),
  lastContactAt: moment.nullable(),
  enteredAt: moment,
  from: ref,
  why: z.enum(['contact', 'progress', 'released']),
  reason: z.string().nullable(),
  /** Until then its last owner, who asks, may not claim it. */
  lockedUntil: day.nullable(),
})
export const runPoolRule = endpoint({
  method: 'POST',
  path: '/pool/runs',
  summary:
    'Let fall now who is due by the rule that is on, instead of in the night; a thousand at once, the rest in the background',
  tag,
  reply: z.object({ fell: z.int() }),
  status: 200,
})

const facet = z.object({ value: z.string(), customers: z.int() })
export const listPool = endpoint({
  method: 'GET',
  path: '/pool',
  summary: 'Customers that nobody looks after; everybody who sells sees all of them, without telephone numbers',
  tag,
  query: z.object({
    ...pageQuery,
    q: word().optional(),
    level: z.union([level, z.array(level)]).optional(),
    industry: z.union([word(80), z.array(word(80)).max(100)]).optional(),
    region: z.union([word(80), z.array(word(80)).max(100)]).optional(),
    why: z.enum(['contact', 'progress', 'released']).optional(),
    sort: z.enum(['newest', 'name', 'silent']).default('newest'),
  }),
  reply: page(pooled).extend({
    /** How many more the caller may claim today; null for any number. */
    claimsLeft: z.int().nullable(),
    permissions: z.object({ claim: verdict, assign: verdict }),
  }),
})

export const readPoolFacets = endpoint({
  method: 'GET',
  path: '/pool/facets',
  summary: 'How many customers are in the pool, and of which industries and regions, the most first',
  tag,
  reply: z.object({ all: z.int(), industries: z.array(facet), regions: z.array(facet) }),
})

const customerIds = z.array(id).min(1).max(100)
export const claimFromPool = endpoint({
  method: 'POST',
  path: '/pool/claims',
  summary: 'Look after customers of the pool from now on; what somebody else has taken meanwhile is told with the name',
  tag,
  body: z.object({ customerIds }),
  reply: z.object({
    claimed: z.array(ref),
    refused: z.array(
      z.object({ customer: z.object({ id, name: z.string().nullable() }), code: z.string(), sentence: z.string() }),
    ),
  }),
  status: 200,
})
export const assignFromPool = endpoint({
  method: 'POST',
  path: '/pool/assignments',
  summary: 'Give customers of the pool to one person, or to several in equal numbers',
  tag,
  body: z.object({ customerIds, memberIds: z.array(id).min(1).max(50) }),
  reply: z.object({
    assigned: z.array(z.object({ customer: ref, owner: ref })),
    /** Not there any more, or nobody may hold another one. */
    left: z.int(),
  }),
  status: 200,
})

const event = z.object({
  id,
  at: moment,
  kind: z.enum(['fell', 'released', 'claimed', 'assigned']),
  why: why.nullable(),
  days: z.int().nullable(),
  by: ref.nullable(),
  from: ref.nullable(),
  to: ref.nullable(),
  reason: z.string().nullable(),
})
const state = z.object({
  isInPool: z.boolean(),
  /** The day on which it falls if nothing happens; null when no rule takes it. */
  due: z.object({ on: day, why, days: z.int(), daysLeft: z.int(), isNear: z.boolean() }).nullable(),
  protection: z.enum(protections).nullable(),
  isOn: z.boolean(),
  events: z.array(event),
  permissions: z.object({ release: verdict, claim: verdict }),
})
export const readPoolState = endpoint({
  method: 'GET',
  path: '/customers/:id/pool',
  summary: 'Whether and when a customer falls into the pool, what spares it, and its comings and goings so far',
  tag,
  params: idParams,
  reply: state,
})
export const releaseToPool = endpoint({
  method: 'POST',
  path: '/customers/:id/pool',
  summary: 'Give a customer up with a reason; its deals stay with whoever has them',
  tag,
  params: idParams,
  body: z.object({ reason: line(400) }),
  status: 204,
})

export const readPoolWarnings = endpoint({
  method: 'GET',
  path: '/pool/warnings',
  summary: 'Customers within reach that are about to fall, the nearest first',
  tag,
  query: z.object({ scope: z.enum(['mine', 'team']).default('mine') }),
  reply: z.object({ all: z.int(), items: z.array(falling.extend({ daysLeft: z.int() })) }),
})
