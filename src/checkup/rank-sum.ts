import { twoSided } from '../funnel/significance.ts'

/**
 * Are values of one group larger than those of another, whatever their distribution? Mann–Whitney U by the normal approximation with
 * corrections for ties and continuity. Two-sided p; 1 when a group is empty or all values are the same. z > 0: the first are larger.
 */
export function rankSum(a: readonly number[], b: readonly number[]): { z: number; p: number } {
  const all = [...a.map((value) => ({ value, first: true })), ...b.map((value) => ({ value, first: false }))].sort(
    (one, other) => one.value - other.value,
  )
  const n = all.length
  let [ranks, ties] = [0, 0]
  for (let at = 0; at < n;) {
    let end = at
    while (end < n && all[end]!.value === all[at]!.value) end++
    const same = end - at
    ties += same ** 3 - same
    for (let i = at; i < end; i++) if (all[i]!.first) ranks += (at + 1 + end) / 2
    at = end
  }
  const above = ranks - (a.length * (a.length + 1)) / 2 - (a.length * b.length) / 2
  const spread = Math.sqrt(((a.length * b.length) / 12) * (n + 1 - ties / (n * (n - 1))))
  if (!(spread > 0)) return { z: 0, p: 1 }
  const z = (Math.sign(above) * Math.max(0, Math.abs(above) - 0.5)) / spread
  return { z, p: Math.min(1, twoSided(z)) }
}
