import { bands, type HazardCounts, type Holds, intoStage } from './hazard.ts'

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

/** One way out of a stage: weeks at risk and exits by cell, age after age, each without and with rush. */
interface Way {
  weeks: readonly number[]
  exits: readonly number[]
}

/**
 * How strongly a pipeline's ages are held to their stages, and rush weeks to their ages, in weeks: those strengths under which what
 * happened was least surprising, the ages' first.
 */
export function heldTo(counts: HazardCounts): Holds {
  const ways = waysOf(counts)
  const age = likeliest((strength, add) => {
    for (const { weeks, exits } of ways) {
      const rate = sumOf(exits) / sumOf(weeks)
      for (let band = 0; band < weeks.length; band += 2)
        add(exits[band]! + exits[band + 1]!, (weeks[band]! + weeks[band + 1]!) * rate, strength * rate)
    }
  })
  const rush = likeliest((strength, add) => {
    for (const { weeks, exits } of ways) {
      const rate = sumOf(exits) / sumOf(weeks)
      for (let cell = 0; cell < weeks.length; cell++) {
        const quiet = cell - (cell % 2)
        const ofAge = (exits[quiet]! + exits[quiet + 1]! + age * rate) / (weeks[quiet]! + weeks[quiet + 1]! + age)
        add(exits[cell]!, weeks[cell]! * ofAge, strength * ofAge)
      }
    }
  })
  return { age, rush }
}

/** Ways out that somebody took, from stages that somebody was in. */
function waysOf({ stages, weeks, ways }: HazardCounts): Way[] {
  const wide = stages + intoStage
  const cells = bands * 2
  return Array.from({ length: stages * wide }, (_, at) => {
    const [first, way] = [Math.floor(at / wide) * cells, at % wide]
    const each = (of: (cell: number) => number) => Array.from({ length: cells }, (_none, cell) => of(first + cell))
    return { weeks: each((cell) => weeks[cell]!), exits: each((cell) => ways[cell * wide + way]!) }
  }).filter((way) => sumOf(way.weeks) > 0 && sumOf(way.exits) > 0)
}

const sumOf = (list: readonly number[]): number => list.reduce((sum, each) => sum + each, 0)

type Groups = (strength: number, add: (count: number, expected: number, held: number) => void) => void

function likeliest(groups: Groups): number {
  const sums = strengths.map((strength) => {
    let sum = 0
    groups(strength, (count, expected, held) => (sum += evidence(count, expected, held)))
    return sum
  })
  const best = Math.max(...sums)
  return best === sums[strengths.indexOf(usualStrength)] ? usualStrength : strengths[sums.indexOf(best)]!
}
