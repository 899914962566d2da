import { needs, stewarding, tending } from '../people/permissions.ts'
import type { Reaching } from '../people/reach.ts'
import { refuse, type Refusal } from '../platform/refusal.ts'
import type { Caller } from '../platform/session.ts'
import { checkReopening } from './stage-gate.ts'
import type { Status } from './stage-history.ts'

type Who = Pick<Caller, 'abilities'> & Reaching
/** Whose a deal is, and with which customer. */
interface Belonging {
  ownerId: string
  customerId: string | null
}
interface Deal extends Belonging {
  status: Status
  closedAt: number | null
  archived: boolean
}

const first = (...refusals: (Refusal | null)[]): Refusal | null => refusals.find((refusal) => refusal !== null) ?? null
const when = (wrong: boolean, code: string, facts: Record<string, unknown> = {}): Refusal | null =>
  wrong ? refuse(code, facts).refusal : null

/** Deals are not for every role; whose deals, the reach says. */
export const readingDeals = (caller: Pick<Caller, 'abilities'>): Refusal | null => needs(caller, 'opportunities.read')
export const editing = (caller: Who, deal: Deal): Refusal | null =>
  first(needs(caller, 'opportunities.write'), tending(caller, deal.ownerId, deal.customerId), when(deal.archived, 'archived'))
export const moving = (caller: Who, deal: Deal): Refusal | null =>
  first(editing(caller, deal), when(deal.status !== 'open', 'not-open', { status: deal.status }))
export const closing = (caller: Who, deal: Deal): Refusal | null =>
  first(editing(caller, deal), when(deal.status !== 'open' && deal.status !== 'on-hold', 'not-open', { status: deal.status }))

/** Saying what is known of a deal's elements: while it goes on, also on hold. */
export const knowing = closing
/** Attaching and archiving documents; a contract comes after the win. */
export const filing = editing

export function reopening(caller: Who, deal: Deal, now: number): Refusal | null {
  const denied = editing(caller, deal)
  if (denied) return denied
  const verdict = checkReopening(deal, now)
  return verdict.ok ? when(deal.status === 'won', 'nothing-to-reopen', { status: 'won' }) : verdict.refusal
}

export const assigning = (caller: Who, deal: Deal): Refusal | null =>
  first(needs(caller, 'records.assign'), stewarding(caller, deal.ownerId, deal.customerId), when(deal.archived, 'archived'))
export const archiving = (caller: Who, deal: Belonging): Refusal | null =>
  first(needs(caller, 'opportunities.write'), stewarding(caller, deal.ownerId, deal.customerId))

interface Question {
  asked_by: string
  approver_id: string
  instead_of_id: string | null
}

/** Decides: the approver, the one the approver stands in for, or whoever leads the whole house; never who asked. */
export function deciding(caller: Pick<Caller, 'abilities' | 'memberId' | 'reach'>, question: Question): Refusal | null {
  if (question.asked_by === caller.memberId) return refuse('own-question').refusal
  if (question.approver_id === caller.memberId || question.instead_of_id === caller.memberId) return null
  const lacking = needs(caller, 'stages.override')
  return lacking ?? (caller.reach === 'organisation' ? null : refuse('not-your-decision').refusal)
}
export const withdrawing = (caller: Pick<Caller, 'memberId'>, question: Pick<Question, 'asked_by'>): Refusal | null =>
  when(question.asked_by !== caller.memberId, 'not-your-question')

/** Asks the same once more: whoever asked, for a deal that goes on, when the latest answer was no, or none came. */
export const askingAgain = (
  caller: Pick<Caller, 'abilities' | 'memberId'>,
  question: Pick<Question, 'asked_by'> & { state: string; superseded: boolean; status: Status; deleted_at: Date | null },
): Refusal | null =>
  first(
    withdrawing(caller, question),
    needs(caller, 'opportunities.write'),
    when(question.deleted_at !== null, 'archived'),
    when(question.status !== 'open', 'not-open', { status: question.status }),
    when(question.state === 'asked' || question.superseded, 'approval-asked-already'),
    when(question.state === 'approved', 'approval-decided', { state: question.state }),
  )
