import { needs } from '../people/permissions.ts'
import { reaches } from '../people/reach.ts'
import { refuse, type Refusal } from '../platform/refusal.ts'
import type { Caller } from '../platform/session.ts'

type Who = Pick<Caller, 'abilities' | 'reach' | 'memberId'>

/** Figures of people within reach. */
export const readingCapacity = (caller: Who): Refusal | null => needs(caller, 'reports.read')
/** The records behind them. */
export const readingRecords = (caller: Who): Refusal | null => readingCapacity(caller) ?? needs(caller, 'opportunities.read')

/** The own chores: of those who sell, whose day the model reckons with. */
export const tellingChores = (caller: Pick<Caller, 'abilities' | 'role'>): Refusal | null =>
  needs(caller, 'opportunities.write') ?? (caller.role === 'rep' ? null : refuse('chores-of-reps', {}, 403).refusal)

/** Whose assumptions: everybody's, a team's (with the members of all teams below), or one person's. */
export interface Whose {
  kind: 'organisation' | 'team' | 'member'
  members: readonly string[]
}

/** One's own, or those of people whom one leads: all of them, or the numbers would be set for somebody out of reach. */
export function savingAssumptions(caller: Who, { kind, members }: Whose): Refusal | null {
  const denied = needs(caller, 'opportunities.write')
  if (denied) return denied
  if (kind === 'member' && members.length === 1 && members[0] === caller.memberId) return null
  const leads = needs(caller, 'records.assign')
  if (leads) return leads
  if (caller.reach === 'organisation') return null
  return kind !== 'organisation' && members.every((member) => reaches(caller, member))
    ? null
    : refuse('capacity-not-your-team', {}, 403).refusal
}
