import { needs } from '../people/permissions.ts'
import { reaches } from '../people/reach.ts'
import { refuse, type Refusal } from '../platform/refusal.ts'
import type { Caller } from '../platform/session.ts'

type Who = Pick<Caller, 'abilities' | 'reach' | 'memberId'>

export const readingLosses = (caller: Who): Refusal | null => needs(caller, 'opportunities.read')
export const writingLosses = (caller: Who): Refusal | null => needs(caller, 'opportunities.write')
export const editingRecoverability = (caller: Who): Refusal | null => needs(caller, 'catalogue.manage')
export const exportingList = (caller: Who): Refusal | null => readingLosses(caller) ?? needs(caller, 'export')

/** Who plans campaigns sells, and gives people tasks: oneself, or those whom one leads. */
export const creatingCampaign = (caller: Who): Refusal | null => writingLosses(caller) ?? needs(caller, 'tasks.write')

interface Campaign {
  ownerId: string
  people: readonly string[]
  archived: boolean
}

/** Sees a campaign: who reaches its leader, and everybody who works on it. The SQL twin is `visibleCampaign` in queries/campaigns.ts. */
export const seesCampaign = (caller: Who, { ownerId, people }: Omit<Campaign, 'archived'>): boolean =>
  reaches(caller, ownerId) || people.includes(caller.memberId)

const leads = (caller: Who, { ownerId }: Pick<Campaign, 'ownerId'>): boolean =>
  ownerId === caller.memberId || (caller.abilities.has('records.assign') && reaches(caller, ownerId))

/** The leader of a campaign, or a supervisor of the leader. */
export function editingCampaign(caller: Who, campaign: Campaign): Refusal | null {
  const lacking = creatingCampaign(caller)
  if (lacking) return lacking
  if (!leads(caller, campaign)) return refuse('win-back-not-yours', {}, 403).refusal
  return campaign.archived ? refuse('win-back-archived', {}, 409).refusal : null
}

/** Somebody who works on the campaign may be oneself or whom one leads. */
export const puttingToWork = (caller: Who, memberId: string): Refusal | null =>
  memberId === caller.memberId || (caller.abilities.has('records.assign') && reaches(caller, memberId))
    ? null
    : refuse('assignee-out-of-reach', {}, 403).refusal

/** Works on a member of the list: whom it was given to, or who leads the campaign. */
export function workingOn(caller: Who, campaign: Campaign, assigneeId: string): Refusal | null {
  const lacking = writingLosses(caller)
  if (lacking) return lacking
  if (campaign.archived) return refuse('win-back-archived', {}, 409).refusal
  return assigneeId === caller.memberId || leads(caller, campaign) ? null : refuse('win-back-not-yours', {}, 403).refusal
}
