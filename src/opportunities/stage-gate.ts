import type { Evidence, Exists } from '../pipelines/criteria.ts'
import { gapsAt, gatesBetween, type GatedStage, type GateGap } from '../pipelines/gate.ts'
import { accept, refuse, type Outcome } from '../platform/refusal.ts'
import type { EventKind, Status } from './stage-history.ts'

/** How many days after a loss it can be taken back (FUNNEL-SCIENCE §1.1); later a new opportunity wins the customer back. */
export const reopeningDays = 90
/** How long a slip of the hand can be undone without a trace in the statistics. */
export const undoMinutes = 10

/** What a deal and the version of its pipeline that it runs by are, as far as a move goes. */
export interface Movable {
  status: Status
  stageKey: string
}

/** The pipeline of the deal's version, what is on record about the deal, and today's day in the organisation's zone. */
export interface GateGround {
  stages: readonly GatedStage[]
  evidence: Evidence
  today: string
  exists?: Exists | undefined
}

/** A move that may be made: what kind it is, what was missing all the same, and how it came through. */
export interface Passage {
  kind: Extract<EventKind, 'advance' | 'skip' | 'back'>
  result: 'passed' | 'warned' | 'overridden'
  missing: GateGap[]
}

/**
 * May this deal move to that stage, and what kind of move is it? One stage on is an advance, several are a skip that opens
 * every gate in between, an earlier one is a move back and needs a reason. An unmet gate that blocks refuses the move with
 * everything that is missing; `override` lets it pass on record. Server and board ask this one function.
 */
export function checkMove(
  deal: Movable,
  toKey: string,
  ground: GateGround,
  asked: { reason?: string | undefined; override?: { reason: string } | undefined } = {},
): Outcome<Passage> {
  if (deal.status !== 'open') return refuse('not-open', { status: deal.status })
  if (toKey === deal.stageKey) return refuse('already-in-stage', {}, 409)
  const order = [...ground.stages].sort((a, b) => a.position - b.position).map(({ key }) => key)
  const [from, to] = [order.indexOf(deal.stageKey), order.indexOf(toKey)]
  if (to === -1) return refuse('stage-of-other-version', { toStage: toKey })
  if (to < from)
    return asked.reason?.trim()
      ? accept({ kind: 'back', result: 'passed', missing: [] })
      : refuse('reason-required', { missing: [{ kind: 'field', key: 'reason', label: 'reason' }] })
  const missing = gapsAt(gatesBetween(ground.stages, deal.stageKey, toKey), ground.evidence, ground.today, ground.exists)
  const kind = to === from + 1 ? ('advance' as const) : ('skip' as const)
  return letThrough(kind, missing, asked.override)
}

/** Unmet gates that block refuse, or are overridden with a reason. */
function letThrough<K>(
  kind: K,
  missing: GateGap[],
  override: { reason: string } | undefined,
): Outcome<{ kind: K; result: Passage['result']; missing: GateGap[] }> {
  if (missing.length === 0) return accept({ kind, result: 'passed', missing })
  if (!missing.some(({ blocks }) => blocks)) return accept({ kind, result: 'warned', missing })
  if (!override) return refuse('gate-not-passed', { gaps: missing })
  if (!override.reason.trim())
    return refuse('reason-required', { missing: [{ kind: 'field', key: 'override.reason', label: 'reason' }] })
  return accept({ kind, result: 'overridden', missing })
}

/**
 * What is missing at the gates that a win leaves behind: out of the present stage and through every stage up to the one
 * where contracts are closed. A signature is a fact: unless the pipeline says `block`, it is written down with what was missing.
 */
export function checkWin(
  deal: Movable,
  ground: GateGround & { winGate: 'warn' | 'block'; closingStageKey: string },
  override?: { reason: string },
): Outcome<Omit<Passage, 'kind'>> {
  const gates = winGates(ground.stages, deal.stageKey, ground.closingStageKey)
  const missing = gapsAt(gates, ground.evidence, ground.today, ground.exists).map((gap) => ({
    ...gap,
    blocks: gap.blocks && ground.winGate === 'block',
  }))
  const outcome = letThrough(null, missing, override)
  return outcome.ok ? accept({ result: outcome.value.result, missing }) : outcome
}

/** Every gate between the present stage and the signature: up to and out of the closing stage, or only out of the present one behind it. */
function winGates(stages: readonly GatedStage[], fromKey: string, closingKey: string) {
  const find = (key: string) => stages.find((stage) => stage.key === key)
  const [from, closing] = [find(fromKey), find(closingKey)]
  if (!from) return []
  const last = closing && closing.position > from.position ? closing : from
  return [...gatesBetween(stages, fromKey, last.key), { stageKey: last.key, side: 'exit' as const, gate: last.exit }]
}

export type ClosingOutcome = 'won' | 'lost' | 'terminated' | 'on-hold'
const closingKinds = { won: 'win', lost: 'lose', terminated: 'terminate', 'on-hold': 'hold' } as const

/**
 * May it end this way? A loss and a termination need a reason (and the competitor where the reason is one), a hold needs
 * the day on which it wakes. `allowed` are the outcomes of its stage, `lossReasons` the reasons offered there (null: all); `today` is a day in the organisation's zone.
 */
export function checkOutcome(
  deal: { status: Status; allowed: readonly string[]; lossReasons?: readonly string[] | null },
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
  const ends = asked.outcome === 'lost' || asked.outcome === 'terminated'
  if (ends && asked.reason && deal.lossReasons && !deal.lossReasons.includes(asked.reason.key))
    return refuse('loss-reason-not-here', { reasonKey: asked.reason.key, allowed: deal.lossReasons })
  const missing: { kind: string; key: string; label: string }[] = []
  if (ends && !asked.reason) missing.push({ kind: 'field', key: 'reasonKey', label: 'reasonKey' })
  if (asked.reason?.needsCompetitor && asked.outcome === 'lost' && !asked.competitorId)
    missing.push({ kind: 'field', key: 'competitorId', label: 'competitorId' })
  if (asked.outcome === 'on-hold' && !asked.wakeUpOn) missing.push({ kind: 'field', key: 'wakeUpOn', label: 'wakeUpOn' })
  if (missing.length > 0) return refuse('mandatory-field-missing', { missing })
  if (asked.outcome === 'on-hold' && asked.wakeUpOn! <= today) return refuse('wake-up-in-past', { wakeUpOn: asked.wakeUpOn })
  return accept(closingKinds[asked.outcome])
}

/**
 * May another round of its proposal be written down? While it is open, in a stage that allows it, and with the reason: what was
 * refused, or that nobody answered.
 */
export function checkRework(deal: { status: Status; allowed: boolean }, reason: string | undefined): Outcome<'rework'> {
  if (deal.status !== 'open') return refuse('not-open', { status: deal.status })
  if (!deal.allowed) return refuse('rework-not-here')
  return reason?.trim()
    ? accept('rework')
    : refuse('mandatory-field-missing', { missing: [{ kind: 'field', key: 'reason', label: 'reason' }] })
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
