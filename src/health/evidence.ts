import { defaultIndicators, pointsIn, type Band } from '../key-accounts/score.ts'
import { daysBetween } from '../platform/time.ts'
import { usageOf, usagePoints, type Usage, type UsedMonth } from './usage.ts'
import { contactPoints, isSilent, type DriverPoints, type RedFlag } from './health-score.ts'

/** What is on record of a customer on a day; null is unknown. Days as YYYY-MM-DD, shares 0-1. */
export interface Evidence {
  orders: number
  firstOrderOn: string | null
  lastOrderOn: string | null
  /** Latest end of a contract. */
  contractEndsOn: string | null
  /** Mean over the people who answered within a year of each one's latest answer, 0-10 and 0-100. */
  nps: number | null
  satisfaction: number | null
  margin: number | null
  walletShare: number | null
  /** Referrals given within 24 months. */
  referrals: number
  daysLate: number | null
  overdueDays: number | null
  /** Last contact to which the customer reacted. */
  lastContactOn: string | null
  grade: number | null
  /** A decider is an opponent, or answered as a detractor. */
  deciderIsAgainstUs: boolean
  severeComplaints: number
  /** Months of use that are over. */
  usage: readonly UsedMonth[]
}

export const grades = ['1', '2', '3', '4', '5', 'none'] as const
export type CadenceGrade = (typeof grades)[number]
/** Days between two contacts by grade. */
export type Cadence = Readonly<Record<CadenceGrade, number>>

/** The bounded cadence of FUNNEL-SCIENCE §7 (15, 30, 44, 108 working days), in days of the calendar; grade 4 while it is developed. */
export const defaultCadence: Cadence = { '1': 21, '2': 42, '3': 62, '4': 62, '5': 150, none: 150 }

/** Points by days since the last order over the usual days between two: on time, late, gone. */
const sinceOrder: Band = [[1, 100], [2, 50], [3, 0]] // prettier-ignore
/** Of who ordered once nobody knows the usual gap; a year is taken. */
const unknownGapDays = 365
const shortestGapDays = 30
/** Points by days until the contract ends. */
const contractAhead: Band = [[-30, 0], [0, 60], [90, 100]] // prettier-ignore
const pointsPerReferral = 20
const withoutShare = 50
const overdueFlagDays = 60

/** What the points were made from, for a person to read. */
export interface Known {
  nps: number | null
  satisfaction: number | null
  orders: number
  daysSinceOrder: number | null
  gapDays: number | null
  contractEndsOn: string | null
  margin: number | null
  walletShare: number | null
  referrals: number
  daysLate: number | null
  overdueDays: number | null
  usage: Usage | null
  daysSinceContact: number | null
  cadence: number
}

/**
 * The drivers of health, each 0-100, as of a day. Satisfaction is the mean of NPS × 10 and of the scales; retention the better of contract
 * and orders; loyalty the share of what the customer buys of our kind, plus 20 for a referral; margin and payment by the bands of key
 * accounts.
 * Use is judged by what was paid for and by the months before.
 */
export function judge(
  evidence: Evidence,
  today: string,
  cadence: Cadence,
): { points: DriverPoints; known: Known; flags: RedFlag[] } {
  const days = cadence[evidence.grade === null ? 'none' : (String(evidence.grade) as CadenceGrade)]
  const lastTouch = [evidence.lastContactOn, evidence.lastOrderOn].filter((day) => day !== null).toSorted().at(-1) ?? null // prettier-ignore
  const known: Known = {
    nps: evidence.nps,
    satisfaction: evidence.satisfaction,
    orders: evidence.orders,
    daysSinceOrder: evidence.lastOrderOn === null ? null : daysFrom(evidence.lastOrderOn, today),
    gapDays: usualGap(evidence),
    contractEndsOn: evidence.contractEndsOn,
    margin: evidence.margin,
    walletShare: evidence.walletShare,
    referrals: evidence.referrals,
    daysLate: evidence.daysLate,
    overdueDays: evidence.overdueDays,
    usage: usageOf(evidence.usage, today),
    daysSinceContact: lastTouch === null ? null : Math.max(0, daysFrom(lastTouch, today)),
    cadence: days,
  }
  const points: DriverPoints = {
    satisfaction: mean([known.nps === null ? null : known.nps * 10, known.satisfaction]),
    retention: retentionPoints(known, today),
    margin: known.margin === null ? null : pointsIn(defaultIndicators.margin.band, known.margin),
    loyalty: loyaltyPoints(known),
    usage: known.usage && usagePoints(known.usage),
    payment: known.daysLate === null ? null : pointsIn(defaultIndicators.daysLate.band, known.daysLate),
    contact: known.daysSinceContact === null ? null : contactPoints(known.daysSinceContact, days),
  }
  const flags: RedFlag[] = [
    ...((known.overdueDays ?? 0) > overdueFlagDays ? (['overdue'] as const) : []),
    ...(evidence.deciderIsAgainstUs ? (['decider-against-us'] as const) : []),
    ...(evidence.severeComplaints > 0 ? (['severe-complaint'] as const) : []),
    ...(known.daysSinceContact !== null && isSilent(known.daysSinceContact, days) ? (['silence'] as const) : []),
  ]
  return { points, known, flags }
}

const daysFrom = (from: string, to: string): number => Math.round(daysBetween(new Date(from), new Date(to)))

function mean(values: readonly (number | null)[]): number | null {
  const there = values.filter((value) => value !== null)
  return there.length === 0 ? null : there.reduce((sum, value) => sum + value, 0) / there.length
}

function usualGap({ orders, firstOrderOn, lastOrderOn }: Evidence): number | null {
  if (firstOrderOn === null || lastOrderOn === null) return null
  return orders < 2 ? unknownGapDays : Math.max(shortestGapDays, daysFrom(firstOrderOn, lastOrderOn) / (orders - 1))
}

function retentionPoints({ daysSinceOrder, gapDays, contractEndsOn }: Known, today: string): number | null {
  const byOrders = daysSinceOrder === null || gapDays === null ? null : pointsIn(sinceOrder, daysSinceOrder / gapDays)
  const byContract = contractEndsOn === null ? null : pointsIn(contractAhead, daysFrom(today, contractEndsOn))
  if (byOrders === null) return byContract
  return byContract === null ? byOrders : Math.max(byOrders, byContract)
}

function loyaltyPoints({ walletShare, referrals }: Known): number | null {
  if (walletShare === null && referrals === 0) return null
  const base = walletShare === null ? withoutShare : pointsIn(defaultIndicators.walletShare.band, walletShare)
  return Math.min(100, base + pointsPerReferral * referrals)
}
