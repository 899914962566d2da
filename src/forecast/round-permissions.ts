import { needs } from '../people/permissions.ts'
import { refuse, type Refusal } from '../platform/refusal.ts'
import type { Caller } from '../platform/session.ts'
import { reaches } from '../people/reach.ts'

type Who = Pick<Caller, 'abilities' | 'reach' | 'memberId'>

/** Figures of people within reach, with their deals. */
export const readingRounds = (caller: Who): Refusal | null => needs(caller, 'reports.read') ?? needs(caller, 'opportunities.read')

const leadsHouse = (caller: Who): boolean => caller.abilities.has('records.assign') && caller.reach === 'organisation'
const houseOnly = (caller: Who): Refusal | null => (leadsHouse(caller) ? null : refuse('round-for-leaders', {}, 403).refusal)

/** Who leads the whole house opens, locks, reopens rounds and says when they come. */
export const runningRounds = (caller: Who): Refusal | null => readingRounds(caller) ?? houseOnly(caller)
export const editingStageCategories = (caller: Who): Refusal | null =>
  leadsHouse(caller) ? null : needs(caller, 'catalogue.manage')

export const reopeningRound = (caller: Who, state: string): Refusal | null =>
  runningRounds(caller) ?? (state === 'locked' ? null : refuse('round-not-locked', {}, 409).refusal)
export const lockingRound = (caller: Who, state: string): Refusal | null => runningRounds(caller) ?? ifLocked(state)

const ifLocked = (state: string): Refusal | null => (state === 'locked' ? refuse('round-locked', {}, 409).refusal : null)

/** Whose figure: a person's, or a team's with those who lead it and everybody in it. */
export interface Figure {
  kind: 'member' | 'team'
  id: string
  leaders: readonly string[]
  members: readonly string[]
}

/** Says a figure in a round: one's own, or that of a team that one leads. */
export function submitting(caller: Who, figure: Figure, state: string): Refusal | null {
  const lacking = readingRounds(caller) ?? needs(caller, 'opportunities.write')
  if (lacking) return lacking
  const isOwn = figure.kind === 'member' ? figure.id === caller.memberId : figure.leaders.includes(caller.memberId)
  return isOwn ? ifLocked(state) : refuse('forecast-not-yours', {}, 403).refusal
}

/** Says otherwise: who leads everybody whose figure it is, and does not speak for it in the first place. */
export function overriding(caller: Who, figure: Figure, state: string): Refusal | null {
  const lacking = readingRounds(caller) ?? needs(caller, 'records.assign')
  if (lacking) return lacking
  const isOwn = figure.kind === 'member' ? figure.id === caller.memberId : figure.leaders.includes(caller.memberId)
  if (isOwn) return refuse('forecast-override-own', {}, 403).refusal
  return figure.members.every((member) => reaches(caller, member))
    ? ifLocked(state)
    : refuse('forecast-not-yours', {}, 403).refusal
}
