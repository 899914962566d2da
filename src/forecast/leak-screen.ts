/** A column as it stands on deals that are open and on deals that came with their end; null where it is empty. */
export interface Column {
  name: string
  open: readonly (string | null)[]
  ended: readonly (string | null)[]
}

export type LeakReason = 'filled-at-closing' | 'other-values-than-open'

/** Fewer deals of a kind say nothing about a column. */
const enough = 20
/** Shares of filled cells that lie further apart than this. */
const gap = 0.3
/** Half of what lies between the two distributions of values (total variation distance). */
const apart = 0.5

/**
 * Whether a column tells the end of a deal, not its chance: it is filled on deals that have ended and empty on open ones, or filled
 * with other values there. Only for what came with a deal's end, as an import brings it; what people write is judged by when
 * they wrote it. Null: it may be used. With too few open or ended deals it may not be told, and the column is used.
 */
export function leakOf({ open, ended }: Pick<Column, 'open' | 'ended'>): LeakReason | null {
  if (open.length < enough || ended.length < enough) return null
  const filled = (list: readonly (string | null)[]) => list.filter((value) => value !== null).length / list.length
  if (filled(ended) - filled(open) > gap) return 'filled-at-closing'
  const [a, b] = [sharesOf(open), sharesOf(ended)]
  if (a.size === 0 || b.size === 0 || a.size + b.size > open.length) return null
  let distance = 0
  for (const value of new Set([...a.keys(), ...b.keys()])) distance += Math.abs((a.get(value) ?? 0) - (b.get(value) ?? 0)) / 2
  return distance > apart ? 'other-values-than-open' : null
}

function sharesOf(list: readonly (string | null)[]): Map<string, number> {
  const filled = list.filter((value) => value !== null)
  const shares = new Map<string, number>()
  for (const value of filled) shares.set(value, (shares.get(value) ?? 0) + 1 / filled.length)
  return shares
}

/** The columns that models may not use, with why. */
export const refusedColumns = (columns: readonly Column[]): { name: string; reason: LeakReason }[] =>
  columns.flatMap(({ name, open, ended }) => {
    const reason = leakOf({ open, ended })
    return reason ? [{ name, reason }] : []
  })
