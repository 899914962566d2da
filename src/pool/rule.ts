import type { Level } from '../customers/customer.ts'
import type { Tier } from '../key-accounts/score.ts'
import { addDays, dayOf } from '../platform/time.ts'

/** When customers fall into the public pool, who is spared, and how many may be claimed. Null is "not by this" and "any number". */
export interface PoolRule {
  /** Customers fall by themselves. */
  isOn: boolean
  /** Days. */
  contactDays: number | null
  progressDays: number | null
  warnDays: number
  protectedLevels: readonly Level[]
  /** 1-5. */
  protectedGrades: readonly number[]
  protectedTiers: readonly Tier[]
  claimsPerDay: number | null
  claimsPerMonth: number | null
  holdings: number | null
  lockDays: number
  showsPhones: boolean
}

/** What holds until an organisation says otherwise: nobody falls, the best are spared, a claim is a promise to work. */
export const defaultRule: PoolRule = {
  isOn: false,
  contactDays: 30,
  progressDays: null,
  warnDays: 7,
  protectedLevels: ['strategic'],
  protectedGrades: [1],
  protectedTiers: ['S', 'A'],
  claimsPerDay: 10,
  claimsPerMonth: 100,
  holdings: 300,
  lockDays: 30,
  showsPhones: false,
}

export type Why = 'contact' | 'progress'

/** Days between the last sign of life and the fall, and what was missing; the earlier of two rules, contact first of two alike. */
export interface Due {
  /** YYYY-MM-DD, the first day on which it is in the pool. */
  on: string
  why: Why
  days: number
}

/** The later of what happened and when its owner got it: whoever takes a customer over has all days before them. */
export interface Signs {
  ownedSince: Date
  lastContactAt: Date | null
  /** A deal made, moved or closed. */
  lastProgressAt: Date | null
}

const later = (a: Date, b: Date | null): Date => (b !== null && b > a ? b : a)

/** The day on which a customer falls if nothing happens; null when no rule takes it. */
export function dueOf(signs: Signs, rule: Pick<PoolRule, 'contactDays' | 'progressDays'>, timeZone: string): Due | null {
  const after = (why: Why, at: Date | null, days: number | null): Due[] =>
    days === null ? [] : [{ on: addDays(dayOf(later(signs.ownedSince, at), timeZone), days), why, days }]
  const found = [
    ...after('contact', signs.lastContactAt, rule.contactDays),
    ...after('progress', signs.lastProgressAt, rule.progressDays),
  ]
  return found.reduce<Due | null>((first, one) => (first === null || one.on < first.on ? one : first), null)
}

export const protections = ['open-deals', 'level', 'grade', 'tier'] as const
export type Protection = (typeof protections)[number]

/** Why a customer never falls; null when it may. */
export function protectionOf(
  customer: { openDeals: number; level: Level; grade: number | null; tier: Tier | null },
  rule: Pick<PoolRule, 'protectedLevels' | 'protectedGrades' | 'protectedTiers'>,
): Protection | null {
  if (customer.openDeals > 0) return 'open-deals'
  if (rule.protectedLevels.includes(customer.level)) return 'level'
  if (customer.grade !== null && rule.protectedGrades.includes(customer.grade)) return 'grade'
  return customer.tier !== null && rule.protectedTiers.includes(customer.tier) ? 'tier' : null
}

/** What speaks against a rule: switched on without a condition, or a warning that would last for all the time there is. */
export function flawOf(rule: PoolRule): 'nothing-makes-fall' | 'warned-from-the-first-day' | null {
  const days = [rule.contactDays, rule.progressDays].filter((one) => one !== null)
  if (rule.isOn && days.length === 0) return 'nothing-makes-fall'
  return days.length > 0 && rule.warnDays >= Math.min(...days) ? 'warned-from-the-first-day' : null
}

export interface Taken {
  /** Claimed since midnight, and since the first of the month. */
  today: number
  thisMonth: number
  /** Customers looked after now. */
  held: number
}

/** Which limit the next claim would break, with the number allowed; null when it may be made. */
export function limitBroken(
  taken: Taken,
  rule: Pick<PoolRule, 'claimsPerDay' | 'claimsPerMonth' | 'holdings'>,
): { code: 'pool-claims-of-day' | 'pool-claims-of-month' | 'pool-holdings'; most: number } | null {
  const reached = (most: number | null, count: number): most is number => most !== null && count >= most
  if (reached(rule.holdings, taken.held)) return { code: 'pool-holdings', most: rule.holdings }
  if (reached(rule.claimsPerDay, taken.today)) return { code: 'pool-claims-of-day', most: rule.claimsPerDay }
  return reached(rule.claimsPerMonth, taken.thisMonth) ? { code: 'pool-claims-of-month', most: rule.claimsPerMonth } : null
}

/** How many more may be claimed now; null for any number. */
export function claimsLeft(taken: Taken, rule: Pick<PoolRule, 'claimsPerDay' | 'claimsPerMonth' | 'holdings'>): number | null {
  const left = [
    [rule.claimsPerDay, taken.today],
    [rule.claimsPerMonth, taken.thisMonth],
    [rule.holdings, taken.held],
  ].flatMap(([most, count]) => (most === null || most === undefined ? [] : [Math.max(0, most - count!)]))
  return left.length === 0 ? null : Math.min(...left)
}

/** The first day on which the last owner may claim it back; null when nobody is locked out. */
export const lockedUntil = (enteredAt: Date, lockDays: number, timeZone: string): string | null =>
  lockDays === 0 ? null : addDays(dayOf(enteredAt, timeZone), lockDays)
