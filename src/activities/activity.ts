export const activityKinds = ['call', 'visit', 'meeting', 'email', 'message', 'demo', 'trial', 'reception', 'other'] as const
export type ActivityKind = (typeof activityKinds)[number]

/** What must be told of every activity (DOMAIN §4), plus with whom it was when nobody is named at all. */
export type ActivityGap = 'customer' | 'time' | 'person' | 'content' | 'result'

export interface ActivityGist {
  customerId: string | null
  leadId: string | null
  happenedAt: Date | null
  contactIds: readonly string[]
  /** People in words, where they are not on record as contacts. */
  people: string | null
  content: string | null
  result: string | null
}

const blank = (text: string | null): boolean => text === null || text.trim() === ''

/**
 * What is missing from "time, person, content, result", in that order; nothing missing means it may be recorded.
 * The person of a lead is the lead's own; a customer's needs a contact on record or people in words.
 */
export function gapsIn(gist: ActivityGist): ActivityGap[] {
  const gaps: ActivityGap[] = []
  if (gist.customerId === null && gist.leadId === null) gaps.push('customer')
  if (gist.happenedAt === null) gaps.push('time')
  if (gist.leadId === null && gist.contactIds.length === 0 && blank(gist.people)) gaps.push('person')
  if (blank(gist.content)) gaps.push('content')
  if (blank(gist.result)) gaps.push('result')
  return gaps
}
