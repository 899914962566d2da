import type { Facts } from './facts.ts'
import { idAt } from './id-index.ts'
import { type Heap, emptyHeap, heap, heaped, placesOfLargest } from './select.ts'

/** A place in a list by size: minor units, -1 without an amount; among equals by id, among steps of one deal by their number, highest first. */
export interface Placed {
  size: number
  id: string
  step: number
}

export interface Found {
  total: number
  amountMinor: number
  /** The first ones behind the place asked for. */
  items: Placed[]
}

/** Rows met on the way, with their sizes and steps. */
interface Met {
  rows: Heap
  sizes: Heap
  steps: Heap
  amountMinor: number
}

export const met = (): Met => ({ rows: emptyHeap(), sizes: emptyHeap(), steps: emptyHeap(), amountMinor: 0 })

export function meet(onto: Met, row: number, size: number, step = 0): void {
  heap(onto.rows, row)
  heap(onto.sizes, size)
  heap(onto.steps, step)
  if (size > 0) onto.amountMinor += size
}

/** All that was met, and the largest of it behind a place: only those are put in order. */
export function behind(
  { index }: Facts,
  { rows, sizes, steps, amountMinor }: Met,
  { after, most }: { after: Placed | null; most: number },
): Found {
  const all = heaped(sizes)
  const placed = (at: number): Placed => ({ size: all[at]!, id: idAt(index, rows.numbers[at]!), step: steps.numbers[at]! })
  const isLeft = (at: number): boolean =>
    after === null || all[at]! < after.size || (all[at] === after.size && inOrder(after, placed(at)) < 0)
  const left = Uint32Array.from(all.keys()).filter(isLeft)
  const items = placesOfLargest(
    Float64Array.from(left, (at) => all[at]!),
    most,
  ).map((at) => placed(left[at]!))
  return { total: all.length, amountMinor, items: items.sort(inOrder).slice(0, most) }
}

const inOrder = (a: Placed, b: Placed): number => b.size - a.size || (a.id === b.id ? b.step - a.step : a.id < b.id ? 1 : -1)
