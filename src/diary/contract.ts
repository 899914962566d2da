import { z } from 'zod'
import { currency, day, endpoint, ref } from '../platform/contract.ts'

export const scopes = ['mine', 'team'] as const

const step = z.object({
  opportunity: ref,
  customer: ref.nullable(),
  owner: ref,
  stage: z.string(),
  amountMinor: z.int().nullable(),
  currency,
  nextStep: z.string().nullable(),
  nextStepOn: day.nullable(),
})

export const readToday = endpoint({
  method: 'GET',
  path: '/day-lists/today',
  summary:
    'What the day asks for: planned steps of open deals that are overdue or due, deals without a next step, and who recorded nothing on the last working day',
  tag: 'diary',
  query: z.object({
    /** One's own, or those of everybody within reach. */
    scope: z.enum(scopes).default('mine'),
  }),
  reply: z.object({
    /** Today in the organisation's time zone. */
    day,
    lastWorkingDay: day,
    counts: z.object({ overdue: z.int(), today: z.int(), upcoming: z.int(), withoutStep: z.int() }),
    /** Overdue first, then by day; 100 at most. */
    due: z.array(step),
    /** Planned for the next seven days; 20 at most. */
    upcoming: z.array(step),
    /** Without a dated next step, the largest first; 20 at most. */
    withoutStep: z.array(step),
    /** Who sells and recorded nothing on the last working day. */
    unrecorded: z.array(ref),
  }),
})
