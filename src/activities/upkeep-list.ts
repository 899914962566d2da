/** A customer who may be contacted today. */
export interface UpkeepCandidate {
  id: string
  /** Value of keeping it (customers/quality-matrix.ts). */
  value: number
  /** Working days since the last answered contact, and between two contacts. */
  daysSince: number
  rhythm: number
  minutes: number
  /** Something dated is at hand: a delivery, a renewal within 60 days, an answered complaint, an anniversary. */
  hasEvent: boolean
  /** Working days for which it was beyond twice its rhythm and on no list. */
  unlistedDays?: number
}

const eventBonus = 40
const unlistedAtMost = 10

/** What an hour with this customer is worth today (FUNNEL-SCIENCE §7). */
export const worthAnHour = ({ value, daysSince, rhythm, minutes, hasEvent }: UpkeepCandidate): number =>
  ((value * Math.max(0, Math.min(2, daysSince / rhythm) - 0.8) + (hasEvent ? eventBonus : 0)) / minutes) * 60

/** Whom to contact within so many minutes: who was passed over for ten days comes first, the longest first, then by worth an hour; nobody of no worth. */
export function listForToday<T extends UpkeepCandidate>(candidates: readonly T[], minutes: number): T[] {
  const isPassedOver = (one: T): boolean => one.daysSince > 2 * one.rhythm && (one.unlistedDays ?? 0) >= unlistedAtMost
  const ranked = candidates
    .map((one) => ({ one, worth: worthAnHour(one), first: isPassedOver(one) ? one.unlistedDays! : 0 }))
    .filter(({ worth, first }) => first > 0 || worth > 0)
    .toSorted((a, b) => b.first - a.first || b.worth - a.worth)
  const listed: T[] = []
  let left = minutes
  for (const { one } of ranked)
    if (one.minutes <= left) {
      listed.push(one)
      left -= one.minutes
    }
  return listed
}

/** What a day's time goes to. */
export const partsOfDay = ['new', 'follow-up', 'old'] as const
export type PartOfDay = (typeof partsOfDay)[number]

const blockMinutes = 15
const leastShare = 0.15

/**
 * Splits a day between new customers, follow-up and old ones: blocks of 15 minutes go to where the next one is expected to bring most
 * (margin of the block at a number of minutes spent already), every part keeping at least 15 %. Minutes per part.
 */
export function splitOfDay(
  minutes: number,
  marginOfNext: Record<PartOfDay, (spentMinutes: number) => number>,
): Record<PartOfDay, number> {
  const blocks = Math.floor(minutes / blockMinutes)
  const least = Math.min(Math.ceil(blocks * leastShare), Math.floor(blocks / partsOfDay.length))
  const given = { new: least, 'follow-up': least, old: least }
  for (let block = 3 * least; block < blocks; block++) {
    const best = partsOfDay.reduce((most, part) =>
      marginOfNext[part](given[part] * blockMinutes) > marginOfNext[most](given[most] * blockMinutes) ? part : most,
    )
    given[best] += 1
  }
  return { new: given.new * blockMinutes, 'follow-up': given['follow-up'] * blockMinutes, old: given.old * blockMinutes }
}
