import { accept, refuse, type Outcome } from '../platform/refusal.ts'

export const memberStates = ['planned', 'contacted', 'answered', 're-opened', 'declined'] as const
export type MemberState = (typeof memberStates)[number]

export const campaignStates = ['planned', 'running', 'stopped'] as const
export type CampaignState = (typeof campaignStates)[number]

/** What a person may say next. Re-opened is not said but done: the deal is opened again. Back to planned takes a step back. */
const next: Record<MemberState, readonly MemberState[]> = {
  planned: ['contacted', 'answered', 'declined'],
  contacted: ['answered', 'declined', 'planned'],
  answered: ['declined', 'contacted', 'planned'],
  're-opened': [],
  declined: ['contacted', 'answered', 'planned'],
}

interface Standing {
  state: MemberState
  heldOut: boolean
  campaign: CampaignState
}

/** May work be done on this member at all? Those left alone are left alone, or the comparison is worth nothing. */
export function workable({ heldOut, campaign }: Omit<Standing, 'state'>): Outcome<null> {
  if (heldOut) return refuse('win-back-held-out', {}, 409)
  return campaign === 'running' ? accept(null) : refuse('win-back-not-running', { state: campaign }, 409)
}

/** May the member go to this state? */
export function checkStep(standing: Standing, to: MemberState): Outcome<null> {
  const may = workable(standing)
  if (!may.ok) return may
  return next[standing.state].includes(to) ? may : refuse('win-back-step', { from: standing.state, to }, 409)
}

/** May the member's deal be opened again? */
export function checkReturn(standing: Standing): Outcome<null> {
  const may = workable(standing)
  if (!may.ok) return may
  return standing.state === 're-opened' ? refuse('win-back-step', { from: standing.state, to: 're-opened' }, 409) : may
}

/** Whether a campaign may go from one state to another; planned is only where it begins. */
export const checkCampaignStep = (from: CampaignState, to: CampaignState): Outcome<null> =>
  to !== 'planned' ? accept(null) : from === 'planned' ? accept(null) : refuse('win-back-not-planned-again', {}, 409)
