import { z } from 'zod'
import { headcountBands } from '../customers/customer.ts'
import { funnelQuery, listFunnelDeals } from '../funnel/contract.ts'
import { amountMinor, currency, day, endpoint, id, locale, moment, pageQuery, share, word } from '../platform/contract.ts'

export const tag = 'checkup'

/** What may be said of a share beside its benchmark; `no-benchmark` where there is nothing to hold it against. */
export const judgements = ['too-few', 'could-be-chance', 'significantly-low', 'significantly-high', 'no-benchmark'] as const
/** By what deals are compared. `band` is the customer's headcount band; `month` is when the deal reached the stage. */
export const dimensions = ['owner', 'team', 'source', 'product', 'region', 'band'] as const
export type Dimension = (typeof dimensions)[number]
/**
 * The lists behind the numbers. Of a stage: `all` reached it; `wentOn` to `stillThere` as they stand today, `inTime` and `notPassed` by
 * what happened within the horizon; `stuck` of them are there for longer than the red limit. `openNow`, `amber`, `overLimit` and
 * `slower` (than three of four winners) are the open deals of GET /checkup/time, whenever they came. Without a stage: the totals of
 * GET /checkup, `won` among them; with a reason or a competitor: what ended in the span.
 */
export const outcomes = [
  'all',
  'won',
  'wentOn',
  'inTime',
  'died',
  'lost',
  'terminated',
  'stillThere',
  'stuck',
  'notPassed',
  'openNow',
  'amber',
  'overLimit',
  'slower',
] as const
export type OutcomeOfGate = (typeof outcomes)[number]
/** What may be lacking in an open deal. `second-contact`: only one person of the customer is known. */
export const lackings = ['second-contact', 'next-step', 'overdue-step'] as const
export type Lacking = (typeof lackings)[number]

const bands = z
  .union([z.string(), z.array(z.string())])
  .transform((value) => (Array.isArray(value) ? value : value.split(',')).filter((part) => part !== ''))
  .pipe(z.array(z.enum(headcountBands)).max(10))

/**
 * The same filters for every report of the check-up: those of GET /funnel, and the size band. Without `from` and `to`: all that ever was.
 * `cohort=matured` (default): a stage's row counts deals that reached the stage in the span and at least a horizon ago;
 * `cohort=all`: deals that entered the pipeline in the span, as they stand today (the chain of GET /funnel).
 */
export const checkupQuery = funnelQuery.omit({ basis: true, groupBy: true }).extend({
  band: bands.optional().describe('Headcount bands of the customer'),
  cohort: z.enum(['matured', 'all']).default('matured'),
  horizonDays: z.coerce.number().min(1).max(3650).optional().describe('One horizon for all stages; else learned per stage'),
  against: z
    .enum(['auto', 'typed', 'history', 'others'])
    .default('auto')
    .describe(
      'Benchmark: typed in, the 12 months before the span, or everybody else within reach; auto takes the first there is',
    ),
  targetMinor: z.coerce
    .number()
    .int()
    .min(0)
    .max(9e15)
    .optional()
    .describe('Target of the span; a gain of 5 % of it is worth an alarm'),
})
export type CheckupQuery = z.output<typeof checkupQuery>

const count = z.int().min(0)
/** Decimal days. */
const days = z.number().nullable()
const interval = { low: share.nullable().describe('95 % Wilson interval'), high: share.nullable() }
export const judgement = z.enum(judgements)

/** What a number means and when it lies, in the caller's language; to be shown beside it. */
export const said = z.object({ key: z.string(), sentence: z.string(), lies: z.string() })
/** Deals and their gross money. */
const sum = z.object({ count, amountMinor })
/** `passed` of `of`. */
export const rate = z.object({ of: count, passed: count, share: share.nullable(), ...interval })
/** Held against something. `p` two-sided, `adjustedP` for having looked at all cells (Benjamini–Hochberg); act below 0.10. */
export const judged = rate.extend({
  shrunk: share.nullable().describe('Drawn towards the rate of all by `m` deals: what to expect of a small group'),
  p: share.nullable(),
  adjustedP: share.nullable(),
  judgement,
  label: z.string().describe('样本不足 / 可能是偶然 / 显著偏低 …'),
})

/** Which deals a report is about. */
export const about = z.object({
  pipeline: z.object({ id, key: z.string(), name: z.string() }),
  counting: funnelQuery.shape.counting.unwrap(),
  cohort: z.enum(['matured', 'all']),
  from: day.nullable(),
  to: day.nullable(),
  asOf: moment.nullable(),
  timeZone: z.string(),
  currency,
  sentence: z.string(),
  lies: z.string(),
  deals: count.describe('Deals that reached the first stage of the rows'),
  unknownEntry: count.describe('Deals left out because nobody knows when they entered (imports without dates)'),
  tooYoung: count.describe('Left out of at least one row because their horizon is not over'),
  withoutAmount: count,
  otherCurrency: count.describe('Deals in a currency without a rate: counted, not summed'),
})

/** One of the ways to count a conversion. `flow` is entries ÷ entries and can exceed 1: show it with its warning. */
const conversion = z.object({
  kind: z.enum(['cohort', 'matured', 'flow', 'exit', 'snapshot', 'estimate']),
  of: count.nullable(),
  advanced: count.nullable(),
  lost: count.nullable(),
  notYet: count.nullable(),
  value: z.number().nullable(),
  ...interval,
  warning: z.boolean(),
  definition: said,
})

export const benchmarkSources = ['typed', 'history', 'others'] as const
const benchmark = z.object({
  share,
  source: z.enum(benchmarkSources),
  of: count.nullable().describe('Deals behind it; null for a typed one'),
  passed: count.nullable(),
  sentence: z.string(),
})

const stage = z.object({
  key: z.string(),
  stageId: id,
  position: z.int(),
  name: z.string(),
  horizonDays: days.describe('Days a deal had to go on; null for cohort=all'),
  cameIn: sum,
  wentOn: sum,
  died: sum.describe('lost + terminated'),
  lost: sum,
  terminated: sum,
  stillThere: sum.describe('open + on hold'),
  onHold: sum,
  elsewhere: sum.describe('Moved back or transferred: cameIn = wentOn + died + stillThere + elsewhere'),
  skipped: count,
  lossShare: share.nullable().describe('Part of all deaths, by count'),
  lossMoneyShare: share.nullable().describe('Part of all lost gross money'),
  grossLossMinor: amountMinor,
  estimatedLossMinor: amountMinor.describe(
    'Part of it put in for deals without an amount: the median won amount of their product',
  ),
  expectedLossMinor: amountMinor.describe('grossLossMinor × P(win | entered the next stage): what the loss really cost'),
  winChanceNext: share,
  medianDaysToLoss: days,
  medianDays: days.describe('In the stage, censored estimate'),
  conversions: z.array(conversion).describe('All ways side by side; the first is the one that is judged'),
  benchmark: benchmark.nullable().describe('The one it is judged by'),
  benchmarks: z
    .array(benchmark.extend({ p: share.nullable(), adjustedP: share.nullable(), judgement, label: z.string() }))
    .describe('All there are, each with what is to be said beside it: typed in or loaded, own history, everybody else'),
  judged,
  sampleNeeded: z.int().nullable().describe('Deals it would take to tell this share from the benchmark (80 % power)'),
})
export type CheckupStage = z.output<typeof stage>

/** A stage by what meeting its benchmark alone would bring. Gains are marginal: never add them up. */
const bottleneck = z.object({
  stageKey: z.string(),
  name: z.string(),
  share: share.nullable(),
  benchmark: share,
  ...interval,
  gainDeals: z.number(),
  gainMinor: z.number(),
  judgement,
  label: z.string(),
  alarm: z.boolean().nullable().describe('Significantly low and worth 5 % of the target; null without a target'),
  sentence: z.string(),
})

/** The numbers that `simulate(reached, rates, volume, amountMinor)` of funnel/what-if.ts starts from. */
const chain = z.object({
  reached: z.array(z.number()).describe('Deals at each stage and, last, won'),
  amountMinor: z.number().describe('Mean amount of a won deal'),
  days: z.number().nullable().describe('Length of the span the deals came from'),
})

export const readCheckup = endpoint({
  method: 'GET',
  path: '/checkup',
  summary: 'Where deals were lost, at what price, which stage is a bottleneck, and what is only chance',
  tag,
  query: checkupQuery,
  reply: z.object({
    about,
    stages: z.array(stage),
    totals: z.object({
      deals: count,
      won: sum,
      died: sum,
      stillThere: sum,
      grossLossMinor: amountMinor,
      expectedLossMinor: amountMinor,
      winRate: rate.describe('won ÷ (won + lost), terminated apart'),
    }),
    target: z
      .object({ amountMinor, source: z.enum(['given', 'won-before']) })
      .nullable()
      .describe(
        'won-before: what was won per day in the 12 months before the span; null where less than 90 days of wins are on record',
      ),
    bottlenecks: z.array(bottleneck).describe('Largest gain first'),
    gainsNote: z.string(),
    chain,
    keepOneMore: z.object({
      upperBound: z.number(),
      added: z.number(),
      compound: z.number(),
      single: z.array(z.number()),
      sentences: z.object({ upperBound: z.string(), added: z.string(), compound: z.string() }),
    }),
  }),
})
export type CheckupReply = z.output<typeof readCheckup.reply>

const cell = judged.extend({ stageKey: z.string(), others: rate, difference: z.number().nullable() })
export const readCompare = endpoint({
  method: 'GET',
  path: '/checkup/compare',
  summary: 'Reps, teams, sources … beside all the others, stage by stage, and only what is more than chance is called so',
  tag,
  query: checkupQuery.extend({ by: z.enum(dimensions).default('owner') }),
  reply: z.object({
    about,
    by: z.enum(dimensions),
    definition: said,
    tests: count.describe('Cells compared; p is adjusted for all of them'),
    stages: z.array(rate.extend({ key: z.string(), name: z.string(), m: z.number(), rho: z.number().nullable() })),
    groups: z.array(
      z.object({
        key: z.string().nullable().describe('Null: deals that have none'),
        name: z.string(),
        deals: count,
        won: sum,
        winRate: rate,
        cells: z.array(cell),
      }),
    ),
    groupsLeftOut: count,
  }),
})
export type CompareReply = z.output<typeof readCompare.reply>

export const listCheckupDeals = endpoint({
  method: 'GET',
  path: '/checkup/deals',
  summary: 'The deals behind a number of the check-up: of a stage, an outcome, a trait, a loss reason or a competitor',
  tag,
  query: checkupQuery.extend({
    stage: word(100).optional().describe('Stage key; without it all deals of the span'),
    outcome: z.enum(outcomes).default('all'),
    trait: word(200).optional().describe('Key of a trait of GET /checkup/why'),
    reason: word(100).optional(),
    competitor: id.optional(),
    lacking: z.enum(lackings).optional().describe('Only open deals that lack it, as GET /checkup/habits counts them'),
    ...pageQuery,
  }),
  reply: listFunnelDeals.reply,
})

const paragraph = z.object({ key: z.string(), heading: z.string(), sentences: z.array(z.string()) })
export const readSummary = endpoint({
  method: 'GET',
  path: '/checkup/summary',
  summary: 'The check-up in plain words, made from the figures; print it beside GET /checkup and /checkup/time',
  tag,
  query: checkupQuery.extend({ locale: locale.optional() }),
  reply: z.object({
    locale,
    title: z.string(),
    subtitle: z.string(),
    madeAt: moment,
    paragraphs: z.array(paragraph),
    actions: z.array(
      z.object({
        key: z.string(),
        stageKey: z.string().nullable(),
        sentence: z.string(),
        certain: z.boolean(),
        amountMinor: amountMinor.nullable().describe('What it is about or would bring; null where nobody can tell'),
      }),
    ),
  }),
})
export type SummaryReply = z.output<typeof readSummary.reply>

export const exportCheckup = endpoint({
  method: 'GET',
  path: '/checkup/export',
  summary: 'All tables of the check-up in one workbook',
  tag,
  query: checkupQuery,
})
