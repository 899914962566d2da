import { z } from 'zod'
import { endpoint, id, page, pageQuery, verdict } from '../platform/contract.ts'
import { targetSummary } from './contract.ts'

export const decisionStates = ['submitted', 'decided'] as const

/** A version that was submitted, with what there is to know before deciding on it. */
export const planDecision = targetSummary.extend({
  /** What the base asks of the year of the rows that the reader sees, and what the version in force before asks; null where there is none. */
  sum: z.int(),
  sumInForce: z.int().nullable(),
  /** People whose figures differ from those in force. */
  changed: z.int(),
  /** For whom the reader would decide, standing in. */
  insteadOf: z.object({ id, name: z.string() }).nullable(),
  /** What the submitter said, and what was answered. */
  submittedNote: z.string(),
  decidedNote: z.string(),
  permissions: z.object({ approve: verdict, return: verdict, withdraw: verdict }),
})
export type PlanDecision = z.output<typeof planDecision>

export const listPlanDecisions = endpoint({
  method: 'GET',
  path: '/targets/decisions',
  summary: 'Submitted plans: those that I decide, that I submitted, or all that I see',
  tag: 'targets',
  query: z.object({
    ...pageQuery,
    state: z.enum(decisionStates).optional(),
    who: z.enum(['to-decide', 'asked-by-me', 'within-reach']).default('to-decide'),
    target: id.optional().describe('One version'),
  }),
  reply: page(planDecision),
})
