import { z } from 'zod'
import { amountMinor, currency, day, endpoint, id } from '../platform/contract.ts'
import { funnelQuery } from './contract.ts'

const { pipeline, owner, team, source, product, region } = funnelQuery.shape
const stock = z.object({ count: z.int().min(0), amountMinor })

export const readTrend = endpoint({
  method: 'GET',
  path: '/funnel/trend',
  summary: 'What was open at the end of each week, by stage',
  tag: 'funnel',
  query: z.object({
    pipeline,
    from: day.optional().describe('First day; half a year before the end when absent'),
    to: day.optional().describe('Day after the last one; today when absent'),
    owner: owner.describe('Members who owned the deals then'),
    team,
    source,
    product,
    region,
  }),
  reply: z.object({
    currency,
    stages: z.array(z.object({ stageId: id, key: z.string(), name: z.string() })),
    weeks: z.array(
      stock.extend({
        day,
        source: z
          .enum(['snapshot', 'history'])
          .describe('As it was written down that night, or as the history of deals is known today'),
        weightedMinor: amountMinor.describe('Amounts × the chance of their stage'),
        stages: z.array(stock.extend({ stageId: id })),
      }),
    ),
  }),
})
