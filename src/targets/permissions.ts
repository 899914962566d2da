import { needs } from '../people/permissions.ts'
import { reaches } from '../people/reach.ts'
import { refuse, type Refusal } from '../platform/refusal.ts'
import type { Caller } from '../platform/session.ts'
import { changing, type PlanState, type PlanStep, stateAfter } from './plan-state.ts'

type Who = Pick<Caller, 'abilities' | 'reach' | 'memberId'>

/** Figures of people within reach. */
export const readingTargets = (caller: Who): Refusal | null => needs(caller, 'reports.read')

/** What is still being worked on is seen by those who set targets; everybody else sees what was decided. */
export const seesPlan = (caller: Who, { state }: { state: PlanState }): boolean =>
  settingTargets(caller) === null || caller.reach === 'organisation' || state === 'approved' || state === 'replaced'

/** Those who lead people set their targets. */
export const settingTargets = (caller: Who): Refusal | null => readingTargets(caller) ?? needs(caller, 'records.assign')

/** Who leads the whole company draws up its plan. */
export const planningCompany = (caller: Who): Refusal | null =>
  settingTargets(caller) ?? (caller.reach === 'organisation' ? null : refuse('target-above-you', {}, 403).refusal)

export const exportingTargets = (caller: Who): Refusal | null => readingTargets(caller) ?? needs(caller, 'export')

interface Plan {
  state: PlanState
  archived: boolean
  submittedBy: string | null
}

const standing = ({ archived }: Plan): Refusal | null => (archived ? refuse('target-archived', {}, 409).refusal : null)

/** A draft takes changes, below whoever makes them; that nothing above moves is checked with each change. */
export const editingTarget = (caller: Who, plan: Plan): Refusal | null =>
  settingTargets(caller) ?? standing(plan) ?? changing(plan.state)

/** What a decision must know: who changed rows, and whether somebody else stands higher. */
export interface Deciding {
  /** Members whose rows differ from the version in force. */
  changed: readonly string[]
  /** Whether the figures of a row that is nobody's own differ: the company's or a team's without people. */
  changedAbove: boolean
  /** Those who may decide, the submitter aside: who leads the submitter's team or a team above it, then those who lead the company. */
  superiors: readonly string[]
  /** Those of them who are away, with whoever decides for them today and whom the one who is away leads. */
  away: readonly Absence[]
}

export interface Absence {
  memberId: string
  delegateId: string
  reach: Caller['reach']
}

/**
 * Whether a step of a version is open. Approving and returning is for somebody above whoever submitted, who leads everybody whose
 * figures change, or for who stands in for them while they are away; where nobody stands above (a company with one director), one's own plan may be approved, which stays on record.
 */
export function steppingTarget(caller: Who, plan: Plan, step: PlanStep, deciding: Deciding): Refusal | null {
  const closed = settingTargets(caller) ?? standing(plan)
  if (closed) return closed
  const next = stateAfter(plan.state, step)
  if (typeof next !== 'string') return next
  if (step === 'submit') return null
  if (step === 'withdraw')
    return plan.submittedBy === caller.memberId || caller.reach === 'organisation'
      ? null
      : refuse('target-submitted-by-another', {}, 403).refusal
  const isSuperior = deciding.superiors.includes(caller.memberId)
  const isAlone = deciding.superiors.length === 0 && plan.submittedBy === caller.memberId
  const own = isSuperior || isAlone ? [caller] : []
  const mayDecide = [...own, ...standingIn(caller, deciding)].some((who) => leadsAll(who, deciding))
  return mayDecide ? null : refuse('target-not-your-decision', {}, 403).refusal
}

/** For whom somebody decides today; a stand-in decides what the one who is away would, no more. */
export const standingIn = ({ memberId }: Pick<Caller, 'memberId'>, { away }: Deciding): readonly Absence[] =>
  away.filter(({ delegateId }) => delegateId === memberId)

const leadsAll = (who: Pick<Caller, 'reach'>, { changed, changedAbove }: Deciding): boolean =>
  who.reach === 'organisation' || (!changedAbove && changed.every((member) => reaches(who, member)))

export const archivingTarget = (caller: Who, plan: Plan): Refusal | null => planningCompany(caller) ?? standing(plan)
