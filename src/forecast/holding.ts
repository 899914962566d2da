import { bands, type HazardCounts, intoStage } from './hazard.ts'

// How strongly what few deals did is held to what all did: read from the data of the moment itself (empirical Bayes), so that no constant
// is tuned and nothing looks ahead.

/** Strengths that are tried, in weeks of a stage or exits of a segment. */
export const strengths = [5, 10, 15, 20, 25, 30, 40, 50, 70, 100, 200, 500, 1000] as const
/** Where nothing has been seen, the specification's. */
const usualStrength = 30

/**
 * Logarithm of how much likelier `count` exits (whole) are where `expected` were to be seen, if the factors of the groups are spread (gamma
 * with mean 1, `strength` exits' worth of certainty) than if all were 1.
 */
export function evidence(count: number, expected: number, strength: number): number {
  let sum = strength * Math.log(strength) - (count + strength) * Math.log(expected + strength) + expected
  for (let each = 0; each < count; each++) sum += Math.log(strength + each)
  return sum
}

/** Weeks to which the cells (age, rush) of a pipeline's stages are held: those under which what happened was least surprising. */
export function heldTo({ stages, weeks, ways }: HazardCounts): number {
  const wide = stages + intoStage
  const cells = bands * 2
  const sums = strengths.map(() => 0)
  for (let stage = 0; stage < stages; stage++) {
    const own = Array.from({ length: cells }, (_, cell) => stage * cells + cell)
    const seen = own.reduce((sum, cell) => sum + weeks[cell]!, 0)
    if (seen <= 0) continue
    for (let way = 0; way < wide; way++) {
      const exits = own.reduce((sum, cell) => sum + ways[cell * wide + way]!, 0)
      if (exits === 0) continue
      const rate = exits / seen
      for (const cell of own)
        strengths.forEach((strength, at) => {
          sums[at]! += evidence(ways[cell * wide + way]!, weeks[cell]! * rate, strength * rate)
        })
    }
  }
  const best = Math.max(...sums)
  return best === sums[strengths.indexOf(usualStrength)] ? usualStrength : strengths[sums.indexOf(best)]!
}
