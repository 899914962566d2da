import { accept, refuse, type Outcome } from '../platform/refusal.ts'
import type { EventKind, Status } from './stage-history.ts'

/** How many days after a loss it can be taken back (FUNNEL-SCIENCE §1.1); later a new opportunity wins the customer back. */
export const reopeningDays = 90
/** How long a slip of the hand can be undone without a trace in the statistics. */
export const undoMinutes = 10

export interface GateStage {
  id: string
  position: number
}

/**
 * May this opportunity move to that stage, and what kind of move is it? One stage on is an advance, several are a skip,
 * an earlier one is a move back and needs a reason. Server and board ask this one function.
 */
export function checkMove(
  deal: { status: Status; stageId: string; stagePosition: number },
  to: GateStage,
  reason: string | undefined,
): Outcome<Extract<EventKind, 'advance' | 'skip' | 'back'>> {
  if (deal.status !== 'open') return refuse('not-open', { status: deal.status })
  if (to.id === deal.stageId) return refuse('already-in-stage', {}, 409)
  if (to.position > deal.stagePosition) return accept(to.position === deal.stagePosition + 1 ? 'advance' : 'skip')
  if (!reason?.trim()) return refuse('reason-required', { missing: [{ kind: 'field', key: 'reason', label: 'reason' }] })
  return accept('back')
}

export type ClosingOutcome = 'won' | 'lost' | 'terminated' | 'on-hold'
const closingKinds = { won: 'win', lost: 'lose', terminated: 'terminate', 'on-hold': 'hold' } as const

/**
 * May it end this way? A loss and a termination need a reason (and the competitor where the reason is one), a hold needs
 * the day on which it wakes. `allowed` are the outcomes of its stage; `today` is a day in the organisation's zone.
 */
export function checkOutcome(
  deal: { status: Status; allowed: readonly string[] },
  asked: {
    outcome: ClosingOutcome
    reason: { key: string; needsCompetitor: boolean } | null
    competitorId?: string | undefined
    wakeUpOn?: string | undefined
  },
  today: string,
): Outcome<(typeof closingKinds)[ClosingOutcome]> {
  if (deal.status !== 'open' && !(deal.status === 'on-hold' && asked.outcome !== 'on-hold'))
    return refuse('not-open', { status: deal.status })
  if (!deal.allowed.includes(asked.outcome)) return refuse('outcome-not-allowed', { outcome: asked.outcome })
  const missing: { kind: string; key: string; label: string }[] = []
  if ((asked.outcome === 'lost' || asked.outcome === 'terminated') && !asked.reason)
    missing.push({ kind: 'field', key: 'reasonKey', label: 'reasonKey' })
  if (asked.reason?.needsCompetitor && asked.outcome === 'lost' && !asked.competitorId)
    missing.push({ kind: 'field', key: 'competitorId', label: 'competitorId' })
  if (asked.outcome === 'on-hold' && !asked.wakeUpOn) missing.push({ kind: 'field', key: 'wakeUpOn', label: 'wakeUpOn' })
  if (missing.length > 0) return refuse('mandatory-field-missing', { missing })
  if (asked.outcome === 'on-hold' && asked.wakeUpOn! <= today) return refuse('wake-up-in-past', { wakeUpOn: asked.wakeUpOn })
  return accept(closingKinds[asked.outcome])
}

/** May a lost, terminated or held deal come back? A loss older than 90 days does not: it is won back by a new opportunity. Won deals come back only as undo. */
export function checkReopening(deal: { status: Status; closedAt: number | null }, now: number): Outcome<'reopen' | 'resume'> {
  if (deal.status === 'on-hold') return accept('resume')
  if (deal.status === 'open' || deal.status === 'transferred') return refuse('nothing-to-reopen', { status: deal.status })
  if (deal.closedAt !== null && now - deal.closedAt > reopeningDays * 86_400_000)
    return refuse('reopening-too-late', { days: reopeningDays })
  return accept('reopen')
}

/** May this event be taken back by this person? Only one's own, the latest, and soon after. */
export function checkUndo(
  event: { id: string; kind: EventKind; actorId: string; recordedAt: number },
  latestId: string,
  memberId: string,
  now: number,
): Outcome<null> {
  if (event.kind === 'enter' || event.kind === 'correction') return refuse('cannot-undo', { why: 'kind' })
  if (event.id !== latestId) return refuse('cannot-undo', { why: 'not-the-latest' })
  if (event.actorId !== memberId) return refuse('cannot-undo', { why: 'somebody-else' })
  if (now - event.recordedAt > undoMinutes * 60_000) return refuse('cannot-undo', { why: 'too-late' })
  return accept(null)
}
