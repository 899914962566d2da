import { mulberry32 } from '../platform/random.ts'

/** What a list of the day may propose besides what must be done (FUNNEL-SCIENCE §9). */
export const actionKinds = ['confirm', 'decider', 'revive', 'first-reply', 'old-customer', 'referral'] as const
export type ActionKind = (typeof actionKinds)[number]

/** How often such an action works, 0–1, while nothing is known; referral is our own guess. */
export const usuallyWorks: Record<ActionKind, number> = {
  'first-reply': 0.9,
  'old-customer': 0.7,
  confirm: 0.6,
  decider: 0.35,
  revive: 0.25,
  referral: 0.2,
}

/** Minutes that such an action takes, our own guess. */
export const usualMinutes: Record<ActionKind, number> = {
  confirm: 30,
  decider: 90,
  revive: 45,
  'first-reply': 10,
  'old-customer': 20,
  referral: 15,
}

/** How much the guess weighs against what was tried, in tries. */
const doubt = 8

/** How often an action works, learned: (successes + 8·guess) / (tries + 8). */
export const chanceItWorks = (kind: ActionKind, { successes, tries }: { successes: number; tries: number }): number =>
  (successes + doubt * usuallyWorks[kind]) / (tries + doubt)

/** Something one could do. Money in minor units, chances 0–1. */
export interface Candidate {
  /** The same action has the same key the next day. */
  key: string
  kind: ActionKind
  dealId: string | null
  amountMinor: number
  /** Share of the amount that stays; 1 where nobody knows. */
  margin: number
  /** Chance to win as it is, and once the action has worked. */
  now: number
  after: number
  works: number
  minutes: number
  /** Deadline factor, 1–2: 1.5 inside the window in which a first reply is due. */
  boost: number
}

export interface Valued<C extends Candidate = Candidate> {
  candidate: C
  /** Expected value, minor units. */
  value: number
  perHour: number
}

const highestBoost = 2

/** Expected value of an action and the same per hour: amount × margin × (after − now) × works, ÷ minutes × 60 × boost. */
export function valued<C extends Candidate>(candidate: C): Valued<C> {
  const { amountMinor, margin, now, after, works, minutes, boost } = candidate
  const value = amountMinor * margin * Math.max(0, after - now) * works
  return { candidate, value, perHour: (value / minutes) * 60 * Math.min(highestBoost, Math.max(1, boost)) }
}

/** Two actions whose value per hour differs by less than this share are as good as each other. */
const nearly = 0.1
/** Of such neighbours so many change places, so that one can see later what the order did. */
const shuffled = 0.05

/** By value per hour; 5 % of near-ties change places, by the seed of the day, so that a reload shows the same order. */
export function inOrder<C extends Candidate>(candidates: readonly C[], seed: number): Valued<C>[] {
  const random = mulberry32(seed)
  const list = candidates.map(valued).sort((a, b) => b.perHour - a.perHour || (a.candidate.key < b.candidate.key ? -1 : 1))
  for (let at = 0; at + 1 < list.length; at++) {
    const [one, next] = [list[at]!, list[at + 1]!]
    if (next.perHour < (1 - nearly) * one.perHour || random() >= shuffled) continue
    list[at] = next
    list[at + 1] = one
    at++
  }
  return list
}

/** Minutes of a working day that can be planned, less what is booked: 480 · .85 − booked. */
export const freeMinutes = (bookedMinutes: number): number => Math.max(0, 480 * 0.85 - bookedMinutes)

/** What must be done takes at most so much of the day that can be planned, lest a backlog end all selling; our own choice. */
export const mostOfDayForMust = 0.6

/** How much of what must be done, in order, fits into the day; the first always does. */
export function fitting<M extends { minutes: number }>(musts: readonly M[]): { today: M[]; minutes: number } {
  const today: M[] = []
  let minutes = 0
  for (const must of musts) {
    if (today.length > 0 && minutes + must.minutes > freeMinutes(0) * mostOfDayForMust) break
    today.push(must)
    minutes += must.minutes
  }
  return { today, minutes }
}

export const mostPerDeal = 3

/**
 * The actions of a day: greedy by value per hour while minutes are left, at most three per deal, at least one old customer where
 * there is any and time for it (the least valuable others make room). Worthless ones are left out.
 */
export function planDay<C extends Candidate>(candidates: readonly C[], minutesLeft: number, seed: number): Valued<C>[] {
  const ordered = inOrder(candidates, seed).filter(({ value }) => value > 0)
  const chosen: Valued<C>[] = []
  const perDeal = new Map<string, number>()
  let left = minutesLeft
  for (const action of ordered) {
    const { dealId, minutes } = action.candidate
    const taken = dealId === null ? 0 : (perDeal.get(dealId) ?? 0)
    if (minutes > left || taken >= mostPerDeal) continue
    if (dealId !== null) perDeal.set(dealId, taken + 1)
    left -= minutes
    chosen.push(action)
  }
  const isOld = ({ candidate }: Valued<C>): boolean => candidate.kind === 'old-customer'
  const oldest = ordered.find(isOld)
  if (!oldest || chosen.some(isOld) || oldest.candidate.minutes > minutesLeft) return chosen
  const { dealId } = oldest.candidate
  const crowded = dealId !== null && perDeal.get(dealId) === mostPerDeal
  if (crowded) {
    const last = chosen.findLastIndex(({ candidate }) => candidate.dealId === dealId)
    left += chosen.splice(last, 1)[0]!.candidate.minutes
  }
  while (left < oldest.candidate.minutes) left += chosen.pop()!.candidate.minutes
  const place = chosen.findIndex(({ perHour }) => perHour < oldest.perHour)
  return place < 0 ? [...chosen, oldest] : chosen.toSpliced(place, 0, oldest)
}

/** A 32-bit number from a text (FNV-1a): the seed of a person's day. */
export function seedOf(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return hash >>> 0
}
