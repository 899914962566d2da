/** Quantile of plain numbers, type 7 (linear between ranks, the spreadsheet's PERCENTILE). `q` 0-1; null for no numbers. */
export const quantile = (values: ArrayLike<number>, q: number): number | null => quantileOf(Float64Array.from(values).sort(), q)

/** Of numbers that are in ascending order. */
export function quantileOf(sorted: ArrayLike<number>, q: number): number | null {
  if (sorted.length === 0) return null
  const rank = (sorted.length - 1) * q
  const low = Math.floor(rank)
  return sorted[low]! + (rank - low) * (sorted[Math.min(low + 1, sorted.length - 1)]! - sorted[low]!)
}
