import { z } from 'zod'
import { amountMinor, endpoint, id, share, word } from '../platform/contract.ts'
import { about, checkupQuery, judged, judgement, rate, said, tag } from './contract.ts'

export const traitKinds = [
  'element',
  'activity',
  'met',
  'response',
  'recording',
  'source',
  'product',
  'band',
  'region',
  'owner',
] as const
export type TraitKind = (typeof traitKinds)[number]

const count = z.int().min(0)

/**
 * Something that is true of some deals at the gate and not of the others. `with` and `without`: how many of those went on.
 * `lift` = P(went on | trait) ÷ P(went on). Only traits with at least 5 deals on either side are tested.
 */
const trait = z.object({
  key: z.string().describe('For GET /checkup/deals?trait='),
  kind: z.enum(traitKinds),
  name: z.string(),
  with: rate,
  without: rate,
  lift: z.number().nullable(),
  p: share,
  adjustedP: share,
  effect: z.enum(['helps', 'hurts', 'could-be-chance']),
  sentence: z.string(),
})
export type Trait = z.output<typeof trait>

const ranked = z.object({
  key: z.string(),
  name: z.string(),
  deals: count,
  amountMinor,
  share: share.describe('By count, or by money'),
  low: share.nullable().describe('95 % Wilson interval of the share by count; null by money'),
  high: share.nullable(),
  rank: z.int().min(1),
  bestRank: z
    .int()
    .min(1)
    .describe('The first rank it may have: only reasons whose whole interval is above its own are surely before it'),
  worstRank: z.int().min(1).describe('The last rank it may have'),
  tied: z.boolean().describe('Its interval overlaps that of another reason: the order may be chance'),
  parts: z
    .array(z.object({ key: z.string(), name: z.string(), deals: count, amountMinor }))
    .describe('Its reasons of the second level that were chosen, most first; none where nobody chose one'),
})

const text = z.string()
/** What the playbook of a stage says to do. */
const response = z.object({
  stageKey: z.string(),
  stageName: z.string(),
  talkTracks: z.array(text),
  questions: z.array(text),
  materials: z.array(z.object({ name: text, address: z.string().nullable() })),
})

export const readWhy = endpoint({
  method: 'GET',
  path: '/checkup/why',
  summary: 'What distinguishes deals that went on at a gate from those that stuck or died there',
  tag,
  query: checkupQuery.extend({ stage: word(100).describe('Stage key') }),
  reply: z.object({
    about,
    definition: said,
    stage: z.object({ key: z.string(), stageId: id, name: z.string(), horizonDays: z.number().nullable() }),
    members: z.object({
      of: count,
      lookedAt: count.describe('Fewer than `of` when there are too many to look at each: then an even sample'),
      reading: share
        .nullable()
        .describe('How much of what was done is read; all deals are looked at when it is 1. Null: nothing is being read'),
      wentOn: count,
      died: count,
      stillThere: count,
      stuck: count,
    }),
    traits: z.array(trait).describe('Strongest and surest first; those that could be chance last'),
    tested: count,
    tooFewCases: count.describe('Traits left out because fewer than 5 deals have them, or have them not'),
    stuck: z.object({
      definition: said,
      limitDays: z.number(),
      traits: z.array(trait).describe('Of the stuck ones against those that went on'),
    }),
  }),
})
export type WhyReply = z.output<typeof readWhy.reply>

const reasons = z.object({
  definition: said,
  ended: count.describe('Deals that ended without a win'),
  withoutReason: count,
  byCount: z.array(ranked),
  byMoney: z.array(ranked),
  othersShare: share.describe('Part of the reason “other”: alarming above 0.10'),
  othersAlarm: z.boolean(),
  segments: z
    .array(
      judged.extend({
        dimension: z.enum(['stage', 'competitor', 'product', 'owner', 'source', 'band', 'region']),
        key: z.string(),
        name: z.string(),
        reasonKey: z.string(),
        reasonName: z.string(),
        others: rate,
        lift: z.number().nullable(),
        sentence: z.string(),
      }),
    )
    .describe('Where a reason is more frequent than elsewhere and that is no chance; at least 5 cases'),
  responses: z.array(response).describe('Of the stages where the top reasons struck most'),
})

const competitor = z.object({
  id,
  name: z.string(),
  met: count.describe('Won + lost where it was named'),
  won: count,
  lost: count.describe('While it was named, to whomever'),
  lostTo: count.describe('Of those, lost to it'),
  lostMinor: amountMinor.describe('Of those lost to it'),
  winRate: rate,
  others: rate.describe('Win rate of decided deals that name others and not this one'),
  p: share.nullable(),
  adjustedP: share.nullable(),
  judgement,
  label: z.string(),
  /** Its part of the losses with a competitor, in the earlier and the later half of the span. */
  before: rate,
  now: rate,
  trend: z.enum(['rising', 'falling', 'could-be-chance', 'too-few']),
  stages: z.array(z.object({ stageKey: z.string(), name: z.string(), lost: count })),
  reasons: z.array(z.object({ key: z.string(), name: z.string(), lost: count })),
  hasBattlecard: z.boolean(),
})

export const readLosses = endpoint({
  method: 'GET',
  path: '/checkup/losses',
  summary:
    'Why deals ended: top reasons by count and by money, where each strikes, what the playbook answers, and each competitor',
  tag,
  query: checkupQuery.extend({ stage: word(100).optional().describe('Only what ended in this stage') }),
  reply: z.object({ about, reasons, competitors: z.array(competitor), competitorsDefinition: said }),
})
export type LossesReply = z.output<typeof readLosses.reply>
