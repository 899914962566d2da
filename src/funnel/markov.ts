/** A pipeline as a chain of weekly moves: `stay[i][j]` = share of deals in stage i that are in stage j a week later, `won[i]` and `lost[i]` = share that ended. Rows sum to 1. */
export interface Chain {
  stay: readonly (readonly number[])[]
  won: readonly number[]
  lost: readonly number[]
}

/**
 * Chance to be won in the end, and expected weeks until the end, from each stage (Pfeifer & Carraway 2000): (I−Q)⁻¹·won and (I−Q)⁻¹·1.
 * Null for a stage from which no end can be reached.
 */
export function absorption({ stay, won }: Chain): { eventualWin: number | null; weeksLeft: number | null }[] {
  const size = stay.length
  const rows = stay.map((row, i) => [...row.map((share, j) => (i === j ? 1 : 0) - share), won[i] ?? 0, 1])
  for (let pivot = 0; pivot < size; pivot++) {
    const best = rows
      .slice(pivot)
      .reduce((at, row, index) => (Math.abs(row[pivot]!) > Math.abs(rows[at]![pivot]!) ? index + pivot : at), pivot)
    if (Math.abs(rows[best]![pivot]!) < 1e-12) return stay.map(() => ({ eventualWin: null, weeksLeft: null }))
    ;[rows[pivot], rows[best]] = [rows[best]!, rows[pivot]!]
    const lead = rows[pivot]!
    for (let i = 0; i < size; i++) {
      const factor = i === pivot ? 0 : rows[i]![pivot]! / lead[pivot]!
      if (factor !== 0) rows[i] = rows[i]!.map((value, j) => value - factor * lead[j]!)
    }
  }
  return rows.map((row, i) => ({ eventualWin: row[size]! / row[i]!, weeksLeft: row[size + 1]! / row[i]! }))
}

/** Chance to be won within so many weeks, from each stage. */
export function winWithin({ stay, won }: Chain, weeks: number): number[] {
  let chance = stay.map(() => 0)
  for (let week = 0; week < weeks; week++)
    chance = stay.map((row, i) => row.reduce((sum, share, j) => sum + share * chance[j]!, won[i] ?? 0))
  return chance
}
