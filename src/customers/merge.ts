import type { CustomerFields } from './customer.ts'

/** Facts of a company that a merge decides on, in the order in which a person compares them. */
export const mergeFields = [
  'name',
  'industry',
  'mainBusiness',
  'headcountBand',
  'headcount',
  'itShare',
  'revenueMinor',
  'revenueTrend',
  'goals',
  'standing',
  'region',
  'address',
  'website',
  'phone',
  'socialCreditCode',
  'sourceId',
  'level',
  'externalId',
  'note',
] as const satisfies readonly (keyof CustomerFields)[]
export type MergeField = (typeof mergeFields)[number]

const isEmpty = (value: unknown): boolean => value === null || value === ''

/** Facts in which two records of one company differ. */
export const differingFields = (kept: CustomerFields, other: CustomerFields): MergeField[] =>
  mergeFields.filter((field) => kept[field] !== other[field] && !(isEmpty(kept[field]) && isEmpty(other[field])))

/** What is taken from the other record unless somebody says otherwise: whatever the one that stays does not know. */
export const usuallyTaken = (kept: CustomerFields, other: CustomerFields): MergeField[] =>
  differingFields(kept, other).filter((field) => isEmpty(kept[field]))

/** The record that stays, with the facts named taken from the other. What the other does not know is never taken. */
export function mergedFields(kept: CustomerFields, other: CustomerFields, take: readonly MergeField[]): CustomerFields {
  const taken = take.filter((field) => !isEmpty(other[field]))
  return { ...kept, ...Object.fromEntries(taken.map((field) => [field, other[field]])) }
}

/**
 * The record that stays once a merge is taken apart: a fact that was taken is again what it was before, unless somebody has changed
 * it since.
 */
export function unmergedFields(
  now: CustomerFields,
  before: CustomerFields,
  other: CustomerFields,
  taken: readonly MergeField[],
): CustomerFields {
  const back = taken.filter((field) => now[field] === other[field])
  return { ...now, ...Object.fromEntries(back.map((field) => [field, before[field]])) }
}

/** What a list knows of a record. */
interface Weight {
  openOpportunities: number
  contacts: number
  /** ISO 8601. */
  createdAt: string
}

/** Records of one company, first the one that most likely stays: most open deals, then most people, then the oldest. */
export const byWhoStays = <T extends Weight>(records: readonly T[]): T[] =>
  records.toSorted(
    (a, b) =>
      b.openOpportunities - a.openOpportunities || b.contacts - a.contacts || Date.parse(a.createdAt) - Date.parse(b.createdAt),
  )
