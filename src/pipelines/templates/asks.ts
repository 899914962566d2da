import type { ActivitiesCriterion, ContactsCriterion, Criterion, ElementCriterion } from '../criteria.ts'
import type { DocumentCategory } from '../gate-fields.ts'

/** A field of the deal or its customer is filled in. */
export const filled = (key: string): Criterion => ({ kind: 'field', key, test: 'set' })

/** An element is known at all, be it good or bad. */
export const known = (key: string): ElementCriterion => ({ kind: 'element', key, atLeast: 'partial' })

/** An element is known, in our favour, and proved. */
export const confirmed = (key: string): ElementCriterion => ({ kind: 'element', key, atLeast: 'confirmed' })

/**
 * A stage task is done. It always stands in an `anyOf` beside other proof: a deal that was imported into a later stage, or
 * skips one, was never given the task.
 */
export const done = (key: string): Criterion => ({ kind: 'task', key })

export const attached = (category: DocumentCategory): Criterion => ({ kind: 'document', category, atLeast: 1 })

export const anyOf = (...of: readonly Criterion[]): Criterion => ({ kind: 'any', of })

/** So many people of the customer are on record. */
export const people = (atLeast: number, which: Pick<ContactsCriterion, 'roles' | 'attitude' | 'reachable'>): Criterion => ({
  kind: 'contacts',
  atLeast,
  ...which,
})

/** So many contacts are on record, since the deal began or since it came into its present stage. */
export const activities = (
  atLeast: number,
  since: ActivitiesCriterion['since'],
  which: Omit<ActivitiesCriterion, 'kind' | 'atLeast' | 'since'>,
): Criterion => ({ kind: 'activities', atLeast, since, ...which })
