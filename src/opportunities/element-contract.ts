import { z } from 'zod'
import { amountMinor, day, endpoint, id, idParams, moment, prose, ref, share, verdict, word } from '../platform/contract.ts'
import { elementState, key } from '../pipelines/definition-shape.ts'
import { contradictionCodes } from './element-contradictions.ts'

const tag = 'elements'
const named = z.object({ key: z.string(), name: z.string() })
const points = z.number().describe('In shares: .01 is one percentage point')
const count = z.int().min(0)

export const evidenceKinds = ['activity', 'contact', 'document'] as const
const evidence = z.object({
  kind: z.enum([...evidenceKinds, 'import']),
  id: id.nullable(),
  /** What a person calls it; null where the caller does not see it. */
  label: z.string().nullable(),
  archived: z.boolean(),
})

const elementShape = named.extend({
  question: z.string(),
  state: elementState,
  /** Value x of what is known, −1 (against us) to 1 (confirmed and in our favour). */
  value: z.number(),
  answer: named.nullable(),
  answers: z.array(named.extend({ value: z.number() })),
  note: z.string().nullable(),
  evidence: evidence.nullable(),
  /** When it was found out. */
  asOf: moment.nullable(),
  updatedAt: moment.nullable(),
  updatedBy: ref.nullable(),
  staleDays: z.number().nullable(),
  stale: z.boolean(),
  dueStage: named.nullable(),
  due: z.enum(['earlier', 'now', 'later', 'never']),
  /** Configured weight at the present stage. */
  weight: z.number(),
  /** Weight in the log-odds, learned where there is anything learned; null for an element whose answers have weights of their own. */
  beta: z.number().nullable(),
  /** How much of the weight is learned, 0 to 1. */
  learnedShare: share,
  /** What a normal deal has at this stage, and whether that is a mean of the past. */
  par: z.number(),
  parLearned: z.boolean(),
  /** By how much it moves the chance; null when the deal has ended. */
  contribution: points.nullable(),
  gain: points.nullable(),
})

const part = named.extend({ contribution: points, gain: points })

export const elementsOfDeal = z.object({
  stage: named.nullable(),
  version: z.int().describe('Of the opportunity, for If-Match'),
  elements: z.array(elementShape),
  /** 配齐度 for the present stage; null where nothing has weight. */
  completeness: share.nullable(),
  /** Three answers side by side; none overwrites another. */
  chance: z.object({
    /** From the stage alone. `learned` counts as soon as enough deals of the pipeline have ended. */
    stage: z.object({
      configured: share,
      learned: share.nullable(),
      counts: z.enum(['configured', 'learned']),
      resolved: count,
      won: count,
    }),
    /** The stage's chance moved by the elements; null for a deal that has ended or has no elements. */
    elements: share.nullable(),
    /** The rep's own. */
    own: share.nullable(),
    /** What the weights were learned from; null while they are as configured. */
    learned: z.object({ deals: count, share, computedAt: moment }).nullable(),
  }),
  explanation: z.object({
    up: z.array(part),
    down: z.array(part),
    gains: z.array(part.extend({ gainMinor: amountMinor.nullable() })),
  }),
  contradictions: z.array(
    z.object({
      code: z.enum(contradictionCodes),
      element: z.string().nullable(),
      sentence: z.string(),
      mend: z.object({
        kind: z.enum(['field', 'contact', 'activity', 'document', 'element']),
        key: z.string(),
        label: z.string(),
      }),
    }),
  ),
  /** What could serve as evidence, most recent first of each kind. */
  evidence: z.array(z.object({ kind: z.enum(evidenceKinds), id, label: z.string(), at: moment.nullable() })),
  permissions: z.object({ edit: verdict }),
})
export type ElementsOfDeal = z.output<typeof elementsOfDeal>

export const readElements = endpoint({
  method: 'GET',
  path: '/opportunities/:id/elements',
  summary: 'What is known of a deal, how complete that is, and what it does to the chance',
  tag,
  params: idParams,
  reply: elementsOfDeal,
})

export const setElement = endpoint({
  method: 'PUT',
  path: '/opportunities/:id/elements/:key',
  summary: 'Say what is known of an element; confirmed needs evidence',
  tag,
  params: z.object({ id, key: word(60) }),
  body: z
    .object({
      /** May be left out where an answer is given: then the answer says it. */
      state: elementState.optional(),
      answer: key.nullish(),
      note: prose(2000).nullish(),
      evidence: z.object({ kind: z.enum(evidenceKinds), id }).nullish(),
      /** When it was found out; the time of an activity that proves it, else now, when absent. */
      asOf: moment.optional(),
    })
    .refine(({ state, answer }) => state !== undefined || answer, { path: ['state'], message: 'a state or an answer' }),
  reply: elementsOfDeal,
})

const rate = z.object({
  deals: count,
  won: count,
  /** Null under ten deals. */
  rate: share.nullable(),
  low: share,
  high: share,
  tooFew: z.boolean(),
})

export const elementReport = z.object({
  pipeline: ref.extend({ key: z.string() }),
  /** Ended deals looked at: the most recent ones within reach. */
  deals: count,
  limited: z.boolean(),
  stages: z.array(
    named.extend({
      deals: count,
      elements: z.array(
        named.extend({
          weight: z.number(),
          learnedWeight: z.number().nullable(),
          states: z.array(rate.extend({ state: elementState })),
          answers: z.array(rate.extend({ key: z.string(), name: z.string() })),
          /** Whether knowing it goes with another outcome: intervals of known and unknown that do not touch. */
          verdict: z.enum(['too-few', 'may-be-chance', 'tells']),
        }),
      ),
    }),
  ),
})

export const readElementReport = endpoint({
  method: 'GET',
  path: '/element-report',
  summary: 'Win rate by what was known of each element at each stage, before the end',
  tag,
  query: z.object({ pipeline: word(100).optional().describe('Key or id; the default pipeline when absent') }),
  reply: elementReport,
})

export const gateReport = z.object({
  pipeline: ref.extend({ key: z.string() }),
  from: day.nullable(),
  to: day.nullable(),
  /** By the stage that deals stood in when they tried to go on. */
  gates: z.array(
    named.extend({
      attempts: count,
      deals: count,
      passed: count,
      warned: count,
      refused: count,
      overridden: count,
      missingMost: z.array(
        z.object({
          label: z.string(),
          stage: z.string(),
          side: z.enum(['entry', 'exit']),
          kind: z.string(),
          key: z.string(),
          attempts: count,
          deals: count,
        }),
      ),
      /** How the deals that were let through by an override stand. */
      overrides: z.object({ deals: count, won: count, lost: count, open: count }),
      /** Median days from a deal's first refusal to its passing; null when none of the refused ones passed. */
      daysAdded: z.number().nullable(),
      refusedDeals: count,
      stillRefused: count,
    }),
  ),
  overridesByRep: z.array(z.object({ owner: ref, overrides: count, deals: count, won: count, lost: count, open: count })),
})

export const readGateReport = endpoint({
  method: 'GET',
  path: '/gate-report',
  summary: 'What gates do: attempts, refusals, what was missing most, overrides and how they ended, days added',
  tag,
  query: z.object({
    pipeline: word(100).optional().describe('Key or id; the default pipeline when absent'),
    from: day.optional().describe('First day of the attempts, in the organisation’s time zone'),
    to: day.optional().describe('Last day, included'),
  }),
  reply: gateReport,
})
