import { z } from 'zod'
import { amountMinor, currency, day, endpoint, id, moment, page, pageQuery, word } from '../platform/contract.ts'
import { readMovement } from './contract.ts'

const count = z.int().min(0)

export const flowEnds = ['won', 'lost', 'terminated', 'held', 'transferred'] as const

export const readStageFlows = endpoint({
  method: 'GET',
  path: '/funnel/flows',
  summary: 'Every step between two stages, every beginning and every end between two days, in count and money',
  tag: 'funnel',
  query: readMovement.query,
  reply: z.object({
    from: day,
    to: day,
    currency,
    stages: z.array(z.object({ key: z.string(), name: z.string(), position: z.int() })),
    flows: z.array(
      z.object({
        from: z.string().nullable().describe('Stage key; null: the deal began'),
        to: z.string().nullable().describe('Stage key; null: it ended'),
        end: z.enum(flowEnds).nullable(),
        count,
        amountMinor,
      }),
    ),
  }),
})

const stage = word(100).optional()
export const listFlowDeals = endpoint({
  method: 'GET',
  path: '/funnel/flows/deals',
  summary: 'The deals behind a stock of the movement or one flow between stages, as they were then, the largest first',
  tag: 'funnel',
  query: readMovement.query.extend({
    list: z
      .enum(['opening', 'closing', 'flow'])
      .describe('Open at the beginning of the first day, of the last day, or of one flow'),
    fromStage: stage.describe('Stage key; none: the deal began'),
    toStage: stage.describe('Stage key; none: it ended'),
    end: z.enum(flowEnds).optional(),
    ...pageQuery,
  }),
  reply: page(
    z.object({
      id,
      step: z.int().describe('Which step of the deal: one that was taken twice is there twice'),
      name: z.string(),
      customerName: z.string().nullable(),
      ownerName: z.string(),
      stageName: z.string(),
      amountMinor: amountMinor.nullable(),
      currency,
      at: moment.nullable().describe('When it took the step; of a stock, since when it stood there'),
    }),
  ).extend({ total: count, amountMinor, currency }),
})

const pushed = z.object({
  id,
  name: z.string(),
  customerName: z.string().nullable(),
  ownerName: z.string(),
  stageName: z.string(),
  amountMinor: amountMinor.nullable(),
  currency,
  pushes: count.describe('How often the expected close date was moved later'),
  closeOn: day.nullable(),
  enteredOn: day.nullable(),
})

export const listPushed = endpoint({
  method: 'GET',
  path: '/funnel/pushes',
  summary: 'Open deals whose expected close date was moved later at least twice, most often first',
  tag: 'funnel',
  query: readMovement.query.omit({ from: true, to: true }).extend({
    least: z.coerce.number().int().min(1).max(100).default(2).describe('How often at least'),
    ...pageQuery,
  }),
  reply: page(pushed).extend({ total: count, amountMinor, currency }),
})
