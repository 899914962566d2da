import type { MovementNote, MovementPart } from './movement.ts'

/** How many deals, and their money in minor units of the reporting currency; a change carries its sign. */
interface Sum {
  count: number
  amountMinor: number
}

interface Moved {
  opening: Sum
  closing: Sum
  parts: readonly (Sum & { key: MovementPart; name: string })[]
  /** What moves no money; of these, dates pulled in and pushed out stand in the waterfall too. */
  notes?: readonly (Sum & { key: MovementNote; name: string })[]
}

/** A row of the waterfall. `start` and `end` are where its bar lies, 0-1 of the largest stock on the way; a stock begins at 0. */
export interface Fall {
  key: MovementPart | 'closePulled' | 'closePushed' | 'opening' | 'closing'
  name: string
  count: number
  amountMinor: number
  /** `beside`: money whose date moved; it hangs below the level and changes nothing. */
  kind: 'stock' | 'more' | 'less' | 'same' | 'beside'
  start: number
  end: number
}

/** As a sales meeting tells it: what came, what went, what slipped, what grew and shrank, what came back. */
const order = [
  'created',
  'won',
  'lost',
  'terminated',
  'onHold',
  'transferred',
  'closePulled',
  'closePushed',
  'amountUp',
  'amountDown',
  'resumed',
  'reopened',
] as const satisfies readonly Fall['key'][]

/** The way from the opening to the closing stock, one bar after another: each begins where the one before ended. Parts in which nothing happened stay. */
export function waterfall({ opening, closing, parts, notes = [] }: Moved, names: { opening: string; closing: string }): Fall[] {
  let level = opening.amountMinor
  const steps = order.flatMap((key): (Sum & Pick<Fall, 'key' | 'name'> & { before: number; after: number })[] => {
    const part = parts.find((one) => one.key === key)
    const note = notes.find((one) => one.key === key)
    const before = level
    if (part) level += part.amountMinor
    return part ? [{ ...part, key, before, after: level }] : note ? [{ ...note, key, before, after: before }] : []
  })
  const highest = Math.max(1, opening.amountMinor, closing.amountMinor, ...steps.map(({ after }) => after))
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
    ...steps.map(({ key, name, count, amountMinor, before, after }): Fall => {
      const isBeside = key === 'closePulled' || key === 'closePushed'
      const low = isBeside ? before - Math.min(before, Math.max(0, amountMinor)) : Math.min(before, after)
      return {
        key,
        name,
        count,
        amountMinor,
        kind: isBeside ? 'beside' : amountMinor > 0 ? 'more' : amountMinor < 0 ? 'less' : 'same',
        start: at(low),
        end: at(Math.max(before, after)),
      }
    }),
    stock('closing', closing),
  ]
}
