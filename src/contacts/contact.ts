import { parsePhone, phoneRegionOf, type PhoneFlaw, type PhoneRegion } from './phone.ts'
import type { Attitude, ContactRole } from './role.ts'

export interface ContactFields {
  name: string
  title: string | null
  role: ContactRole | null
  attitude: Attitude | null
  /** E.164 */
  phone: string | null
  phoneExtension: string | null
  /** As somebody typed it. */
  phoneGiven: string | null
  /** Lower case. */
  email: string | null
  wechat: string | null
  note: string | null
  externalId: string | null
}

/** A field that says something it cannot mean. */
export interface Flaw {
  path: string
  code: `phone.${PhoneFlaw}` | 'email.not-an-address'
}

type Phones = Pick<ContactFields, 'phone' | 'phoneExtension' | 'phoneGiven'>

/**
 * A telephone number as given → as kept: E.164, extension, and the words it was given in. Blank clears all three.
 * `companyText` (name, address) tells whose numbering plan a number without country code follows.
 */
export function phoneFrom(given: string | null, path: string, home: PhoneRegion, companyText = ''): Phones | Flaw {
  if (given === null || given.trim() === '') return { phone: null, phoneExtension: null, phoneGiven: null }
  const parsed = parsePhone(given, phoneRegionOf(companyText, home))
  return parsed.ok
    ? { phone: parsed.e164, phoneExtension: parsed.extension ?? null, phoneGiven: given }
    : { path, code: `phone.${parsed.reason}` }
}

const address =
  /^[\p{L}\p{N}.!#$%&'*+/=?^_`{|}~-]{1,64}@[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?(?:\.[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?)+$/u

/** An e-mail address as given → as kept: width folded, lower case. Blank clears it. */
export function emailFrom(given: string | null, path: string): { email: string | null } | Flaw {
  const plain = (given ?? '').normalize('NFKC').trim().toLowerCase()
  if (plain === '') return { email: null }
  return plain.length <= 254 && address.test(plain) ? { email: plain } : { path, code: 'email.not-an-address' }
}

export const isFlaw = (value: object): value is Flaw => 'code' in value && 'path' in value

/** What everybody who sees the contact finds it by; telephone and e-mail are filed apart. */
export const contactTexts = (contact: { name: string; pinyin: string; initials: string }) => [
  contact.name,
  contact.pinyin,
  contact.initials,
]
/** What only those who see contacts unmasked find it by. */
export const contactReachTexts = (contact: Pick<ContactFields, 'phone' | 'email' | 'wechat'>) => [
  contact.phone,
  contact.email,
  contact.wechat,
]
