export interface Interval {
  low: number
  high: number
}

const z95 = 1.959964

/**
 * 95 % interval of a share (Wilson score). `successes` of `n`; both finite, 0 ≤ successes ≤ n. [0, 1] when n is 0: nothing is known.
 * Example: 8 of 20 ⇒ 0.2188 to 0.6134.
 */
export function wilson(successes: number, n: number): Interval {
  if (n <= 0) return { low: 0, high: 1 }
  const share = successes / n
  const square = z95 * z95
  const scale = 1 + square / n
  const centre = (share + square / (2 * n)) / scale
  const half = (z95 * Math.sqrt((share * (1 - share)) / n + square / (4 * n * n))) / scale
  return { low: successes <= 0 ? 0 : Math.max(0, centre - half), high: successes >= n ? 1 : Math.min(1, centre + half) }
}
