/** The roles a person can have in a purchase, as contacts carry them. */
export type PurchaseRole = 'decider' | 'influencer' | 'user' | 'gatekeeper' | 'coach'

/** How well an element of a deal is known (FUNNEL-SCIENCE §2). `unfavourable` is known as well, and bad. */
export const elementStates = ['unknown', 'partial', 'confirmed', 'unfavourable'] as const
export type ElementState = (typeof elementStates)[number]

/** A field of the deal or its customer is set, or compares with a value. Money in minor units, days as `YYYY-MM-DD`. */
export interface FieldCriterion {
  kind: 'field'
  key: string
  test: 'set' | 'equals' | 'one-of' | 'at-least' | 'at-most'
  value?: string | number | readonly string[] | undefined
}

/** So many people of the customer are known: in one of the roles, with this attitude, reachable by telephone or e-mail. */
export interface ContactsCriterion {
  kind: 'contacts'
  atLeast: number
  roles?: readonly PurchaseRole[] | undefined
  attitude?: 'supporter' | 'neutral' | 'opponent' | undefined
  reachable?: boolean | undefined
}

/** So many contacts with the customer are on record. `since`: the start of the deal, or its entry into the present stage. */
export interface ActivitiesCriterion {
  kind: 'activities'
  atLeast: number
  since: 'start' | 'stage-entry'
  types?: readonly string[] | undefined
  withPurpose?: boolean | undefined
  withFeedback?: boolean | undefined
  /** Least length of what was written down, in characters. */
  minCharacters?: number | undefined
  minMinutes?: number | undefined
  /** At least one participant with one of these roles. */
  roles?: readonly PurchaseRole[] | undefined
}

export interface ElementCriterion {
  kind: 'element'
  key: string
  /** `partial`: known at all, be it good or bad. `confirmed`: known and in our favour. */
  atLeast: 'partial' | 'confirmed'
}

/** A stage task of this pipeline is done, with a result written. */
export interface TaskCriterion {
  kind: 'task'
  key: string
}

export interface DocumentCriterion {
  kind: 'document'
  category: string
  atLeast: number
}

export const approvalKinds = ['stage', 'discount', 'contract'] as const
export type ApprovalKind = (typeof approvalKinds)[number]

export interface ApprovalCriterion {
  kind: 'approval'
  of: ApprovalKind
}

export type LeafCriterion =
  | FieldCriterion
  | ContactsCriterion
  | ActivitiesCriterion
  | ElementCriterion
  | TaskCriterion
  | DocumentCriterion
  | ApprovalCriterion

/** All of several criteria, or any one of them. */
export interface GroupCriterion {
  kind: 'all' | 'any'
  of: readonly Criterion[]
}

export type Criterion = LeafCriterion | GroupCriterion

export const isGroup = (criterion: Criterion): criterion is GroupCriterion => criterion.kind === 'all' || criterion.kind === 'any'

/** What is on record about a deal, as far as criteria ask. Counts of activities are keyed by `activityKey`. */
export interface Evidence {
  /** Value of each field that criteria name; a key that is absent stands for a field that no longer exists. */
  fields: Readonly<Record<string, string | number | null>>
  contacts: readonly { role: PurchaseRole | null; attitude: string | null; reachable: boolean }[]
  activities: Readonly<Record<string, number>>
  elements: Readonly<Record<string, ElementState>>
  tasksDone: readonly string[]
  documents: Readonly<Record<string, number>>
  /** Approvals that stand: given, not taken back, and for the deal as it is. */
  approvals: readonly ApprovalKind[]
}

export const noEvidence: Evidence = {
  fields: {},
  contacts: [],
  activities: {},
  elements: {},
  tasksDone: [],
  documents: {},
  approvals: [],
}

/** A criterion that is not met: what it asks, how much of it is there. `options` are the ways out where any one would do. */
export interface Gap {
  criterion: Criterion
  have: number
  need: number
  options?: readonly (readonly Gap[])[]
}

/** What a criterion on activities counts, as one text: two that count the same share it. */
export const activityKey = (criterion: ActivitiesCriterion): string =>
  JSON.stringify([
    criterion.since,
    [...(criterion.types ?? [])].sort(),
    criterion.withPurpose ?? false,
    criterion.withFeedback ?? false,
    criterion.minCharacters ?? 0,
    criterion.minMinutes ?? 0,
    [...(criterion.roles ?? [])].sort(),
  ])

/** An activity as criteria see it. `characters` is the length of content and feedback together. */
export interface CountedActivity {
  type: string
  purpose: boolean
  feedback: boolean
  characters: number
  minutes: number
  roles: readonly PurchaseRole[]
}

/** Whether an activity counts for a criterion, its time apart; the twin of the SQL in opportunities/queries/evidence.ts. */
export const countsFor = (criterion: ActivitiesCriterion, activity: CountedActivity): boolean =>
  (!criterion.types?.length || criterion.types.includes(activity.type)) &&
  (!criterion.withPurpose || activity.purpose) &&
  (!criterion.withFeedback || activity.feedback) &&
  activity.characters >= (criterion.minCharacters ?? 0) &&
  activity.minutes >= (criterion.minMinutes ?? 0) &&
  (!criterion.roles?.length || activity.roles.some((role) => criterion.roles!.includes(role)))

/**
 * What is missing for these criteria; empty when they are met. A criterion whose field, element or task no longer exists
 * asks for nothing: a deal must not be stuck for ever on what nobody can fill in (publishing refuses such a criterion).
 */
export function gapsOf(criteria: readonly Criterion[], evidence: Evidence, exists: Exists = everythingExists): Gap[] {
  return criteria.flatMap((criterion) => gapOf(criterion, evidence, exists))
}

/** Whether what a criterion names is still there. */
export type Exists = (kind: 'field' | 'element' | 'task', key: string) => boolean
const everythingExists: Exists = () => true

function gapOf(criterion: Criterion, evidence: Evidence, exists: Exists): Gap[] {
  if (isGroup(criterion)) {
    if (criterion.kind === 'all') return gapsOf(criterion.of, evidence, exists)
    const options = criterion.of.map((option) => gapOf(option, evidence, exists))
    if (options.length === 0 || options.some((gaps) => gaps.length === 0)) return []
    return options.length === 1 ? options[0]! : [{ criterion, have: 0, need: 1, options }]
  }
  if (
    (criterion.kind === 'field' || criterion.kind === 'element' || criterion.kind === 'task') &&
    !exists(criterion.kind, criterion.key)
  )
    return []
  const [have, need] = measure(criterion, evidence)
  return have >= need ? [] : [{ criterion, have, need }]
}

/** How much is there, and how much is asked. */
function measure(criterion: LeafCriterion, evidence: Evidence): [have: number, need: number] {
  switch (criterion.kind) {
    case 'field':
      return [meets(criterion, evidence.fields[criterion.key] ?? null) ? 1 : 0, 1]
    case 'contacts':
      return [evidence.contacts.filter((contact) => fits(criterion, contact)).length, criterion.atLeast]
    case 'activities':
      return [evidence.activities[activityKey(criterion)] ?? 0, criterion.atLeast]
    case 'element': {
      const state = evidence.elements[criterion.key] ?? 'unknown'
      return [state === 'confirmed' || (criterion.atLeast === 'partial' && state !== 'unknown') ? 1 : 0, 1]
    }
    case 'task':
      return [evidence.tasksDone.includes(criterion.key) ? 1 : 0, 1]
    case 'document':
      return [evidence.documents[criterion.category] ?? 0, criterion.atLeast]
    case 'approval':
      return [evidence.approvals.includes(criterion.of) ? 1 : 0, 1]
  }
}

function meets({ test, value: asked }: FieldCriterion, value: string | number | null): boolean {
  if (value === null || value === '') return false
  if (test === 'set') return true
  if (test === 'one-of') return Array.isArray(asked) && asked.includes(String(value))
  if (test === 'equals') return String(value) === String(asked)
  if (typeof asked !== 'number' && typeof asked !== 'string') return false
  // days compare as texts, numbers as numbers
  const [left, right] = typeof value === 'number' ? [value, Number(asked)] : [value, String(asked)]
  return test === 'at-least' ? left >= right : left <= right
}

const fits = (criterion: ContactsCriterion, contact: Evidence['contacts'][number]): boolean =>
  (!criterion.roles?.length || (contact.role !== null && criterion.roles.includes(contact.role))) &&
  (!criterion.attitude || contact.attitude === criterion.attitude) &&
  (!criterion.reachable || contact.reachable)

/** Every criterion that is not a group, groups opened. */
export const leavesOf = (criteria: readonly Criterion[]): LeafCriterion[] =>
  criteria.flatMap((criterion) => (isGroup(criterion) ? leavesOf(criterion.of) : [criterion]))

/** How deep groups lie in each other; a bare criterion is 1. */
export const depthOf = (criteria: readonly Criterion[]): number =>
  criteria.reduce((depth, criterion) => Math.max(depth, isGroup(criterion) ? 1 + depthOf(criterion.of) : 1), 0)
/** Deeper than any person reads. */
export const deepestCriterion = 10
