import { twoSided } from '../funnel/significance.ts'

/**
 * Are values of one group larger than those of another, whatever their distribution? Mann–Whitney U by the normal approximation with
 * corrections for ties and continuity. Two-sided p; 1 when a group is empty or all values are the same. z > 0: the first are larger.
 */
export function rankSum(a: readonly number[], b: readonly number[]): { z: number; p: number } {
  const [first, second] = [Float64Array.from(a).sort(), Float64Array.from(b).sort()]
  const n = first.length + second.length
  let [ranks, ties, x, y] = [0, 0, 0, 0]
  while (x < first.length || y < second.length) {
    const at = x + y
    const value = Math.min(first[x] ?? Infinity, second[y] ?? Infinity)
    const before = x
    while (x < first.length && first[x] === value) x++
    while (y < second.length && second[y] === value) y++
    const same = x + y - at
    ties += same ** 3 - same
    ranks += ((x - before) * (2 * at + 1 + same)) / 2
  }
  const above = ranks - (a.length * (a.length + 1)) / 2 - (a.length * b.length) / 2
  const spread = Math.sqrt(((a.length * b.length) / 12) * (n + 1 - ties / (n * (n - 1))))
  if (!(spread > 0)) return { z: 0, p: 1 }
  const z = (Math.sign(above) * Math.max(0, Math.abs(above) - 0.5)) / spread
  return { z, p: Math.min(1, twoSided(z)) }
}
