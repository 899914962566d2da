import { z } from 'zod'
import { currency, day, endpoint, id, idParams, moment, page, pageQuery, prose, verdict } from '../platform/contract.ts'
import { columns, isMeasure, levels, type Column, type Measure } from './measure.ts'
import { planStates, planSteps } from './plan-state.ts'

const tag = 'targets'
/** Activities of several kinds are counted together: `activity-call.visit`. */
export const measure = z
  .string()
  .regex(/^(won-amount|won-deals|new-customers|activity-[a-z]+(\.[a-z]+)*)$/)
  .refine(isMeasure) as unknown as z.ZodType<Measure>
export const level = z.enum(levels)
export const column = z.enum(columns as unknown as [Column, ...Column[]])
const year = z.int().min(2000).max(2100)
const yearAsked = z.coerce.number().int().min(2000).max(2100)
/** Minor units of the currency, or a count. */
const figure = z.int().min(0).max(9_000_000_000_000_000)
const months = z.array(z.int()).length(12)
const person = z.object({ id, name: z.string() })

const summaryFields = {
  id,
  year: z.int(),
  measure,
  /** Version number within year and measure. */
  number: z.int(),
  state: z.enum(planStates),
  /** Why it was made or changed. */
  note: z.string(),
  /** Of the money in it. */
  currency,
  createdAt: moment,
  createdBy: person,
  submittedAt: moment.nullable(),
  submittedBy: person.nullable(),
  decidedAt: moment.nullable(),
  decidedBy: person.nullable(),
  updatedAt: moment,
  archived: z.boolean(),
  version: z.int(),
}
export const targetSummary = z.object(summaryFields)
export type TargetSummary = z.output<typeof targetSummary>

export const targetNode = z.object({
  id,
  /** The row above, null for the topmost within reach. */
  parentId: id.nullable(),
  kind: z.enum(['company', 'team', 'member']),
  teamId: id.nullable(),
  memberId: id.nullable(),
  name: z.string(),
  seniority: z.number(),
  startsOn: day.nullable(),
  /** The day of joining as the person's record tells it. */
  joinedOn: day.nullable(),
  /** Somebody who left keeps the row. */
  active: z.boolean(),
  /** Whether the reader may change its figures. */
  editable: z.boolean(),
})
export type TargetNode = z.output<typeof targetNode>

export const targetDetail = targetSummary.extend({
  nodes: z.array(targetNode),
  /** Figures of the rows that have none below them; every other figure is a sum of these. */
  lines: z.array(z.object({ nodeId: id, level, months })),
  locks: z.array(z.object({ nodeId: id, level, column })),
  /** What each row without rows below it counts in each month when a figure is cut by weight. */
  weights: z.array(z.object({ nodeId: id, months: z.array(z.number()).length(12) })),
  workdays: months,
  /** What the year before brought within reach, January to December; null when nothing is on record. */
  pastYear: months.nullable(),
  /** People who sell and have no row yet. */
  missing: z.array(z.object({ id, name: z.string() })),
  /** The change that undo would take back. */
  lastEdit: z.object({ id, kind: z.string(), at: moment, by: person }).nullable(),
  permissions: z.object({
    edit: verdict,
    /** Whether figures that are not below the reader may change too. */
    editAbove: verdict,
    submit: verdict,
    withdraw: verdict,
    approve: verdict,
    return: verdict,
    copy: verdict,
    archive: verdict,
    export: verdict,
  }),
})
export type TargetDetail = z.output<typeof targetDetail>

const absorb = z.discriminatedUnion('by', [
  z.object({ by: z.literal('months') }),
  z.object({ by: z.literal('siblings') }),
  z.object({ by: z.literal('parent') }),
  z.object({ by: z.literal('sibling'), node: id }),
])

export const targetEdit = z.discriminatedUnion('kind', [
  /** Another figure for a cell; `absorb` says what takes up the difference. */
  z.object({ kind: z.literal('set'), level, node: id, column, value: figure, absorb }),
  /** Cuts the months of a row anew over the rows below it, by weight. */
  z.object({ kind: z.literal('recut'), level, node: id }),
  z.object({ kind: z.literal('lock'), level, node: id, column, locked: z.boolean() }),
  /** How much a person counts when figures are cut; changes no figure by itself. */
  z.object({
    kind: z.literal('weigh'),
    node: id,
    seniority: z.number().min(0).max(10).optional(),
    startsOn: day.nullable().optional(),
  }),
  /** A row for somebody who has none. */
  z.object({ kind: z.literal('add'), memberId: id }),
  /** A level as a multiple of the base. */
  z.object({ kind: z.literal('scale'), level: z.enum(['stretch', 'challenge']), factor: z.number().min(0).max(10) }),
])
export type TargetEdit = z.output<typeof targetEdit>

export const listTargets = endpoint({
  method: 'GET',
  path: '/targets',
  summary: 'Versions of plans, latest first',
  tag,
  query: z.object({
    ...pageQuery,
    year: yearAsked.optional(),
    measure: measure.optional(),
    state: z.enum(planStates).optional(),
    archived: z.enum(['true', 'false']).optional(),
  }),
  reply: page(targetSummary).extend({ permissions: z.object({ create: verdict }) }),
})

export const newTarget = z.object({
  year,
  measure,
  note: prose(1000).default(''),
  /** `history`: what the last twelve months brought, grown; `figure`: the base given; `copy`: the version in force, or `basedOn`. */
  from: z.enum(['history', 'figure', 'copy']),
  growth: z.number().min(-0.9).max(10).default(0.1),
  base: figure.optional(),
  /** The other levels as multiples of the base. */
  stretch: z.number().min(0).max(10).default(1.1),
  challenge: z.number().min(0).max(10).default(1.25),
  basedOn: id.optional(),
})
export type NewTarget = z.output<typeof newTarget>

export const createTarget = endpoint({
  method: 'POST',
  path: '/targets',
  summary: 'Draft a plan: from the past, from a figure, or as a new version of one',
  tag,
  body: newTarget,
  reply: targetDetail,
})
export const readTarget = endpoint({
  method: 'GET',
  path: '/targets/:id',
  summary: 'A version of a plan with the rows within reach',
  tag,
  params: idParams,
  reply: targetDetail,
})
export const changeTarget = endpoint({
  method: 'PATCH',
  path: '/targets/:id',
  summary: 'Say why a draft differs from the plan before it',
  tag,
  params: idParams,
  body: z.object({ note: prose(1000) }),
  reply: targetDetail,
})
export const archiveTarget = endpoint({
  method: 'DELETE',
  path: '/targets/:id',
  summary: 'Archive a version of a plan',
  tag,
  params: idParams,
})
export const editTarget = endpoint({
  method: 'POST',
  path: '/targets/:id/edits',
  summary: 'Change cells, locks, weights or rows of a draft; all sums stay whole',
  tag,
  params: idParams,
  body: targetEdit,
  reply: targetDetail,
})
export const undoTargetEdit = endpoint({
  method: 'POST',
  path: '/targets/:id/undo',
  summary: 'Take the last change of a draft back',
  tag,
  params: idParams,
  reply: targetDetail,
})
export const stepTarget = endpoint({
  method: 'POST',
  path: '/targets/:id/steps',
  summary: 'Submit a draft, withdraw it, return it, or approve it, which puts it in force',
  tag,
  params: idParams,
  body: z.object({ step: z.enum(planSteps), note: prose(1000).default('') }),
  reply: targetDetail,
})

export const readTargetHistory = endpoint({
  method: 'GET',
  path: '/targets/:id/history',
  summary: 'Who changed, submitted, returned and approved a version, latest first',
  tag,
  params: idParams,
  reply: page(
    z.object({
      id,
      at: moment,
      by: person,
      /** A step of the version, or the kind of an edit. */
      what: z.string(),
      note: z.string(),
      /** Row and cell of an edit, where it was about one that the reader sees. */
      row: z.string().nullable(),
      column: column.nullable(),
      level: level.nullable(),
      value: z.number().nullable(),
      undone: z.boolean(),
    }),
  ),
})

export const exportTarget = endpoint({
  method: 'GET',
  path: '/targets/:id/file',
  summary: 'A version of a plan as a file that can be brought in again',
  tag,
  params: idParams,
  query: z.object({ format: z.enum(['xlsx', 'csv']).default('xlsx') }),
  reply: z.any(),
})
