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

/** One mark per deal: 1 where it is picked. */
export type Picks = Uint8Array

export function pick(deals: Deals, { owners, sources, products, regions, bands }: Filter): Picks {
  const picks = new Uint8Array(deals.size).fill(1)
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

/** Everybody else. */
export const others = (picks: Picks): Picks => picks.map((picked) => 1 - picked)

/** Those of them for which a test holds. */
export const where = (picks: Picks, holds: (deal: number) => boolean): Picks =>
  picks.map((picked, deal) => (picked === 1 && holds(deal) ? 1 : 0))

export const countOf = (picks: Picks): number => picks.reduce((sum, picked) => sum + picked, 0)

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
