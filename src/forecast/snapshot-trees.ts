import { type BoostedTrees, growTrees, type TreeColumn, treeOdds } from './boosted-trees.ts'
import type { PastRow } from './fit.ts'
import { mostShift } from './ground.ts'
import { week } from './hazard.ts'
import { traitNames } from './past-deals.ts'
import type { SeenDeal } from './seen.ts'
import { clampChance } from '../opportunities/elements.ts'

// Boosted trees beside method D: the same snapshots of past periods, the same target, and what deals are about as further columns.

const mostRows = 24_000
const enough = { rows: 1000, won: 100 } as const

const columns: TreeColumn[] = [
  { kind: 'code' },
  { kind: 'number' },
  { kind: 'number' },
  { kind: 'number' },
  { kind: 'number', direction: -1 },
  { kind: 'number' },
  { kind: 'number', direction: 1 },
  { kind: 'number' },
  ...traitNames.map((): TreeColumn => ({ kind: 'code' })),
]

/** Unknown times and days are not a number; the elements' shift may only raise a chance, a later day only lower it. */
function columnsOf(deals: readonly { deal: SeenDeal; now: number; end: number }[]): Float64Array[] {
  const of = (value: (deal: SeenDeal, now: number, end: number) => number) =>
    Float64Array.from(deals, ({ deal, now, end }) => value(deal, now, end))
  const weeks = (time: number): number => (Number.isFinite(time) ? time / week : Number.NaN)
  return [
    of(({ pipeline }) => pipeline + 1),
    of(({ stage }) => stage),
    of(({ spent }) => weeks(spent)),
    of(({ idle }) => weeks(idle)),
    of(({ due }, _, end) => weeks(due - end)),
    of(({ due }, now) => weeks(due - now)),
    of(({ shift }) => Math.min(mostShift, Math.max(-mostShift, shift))),
    of(({ amount }) => (amount > 0 ? Math.log(amount) : Number.NaN)),
    ...traitNames.map((_, trait) => of(({ traits }) => traits[trait] ?? 0)),
  ]
}

/** Learns the trees from snapshots of past periods; null with too few. */
export function growSnapshotTrees(rows: readonly PastRow[]): BoostedTrees | null {
  if (rows.length < enough.rows || rows.filter(({ won }) => won).length < enough.won) return null
  const every = Math.ceil(rows.length / mostRows)
  const kept = rows.filter((_, index) => index % every === 0).sort((a, b) => a.end - a.left - (b.end - b.left) || a.row - b.row)
  return growTrees(
    {
      columns: columnsOf(kept.map((row) => ({ deal: row, now: row.end - row.left, end: row.end }))),
      won: Uint8Array.from(kept, ({ won }) => (won ? 1 : 0)),
      weight: Float64Array.from(kept, ({ weight }) => weight),
      offset: new Float64Array(kept.length),
    },
    columns,
  )
}

/** Chances of deals as they stand now to be won by the end of the period. */
export function treeChances(model: BoostedTrees, deals: readonly SeenDeal[], now: number, end: number): number[] {
  const told = columnsOf(deals.map((deal) => ({ deal, now, end })))
  return deals.map((_, row) => clampChance(1 / (1 + Math.exp(-treeOdds(model, told, row)))))
}
