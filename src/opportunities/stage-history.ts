/** What can happen to an opportunity's place in its pipeline (FUNNEL-SCIENCE §0). */
export const eventKinds = [
  'enter',
  'advance',
  'skip',
  'back',
  'win',
  'lose',
  'terminate',
  'hold',
  'resume',
  'reopen',
  'transfer',
  'rework',
  'correction',
] as const
export type EventKind = (typeof eventKinds)[number]

export type Status = 'open' | 'won' | 'lost' | 'terminated' | 'on-hold' | 'transferred'
export type VisitExit = 'advanced' | 'back' | 'won' | 'lost' | 'terminated' | 'held' | 'transferred' | 'reopened'

/** One entry of the append-only log. Times are milliseconds since 1970. */
export interface StageEvent {
  /** UUIDv7: events recorded later sort later. */
  id: string
  kind: EventKind
  fromStageId: string | null
  toStageId: string | null
  /** Null where nobody knows when it happened. */
  occurredAt: number | null
  recordedAt: number
  /** The event that a correction takes back: both then count nowhere. */
  annulsId?: string | null
}

/** A change of a field that history needs: ownerId, amountMinor, expectedCloseOn. */
export interface FieldEvent {
  id: string
  field: string
  old: unknown
  new: unknown
  occurredAt: number | null
  recordedAt: number
}

export interface TrackedFields {
  ownerId: string
  amountMinor: number | null
  expectedCloseOn: string | null
}

/** A stay in a stage. */
export interface StageVisit {
  stageId: string
  position: number
  /** When the stay began, time on hold taken out; null unknown. */
  enteredAt: number | null
  /** When this piece of the stay began: later than enteredAt after a hold. */
  from: number | null
  /** Null while it lasts, or when nobody knows. */
  leftAt: number | null
  exit: VisitExit | null
}

/** Where an opportunity stands, as kept on its row. */
export interface Standing {
  status: Status
  stageId: string
  stagePosition: number
  enteredAt: number | null
  stageSince: number | null
  /** Furthest stage ever entered; a win reaches beyond every stage. */
  maxPosition: number
  /** Stages really entered, one bit each, the lowest for stage 1; funnels count by it. */
  stagesEntered: number
  closedAt: number | null
  backMoves: number
  skips: number
  reopened: number
  /** Further rounds of a proposal (方案调整): they change neither stage nor time. */
  reworks: number
  closePushes: number
  creditOwnerId: string
}

/** What was true between two moments. `from` null: since nobody knows when; `to` null: still. */
export interface Span {
  from: number | null
  to: number | null
  stageId: string
  position: number
  status: Status
  /** Number of the stay, from 1. */
  visit: number
  stageEnteredAt: number | null
  exit: VisitExit | null
  previousStageId: string | null
  nextStageId: string | null
  ownerId: string
  amountMinor: number | null
  expectedCloseOn: string | null
}

export interface History {
  standing: Standing
  visits: StageVisit[]
  spans: Span[]
}

/** Order number of a stage; stages unknown here (of a former pipeline) throw, as only a fault of ours can bring them. */
export type PositionOf = (stageId: string) => number

/** The events that count: corrections with what they take back removed, in order of happening. Unknown entry times come first, unknown ends last; a duplicate delivery (same id) counts once. */
export function effectiveEvents(events: readonly StageEvent[]): StageEvent[] {
  const annulled = new Set(events.map(({ annulsId }) => annulsId).filter((id) => id !== null && id !== undefined))
  const distinct = new Map(events.map((event) => [event.id, event]))
  const when = ({ kind, occurredAt }: StageEvent) => occurredAt ?? (kind === 'enter' ? -Infinity : Infinity)
  return [...distinct.values()]
    .filter((event) => !event.annulsId && !annulled.has(event.id))
    .sort((a, b) => compare(when(a), when(b)) || compare(a.id, b.id))
}

const compare = <T extends number | string>(a: T, b: T): number => (a < b ? -1 : a > b ? 1 : 0)

/** The fields as they were before the first recorded change, found by rolling the present values back. */
export function initialFields(present: TrackedFields, fieldEvents: readonly FieldEvent[]): TrackedFields {
  const initial: Record<string, unknown> = { ...present }
  const seen = new Set<string>()
  for (const event of byHappening(fieldEvents)) {
    if (seen.has(event.field) || !(event.field in initial)) continue
    seen.add(event.field)
    initial[event.field] = event.old
  }
  return initial as unknown as TrackedFields
}

const byHappening = (events: readonly FieldEvent[]): FieldEvent[] =>
  [...events].sort((a, b) => compare(a.occurredAt ?? a.recordedAt, b.occurredAt ?? b.recordedAt) || compare(a.id, b.id))

const endings: Partial<Record<EventKind, { status: Status; exit: VisitExit }>> = {
  win: { status: 'won', exit: 'won' },
  lose: { status: 'lost', exit: 'lost' },
  terminate: { status: 'terminated', exit: 'terminated' },
  transfer: { status: 'transferred', exit: 'transferred' },
  hold: { status: 'on-hold', exit: 'held' },
}

/**
 * Folds an opportunity's whole history: where it stands, every stay in a stage, and the spans between any two changes.
 * Null when no event put it into a stage. Events that do not fit (a move after the end) change nothing.
 * `initial` are the tracked fields before their first change.
 */
export function foldHistory(
  events: readonly StageEvent[],
  fieldEvents: readonly FieldEvent[],
  initial: TrackedFields,
  positionOf: PositionOf,
): History | null {
  const visits: StageVisit[] = []
  const spans: Span[] = []
  let fields = { ...initial }
  let status: Status = 'open'
  let closedAt: number | null = null
  let [backMoves, skips, reopened, reworks, closePushes] = [0, 0, 0, 0, 0]
  let creditOwnerId = initial.ownerId

  const last = <T>(list: T[]): T | undefined => list[list.length - 1]
  const openSpan = (from: number | null): void => {
    const visit = last(visits)!
    spans.push({
      from,
      to: null,
      stageId: visit.stageId,
      position: visit.position,
      status,
      visit: visits.length,
      stageEnteredAt: visit.enteredAt,
      exit: null,
      previousStageId: visits[visits.length - 2]?.stageId ?? null,
      nextStageId: null,
      ...fields,
    })
  }
  const closeSpan = (to: number): void => {
    const span = last(spans)
    if (span) span.to = Math.max(to, span.from ?? to)
  }
  const startVisit = (stageId: string, enteredAt: number | null, from: number | null): void => {
    const before = last(spans)
    if (before) before.nextStageId = stageId
    visits.push({ stageId, position: positionOf(stageId), enteredAt, from, leftAt: null, exit: null })
    openSpan(from)
  }
  const endVisit = (at: number | null, recordedAt: number, exit: VisitExit): void => {
    const visit = last(visits)!
    visit.leftAt = at
    visit.exit = exit
    const span = last(spans)!
    span.exit = exit
    closeSpan(at ?? recordedAt)
  }

  const apply = (event: StageEvent): void => {
    const at = event.occurredAt
    const present = last(visits)
    if (event.kind === 'enter') {
      if (!present && event.toStageId) startVisit(event.toStageId, at, at)
      return
    }
    if (!present) return
    if (event.kind === 'correction') {
      if (event.toStageId && (status === 'open' || status === 'on-hold')) correct(event.toStageId)
      return
    }
    const ending = endings[event.kind]
    if (ending) {
      // a deal on hold may still be lost, terminated or won: its held stay is over already
      if (status === 'open') endVisit(at, event.recordedAt, ending.exit)
      else if (status === 'on-hold' && event.kind !== 'hold') closeHeld(at, event.recordedAt, ending.exit)
      else return
      status = ending.status
      if (event.kind !== 'hold') {
        closedAt = at
        creditOwnerId = fields.ownerId
      }
      openSpan(last(spans)!.to)
      return
    }
    if (event.kind === 'rework') {
      if (status === 'open') reworks++
      return
    }
    if (event.kind === 'resume') {
      if (status !== 'on-hold') return
      closeSpan(at ?? event.recordedAt)
      status = 'open'
      const spent = present.leftAt !== null && present.enteredAt !== null ? present.leftAt - present.enteredAt : null
      startVisit(present.stageId, at !== null && spent !== null ? at - spent : null, at ?? event.recordedAt)
      return
    }
    if (event.kind === 'reopen') {
      if (status === 'open' || status === 'on-hold') return
      present.exit = 'reopened'
      const ended = spans.findLast((span) => span.visit === visits.length && span.exit !== null)
      if (ended) ended.exit = 'reopened'
      closeSpan(at ?? event.recordedAt)
      status = 'open'
      closedAt = null
      reopened++
      startVisit(event.toStageId ?? present.stageId, at, at ?? event.recordedAt)
      return
    }
    if (status !== 'open' || !event.toStageId || event.toStageId === present.stageId) return
    const step = positionOf(event.toStageId) - present.position
    if (step < 0) backMoves++
    else skips += step - 1
    endVisit(at, event.recordedAt, step < 0 ? 'back' : 'advanced')
    startVisit(event.toStageId, at, at ?? event.recordedAt)
  }

  /** A held stay that ends for good: the hold was its last word until now. */
  const closeHeld = (at: number | null, recordedAt: number, exit: VisitExit): void => {
    last(visits)!.exit = exit
    const held = spans.findLast((span) => span.exit === 'held')
    if (held) held.exit = exit
    closeSpan(at ?? recordedAt)
  }

  /** A slip of the hand: the present stay was in another stage all along. */
  const correct = (stageId: string): void => {
    const present = last(visits)!
    present.stageId = stageId
    present.position = positionOf(stageId)
    const before = spans.findLast((span) => span.visit === visits.length - 1)
    if (before) before.nextStageId = stageId
    for (const span of spans) {
      if (span.visit === visits.length) {
        span.stageId = stageId
        span.position = present.position
      }
    }
  }

  const change = (event: FieldEvent): void => {
    if (!(event.field in fields)) return
    if (
      event.field === 'expectedCloseOn' &&
      typeof event.old === 'string' &&
      typeof event.new === 'string' &&
      event.new > event.old
    )
      closePushes++
    fields = { ...fields, [event.field]: event.new }
    const span = last(spans)
    if (!span) return
    const at = Math.max(event.occurredAt ?? event.recordedAt, span.from ?? -Infinity)
    if (span.from === at) Object.assign(span, fields)
    else {
      closeSpan(at)
      openSpan(at)
    }
  }

  const changes = byHappening(fieldEvents)
  let next = 0
  for (const event of effectiveEvents(events)) {
    const at = event.occurredAt ?? (event.kind === 'enter' ? -Infinity : event.recordedAt)
    while (next < changes.length && (changes[next]!.occurredAt ?? changes[next]!.recordedAt) <= at) change(changes[next++]!)
    apply(event)
  }
  while (next < changes.length) change(changes[next++]!)

  const present = last(visits)
  if (!present) return null
  const ended = status !== 'open' && status !== 'on-hold'
  return {
    standing: {
      status,
      stageId: present.stageId,
      stagePosition: present.position,
      enteredAt: visits[0]!.enteredAt,
      stageSince: present.enteredAt,
      maxPosition: Math.max(...visits.map(({ position }) => position)),
      stagesEntered: visits.reduce((bits, { position }) => bits | (1 << (position - 1)), 0),
      closedAt,
      backMoves,
      skips,
      reopened,
      reworks,
      closePushes,
      creditOwnerId: ended ? creditOwnerId : fields.ownerId,
    },
    visits,
    spans,
  }
}

/** What was known of an opportunity at a moment: everything recorded until then, and nothing since. Null when it was not known yet. */
export function asOf(
  at: number,
  events: readonly StageEvent[],
  fieldEvents: readonly FieldEvent[],
  present: TrackedFields,
  positionOf: PositionOf,
): { history: History; fields: TrackedFields } | null {
  const initial = initialFields(present, fieldEvents)
  const known = fieldEvents.filter(({ recordedAt }) => recordedAt <= at)
  const history = foldHistory(
    events.filter(({ recordedAt }) => recordedAt <= at),
    known,
    initial,
    positionOf,
  )
  if (!history) return null
  const fields = byHappening(known).reduce<TrackedFields>(
    (so, { field, new: value }) => (field in so ? { ...so, [field]: value } : so),
    initial,
  )
  return { history, fields }
}

/** The spans of `after` that `before` does not have as they are, and how many of `before` stay: what has to be written. */
export function spanChanges(before: readonly Span[], after: readonly Span[]): { keep: number; write: Span[] } {
  let keep = 0
  while (keep < before.length && keep < after.length && sameSpan(before[keep]!, after[keep]!)) keep++
  return { keep, write: after.slice(keep) }
}

const sameSpan = (a: Span, b: Span): boolean => (Object.keys(a) as (keyof Span)[]).every((key) => a[key] === b[key])
