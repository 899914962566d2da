import { asOf, type FieldEvent, type PositionOf, type StageEvent, type TrackedFields } from '../opportunities/stage-history.ts'

/** The job that learns what was known of deals. */
export const keepUpKind = 'funnel.keep-up'

/** What was on record about a deal from one moment of recording to the next. Times are milliseconds since 1970. */
export interface Known {
  knownFrom: number
  /** Null while that is still all. */
  knownTo: number | null
  status: string
  stageId: string
  stagePosition: number
  maxPosition: number
  stagesEntered: number
  enteredAt: number | null
  stageSince: number | null
  closedAt: number | null
  creditOwnerId: string
  /** Minor units; null where nobody had entered an amount. */
  amountMinor: number | null
}

const columns = [
  'status',
  'stageId',
  'stagePosition',
  'maxPosition',
  'stagesEntered',
  'enteredAt',
  'stageSince',
  'closedAt',
  'creditOwnerId',
  'amountMinor',
] as const

/** What was known of a deal just after each moment at which something was recorded, by the fold of what had been recorded until then (FUNNEL-SCIENCE §0). */
export const knownAt = (at: number, told: Told, positionOf: PositionOf): Omit<Known, 'knownFrom' | 'knownTo'> | null => {
  const found = asOf(at, told.events, told.fieldEvents, told.present, positionOf)
  if (!found) return null
  const { standing } = found.history
  return {
    status: standing.status,
    stageId: standing.stageId,
    stagePosition: standing.stagePosition,
    maxPosition: standing.maxPosition,
    stagesEntered: standing.stagesEntered,
    enteredAt: standing.enteredAt,
    stageSince: standing.stageSince,
    closedAt: standing.closedAt,
    creditOwnerId: standing.creditOwnerId,
    amountMinor: found.fields.amountMinor,
  }
}

/** A deal's whole history, and its tracked fields as they are today. */
export interface Told {
  events: readonly StageEvent[]
  fieldEvents: readonly FieldEvent[]
  present: TrackedFields
}

/** Everything that was ever on record about a deal, in order, without gaps where it was known at all. The pure truth behind opportunity_known. */
export function knownOf(told: Told, positionOf: PositionOf): Known[] {
  const moments = new Set([...told.events, ...told.fieldEvents].map(({ recordedAt }) => recordedAt))
  const known: Known[] = []
  for (const moment of [...moments].sort((a, b) => a - b)) {
    const now = knownAt(moment, told, positionOf)
    const last = known.at(-1)
    const lasts = last?.knownTo === null
    if (lasts && now && columns.every((column) => last[column] === now[column])) continue
    if (lasts) last.knownTo = moment
    if (now) known.push({ knownFrom: moment, knownTo: null, ...now })
  }
  return known
}
