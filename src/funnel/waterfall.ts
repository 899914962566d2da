import type { MovementPart } from './movement.ts'

/** How many deals, and their money in minor units of the reporting currency; a change carries its sign. */
interface Sum {
  count: number
  amountMinor: number
}

interface Moved {
  opening: Sum
  closing: Sum
  parts: readonly (Sum & { key: MovementPart; name: string })[]
}

/** A row of the waterfall. `start` and `end` are where its bar lies, 0-1 of the largest stock on the way; a stock begins at 0. */
export interface Fall {
  key: MovementPart | 'opening' | 'closing'
  name: string
  count: number
  amountMinor: number
  kind: 'stock' | 'more' | 'less' | 'same'
  start: number
  end: number
}

/** The way from the opening to the closing stock, one bar after another: each begins where the one before ended. Parts in which nothing happened stay. */
export function waterfall({ opening, closing, parts }: Moved, names: { opening: string; closing: string }): Fall[] {
  let level = opening.amountMinor
  const levels = parts.map(({ amountMinor }) => {
    const before = level
    level += amountMinor
    return { before, after: level }
  })
  const highest = Math.max(1, opening.amountMinor, closing.amountMinor, ...levels.map(({ after }) => after))
  const at = (amount: number): number => Math.min(1, Math.max(0, amount / highest))
  const stock = (key: 'opening' | 'closing', of: Sum): Fall => ({
    key,
    name: names[key],
    ...of,
    kind: 'stock',
    start: 0,
    end: at(of.amountMinor),
  })
  return [
    stock('opening', opening),
    ...parts.map(({ key, name, count, amountMinor }, index): Fall => {
      const { before, after } = levels[index]!
      return {
        key,
        name,
        count,
        amountMinor,
        kind: amountMinor > 0 ? 'more' : amountMinor < 0 ? 'less' : 'same',
        start: at(Math.min(before, after)),
        end: at(Math.max(before, after)),
      }
    }),
    stock('closing', closing),
  ]
}
