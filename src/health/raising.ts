import { driverNames, healthOf, type Driver, type DriverPoints, type RedFlag, type Weights } from './health-score.ts'

/** Something that would raise the health of a customer, and to what. */
export type Raise = { kind: 'driver'; driver: Driver; score: number } | { kind: 'flag'; flag: RedFlag; score: number }

/** Points that are good enough to aim at: the best band begins there. */
const aimedAt = 100
const shown = 4

/**
 * What would raise the score, the most first: lifting a red flag, bringing a known driver to its best. Of what is unknown nobody can say
 * what it would do. Steps that change nothing (one flag of two) are left out, unless nothing else is left.
 */
export function raisesOf(points: DriverPoints, flags: readonly RedFlag[], weights: Weights): Raise[] {
  const now = healthOf(points, flags, weights).score
  if (now === null) return []
  const byFlag = flags.map((flag): Raise => {
    const left = flags.filter((other) => other !== flag)
    // a contact ends the silence and counts as one
    const then = flag === 'silence' ? { ...points, contact: aimedAt } : points
    return { kind: 'flag', flag, score: healthOf(then, left, weights).score! }
  })
  const byDriver = driverNames.flatMap((driver): Raise[] => {
    const value = points[driver]
    if (value === null || value >= aimedAt || weights[driver] <= 0) return []
    const left = driver === 'contact' ? flags.filter((flag) => flag !== 'silence') : flags
    return [{ kind: 'driver', driver, score: healthOf({ ...points, [driver]: aimedAt }, left, weights).score! }]
  })
  const useful = [...byFlag, ...byDriver].filter(({ score }) => score > now + 0.05)
  return (useful.length > 0 ? useful : byFlag).toSorted((a, b) => b.score - a.score).slice(0, shown)
}

/** Drivers that weigh something and of which nothing is known, the heaviest first. */
export const unknownDrivers = (points: DriverPoints, weights: Weights): Driver[] =>
  driverNames.filter((driver) => points[driver] === null && weights[driver] > 0).sort((a, b) => weights[b] - weights[a])
