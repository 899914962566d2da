import { z } from 'zod'
import { day, endpoint, id, idParams, moment, page, pageQuery } from '../platform/contract.ts'
import { ref, status } from './contract.ts'

const tag = 'opportunities'

export const readHistory = endpoint({
  method: 'GET',
  path: '/opportunities/:id/history',
  summary: 'Every stage event, newest first',
  tag,
  params: idParams,
  query: z.object({ ...pageQuery, asOf: moment.optional() }),
  reply: page(
    z.object({
      id,
      kind: z.enum([
        'enter',
        'advance',
        'skip',
        'back',
        'win',
        'lose',
        'terminate',
        'hold',
        'resume',
        'reopen',
        'transfer',
        'rework',
        'correction',
        'field',
      ]),
      fromStage: z.object({ id, key: z.string(), name: z.string() }).nullable(),
      toStage: z.object({ id, key: z.string(), name: z.string() }).nullable(),
      /** For kind "field": what changed and from what to what. */
      field: z.string().nullable(),
      old: z.unknown(),
      new: z.unknown(),
      occurredAt: moment.nullable(),
      recordedAt: moment,
      actor: ref.nullable(),
      reason: z.object({ key: z.string(), name: z.string() }).nullable(),
      competitor: ref.nullable(),
      note: z.string().nullable(),
      overrideReason: z.string().nullable(),
      /** What the gates it went through still asked for then, in words. */
      missing: z.array(z.string()),
      annulled: z.boolean(),
      mayUndo: z.boolean(),
    }),
  ),
})

export const readAsOf = endpoint({
  method: 'GET',
  path: '/opportunities/:id/as-of',
  summary: 'What was known of the opportunity at a moment',
  tag,
  params: idParams,
  query: z.object({ at: moment }),
  reply: z.object({
    known: z.boolean(),
    status: status.nullable(),
    stage: z.object({ id, key: z.string(), name: z.string() }).nullable(),
    owner: ref.nullable(),
    amountMinor: z.int().nullable(),
    expectedCloseOn: day.nullable(),
  }),
})
