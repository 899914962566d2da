/**
 * Moments in facts are whole seconds since 2000, four bytes each, rounded down. Days begin on whole seconds, so no day's figures
 * change by it; lengths of stay are exact to a second.
 */
const epoch = 946_684_800

/** Before everything that is known: '-infinity', or a moment nobody knows. */
export const unknown = -2_147_483_648
/** After everything: still so. */
export const forever = 2_147_483_647

const clamped = (seconds: number): number => Math.min(forever - 1, Math.max(unknown + 1, seconds))

/** A moment that happened, from milliseconds since 1970; null = unknown. */
export const secondOf = (milliseconds: number | null): number =>
  milliseconds === null ? unknown : clamped(Math.floor(milliseconds / 1000) - epoch)

/** A bound: what is `< boundOf(at)` happened before `at`, what is `>=` it at that moment or later. */
export const boundOf = (at: Date): number => boundAt(at.getTime())
/** The same of milliseconds since 1970, infinite ones too. */
export const boundAt = (milliseconds: number): number => clamped(Math.ceil(milliseconds / 1000) - epoch)

/** As PostgreSQL sends a timestamptz: microseconds since 2000 in eight bytes; the first four and the last four of them. */
export function secondOfSent(high: number, low: number): number {
  if (high === 0x7fffffff && low === 0xffffffff) return forever
  if (high === -0x80000000 && low === 0) return unknown
  return clamped(Math.floor((high * 4_294_967_296 + low) / 1_000_000))
}

/** Days between two moments. */
export const daysIn = (seconds: number): number => seconds / 86_400

/** Whole seconds in so many days. */
export const secondsIn = (days: number): number => Math.floor(days * 86_400)

/** Milliseconds since 1970. */
export const millisecondsOf = (second: number): number => (second + epoch) * 1000
