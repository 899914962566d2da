/** What the capacity model reckons with. Money in minor units, shares 0-1, minutes of a working day; counts are averages a day. */
export interface CapacityInputs {
  /** To be sold in the month. */
  targetMinor: number
  /** What one deal brings on average. */
  dealMinor: number
  /** Working days of the month. */
  workdays: number
  /** Share of prospects that buy. */
  conversion: number
  /** Follow-ups per prospect, the first reception apart. */
  touches: number
  minutesNew: number
  minutesFollowUp: number
  minutesOld: number
  /** Old customers that one rep keeps in touch with, a day. */
  oldPerDay: number
  /** Minutes that one rep spends on other things than customers, a day. */
  adminMinutes: number
  reps: number
  /** New prospects that really arrive, a day, all reps together. */
  arrivals: number
  /** Follow-ups that fell due and that were made, a day, all reps together. */
  followUpsDue: number
  followUpsDone: number
}
export type InputKey = keyof CapacityInputs

/** Minutes of a working day, and the part of it that can be planned. */
export const dayMinutes = 480
export const plannableShare = 0.85

export interface CapacityFigures {
  /** Deals, prospects and follow-ups that the target takes, a day. */
  deals: number
  prospects: number
  followUps: number
  /** Minutes that these take, a day, all reps together. */
  minutes: number
  /** Minutes that one rep has for prospects, a day; may be 0 or less. */
  netMinutes: number
  /** minutes ÷ what all reps have; null when they have none. */
  load: number | null
  /** Null when one rep has no minutes to give. */
  repsNeeded: number | null
  /** What is really worked ÷ all working time; null without reps. */
  utilisation: number | null
  /** Part of the day that goes to other things than customers. */
  adminShare: number
  /** Done ÷ due; null when none was due. */
  followUpCoverage: number | null
  /** What the target asks of a day, minor units. */
  targetPerDay: number
}

/**
 * From the target to the day of a rep (FUNNEL-SCIENCE §6). Null when target, deal, days or conversion say nothing (0 or less):
 * no deal is worth nothing and nobody who never sells can be scheduled.
 * Example: 440,000 a month, 10,000 a deal, 22 days, 8 %, 2.4 touches, 40/15/10 minutes, 5 old a day, 60 admin, 4 reps ⇒
 * 2 deals, 25 prospects, 60 follow-ups, 1,900 minutes, 298 net, load 1.594, 7 reps.
 */
export function capacity(given: CapacityInputs): CapacityFigures | null {
  const { targetMinor, dealMinor, workdays, conversion, touches, reps } = given
  if (!(targetMinor > 0 && dealMinor > 0 && workdays > 0 && conversion > 0)) return null
  const deals = targetMinor / dealMinor / workdays
  const prospects = deals / conversion
  const followUps = prospects * touches
  const minutes = prospects * given.minutesNew + followUps * given.minutesFollowUp
  const ownMinutes = given.adminMinutes + given.oldPerDay * given.minutesOld
  const netMinutes = dayMinutes * plannableShare - ownMinutes
  const worked = given.arrivals * given.minutesNew + given.followUpsDone * given.minutesFollowUp + reps * ownMinutes
  return {
    deals,
    prospects,
    followUps,
    minutes,
    netMinutes,
    load: reps > 0 && netMinutes > 0 ? minutes / (reps * netMinutes) : null,
    repsNeeded: netMinutes > 0 ? Math.ceil(minutes / netMinutes - 1e-9) : null,
    utilisation: reps > 0 ? worked / (dayMinutes * reps) : null,
    adminShare: given.adminMinutes / dayMinutes,
    followUpCoverage: given.followUpsDue > 0 ? given.followUpsDone / given.followUpsDue : null,
    targetPerDay: deals * dealMinor,
  }
}
