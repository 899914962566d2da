import { z } from 'zod'
import { amountMinor, currency, day, endpoint, id, ids, moment, page, pageQuery, share, word } from '../platform/contract.ts'
import { movementNotes, movementParts } from './movement.ts'
import { countings } from './standing.ts'

export const bases = ['cohort', 'period', 'snapshot'] as const
export type Basis = (typeof bases)[number]
export const groupings = ['owner', 'team', 'source', 'product', 'region', 'month', 'quarter'] as const
export type Grouping = (typeof groupings)[number]

/** The lists behind the numbers. `entered` to `open` stand at a stage; `all` to `unknown-entry` at the whole funnel. */
export const dealLists = [
  'entered',
  'passed',
  'skipped',
  'advanced',
  'lost',
  'terminated',
  'onHold',
  'movedBack',
  'transferred',
  'open',
  'opening',
  'reEntered',
  'takenBack',
  'closing',
  'all',
  'won',
  'unknownEntry',
] as const
export type DealList = (typeof dealLists)[number]

const words = z
  .union([z.string(), z.array(z.string())])
  .transform((value) => (Array.isArray(value) ? value : value.split(',')).filter((part) => part !== ''))
  .pipe(z.array(word(100)).max(200))

const filters = {
  pipeline: word(100).optional().describe('Key or id; the default pipeline when absent'),
  from: day.optional().describe('First day, in the organisation’s time zone'),
  to: day.optional().describe('Day after the last one: the span is [from, to)'),
  basis: z.enum(bases).default('cohort'),
  counting: z.enum(countings).default('implied'),
  asOf: z
    .union([day, moment])
    .optional()
    .describe('What was known then: events recorded later are left out. A day means its end'),
  owner: ids.optional().describe('Members to whom the deals are credited'),
  team: id.optional().describe('A team with all teams below it'),
  source: ids.optional(),
  product: ids.optional(),
  region: words.optional(),
}
export const funnelQuery = z.object({ ...filters, groupBy: z.enum(groupings).optional() })
export type FunnelQuery = z.output<typeof funnelQuery>

const count = z.int().min(0)
const days = z.number().nullable()

const stage = z.object({
  key: z.string(),
  stageId: id,
  position: z.int(),
  name: z.string(),
  entered: count,
  advanced: count,
  lost: count,
  terminated: count,
  onHold: count,
  movedBack: count,
  transferred: count,
  open: count,
  skipped: count,
  enteredAmountMinor: amountMinor,
  lostAmountMinor: amountMinor,
  lostAmountEstimatedMinor: amountMinor.describe(
    'Part of lostAmountMinor put in for lost deals without an amount: the median won amount of their product',
  ),
  expectedLossMinor: amountMinor.describe('lostAmountMinor × P(win | entered the next stage)'),
  conversion: share.nullable().describe('Null when nobody was there'),
  conversionLow: share.nullable().describe('95 % Wilson interval'),
  conversionHigh: share.nullable(),
  conversionOf: count.describe('Denominator'),
  passed: count.describe('Numerator'),
  enough: z.boolean().describe('False below 10 deals: the share says nothing'),
  medianDays: days.describe('Censored estimate; null when half never left: then more than largestDays'),
  p90Days: days,
  largestDays: days,
  stays: count.describe('Stays behind the estimates'),
  advancedInTheEnd: share.nullable().describe('Aalen–Johansen: share that will have advanced in the end'),
  opening: count.optional().describe('basis=period: deals there at the start'),
  reEntered: count.optional(),
  closing: count.optional(),
  takenBack: count.optional().describe('basis=period: ends in the span that were taken back later; they count as no loss'),
  flowRatio: z.number().nullable().optional().describe('Entries to the next stage ÷ entries to this one; can exceed 1'),
})
export type StageReply = z.output<typeof stage>

const totals = {
  entered: count,
  open: count,
  onHold: count,
  won: count,
  lost: count,
  terminated: count,
  transferred: count,
  enteredAmountMinor: amountMinor,
  openAmountMinor: amountMinor,
  wonAmountMinor: amountMinor,
  lostAmountMinor: amountMinor,
  winRate: share.nullable().describe('won ÷ (won + lost)'),
  winRateLow: share.nullable(),
  winRateHigh: share.nullable(),
}

export const readFunnel = endpoint({
  method: 'GET',
  path: '/funnel',
  summary: 'Where deals went: per stage entered, advanced, lost and still there, in count, money and days',
  tag: 'funnel',
  query: funnelQuery,
  reply: z.object({
    definition: z.object({
      code: z.string(),
      sentence: z.string(),
      conversion: z.string().describe('How the conversion next to it was counted'),
      basis: z.enum(bases),
      counting: z.enum(countings),
      pipeline: z.object({ id, key: z.string(), name: z.string() }),
      from: day.nullable(),
      to: day.nullable(),
      asOf: moment.nullable(),
      timeZone: z.string(),
      durations: z.object({ method: z.enum(['exact', 'sampled']), deals: count, of: count }),
    }),
    currency,
    stages: z.array(stage),
    ...totals,
    unknownEntry: count.describe('Deals left out because nobody knows when they entered'),
    withoutAmount: count,
    otherCurrency: count.describe('Deals in a currency without a rate: counted, not summed'),
    groups: z.array(z.object({ key: z.string().nullable(), name: z.string(), ...totals, stages: z.array(stage) })).optional(),
    groupsLeftOut: count.optional(),
  }),
})
export type FunnelReply = z.output<typeof readFunnel.reply>

const deal = z.object({
  id,
  name: z.string(),
  customerId: id.nullable(),
  customerName: z.string().nullable(),
  ownerId: id,
  ownerName: z.string(),
  stageId: id,
  stageName: z.string(),
  status: z.string(),
  amountMinor: amountMinor.nullable(),
  currency,
  enteredAt: moment.nullable(),
  stageSince: moment.nullable(),
  closedAt: moment.nullable(),
  daysInStage: days,
})
export type FunnelDeal = z.output<typeof deal>

const groupOfDeals = { group: z.string().max(200).optional().describe('Key of a group of `groupBy`; empty means none given') }

export const listFunnelDeals = endpoint({
  method: 'GET',
  path: '/funnel/deals',
  summary: 'The deals behind a number of the funnel',
  tag: 'funnel',
  query: funnelQuery.extend({
    stage: word(100).optional().describe('Stage key'),
    list: z.enum(dealLists).default('all'),
    ...groupOfDeals,
    ...pageQuery,
  }),
  reply: page(deal).extend({ total: count, amountMinor, currency }),
})

export const exportFunnel = endpoint({
  method: 'GET',
  path: '/funnel/export',
  summary: 'The funnel as a table in a file',
  tag: 'funnel',
  query: funnelQuery.extend({ format: z.enum(['xlsx', 'csv']).default('xlsx') }),
})

const choice = z.object({ id: z.string(), name: z.string() })
export const readChoices = endpoint({
  method: 'GET',
  path: '/funnel/choices',
  summary: 'What the funnel can be filtered by, within reach',
  tag: 'funnel',
  reply: z.object({
    pipelines: z.array(choice.extend({ key: z.string() })),
    owners: z.array(choice),
    teams: z.array(choice),
    sources: z.array(choice),
    products: z.array(choice),
    regions: z.array(z.string()),
  }),
})

const movedDeal = z.object({
  id,
  name: z.string(),
  customerName: z.string().nullable(),
  ownerName: z.string(),
  amountMinor,
  fromStage: z.string().nullable(),
  toStage: z.string().nullable(),
  fromAmountMinor: amountMinor.nullable(),
  toAmountMinor: amountMinor.nullable(),
  fromCloseOn: day.nullable(),
  toCloseOn: day.nullable(),
})
const stock = z.object({ count, amountMinor })

export const readMovement = endpoint({
  method: 'GET',
  path: '/funnel/movement',
  summary: 'What changed in the open pipeline between two days, each part with its deals',
  tag: 'funnel',
  query: z.object({
    pipeline: filters.pipeline,
    from: day.describe('State at the beginning of this day'),
    to: day.describe('State at the beginning of this day; today means now'),
    owner: filters.owner,
    team: filters.team,
    source: filters.source,
    product: filters.product,
    region: filters.region,
  }),
  reply: z.object({
    from: day,
    to: day,
    currency,
    opening: stock,
    closing: stock,
    parts: z.array(stock.extend({ key: z.enum(movementParts), name: z.string(), deals: z.array(movedDeal) })),
    notes: z
      .array(stock.extend({ key: z.enum(movementNotes), name: z.string(), deals: z.array(movedDeal) }))
      .describe('What else changed; amountMinor is what these deals stand at in the end'),
  }),
})
export type MovementReply = z.output<typeof readMovement.reply>

export const listMovedDeals = endpoint({
  method: 'GET',
  path: '/funnel/movement/deals',
  summary: 'All deals of one part of the movement, the largest change first',
  tag: 'funnel',
  query: readMovement.query.extend({ part: z.enum([...movementParts, ...movementNotes]), ...pageQuery }),
  reply: page(movedDeal).extend({ total: count, amountMinor, currency }),
})

const flow = z.object({ flow: z.array(z.number()), deals: z.number(), moneyMinor: z.number() })

export const whatIf = endpoint({
  method: 'POST',
  path: '/funnel/what-if',
  summary: 'The funnel with other rates, another volume, or one more customer kept at every stage; nothing is rounded',
  tag: 'funnel',
  body: funnelQuery
    .omit({ groupBy: true, basis: true })
    .partial()
    .extend({
      owner: z.array(id).max(500).optional(),
      source: z.array(id).max(500).optional(),
      product: z.array(id).max(500).optional(),
      region: z.array(word(100)).max(200).optional(),
      reached: z
        .array(z.number().min(0).max(1e12))
        .min(2)
        .max(31)
        .optional()
        .describe('Deals per stage and, last, won; the actual funnel when absent'),
      amountMinor: amountMinor.min(0).optional().describe('Mean amount of a won deal; the actual one when absent'),
      rates: z
        .union([z.array(share.nullable()).max(30), z.record(z.string().max(100), share)])
        .optional()
        .describe('Share going on, in stage order or by stage key'),
      oneMorePerStage: z.boolean().default(false),
      volume: z.number().min(0).max(1e12).optional().describe('Deals at the first stage'),
    }),
  status: 200,
  reply: flow.extend({
    stages: z.array(z.object({ key: z.string(), name: z.string() })),
    rates: z.array(z.number()),
    base: flow.extend({ rates: z.array(z.number()) }),
    difference: z.object({ deals: z.number(), moneyMinor: z.number(), share: z.number().nullable() }),
    readings: z
      .object({ upperBound: z.number(), added: z.number(), compound: z.number(), single: z.array(z.number()) })
      .describe('One more at every stage, in its three readings, on the actual funnel'),
    amountMinor: z.number(),
    currency,
  }),
})
