import { z } from 'zod'
import { day, id, line, prose } from '../platform/contract.ts'
import { approvalKinds, elementStates, type Criterion } from './criteria.ts'
import type { PipelineFull } from './definition.ts'
import type { Gate } from './gate.ts'
import { documentCategories } from './gate-fields.ts'
import { outcomes, phases } from './stage.ts'

export const key = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  .max(60)
export const named = z.object({ 'zh-CN': line(80), 'zh-TW': line(80), en: line(80) })
const told = (max: number) => z.object({ 'zh-CN': prose(max), 'zh-TW': prose(max), en: prose(max) })
const days = z.number().min(0).max(3650)
const count = z.int().min(1).max(1000)
const purchaseRoles = z.array(z.enum(['decider', 'influencer', 'user', 'gatekeeper', 'coach'])).max(5)
const activityTypes = z
  .array(z.enum(['call', 'visit', 'meeting', 'email', 'message', 'demo', 'trial', 'reception', 'other']))
  .max(9)

const leaf = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('field'),
    key: line(60),
    test: z.enum(['set', 'equals', 'one-of', 'at-least', 'at-most']),
    value: z.union([prose(200), z.number(), z.array(prose(200)).max(100)]).optional(),
  }),
  z.object({
    kind: z.literal('contacts'),
    atLeast: count,
    roles: purchaseRoles.optional(),
    attitude: z.enum(['supporter', 'neutral', 'opponent']).optional(),
    reachable: z.boolean().optional(),
  }),
  z.object({
    kind: z.literal('activities'),
    atLeast: count,
    since: z.enum(['start', 'stage-entry']),
    types: activityTypes.optional(),
    withPurpose: z.boolean().optional(),
    withFeedback: z.boolean().optional(),
    minCharacters: z.int().min(0).max(10_000).optional(),
    minMinutes: z.int().min(0).max(1440).optional(),
    roles: purchaseRoles.optional(),
  }),
  z.object({ kind: z.literal('element'), key, atLeast: z.enum(['partial', 'confirmed']) }),
  z.object({ kind: z.literal('task'), key }),
  z.object({ kind: z.literal('document'), category: z.enum(documentCategories), atLeast: count }),
  z.object({ kind: z.literal('approval'), of: z.enum(approvalKinds) }),
])

/** Groups may lie in each other; how deep is checked when a draft is tried or published (definition-flaws.ts). */
export const criterion: z.ZodType<Criterion> = z.union([
  leaf,
  z.object({
    kind: z.enum(['all', 'any']),
    get of() {
      return z.array(criterion).max(30)
    },
  }),
]) as unknown as z.ZodType<Criterion>

export const gate: z.ZodType<Gate> = z.object({
  criteria: z.array(criterion).max(40),
  mode: z.enum(['warn', 'block']).default('block'),
  warnsUntil: day.nullable().default(null),
}) as unknown as z.ZodType<Gate>
const open = { criteria: [], mode: 'block' as const, warnsUntil: null }

export const stageTask = z.object({
  key,
  name: named,
  standard: told(1000),
  expectedResult: told(400),
  role: z.enum(['owner', 'supervisor', 'presales', 'delivery', 'service', 'finance', 'marketing']),
  dueDays: z.int().min(0).max(365),
})

export const playbook = z.object({
  talkTracks: z.array(told(2000)).max(50),
  questions: z.array(told(400)).max(50),
  materials: z
    .array(
      z.object({
        name: named,
        address: z
          .url({ protocol: /^https?$/ })
          .max(500)
          .nullable(),
      }),
    )
    .max(50),
})

export const stageFull = z.object({
  id: id.nullable().default(null),
  key,
  phase: z.enum(phases),
  name: named,
  customerLooks: told(400).default({ 'zh-CN': '', 'zh-TW': '', en: '' }),
  probability: z.number().min(0.01).max(0.99),
  expectedDays: days.nullable().default(null),
  warningDays: days.nullable().default(null),
  criticalDays: days.nullable().default(null),
  entry: gate.default(open),
  exit: gate.default(open),
  tasks: z.array(stageTask).max(60).default([]),
  playbook: playbook.default({ talkTracks: [], questions: [], materials: [] }),
  outcomes: z.array(z.enum(outcomes)).default([...outcomes]),
  rework: z.boolean().optional(),
  lossReasons: z.array(z.string().max(60)).max(100).nullable().default(null),
})

export const elementDefinition = z.object({
  key,
  name: named,
  question: told(400).default({ 'zh-CN': '', 'zh-TW': '', en: '' }),
  dueStage: z.string().max(60).nullable().default(null),
  weights: z.record(z.string().max(60), z.number().min(0).max(1000)).default({}),
  staleDays: z.int().min(1).max(3650).nullable().default(null),
  answers: z
    .array(z.object({ key: line(60), name: named, value: z.number().min(-1).max(1) }))
    .max(30)
    .optional(),
})

/** A pipeline in full, as drafts hold it and versions publish it. */
export const pipelineFull: z.ZodType<PipelineFull> = z.object({
  stages: z.array(stageFull).min(1).max(200),
  elements: z.array(elementDefinition).max(60).default([]),
  winGate: z.enum(['warn', 'block']).default('warn'),
}) as unknown as z.ZodType<PipelineFull>

export const elementState = z.enum(elementStates)
