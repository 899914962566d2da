import { z } from 'zod'
import { levels } from '../customers/customer.ts'
import { operators, profileFields } from '../customers/level.ts'
import { relationships } from '../customers/quality-matrix.ts'
import { trustProofs } from '../customers/relationship.ts'
import {
  amountMinor,
  day,
  endpoint,
  flag,
  id,
  idParams,
  line,
  moment,
  page,
  pageQuery,
  prose,
  share,
  verdict,
} from '../platform/contract.ts'

const tag = 'quality'
const level = z.enum(levels)
const relationship = z.enum(relationships)
const grade = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5)]).nullable()
const ref = z.object({ id, name: z.string() })
const strength = z.number().min(0).max(100)
const count = z.int()

/** Whose customers: a team's, one person's, or all within reach. */
const scope = { team: id.optional(), owner: id.optional() }

export const criterion = z.object({
  field: z.enum(profileFields),
  operator: z.enum(operators),
  values: z.array(line(80)).max(200),
  /** Employees, a share 0-1, or minor units, as the field is. */
  number: z.number().min(0).max(9e15).nullable(),
  weight: z.number().min(0).max(100),
  knockOut: z.boolean(),
})
export type CriterionGiven = z.output<typeof criterion>

export const targetProfile = z.object({
  mandatory: z.array(z.enum(profileFields)).max(profileFields.length),
  criteria: z.array(criterion).max(60),
  premium: z.object({ revenueMinor: amountMinor.min(0).nullable(), dealMinor: amountMinor.min(0).nullable() }),
  /** Levels that people stated before hold on for 180 days as overrides. */
  keepsStated: z.boolean(),
})

const row = z.object({ untouched: grade, neutral: grade, familiar: grade, partner: grade })
export const matrixShape = z.object({ potential: row, target: row, premium: row, strategic: row })

const settingReply = z.object({
  profile: targetProfile.nullable(),
  matrix: matrixShape,
  matrixIsDefault: z.boolean(),
  /** 0 while nothing was said. */
  version: z.int(),
  permissions: z.object({ edit: verdict }),
})
export const readQualitySetting = endpoint({
  method: 'GET',
  path: '/quality/setting',
  summary: 'The target profile and the grade of each cell',
  tag,
  reply: settingReply,
})
export const saveQualitySetting = endpoint({
  method: 'PUT',
  path: '/quality/setting',
  summary: 'Change the target profile or the matrix; every customer is judged anew in the background',
  tag,
  body: z.object({ profile: targetProfile.nullable(), matrix: matrixShape.nullable() }),
  reply: settingReply,
  status: 200,
})
export const proposeProfile = endpoint({
  method: 'GET',
  path: '/quality/profile-draft',
  summary: 'A first target profile from what the customers who bought have in common',
  tag,
  reply: z.object({ profile: targetProfile, buyers: count }),
})
export const tryProfile = endpoint({
  method: 'POST',
  path: '/quality/what-if',
  summary: 'How many customers each level would have under a target profile; changes nothing',
  tag,
  body: targetProfile.omit({ keepsStated: true }),
  reply: z.object({ customers: count, levels: z.array(z.object({ level, now: count, after: count })) }),
  status: 200,
})

const cell = z.object({
  level,
  relationship,
  grade,
  customers: count,
  openMinor: amountMinor,
  /** Won within twelve months. */
  wonMinor: amountMinor,
  /** Activities and minutes of the last 90 days. */
  activities: count,
  minutes: count,
})
const flow = z.object({
  from: z.object({ level, relationship, grade }),
  to: z.object({ level, relationship, grade }),
  customers: count,
})
export const readMatrix = endpoint({
  method: 'GET',
  path: '/quality-matrix',
  summary: 'Level by relationship: customers, amounts, effort, moves since a day, and what next month would bring',
  tag,
  query: z.object({
    ...scope,
    since: day.optional(),
    asOf: day.optional().describe('At the end of a past day: the customers of today’s owners as they stood then'),
  }),
  reply: z.object({
    asOf: day,
    scope: z.object({ kind: z.enum(['organisation', 'team', 'member']), id: id.nullable(), name: z.string() }),
    currency: z.string(),
    hasProfile: z.boolean(),
    /** The past is still being judged afterwards. */
    isReplaying: z.boolean(),
    judgedAt: moment.nullable(),
    since: day,
    /** All sixteen, from potential to strategic and from untouched to partner. */
    cells: z.array(cell).length(16),
    /** Who does not match the target profile, by relationship. */
    outside: z.array(cell),
    /** Customers by grade, null for none. */
    grades: z.array(z.object({ grade, customers: count, openMinor: amountMinor, wonMinor: amountMinor })),
    /** Σ customers × points of their grade; what made it move since the day stands in `assets`. */
    assetIndex: z.number(),
    flows: z.array(flow),
    assets: z.object({ customers: count, index: z.number(), gained: count, lost: count, indexMoved: z.number() }),
    /** By grade, null for none: share of customers' activities and minutes against the share of contacts the square-root rule gives them. */
    effort: z.array(
      z.object({
        grade,
        customers: count,
        activities: count,
        minutes: count,
        share: share,
        minutesShare: share,
        deserved: share,
      }),
    ),
    development: count,
    /** Well known for 14 days and more, level not judged; null for a past day. */
    levelDue: count.nullable(),
    overrides: count,
    /** Expected a month from now, in the order of grades 1 to 5 and none; null before two months' ends are on record. */
    forecast: z.object({ months: count, now: z.array(count), next: z.array(z.number()), indexNext: z.number() }).nullable(),
    permissions: z.object({ edit: verdict }),
  }),
})
export type MatrixReply = z.output<typeof readMatrix.reply>

export const lists = ['development', 'level-due', 'moved', 'neglected'] as const
export const standingRow = z.object({
  id,
  name: z.string(),
  owner: ref,
  level,
  relationship,
  grade,
  strength,
  lastAnsweredAt: moment.nullable(),
  openMinor: amountMinor,
  wonMinor: amountMinor,
  activities: count,
  minutes: count,
  /** Grade at the day asked for; only in the list of those who moved. */
  gradeThen: grade.optional(),
})
export const listStandings = endpoint({
  method: 'GET',
  path: '/quality/customers',
  summary: 'Customers of a cell, of a grade, or of a list: development, level due, moved since a day, neglected',
  tag,
  query: z.object({
    ...pageQuery,
    ...scope,
    level: level.optional(),
    relationship: relationship.optional(),
    grade: z.enum(['1', '2', '3', '4', '5', 'none']).optional(),
    list: z.enum(lists).optional(),
    since: day.optional(),
    sort: z.enum(['strength', 'open', 'silent']).default('strength'),
  }),
  reply: page(standingRow),
})

const override = z.object({
  id,
  of: z.enum(['level', 'relationship']),
  value: z.string(),
  proposed: z.string().nullable(),
  reason: z.string().nullable(),
  madeAt: moment,
  madeBy: ref,
  expiresOn: day,
})
export const listOverrides = endpoint({
  method: 'GET',
  path: '/quality/overrides',
  summary: 'Levels and relationships that people set over the rule, the latest first',
  tag,
  query: z.object({
    ...pageQuery,
    ...scope,
    /** Only those by which owners set their own customers higher than the rule says. */
    raisedByOwner: flag.optional(),
  }),
  reply: page(
    override.extend({
      customer: ref,
      owner: ref,
      /** Set higher than the rule says. */
      isRaised: z.boolean(),
      isByOwner: z.boolean(),
    }),
  ),
})

const rule = z
  .object({
    kind: z.enum(['not-identified', 'nothing-to-compare', 'knocked-out', 'below-line', 'lighthouse', 'premium', 'target']),
    missing: z.array(z.enum(profileFields)).optional(),
    lacking: z.array(z.enum(['expectation', 'power', 'repeat'])).optional(),
    fit: z.number().optional(),
    criterion: criterion.optional(),
  })
  .nullable()
export const standingDetail = z.object({
  level: z.object({
    value: level,
    proposed: level.nullable(),
    rule,
    fit: share.nullable(),
    known: share.nullable(),
    override: override.nullable(),
  }),
  relationship: z.object({
    value: relationship,
    kept: relationship,
    belowSince: day.nullable(),
    lowersOn: day.nullable(),
    override: override.nullable(),
  }),
  grade,
  isForDevelopment: z.boolean(),
  levelDueSince: day.nullable(),
  strength,
  regularity: share,
  answered: count,
  lastAnsweredAt: moment.nullable(),
  /** Different people met within two years, and the decision roles among them. */
  people: count,
  roles: z.array(z.string()),
  trustedUntil: day.nullable(),
  /** At the end of each of 24 months, today last. */
  curve: z.array(z.object({ day, strength })),
  /** What one more contact today would make of the strength. */
  raises: z.array(z.object({ type: z.enum(['visit', 'meeting', 'call']), minutes: z.int(), strength })),
  /** What the next relationship still takes; null for a partner. */
  next: z
    .object({ relationship, strength: strength.nullable(), contacts: count, days: count, needsTrust: z.boolean() })
    .nullable(),
  facts: z.object({
    expectsReasonably: z.boolean().nullable(),
    buysAgain: z.boolean().nullable(),
    isLighthouse: z.boolean(),
    lighthouseReason: z.string().nullable(),
    version: z.int(),
  }),
  proofs: z.array(z.object({ id, kind: z.enum(trustProofs), provedOn: day, note: z.string(), by: ref.nullable() })),
  changes: z.array(
    z.object({
      id,
      day,
      fromLevel: level,
      toLevel: level,
      fromRelationship: relationship,
      toRelationship: relationship,
      fromGrade: grade,
      toGrade: grade,
      isAfterwards: z.boolean(),
      reason: z.string().nullable(),
      by: ref.nullable(),
    }),
  ),
  permissions: z.object({ edit: verdict }),
})
export type StandingDetail = z.output<typeof standingDetail>
export const readStanding = endpoint({
  method: 'GET',
  path: '/customers/:id/standing',
  summary: 'Where a customer stands, why, its strength over 24 months, and what would raise it',
  tag,
  params: idParams,
  reply: standingDetail,
})

const overrideBody = {
  reason: line(400),
  expiresOn: day.optional(),
  /** The override that held when the customer was read, null for none; 412 names whoever spoke meanwhile. */
  seen: id.nullable().optional(),
}
const seenQuery = z.object({ seen: id.optional() })
export const overrideLevel = endpoint({
  method: 'PUT',
  path: '/customers/:id/level-override',
  summary: 'Set the level over the rule, with a reason, until a day (180 days when none is given)',
  tag,
  params: idParams,
  body: z.object({ value: level, ...overrideBody }),
  reply: standingDetail,
  status: 200,
})
export const liftLevel = endpoint({
  method: 'DELETE',
  path: '/customers/:id/level-override',
  summary: 'Let the rule decide the level again; with `seen`, 412 names whoever set another override meanwhile',
  tag,
  params: idParams,
  query: seenQuery,
})
export const overrideRelationship = endpoint({
  method: 'PUT',
  path: '/customers/:id/relationship-override',
  summary: 'Set the relationship over the rule, with a reason, until a day (180 days when none is given)',
  tag,
  params: idParams,
  body: z.object({ value: relationship, ...overrideBody }),
  reply: standingDetail,
  status: 200,
})
export const liftRelationship = endpoint({
  method: 'DELETE',
  path: '/customers/:id/relationship-override',
  summary: 'Let the contacts decide the relationship again; with `seen`, 412 names whoever set another override meanwhile',
  tag,
  params: idParams,
  query: seenQuery,
})
export const saveQualityFacts = endpoint({
  method: 'PUT',
  path: '/customers/:id/quality-facts',
  summary: 'What is known of a customer’s quality: reasonable expectations, repeat purchase, lighthouse (with a reason)',
  tag,
  params: idParams,
  body: z.object({
    expectsReasonably: z.boolean().nullable(),
    buysAgain: z.boolean().nullable(),
    isLighthouse: z.boolean(),
    lighthouseReason: prose(400).nullish(),
  }),
  reply: standingDetail,
  status: 200,
})
export const addTrustProof = endpoint({
  method: 'POST',
  path: '/customers/:id/trust-proofs',
  summary: 'Record what proves trust: an order, a referral, a framework contract, a joint project',
  tag,
  params: idParams,
  body: z.object({ kind: z.enum(trustProofs), provedOn: day, note: line(400) }),
  reply: standingDetail,
})
export const removeTrustProof = endpoint({
  method: 'DELETE',
  path: '/customers/:id/trust-proofs/:proofId',
  summary: 'Take a proof of trust back',
  tag,
  params: z.object({ id, proofId: id }),
})
