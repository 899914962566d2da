/** Where a lead stands. It ends by becoming a customer, or as invalid. */
export const leadStatuses = ['open', 'qualified', 'invalid'] as const
export type LeadStatus = (typeof leadStatuses)[number]

/** Why a lead leads nowhere. */
export const invalidReasons = [
  'unreachable',
  'wrong-data',
  'no-need',
  'outside-target',
  'duplicate',
  'not-a-buyer',
  'other',
] as const
export type InvalidReason = (typeof invalidReasons)[number]

/** The reason that says nothing by itself: it must be put in words. */
export const needsWords = (reason: InvalidReason): boolean => reason === 'other'

export interface LeadFields {
  company: string
  contactName: string | null
  /** E.164 */
  phone: string | null
  /** As somebody typed it, extension included. */
  phoneGiven: string | null
  /** Lower case. */
  email: string | null
  industry: string | null
  region: string | null
  sourceId: string | null
  productId: string | null
  /** What they want, in their words. */
  demand: string | null
  note: string | null
}
