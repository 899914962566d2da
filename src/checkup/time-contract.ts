import { z } from 'zod'
import { amountMinor, day, endpoint, id, share } from '../platform/contract.ts'
import { about, checkupQuery, judged, rate, said, tag } from './contract.ts'

const count = z.int().min(0)
/** Decimal days; null where it is not known yet. */
const days = z.number().nullable()

/** The curve at one length of stay, thinned to at most 80 points. Shares of all who came in; survival with its 95 % interval. */
const point = z.object({
  days: z.number(),
  stillThere: share,
  low: share.nullable(),
  high: share.nullable(),
  wentOn: share,
  died: share,
})
export type CurvePointReply = z.output<typeof point>

const stageTime = z.object({
  key: z.string(),
  stageId: id,
  name: z.string(),
  stays: count,
  finished: count,
  medianDays: days.describe('Half have left after so many days; null when that was never reached: then more than largestDays'),
  p90Days: days,
  largestDays: days,
  naiveMedianDays: days.describe('Of finished stays only: too short, shown to warn'),
  wentOnInTheEnd: share.nullable().describe('Aalen–Johansen'),
  diedInTheEnd: share.nullable(),
  curve: z.array(point),
  limits: z.object({
    amberDays: z.number(),
    redDays: z.number(),
    forcedDays: z.number(),
    source: z.enum(['manual', 'learned', 'default']),
  }),
  winners: z
    .object({ deals: count, p25Days: days, medianDays: days, p75Days: days, p90Days: days, meanDays: days, mostDays: days })
    .describe('Days of won deals in the stage'),
  open: z.object({
    deals: count,
    amountMinor,
    amber: count,
    red: count,
    forced: count,
    overLimitMinor: amountMinor.describe('Of red and forced ones'),
    slowerThanWinners: count,
    slowerMinor: amountMinor,
  }),
  ages: z
    .array(z.object({ fromDays: z.number(), toDays: days, deals: count, amountMinor }))
    .describe('Open deals by days in the stage'),
})

/** An open deal on the ageing chart. */
const dot = z.object({
  id,
  name: z.string(),
  ownerName: z.string(),
  stageKey: z.string(),
  days: z.number(),
  amountMinor: amountMinor.nullable(),
  level: z.enum(['fresh', 'amber', 'red', 'forced']),
  chanceToAdvance: share.nullable().describe('Of a deal that is still there at this age'),
})

const segment = z.object({
  productId: id.nullable(),
  productName: z.string(),
  band: z.string().nullable(),
  open: count,
  won: count,
  lost: count,
  winRate: share.nullable(),
  wonAmountMinor: z.number().describe('Mean of won deals'),
  cycleDays: days,
  perDayMinor: z.number(),
})

export const readTime = endpoint({
  method: 'GET',
  path: '/checkup/time',
  summary: 'How long deals stay, what becomes of them, how fast money comes, and which open deals are slower than winners were',
  tag,
  query: checkupQuery,
  reply: z.object({
    about,
    definition: said,
    stages: z.array(stageTime),
    ageing: z.object({
      definition: said,
      dots: z.array(dot),
      of: count.describe('Open deals; the chart shows the largest of each stage'),
    }),
    velocity: z.object({
      definition: said,
      perDayMinor: z.number().describe('Sum of the segments'),
      blendedPerDayMinor: z.number().describe('From averages over all: biased, shown to warn'),
      from: day,
      to: day,
      segments: z.array(segment),
    }),
  }),
})
export type TimeReply = z.output<typeof readTime.reply>

const leadRow = z.object({
  key: z.string().nullable(),
  name: z.string(),
  leads: count,
  open: count,
  qualified: count,
  invalid: count,
  won: count,
  wonMinor: amountMinor,
  qualifiedShare: rate,
  wonShare: judged.describe('Won ÷ leads, against all others'),
  others: rate,
  wonMinorPerLead: z.number().nullable(),
  sentence: z.string(),
})

export const readQuality = endpoint({
  method: 'GET',
  path: '/checkup/quality',
  summary: 'Leads against what became of them, per source and rep: quality before quantity',
  tag,
  query: checkupQuery.pick({ from: true, to: true, owner: true, team: true, source: true, product: true, region: true }),
  reply: z.object({
    definition: said,
    from: day.nullable(),
    to: day.nullable(),
    currency: z.string(),
    total: leadRow,
    bySource: z.array(leadRow),
    byOwner: z.array(leadRow),
  }),
})
export type QualityReply = z.output<typeof readQuality.reply>
