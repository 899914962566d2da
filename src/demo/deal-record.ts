import type { EventKind } from '../opportunities/stage-history.ts'
import type { Random } from '../platform/random.ts'
import { addDays } from '../platform/time.ts'
import type { DealStory, Happening } from './deal-story.ts'
import { recordedAt } from './recording.ts'
import { troubles } from './troubles.ts'

interface Recorded {
  id: string
  /** Milliseconds since 1970; null where nobody knows. */
  occurredAt: number | null
  recordedAt: number
  actor: string
}

export interface DemoStageEvent extends Recorded {
  kind: EventKind
  /** Positions, from 1. */
  from: number | null
  to: number | null
  reasonKey: string | null
  competitor: number | null
  note: string | null
}

export interface DemoFieldEvent extends Recorded {
  field: string
  /** Keys of members where the field is the owner. */
  old: number | string | null
  new: number | string | null
}

/** How a deal stands in the records at the present, and everything recorded of it. */
export interface DealRecord {
  id: string
  createdAt: number
  updatedAt: number
  owner: string
  /** The one who had it at first. */
  openedBy: string
  amountMinor: number | null
  expectedCloseOn: string | null
  status: 'open' | 'on-hold' | 'ended'
  won: boolean
  lossReasonKey: string | null
  competitor: number | null
  wakeUpOn: string | null
  stageEvents: DemoStageEvent[]
  fieldEvents: DemoFieldEvent[]
}

interface Telling {
  owner: string
  startPosition: number
  /** Taken over from elsewhere at this moment: when it began is not known. */
  importedAt: number | null
  now: number
  timeZone: string
  idAt: (at: number) => string
}

/** Writes the story down as its owner would have until now: what was not recorded yet is not known. Null when nothing was. */
export function recordDeal(story: DealStory, telling: Telling, random: Random): DealRecord | null {
  const { now, timeZone, idAt } = telling
  const first = telling.importedAt ?? recordedAt(story.beginsAt, telling.owner, timeZone, random)
  if (first > now) return null
  const record: DealRecord = {
    id: idAt(first),
    createdAt: first,
    updatedAt: first,
    owner: telling.owner,
    openedBy: telling.owner,
    ...story.initial,
    status: 'open',
    won: false,
    lossReasonKey: null,
    competitor: null,
    wakeUpOn: null,
    stageEvents: [],
    fieldEvents: [],
  }
  const base = (occurred: number | null, recorded: number) => ({
    id: idAt(recorded),
    occurredAt: occurred,
    recordedAt: recorded,
    actor: record.owner,
  })
  const enter = base(telling.importedAt === null ? story.beginsAt : null, first)
  record.stageEvents.push({
    ...enter,
    kind: 'enter',
    from: null,
    to: telling.startPosition,
    reasonKey: null,
    competitor: null,
    note: telling.importedAt === null ? null : '由分公司表格导入，进入时间不详。',
  })
  let last = first
  for (const happening of story.happenings) {
    if (telling.importedAt !== null && happening.at <= telling.importedAt) continue
    // fields are changed where they stand, at once; what the clock does needs nobody to write it down
    const atOnce = happening.what === 'field' || happening.kind === 'resume'
    const written = atOnce ? happening.at : recordedAt(happening.at, record.owner, timeZone, random)
    const recorded = Math.max(written, last + 1000)
    if (recorded > now) break
    last = recorded
    if (happening.what === 'stage') applyStage(record, happening, base(happening.at, recorded))
    else applyField(record, happening, base(happening.at, recorded))
    record.updatedAt = recorded
  }
  return record
}

function applyStage(record: DealRecord, happening: Extract<Happening, { what: 'stage' }>, base: Recorded): void {
  const { kind, from, to } = happening
  const ends = ['win', 'lose', 'terminate'].includes(kind)
  const lost = kind === 'lose' || kind === 'terminate'
  record.stageEvents.push({
    ...base,
    kind,
    from,
    to,
    reasonKey: happening.reasonKey ?? null,
    competitor: happening.competitor ?? null,
    note: happening.note ?? null,
  })
  record.status = ends ? 'ended' : kind === 'hold' ? 'on-hold' : 'open'
  record.won = kind === 'win'
  record.lossReasonKey = lost ? (happening.reasonKey ?? null) : null
  record.competitor = lost ? (happening.competitor ?? null) : null
  record.wakeUpOn = kind === 'hold' ? (happening.wakeUpOn ?? null) : null
}

function applyField(record: DealRecord, happening: Extract<Happening, { what: 'field' }>, base: Recorded): void {
  if (record.status === 'ended') return
  const columns = { amountMinor: 'amountMinor', expectedCloseOn: 'expectedCloseOn', ownerId: 'owner' } as const
  const column = columns[happening.field]
  const old = record[column]
  if (old === happening.to) return
  record.fieldEvents.push({ ...base, field: happening.field, old, new: happening.to })
  Object.assign(record, { [column]: happening.to })
}

/** What is to happen next with an open deal: often planned, sometimes overdue, sometimes nobody said. */
export function nextStepOn(today: string, random: Random): string | null {
  const { none, overdue } = troubles.nextStep
  if (random.chance(none)) return null
  if (random.chance(overdue)) return addDays(today, -random.whole(1, 18))
  return random.chance(0.15) ? today : addDays(today, random.whole(1, 12))
}
