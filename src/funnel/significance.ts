/** Successes of n. */
export interface Tally {
  successes: number
  n: number
}

/** Are two shares different? Pooled two-proportion z test, two-sided p. z is 0 and p 1 when either group is empty or both shares are 0 or 1. */
export function twoProportions(a: Tally, b: Tally): { z: number; p: number } {
  const pooled = (a.successes + b.successes) / (a.n + b.n)
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / a.n + 1 / b.n))
  if (!(error > 0) || !Number.isFinite(error)) return { z: 0, p: 1 }
  const z = (a.successes / a.n - b.successes / b.n) / error
  return { z, p: twoSided(z) }
}

/**
 * Exact two-sided p of the table a b / c d (Fisher): the sum of all tables as unlikely as this one. Chances fall from the likeliest table on
 * either side, so where the tails begin is found by halving, and of a tail only what adds anything is summed.
 */
export function fisher(a: number, b: number, c: number, d: number): number {
  const row = a + b
  const column = a + c
  const others = c + d
  const all = row + others
  const whole = choose(all, column)
  const chance = (x: number): number => Math.exp(choose(row, x) + choose(others, column - x) - whole)
  const most = chance(a) * (1 + 1e-7)
  const [low, high] = [Math.max(0, column - others), Math.min(row, column)]
  const likeliest = Math.floor(((row + 1) * (column + 1)) / (all + 2))
  const above = firstWhere(likeliest, high + 1, (x) => chance(x) <= most)
  if (above === likeliest) return 1
  const below = -firstWhere(-likeliest, 1 - low, (x) => chance(-x) <= most)
  let p = 0
  let term = above <= high ? chance(above) : 0
  for (let x = above; term > p * negligible; x++) {
    p += term
    term *= ((row - x) * (column - x)) / ((x + 1) * (others - column + x + 1))
  }
  term = below >= low ? chance(below) : 0
  for (let x = below; term > p * negligible; x--) {
    p += term
    term *= (x * (others - column + x)) / ((row - x + 1) * (column - x + 1))
  }
  return Math.min(1, p)
}

const negligible = 1e-17

/** The first of [from, end) for which it holds, as it then does for all behind; the end where it holds for none. */
function firstWhere(from: number, end: number, holds: (x: number) => boolean): number {
  let [low, high] = [from, end]
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if (holds(middle)) high = middle
    else low = middle + 1
  }
  return low
}

/** The fitting test for two shares: Fisher when an expected cell is below 5, else the z test. Two-sided p; 1 when a group is empty. */
export function compareShares(a: Tally, b: Tally): number {
  if (a.n === 0 || b.n === 0) return 1
  const pooled = (a.successes + b.successes) / (a.n + b.n)
  const smallest = Math.min(a.n, b.n) * Math.min(pooled, 1 - pooled)
  return smallest < 5 ? fisher(a.successes, a.n - a.successes, b.successes, b.n - b.successes) : twoProportions(a, b).p
}

/** Benjamini–Hochberg: p values adjusted for having looked at all of them, in the given order. Act below q = 0.10. */
export function benjaminiHochberg(values: readonly number[]): number[] {
  const order = values.map((_, index) => index).sort((i, j) => values[j]! - values[i]!)
  const adjusted: number[] = Array.from({ length: values.length }, () => 1)
  let least = 1
  order.forEach((index, fromTop) => {
    least = Math.min(least, (values[index]! * values.length) / (values.length - fromTop))
    adjusted[index] = least
  })
  return adjusted
}

/** How many deals it takes to see a share of `share` as different from the fixed benchmark with 80 % power at 5 %. Infinity when they are equal. */
export const sampleNeeded = (share: number, benchmark: number): number =>
  share === benchmark
    ? Infinity
    : Math.ceil(
        ((1.96 * Math.sqrt(benchmark * (1 - benchmark)) + 0.8416 * Math.sqrt(share * (1 - share))) / (benchmark - share)) ** 2,
      )

/** Two-sided p of a standard normal deviate. The fit below is a hair above 1 where z is 0. */
export const twoSided = (z: number): number => Math.min(1, erfc(Math.abs(z) / Math.SQRT2))

/** Complementary error function for x ≥ 0, relative error below 1.2e-7 (Chebyshev fit, Numerical Recipes §6.2). */
function erfc(x: number): number {
  const t = 1 / (1 + 0.5 * x)
  const c = [
    -1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587, -0.82215223, 0.17087277,
  ]
  return t * Math.exp(-x * x + c.reduceRight((sum, coefficient) => sum * t + coefficient, 0))
}

const choose = (n: number, k: number): number => logFactorial(n) - logFactorial(k) - logFactorial(n - k)

const logFactorials = [0]
function logFactorial(n: number): number {
  for (let i = logFactorials.length; i <= n; i++) logFactorials.push(logFactorials[i - 1]! + Math.log(i))
  return logFactorials[n]!
}
