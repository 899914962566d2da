import type { ContactFields } from '../contacts/contact.ts'

export const headcountBands = ['1-49', '50-99', '100-499', '500-999', '1000-4999', '5000+'] as const
export type HeadcountBand = (typeof headcountBands)[number]
/** Quality of the customer itself (DOMAIN §2); `no-match` is identified and outside the target profile, so never in the matrix. */
export const levels = ['potential', 'no-match', 'target', 'premium', 'strategic'] as const
export type Level = (typeof levels)[number]
export const revenueTrends = ['growing', 'steady', 'shrinking'] as const
export type RevenueTrend = (typeof revenueTrends)[number]

/** What is known of a company, as stored. Blank is null. */
export interface CustomerFields {
  name: string
  industry: string | null
  mainBusiness: string | null
  headcountBand: HeadcountBand | null
  /** Employees. */
  headcount: number | null
  /** 0 to 1. */
  itShare: number | null
  /** Yearly revenue in minor units of the organisation's currency. */
  revenueMinor: number | null
  revenueTrend: RevenueTrend | null
  goals: string | null
  standing: string | null
  region: string | null
  address: string | null
  website: string | null
  /** Switchboard, E.164. */
  phone: string | null
  socialCreditCode: string | null
  sourceId: string | null
  level: Level
  externalId: string | null
  note: string | null
}

export const nothingKnown: Omit<CustomerFields, 'name'> = {
  industry: null,
  mainBusiness: null,
  headcountBand: null,
  headcount: null,
  itShare: null,
  revenueMinor: null,
  revenueTrend: null,
  goals: null,
  standing: null,
  region: null,
  address: null,
  website: null,
  phone: null,
  socialCreditCode: null,
  sourceId: null,
  level: 'potential',
  externalId: null,
  note: null,
}

const upperBounds: readonly [number, HeadcountBand][] = [
  [49, '1-49'],
  [99, '50-99'],
  [499, '100-499'],
  [999, '500-999'],
  [4999, '1000-4999'],
]

/** The size class a number of employees belongs to; null for nobody at all. */
export const bandOf = (headcount: number): HeadcountBand | null =>
  headcount < 1 ? null : (upperBounds.find(([most]) => headcount <= most)?.[1] ?? '5000+')

/** The least and the most employees of a size class. */
export function bandBounds(band: HeadcountBand): [least: number, most: number] {
  const at = upperBounds.findIndex(([, name]) => name === band)
  const least = (upperBounds[(at === -1 ? upperBounds.length : at) - 1]?.[0] ?? 0) + 1
  return [least, at === -1 ? Number.POSITIVE_INFINITY : upperBounds[at]![0]]
}

/** The people of a customer as far as rules about the customer ask. */
export type KnownPerson = Pick<ContactFields, 'title' | 'role' | 'phone' | 'email'> & { name: string | null }

/** What a customer is found by. */
export const customerTexts = (
  customer: Pick<CustomerFields, 'name' | 'phone' | 'socialCreditCode' | 'externalId'> & { pinyin: string; initials: string },
): (string | null)[] => [
  customer.name,
  customer.pinyin,
  customer.initials,
  customer.phone,
  customer.socialCreditCode,
  customer.externalId,
]
