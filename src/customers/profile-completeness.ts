import type { CustomerFields, KnownPerson } from './customer.ts'

/** Fields an organisation can make mandatory (organisation.mandatory_profile). */
export type ProfileField =
  | 'name'
  | 'industry'
  | 'mainBusiness'
  | 'headcountBand'
  | 'revenue'
  | 'region'
  | 'source'
  | 'address'
  | 'website'
  | 'phone'
  | 'socialCreditCode'
  | 'contact'

export type ProfileGap =
  | { kind: 'field'; key: Exclude<ProfileField, 'contact'> }
  | { kind: 'contact'; key: 'contact' | 'contact.name' | 'contact.role' | 'contact.phone' }

const columns: Record<Exclude<ProfileField, 'contact'>, keyof CustomerFields> = {
  name: 'name',
  industry: 'industry',
  mainBusiness: 'mainBusiness',
  headcountBand: 'headcountBand',
  revenue: 'revenueMinor',
  region: 'region',
  source: 'sourceId',
  address: 'address',
  website: 'website',
  phone: 'phone',
  socialCreditCode: 'socialCreditCode',
}

const isBlank = (value: unknown): boolean => value === null || value === undefined || value === ''

/**
 * What the mandatory profile still lacks, in the profile's order; empty when complete. A contact counts when it has a name, a
 * role (in the purchase, or a position) and a telephone number or e-mail address; of several, the most complete one is judged.
 */
export function missingProfile(
  mandatory: readonly ProfileField[],
  customer: Partial<CustomerFields>,
  people: readonly KnownPerson[],
): ProfileGap[] {
  return mandatory.flatMap((field): ProfileGap[] =>
    field === 'contact' ? missingContact(people) : isBlank(customer[columns[field]]) ? [{ kind: 'field', key: field }] : [],
  )
}

function missingContact(people: readonly KnownPerson[]): ProfileGap[] {
  if (people.length === 0) return [{ kind: 'contact', key: 'contact' }]
  const gaps = people.map((person) => gapsOf(person))
  return gaps.reduce((least, each) => (each.length < least.length ? each : least))
}

export const gapsOf = (person: KnownPerson): ProfileGap[] => [
  ...(isBlank(person.name) ? [{ kind: 'contact', key: 'contact.name' } as const] : []),
  ...(isBlank(person.role) && isBlank(person.title) ? [{ kind: 'contact', key: 'contact.role' } as const] : []),
  ...(isBlank(person.phone) && isBlank(person.email) ? [{ kind: 'contact', key: 'contact.phone' } as const] : []),
]

/** Mandatory fields that a change empties: what was never there may stay away, what was there may not be taken out. */
export const emptiedByChange = (
  mandatory: readonly ProfileField[],
  before: CustomerFields,
  after: CustomerFields,
): ProfileGap[] => {
  const lackedBefore = new Set(missingProfile(mandatory, before, []).map(({ key }) => key))
  return missingProfile(mandatory, after, []).filter(({ kind, key }) => kind === 'field' && !lackedBefore.has(key))
}
