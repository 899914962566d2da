import { dayOf } from './time.ts'

/** How far something is kept that is worked out for all once a day, and between that for whoever was touched. */
export interface KeptUntil {
  /** YYYY-MM-DD, the last day on which everything was worked out. */
  day: string
  /** Whoever was touched until this moment is in it. */
  through: Date
}

/** A transaction may be written so long after the moment it carries. */
const lateMs = 5 * 60_000

interface Round {
  /** YYYY-MM-DD in the organisation's time zone; what `KeptUntil` holds when the round is over. */
  today: string
  /** Nothing was ever worked out. */
  isFirst: boolean
  /** The first round of the day, in which everything is worked out. */
  isNewDay: boolean
  /** Null where everything is worked out; else the moment from which on whoever was touched is. */
  touchedSince: Date | null
}

/**
 * What the next round of a job goes over: everything in the first round of a day, for age alone changes it, or when that is asked for;
 * else what was touched since the last round, with what was written late of the time before.
 */
export function nextRound(
  now: Date,
  timeZone: string,
  kept: KeptUntil | undefined,
  { all = false }: { all?: boolean } = {},
): Round {
  const today = dayOf(now, timeZone)
  const isNewDay = kept === undefined || kept.day < today
  const touchedSince = isNewDay || all ? null : new Date(kept.through.getTime() - lateMs)
  return { today, isFirst: kept === undefined, isNewDay, touchedSince }
}
