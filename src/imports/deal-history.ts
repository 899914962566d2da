import type { EventKind, StageEvent } from '../opportunities/stage-history.ts'
import type { KnownStage, OutcomeWord, StageMeaning } from './stage-words.ts'

/** What one row tells of a deal's way: milliseconds since 1970, null where the file says nothing. */
export interface DealFacts {
  createdAt: number | null
  engagedAt: number | null
  closedAt: number | null
  stage: KnownStage | null
  outcome: OutcomeWord
}

export interface PlannedEvent {
  kind: EventKind
  fromStageId: string | null
  toStageId: string | null
  occurredAt: number | null
}

const endings: Partial<Record<OutcomeWord, EventKind>> = { won: 'win', lost: 'lose', terminated: 'terminate', 'on-hold': 'hold' }

/** What stage and outcome columns say together (a deal in another round of its proposal is open): an outcome wins over "open", a stage named anywhere is the stage. */
export function placeOf(meanings: readonly StageMeaning[]): { stage: KnownStage | null; outcome: OutcomeWord } {
  const stage = meanings.find((meaning) => meaning.kind === 'stage')?.stage ?? null
  const outcomes = meanings.flatMap((meaning) => (meaning.kind === 'outcome' ? [meaning.outcome] : []))
  return { stage, outcome: outcomes.find((outcome) => endings[outcome]) ?? 'open' }
}

/**
 * The history that a row's dates allow, and no more: the first stage at its creation, the stage of first work at engagement, the
 * present stage at an unknown time, the end at its closing. Without any date of entry the time of entry stays unknown (left truncation).
 * An end in a later stage than the last dated one puts that stage's entry at the end: the only moment it is sure to have been there.
 */
export function planHistory(
  { createdAt, engagedAt, closedAt, stage, outcome }: DealFacts,
  stages: readonly KnownStage[],
): PlannedEvent[] {
  const first = stages[0]!
  const worked = workedStage(stages)
  const present = stage ?? (engagedAt !== null ? worked : first)
  const engaged = engagedAt === null ? null : worked.position <= present.position ? worked : present
  const entered =
    createdAt !== null && (engaged === null || (engaged.position > first.position && createdAt <= engagedAt!))
      ? first
      : (engaged ?? present)
  const enteredAt = createdAt !== null && entered === first ? createdAt : engaged && entered === engaged ? engagedAt : null

  const events: PlannedEvent[] = [{ kind: 'enter', fromStageId: null, toStageId: entered.id, occurredAt: enteredAt }]
  let at = entered
  const moveTo = (to: KnownStage, occurredAt: number | null): void => {
    if (to.position <= at.position) return
    events.push({ kind: to.position === at.position + 1 ? 'advance' : 'skip', fromStageId: at.id, toStageId: to.id, occurredAt })
    at = to
  }
  if (engaged) moveTo(engaged, engagedAt)
  const ending = endings[outcome]
  moveTo(present, ending ? closedAt : null)
  if (ending) events.push({ kind: ending, fromStageId: at.id, toStageId: null, occurredAt: closedAt })
  return events
}

/** The stage in which work with the customer begins: the first of the qualifying phase, else the second, else the only one. */
export const workedStage = (stages: readonly KnownStage[]): KnownStage =>
  stages.find(({ phase }) => phase === 'qualify') ?? stages[1] ?? stages[0]!

/**
 * What has to be recorded so that a history made by earlier imports says what the new one says: events to add, and events to take
 * back. A deal that only moved on is told as a move at `now`, so that earlier stays are kept; anything else is corrected.
 */
export function amendHistory(
  known: readonly StageEvent[],
  planned: readonly PlannedEvent[],
  now: number,
): { annul: string[]; add: PlannedEvent[] } {
  let same = 0
  while (same < known.length && same < planned.length && tellsSame(known[same]!, planned[same]!)) same++
  const [left, more] = [known.slice(same), planned.slice(same)]
  if (more.length === 0 && left.length === 0) return { annul: [], add: [] }
  const present = known.at(-1)
  const next = planned.at(-1)!
  const movedOn =
    left.length <= 1 && more.length === 1 && isMove(next) && next.occurredAt === null && present !== undefined && !isEnd(present)
  if (left.length === 0)
    return {
      annul: [],
      add: more.map((event) => (isMove(event) && event.occurredAt === null ? { ...event, occurredAt: now } : event)),
    }
  if (movedOn) {
    // the earlier place at an unknown time is dated by when it was first heard of: the only moment it was surely true
    const heard = left.map((event) => ({ ...event, occurredAt: event.occurredAt ?? event.recordedAt }))
    const move = { ...next, fromStageId: present.toStageId, occurredAt: now }
    return {
      annul: left.map(({ id }) => id),
      add: [...heard.map(({ kind, fromStageId, toStageId, occurredAt }) => ({ kind, fromStageId, toStageId, occurredAt })), move],
    }
  }
  return { annul: left.map(({ id }) => id), add: more }
}

const isMove = ({ kind }: PlannedEvent | StageEvent): boolean => kind === 'advance' || kind === 'skip' || kind === 'back'
const isEnd = ({ kind }: StageEvent): boolean => kind === 'win' || kind === 'lose' || kind === 'terminate' || kind === 'hold'

const tellsSame = (known: StageEvent, planned: PlannedEvent): boolean =>
  known.toStageId === planned.toStageId &&
  (known.occurredAt === planned.occurredAt || (planned.occurredAt === null && isMove(planned))) &&
  (known.kind === planned.kind || (isMove(known) && isMove(planned)))

/** A line of a log: where the deal went, or how it ended, and when. */
export interface LoggedEvent {
  key: string
  at: number
  meaning: Extract<StageMeaning, { kind: 'stage' | 'outcome' }>
}

/**
 * The events of a log in order of time, with their kinds found from what was before: the first line enters, later ones advance, skip
 * or go back, outcomes end or hold, a rework is another round in the same stage; a stage after an end reopens, "open" resumes. Lines that say nothing new (the same stage again) fall away.
 */
export function eventsOfLog(
  lines: readonly LoggedEvent[],
  before: { stage: KnownStage | null; ended: 'held' | 'ended' | null },
  first: KnownStage,
): (PlannedEvent & { key: string })[] {
  const events: (PlannedEvent & { key: string })[] = []
  let { stage, ended } = before
  const add = (kind: EventKind, toStageId: string | null, { key, at }: LoggedEvent) =>
    events.push({ kind, fromStageId: stage?.id ?? null, toStageId, occurredAt: at, key })
  for (const line of [...lines].sort((a, b) => a.at - b.at)) {
    const { meaning } = line
    if (meaning.kind === 'stage') {
      const to = meaning.stage
      if (!stage) add('enter', to.id, line)
      else if (ended) {
        add(ended === 'held' ? 'resume' : 'reopen', to.id, line)
        if (ended === 'held' && to.id !== stage.id)
          events.push({
            kind: moveKind(stage, to),
            fromStageId: stage.id,
            toStageId: to.id,
            occurredAt: line.at,
            key: `${line.key}+`,
          })
      } else if (to.id !== stage.id) add(moveKind(stage, to), to.id, line)
      stage = to
      ended = null
    } else if (meaning.outcome === 'open') {
      if (!stage) {
        add('enter', first.id, line)
        stage = first
      } else if (ended) add(ended === 'held' ? 'resume' : 'reopen', stage.id, line)
      ended = null
    } else {
      if (!stage) {
        events.push({ kind: 'enter', fromStageId: null, toStageId: first.id, occurredAt: null, key: `${line.key}-` })
        stage = first
      }
      if (ended === 'ended') continue
      if (meaning.outcome === 'rework') {
        if (ended === null) add('rework', stage.id, line)
        continue
      }
      add(endings[meaning.outcome]!, null, line)
      ended = meaning.outcome === 'on-hold' ? 'held' : 'ended'
    }
  }
  return events
}

const moveKind = (from: KnownStage, to: KnownStage): EventKind =>
  to.position < from.position ? 'back' : to.position === from.position + 1 ? 'advance' : 'skip'
