import { coreKey } from '../platform/text/keys.ts'

export type DuplicateReason = 'name' | 'phone' | 'social-credit-code'

/** What a company can be recognised by. `phones` holds its switchboard and its people's numbers, E.164. */
export interface Marks {
  coreKey: string
  phones: readonly string[]
  socialCreditCode: string | null
}

export const marksOf = (given: {
  name: string
  phone: string | null
  contactPhone: string | null
  socialCreditCode: string | null
}): Marks => ({
  coreKey: coreKey(given.name),
  phones: [...new Set([given.phone, given.contactPhone].filter((phone) => phone !== null))],
  socialCreditCode: given.socialCreditCode,
})

/**
 * Why two records are likely the same company: equal core of the name (legal form, brackets, script and spacing apart),
 * a common telephone number, or the same social credit code. Empty when nothing says so.
 * The SQL twin that finds candidates is `candidatesFor` in queries.ts; one test holds them together.
 */
export function duplicateReasons(given: Marks, known: Marks): DuplicateReason[] {
  const reasons: DuplicateReason[] = []
  if (given.socialCreditCode !== null && given.socialCreditCode === known.socialCreditCode) reasons.push('social-credit-code')
  if (given.coreKey !== '' && given.coreKey === known.coreKey) reasons.push('name')
  if (given.phones.some((phone) => known.phones.includes(phone))) reasons.push('phone')
  return reasons
}
