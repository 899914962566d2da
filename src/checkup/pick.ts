import { boundAt, forever, unknown } from '../funnel/facts/moment.ts'
import type { Coded, Deals } from './deals.ts'

/** Which deals a report is about; null = all. */
export interface Filter {
  owners: readonly string[] | null
  sources: readonly string[] | null
  products: readonly string[] | null
  regions: readonly string[] | null
  bands: readonly string[] | null
}

export const noFilter: Filter = { owners: null, sources: null, products: null, regions: null, bands: null }
export const filters = ({ owners, sources, products, regions, bands }: Filter): boolean =>
  [owners, sources, products, regions, bands].some((values) => values !== null)

/** One mark per deal: 1 where it is picked. Never written on once it is made. */
export type Picks = Uint8Array

/** Those within reach that a filter leaves. */
export function pick(deals: Deals, { owners, sources, products, regions, bands }: Filter): Picks {
  const picks = deals.all.slice()
  for (const [column, values] of [
    [deals.of.owner, owners],
    [deals.of.source, sources],
    [deals.of.product, products],
    [deals.of.region, regions],
    [deals.of.band, bands],
  ] as const)
    if (values !== null) keep(picks, column, new Set(values))
  return picks
}

const rows = new WeakMap<Picks, Uint32Array>()

/** The picked deals one by one. */
export function rowsOf(picks: Picks): Uint32Array {
  const known = rows.get(picks)
  if (known) return known
  const found = new Uint32Array(countOf(picks))
  let count = 0
  for (let deal = 0; deal < picks.length; deal++) if (picks[deal] !== 0) found[count++] = deal
  rows.set(picks, found)
  return found
}

/** Spares looking for them. */
export const rememberRows = (picks: Picks, found: Uint32Array): void => void rows.set(picks, found)

export function countOf(picks: Picks): number {
  let count = 0
  for (let deal = 0; deal < picks.length; deal++) count += picks[deal]!
  return count
}

function keep(picks: Picks, { codes, values }: Coded, wanted: ReadonlySet<string>): void {
  const kept = Uint8Array.from(values, (value) => Number(value !== null && wanted.has(value)))
  for (let deal = 0; deal < picks.length; deal++) picks[deal]! &= kept[codes[deal]!]!
}

/** A stretch of time [from, to) in milliseconds; null = unbounded. A time nobody knows is in it only when both are. */
export interface Stretch {
  from: number | null
  to: number | null
}
export const always: Stretch = { from: null, to: null }

export const within = (at: number, { from, to }: Stretch): boolean =>
  from === null && to === null ? !Number.isNaN(at) : at > -Infinity && (from === null || at >= from) && (to === null || at < to)

/** The same stretch as two numbers of seconds (funnel/facts/moment.ts): a time that came lies in it where `at >= low && at < high`. */
export const boundsOf = ({ from, to }: Stretch): { low: number; high: number } => ({
  low: from === null ? (to === null ? unknown : unknown + 1) : boundAt(from),
  high: to === null ? forever : boundAt(to),
})
