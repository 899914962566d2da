import { isFlaw, phoneFrom, type Flaw } from '../../contacts/contact.ts'
import { homePhoneRegion } from '../../contacts/phone.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { refuse, type Refusal } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { needs } from '../../people/permissions.ts'
import { reaches } from '../../people/reach.ts'
import { bandOf, type CustomerFields, type HeadcountBand, type Level, type RevenueTrend } from '../customer.ts'
import { isSocialCreditCode, socialCreditCodeFrom } from '../social-credit-code.ts'

/** A customer as a request gives it: undefined is "not said", null or blank empties. */
export interface GivenCustomer {
  name?: string | null | undefined
  industry?: string | null | undefined
  mainBusiness?: string | null | undefined
  headcountBand?: HeadcountBand | null | undefined
  headcount?: number | null | undefined
  itShare?: number | null | undefined
  revenueMinor?: number | null | undefined
  revenueTrend?: RevenueTrend | null | undefined
  goals?: string | null | undefined
  standing?: string | null | undefined
  region?: string | null | undefined
  address?: string | null | undefined
  website?: string | null | undefined
  phone?: string | null | undefined
  socialCreditCode?: string | null | undefined
  sourceId?: string | null | undefined
  level?: Level | undefined
  ownerId?: string | undefined
  externalId?: string | null | undefined
  note?: string | null | undefined
}

export interface CustomerFlaw {
  path: string
  code: Flaw['code'] | 'code.not-a-code'
}

const asGiven = [
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
  'sourceId',
  'externalId',
  'note',
] as const

/** What was given laid over what is there, telephone and code in their kept form; or every field that cannot be so. */
export function customerFrom<T extends Omit<CustomerFields, 'name'>>(
  caller: Caller,
  given: GivenCustomer,
  before: T,
  companyText: string,
): { fields: T; flaws: CustomerFlaw[] } {
  const flaws: CustomerFlaw[] = []
  const fields: Record<string, unknown> = { ...before }
  for (const key of asGiven) if (given[key] !== undefined) fields[key] = given[key] === '' ? null : given[key]
  if (given.name) fields.name = given.name
  if (given.level) fields.level = given.level
  if (typeof given.headcount === 'number' && given.headcountBand === undefined) fields.headcountBand = bandOf(given.headcount)
  if (given.phone !== undefined) {
    const parsed = phoneFrom(given.phone, 'phone', homePhoneRegion(caller.timeZone), companyText)
    if (isFlaw(parsed)) flaws.push(parsed)
    else fields.phone = parsed.phone
  }
  if (given.socialCreditCode !== undefined) {
    const code = socialCreditCodeFrom(given.socialCreditCode ?? '')
    if (code !== '' && !isSocialCreditCode(code)) flaws.push({ path: 'socialCreditCode', code: 'code.not-a-code' })
    else fields.socialCreditCode = code || null
  }
  return { fields: fields as T, flaws }
}

/** Whether the caller may give a customer to this member: oneself always, others with the ability, within reach and still here. */
export async function refusedOwner(tx: Tx, caller: Caller, ownerId: string): Promise<Refusal | null> {
  if (ownerId === caller.memberId) return null
  const lacking = needs(caller, 'records.assign')
  if (lacking) return lacking
  const member = await tx
    .selectFrom('member')
    .select('status')
    .where('org_id', '=', caller.orgId)
    .where('id', '=', ownerId)
    .executeTakeFirst()
  const isThere = member !== undefined && member.status !== 'deactivated' && reaches(caller, ownerId)
  return isThere ? null : refuse('owner-not-available').refusal
}

/** Whether the source named is one of the organisation's. */
export async function isKnownSource(tx: Tx, orgId: string, sourceId: string | null): Promise<boolean> {
  if (sourceId === null) return true
  const row = await tx.selectFrom('source').select('id').where('org_id', '=', orgId).where('id', '=', sourceId).executeTakeFirst()
  return row !== undefined
}
