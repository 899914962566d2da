import { z } from 'zod'
import { currency, day, endpoint, id, line, moment, prose, ref, share } from '../platform/contract.ts'
import { actionKinds } from './next-best-actions.ts'

const tag = 'diary'

export const mustKinds = ['promise', 'task', 'order', 'decide'] as const
export const skipReasons = ['not-now', 'wrong-person', 'already-done', 'not-useful', 'other'] as const

const must = z.object({
  key: z.string(),
  kind: z.enum(mustKinds),
  title: z.string(),
  /** Why, in one sentence of the caller's language. */
  why: z.string(),
  opportunity: ref.nullable(),
  customer: ref.nullable(),
  task: ref.nullable(),
  dueOn: day.nullable(),
  minutes: z.int(),
})

const action = z.object({
  /** The same action has the same key the next day. */
  key: z.string(),
  kind: z.enum(actionKinds),
  why: z.string(),
  opportunity: ref.nullable(),
  customer: ref.nullable(),
  lead: ref.nullable(),
  /** Whom to call; null for who may not see numbers. */
  phone: z.string().nullable(),
  element: z.object({ key: z.string(), name: z.string() }).nullable(),
  /** Expected value, and the same per hour with its deadline. */
  valueMinor: z.int(),
  perHourMinor: z.int(),
  minutes: z.int(),
  /** How often such an action works, learned. */
  works: share,
})

const handled = z.object({
  key: z.string(),
  kind: z.enum(actionKinds),
  what: z.enum(['done', 'skipped']),
  title: z.string(),
  at: moment,
  reason: z.string().nullable(),
  /** What came of it, once somebody has said. */
  outcome: z.enum(['worked', 'failed']).nullable(),
})

const list = z.object({
  member: ref,
  /** Minutes that must-do takes, and that are left for the actions. */
  bookedMinutes: z.int(),
  freeMinutes: z.int(),
  must: z.array(must),
  /** What must be done but does not fit into the day. */
  mustMore: z.int(),
  actions: z.array(action),
  handled: z.array(handled),
})

export const readActions = endpoint({
  method: 'GET',
  path: '/day-lists/actions',
  summary:
    'What must be done today and the best actions for the time that is left, by expected value per hour; of oneself, or of everybody one leads',
  tag,
  query: z.object({
    scope: z.enum(['mine', 'team']).default('mine'),
    /** One person within reach. */
    member: id.optional(),
  }),
  reply: z.object({
    day,
    currency,
    lists: z.array(list),
    /** How often each kind works, of so many tries; what the order is learned from. */
    learned: z.array(z.object({ kind: z.enum(actionKinds), works: share, tries: z.int() })),
  }),
})

export const noteShown = endpoint({
  method: 'POST',
  path: '/day-lists/actions/shown',
  summary: 'Notes that the actions of today were looked at; once a day each',
  tag,
  body: z.object({}),
  reply: z.object({ shown: z.int() }),
})

export const handleAction = endpoint({
  method: 'POST',
  path: '/day-lists/actions',
  summary: 'Says that an action was done, skipped (with a reason) or taken back, and later whether it worked',
  tag,
  body: z.object({
    key: line(200),
    what: z.enum(['done', 'skipped', 'taken-back', 'worked', 'failed']),
    reason: prose(500).default(''),
  }),
  reply: z.object({ key: z.string(), what: z.string() }),
})
