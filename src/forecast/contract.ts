import { z } from 'zod'
import {
  amountMinor,
  currency,
  day,
  endpoint,
  id,
  idParams,
  moment,
  page,
  pageQuery,
  share,
  verdict,
  word,
} from '../platform/contract.ts'
import { levels } from './data-level.ts'
import { methods } from './default-method.ts'
import { dealLists, closeVerdicts, paceVerdicts, outlooks } from './deal-verdicts.ts'
import { periodPattern } from './period.ts'
import { said, simulationShape } from './running-contract.ts'

const tag = 'forecast'
const count = z.int().min(0)
const money = amountMinor
const ratio = z.number()
const method = z.enum(methods)

const scopeQuery = {
  pipeline: word(100).optional().describe('Key or id; all pipelines when absent'),
  team: id.optional().describe('A team with all teams below it; the whole of one’s reach when neither is given'),
  owner: id.optional().describe('One person'),
}
const period = z.string().regex(periodPattern).describe('2026, 2026-Q4 or 2026-11; the present quarter when absent')

export const forecastQuery = z.object({
  ...scopeQuery,
  period: period.optional(),
  asOf: day.optional().describe('With what was known at the end of that day; now when absent'),
  simulation: z
    .enum(['wait', 'later'])
    .default('wait')
    .describe('later: answer without the range where it is still being simulated, and say how far it is'),
})
export type ForecastQuery = z.output<typeof forecastQuery>

export const scopeShape = z.object({ kind: z.enum(['organisation', 'team', 'member']), id: id.nullable(), name: z.string() })
export const periodShape = z.object({ key: z.string(), kind: z.enum(['year', 'quarter', 'month']), from: day, to: day })

const dealHead = {
  id,
  name: z.string(),
  customerName: z.string().nullable(),
  ownerId: id,
  ownerName: z.string(),
  stageName: z.string(),
  amountMinor: money.nullable(),
  currency,
  closeOn: day.nullable(),
}

/** How a method did over past periods; money-free, so that everybody may see it. */
export const measuresShape = z.object({
  periods: count,
  wape: ratio.nullable(),
  mape: ratio.nullable(),
  bias: ratio.nullable(),
  coverage: share.nullable(),
})

const backtestSummary = z.object({
  /** Past periods that were forecast with what was known then, each at 25, 50 and 75 % of it. */
  periods: count,
  method,
  earned: z.boolean(),
  ...measuresShape.omit({ periods: true }).shape,
  runRateWape: ratio.nullable(),
  yearBeforeWape: ratio.nullable(),
  weightedWape: ratio.nullable(),
  trainedAt: moment,
})

export const forecastReply = z.object({
  period: periodShape,
  asOf: day,
  scope: scopeShape,
  pipeline: z.object({ id, key: z.string(), name: z.string() }).nullable(),
  currency,
  /** The same figures on every reload of the day. */
  seed: count,
  /** 0–4: how much the history allows to be said, with what it is missing to the next level. */
  level: z.union(levels.map((level) => z.literal(level))),
  text: z.array(said),
  missing: z.object({ won: count, lost: count, closed: count, quarters: count }),
  /** Three parts, always apart: what is won, what the open deals bring, what deals not yet opened bring. */
  closedWonMinor: money,
  openExpectedMinor: money,
  newExpectedMinor: money,
  totalMinor: money,
  /** Null where a range would be invented (level 0). */
  p10Minor: money.nullable(),
  p50Minor: money.nullable(),
  p90Minor: money.nullable(),
  targetMinor: money.nullable(),
  chanceOfTarget: share.nullable(),
  /** Where range and chance come from; null where there is no range. They are null until it is done. */
  simulation: simulationShape.nullable(),
  /** Spread that a whole period has in common, and whether it is the usual one or learned from own misses. */
  sigma: ratio.nullable(),
  sigmaLearned: z.boolean(),
  method,
  /** Whether the method has beaten run rate and weighted pipeline over at least four periods. */
  earned: z.boolean(),
  methods: z.array(
    z.object({
      key: method,
      name: z.string(),
      isDefault: z.boolean(),
      /** Null where the history does not allow the method yet. */
      openMinor: money.nullable(),
      newMinor: money.nullable(),
      totalMinor: money.nullable(),
      ...measuresShape.shape,
    }),
  ),
  /** What one would say without any model. */
  runRateMinor: money.nullable(),
  yearBeforeMinor: money.nullable(),
  /** Cumulative roll-up of what people say of their deals. */
  categories: z
    .object({ closedMinor: money, commitMinor: money, bestCaseMinor: money, openMinor: money, omittedMinor: money })
    .nullable(),
  backtest: backtestSummary.nullable(),
  /** The deals on which the chance of the target hangs most. */
  deciding: z.array(z.object({ ...dealHead, chance: share, chanceIfWon: share, chanceIfLost: share })),
  open: z.object({ deals: count, amountMinor: money }),
  /** Expected on a day that is over: listed, not counted by the weighted pipeline. */
  overdue: z.object({ deals: count, amountMinor: money, first: z.array(z.object(dealHead)) }),
  undated: z.object({ deals: count, amountMinor: money }),
  /** Open deals without an amount stand for what such deals usually bring. */
  withoutAmount: z.object({ deals: count, usualMinor: money.nullable() }),
  /** Open deals in another currency, in it: counted at the rate of the asked day, or left out where none is known. */
  otherCurrency: z.array(
    z.object({ currency, deals: count, amountMinor: money, rate: ratio.nullable(), rateOn: day.nullable() }),
  ),
  model: z
    .object({
      id,
      trainedAt: moment,
      windowFrom: day,
      windowTo: day,
      version: z.string(),
      published: z.boolean(),
      text: said.nullable(),
    })
    .nullable(),
  permissions: z.object({ train: verdict }),
})
export type ForecastReply = z.output<typeof forecastReply>

export const readForecast = endpoint({
  method: 'GET',
  path: '/forecast',
  summary: 'Closed, expected from open and expected from new, with a range, the chance of the target and how right it has been',
  tag,
  query: forecastQuery,
  reply: forecastReply,
})

const horizon = z.union([z.literal(0.25), z.literal(0.5), z.literal(0.75)])
const series = z.enum([...methods, 'run-rate', 'year-before'])

export const trackRecordReply = z.object({
  trainedAt: moment.nullable(),
  windowFrom: day.nullable(),
  windowTo: day.nullable(),
  version: z.string().nullable(),
  text: z.array(said),
  currency,
  kind: z.enum(['quarter', 'month']),
  method: method.nullable(),
  earned: z.boolean(),
  /** Over all moments, and at 25, 50 and 75 % of the period. Money (pinball) only for who reaches everybody. */
  methods: z.array(
    z.object({
      key: series,
      name: z.string(),
      horizon: horizon.nullable(),
      ...measuresShape.shape,
      pinball: z.object({ p10: ratio, p50: ratio, p90: ratio }).nullable(),
    }),
  ),
  /** People and their leaders by what they said in rounds, those within reach, with rivals on the same moments; money-free. */
  judges: z.array(
    z.object({
      kind: z.enum(['everybody', 'member', 'team']),
      of: z.object({ id, name: z.string() }).nullable(),
      by: z.object({ id, name: z.string() }).nullable(),
      horizon: horizon.nullable(),
      ...measuresShape.shape,
      /** False: too little to judge by, all figures are null. */
      enough: z.boolean(),
      /** Share of moments at which what came lay between commit and best case. */
      between: share.nullable(),
      /** Deals of the judge's people that were archived without having been won, since the first of these periods. */
      archived: count,
      modelWape: ratio.nullable(),
      runRateWape: ratio.nullable(),
      yearBeforeWape: ratio.nullable(),
    }),
  ),
  /** Every past forecast; empty for who does not reach everybody. */
  points: z.array(
    z.object({
      period: z.string(),
      horizon,
      asOf: day,
      actualMinor: money,
      closedMinor: money,
      p10Minor: money.nullable(),
      p50Minor: money.nullable(),
      p90Minor: money.nullable(),
      forecasts: z.array(z.object({ key: series, totalMinor: money })),
    }),
  ),
  /** Chances of single deals to be won by the end of the period, as told then. */
  chances: z.array(
    z.object({
      key: method,
      outcomes: count,
      logLoss: ratio.nullable(),
      baseRateLogLoss: ratio.nullable(),
      brier: ratio.nullable(),
      auc: share.nullable(),
      ece: ratio.nullable(),
      bins: z.array(z.object({ n: count, told: share, came: share, low: share, high: share })),
    }),
  ),
  /** Learned models that asked to be published, and what became of it. */
  gate: z.array(
    z.object({
      /** Null: a way of forecasting, for all pipelines. */
      pipeline: z.object({ id, name: z.string() }).nullable(),
      published: z.boolean(),
      text: said,
      outcomes: count,
      candidate: ratio.nullable(),
      present: ratio.nullable(),
      baseRate: ratio.nullable(),
    }),
  ),
  /** Columns that models may not use, since they are filled in when a deal closes. */
  refused: z.array(z.object({ column: z.string(), text: said })),
})
export type TrackRecordReply = z.output<typeof trackRecordReply>

export const readTrackRecord = endpoint({
  method: 'GET',
  path: '/forecast/track-record',
  summary: 'How right each method would have been in past periods, with what was known then',
  tag,
  reply: trackRecordReply,
})

/** When a deal is likely to be won, if it is; and what is to be thought of the day that people say. */
export const closeShape = z.object({
  verdict: z.enum(closeVerdicts),
  sentence: z.string(),
  statedOn: day.nullable(),
  /** Tenth, half and nine tenths of deals like this that were won had been won by then; null without history. */
  p10On: day.nullable(),
  p50On: day.nullable(),
  p90On: day.nullable(),
  /** Earliest day on which any deal from this stage has ever been won. */
  earliestOn: day.nullable(),
})
export const paceShape = z.object({
  verdict: z.enum(paceVerdicts),
  sentence: z.string(),
  ageDays: z.number().nullable(),
  /** Days that won deals had taken to leave this stage. */
  medianDays: z.number().nullable(),
  p90Days: z.number().nullable(),
  winners: count,
})

export const forecastDeal = z.object({
  ...dealHead,
  /** Chance to be won in the end, within the period, and within 30 days; to be lost within 30 days. */
  chance: share,
  chanceInPeriod: share,
  win30: share,
  lose30: share,
  outlook: z.enum(outlooks),
  reasons: z.array(said),
  close: closeShape,
  pace: paceShape,
})
export type ForecastDeal = z.output<typeof forecastDeal>

export const listForecastDeals = endpoint({
  method: 'GET',
  path: '/forecast/deals',
  summary: 'Deals likely to be won or lost within 30 days, with reasons; deals whose close date does not hold',
  tag,
  query: z.object({ ...scopeQuery, ...pageQuery, period: period.optional(), list: z.enum(dealLists).default('will-win') }),
  reply: page(forecastDeal).extend({ total: count, text: z.array(said) }),
})
export type ForecastDealsQuery = z.output<typeof listForecastDeals.query>

const contribution = z.object({
  key: z.string(),
  label: z.string(),
  /** In shares: .01 is one percentage point. */
  points: ratio,
  gain: ratio,
  gainMinor: money.nullable(),
})

export const dealForecastReply = z.object({
  ...forecastDeal.shape,
  level: forecastReply.shape.level,
  text: z.array(said),
  /** Version of the weights that these contributions are made of. */
  version: z.string(),
  /** What any deal in this stage has for a chance. */
  stageChance: share,
  up: z.array(contribution),
  down: z.array(contribution),
  gains: z.array(contribution),
})
export type DealForecastReply = z.output<typeof dealForecastReply>

export const readDealForecast = endpoint({
  method: 'GET',
  path: '/opportunities/:id/forecast',
  summary: 'A deal’s chance with its reasons, when it would be won, and its pace against the winners',
  tag,
  params: idParams,
  reply: dealForecastReply,
})
