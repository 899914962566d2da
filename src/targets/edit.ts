import { breakDown } from '../capacity/breakdown.ts'
import { accept, refuse, type Outcome } from '../platform/refusal.ts'
import { monthsOf, type Column } from './measure.ts'
import {
  childrenOf,
  figureOf,
  leavesOf,
  lockedPlaces,
  monthsOfNode,
  noMonths,
  placesOf,
  type Lock,
  type Place,
  type Sheet,
} from './sheet.ts'

/** What takes up the difference when a cell changes. */
export type Absorb =
  | { by: 'months' }
  | { by: 'siblings' }
  | { by: 'parent' }
  /** One row beside it. */
  | { by: 'sibling'; node: string }

export interface CellEdit {
  node: string
  column: Column
  value: number
  absorb: Absorb
}

type Lines = Map<string, number[]>

/** The largest figure a cell may hold: what the database and JavaScript both count exactly. */
export const mostFigure = 9_000_000_000_000_000

/**
 * Gives a cell another figure; its parts follow in proportion (by weight where there is nothing yet), whole numbers by largest remainder.
 * The difference goes where `absorb` says: `months` keeps the row's year, `siblings` and `sibling` keep every month of the row
 * above, `parent` lets all rows above change. Locked cells keep their figures. Refuses what cannot be: target-cannot-absorb,
 * target-cannot-fit, target-locked, target-nothing-absorbs, target-too-large.
 */
export function setCell(sheet: Sheet, { node, column, value, absorb }: CellEdit): Outcome<Sheet> {
  const { nodes } = sheet
  const own = nodes.find(({ id }) => id === node)
  if (!own) return refuse('not-found')
  if (!Number.isSafeInteger(value) || value < 0) return refuse('target-not-whole', {}, 400)
  const cell: Lock = { node, column }
  const locked = lockedPlaces(sheet, cell)
  if (sheet.locks.some((lock) => lock.node === node && lock.column === column)) return refuse('target-locked', { node, column })
  const before = sheet.lines
  const lines: Lines = new Map([...before].map(([leaf, months]) => [leaf, [...months]]))
  const put = (places: readonly Place[], sum: number): boolean => spread(sheet, lines, places, sum, locked)

  const places = placesOf(nodes, cell)
  if (!put(places, value)) {
    const fixed = sumAt(lines, places.filter(locked))
    return refuse('target-cannot-fit', { value, fixed })
  }
  const delta = (leaf: string, month: number): number => lines.get(leaf)![month]! - (before.get(leaf) ?? noMonths)[month]!
  const months = monthsOf(column)
  const leaves = leavesOf(nodes, node)
  if (absorb.by === 'months') {
    const others = noMonths.map((_, month) => month).filter((month) => !months.includes(month))
    if (others.length === 0) return refuse('target-nothing-absorbs', { by: 'months' })
    const ofLeaf = (leaf: string): Place[] => others.map((month) => ({ leaf, month }))
    const owed = leaves.map((leaf) => ({ leaf, change: months.reduce((sum, month) => sum + delta(leaf, month), 0) }))
    const byThemselves = owed.every(({ leaf, change }) =>
      canTake(
        lines,
        ofLeaf(leaf).filter((place) => !locked(place)),
        -change,
      ),
    )
    const parts = byThemselves
      ? owed.map(({ leaf, change }) => ({ places: ofLeaf(leaf), change }))
      : [{ places: leaves.flatMap(ofLeaf), change: owed.reduce((sum, one) => sum + one.change, 0) }]
    for (const part of parts)
      if (part.change !== 0 && !put(part.places, sumAt(lines, part.places) - part.change))
        return refuse('target-cannot-absorb', {
          by: 'months',
          available: sumAt(
            lines,
            part.places.filter((place) => !locked(place)),
          ),
        })
  }
  if (absorb.by === 'siblings' || absorb.by === 'sibling') {
    const beside = own.parentId === null ? [] : childrenOf(nodes, own.parentId).filter(({ id }) => id !== node)
    const taking = absorb.by === 'sibling' ? beside.filter(({ id }) => id === absorb.node) : beside
    if (taking.length === 0) return refuse('target-nothing-absorbs', { by: absorb.by })
    for (const month of months) {
      const change = leaves.reduce((sum, leaf) => sum + delta(leaf, month), 0)
      const there = taking.flatMap(({ id }) => leavesOf(nodes, id)).map((leaf) => ({ leaf, month }))
      if (change !== 0 && !put(there, sumAt(lines, there) - change))
        return refuse('target-cannot-absorb', {
          by: absorb.by,
          month: month + 1,
          available: sumAt(
            lines,
            there.filter((place) => !locked(place)),
          ),
        })
    }
  }
  return settled(sheet, lines)
}

/** Cuts every month of a row anew over the rows below it, by their weights; locked cells keep their figures and the row its months. */
export function recut(sheet: Sheet, node: string): Outcome<Sheet> {
  const { nodes } = sheet
  if (!nodes.some(({ id }) => id === node)) return refuse('not-found')
  const locked = lockedPlaces(sheet, { node, column: 'year' })
  const lines: Lines = new Map([...sheet.lines].map(([leaf, months]) => [leaf, [...months]]))
  const weigh = (id: string, month: number): number =>
    leavesOf(nodes, id).reduce((sum, leaf) => sum + (locked({ leaf, month }) ? 0 : (sheet.weights.get(leaf)?.[month] ?? 0)), 0)
  const isFree = (id: string, month: number): boolean => leavesOf(nodes, id).some((leaf) => !locked({ leaf, month }))
  const cut = (id: string, month: number, free: number): void => {
    const below = childrenOf(nodes, id).filter((child) => isFree(child.id, month))
    if (below.length === 0) {
      if (isFree(id, month)) (lines.get(id) ?? fresh(lines, id))[month] = free
      return
    }
    const parts = breakDown(
      free,
      below.map((child) => weigh(child.id, month)),
    )
    below.forEach((child, at) => cut(child.id, month, parts[at]!))
  }
  for (const month of noMonths.keys()) {
    const free = leavesOf(nodes, node)
      .filter((leaf) => !locked({ leaf, month }))
      .reduce((sum, leaf) => sum + (lines.get(leaf)?.[month] ?? 0), 0)
    cut(node, month, free)
  }
  return settled(sheet, lines)
}

/** Another level as a multiple of this one, place by place; the whole is rounded once. Refuses nothing: an empty level stays empty. */
export function multiple(lines: ReadonlyMap<string, readonly number[]>, factor: number): Lines {
  const cells = [...lines].flatMap(([leaf, months]) => months.map((value, month) => ({ leaf, month, value })))
  const whole = Math.min(mostFigure, Math.round(cells.reduce((sum, { value }) => sum + value, 0) * factor))
  const parts =
    cells.length === 0
      ? []
      : breakDown(
          whole,
          cells.map(({ value }) => value),
        )
  const scaled: Lines = new Map([...lines.keys()].map((leaf) => [leaf, [...noMonths]]))
  cells.forEach(({ leaf, month }, at) => (scaled.get(leaf)![month] = parts[at]!))
  return scaled
}

const fresh = (lines: Lines, leaf: string): number[] => {
  const months = [...noMonths]
  lines.set(leaf, months)
  return months
}

const sumAt = (lines: ReadonlyMap<string, readonly number[]>, places: readonly Place[]): number =>
  places.reduce((sum, { leaf, month }) => sum + (lines.get(leaf)?.[month] ?? 0), 0)

const canTake = (lines: Lines, free: readonly Place[], change: number): boolean =>
  change === 0 || (free.length > 0 && sumAt(lines, free) + change >= 0)

/** Makes the places sum to `sum`: those that are free change in proportion to what they hold, or by weight where they hold nothing. False when they cannot. */
function spread(sheet: Sheet, lines: Lines, places: readonly Place[], sum: number, locked: (place: Place) => boolean): boolean {
  const now = sumAt(lines, places)
  if (now === sum) return true
  const free = places.filter((place) => !locked(place))
  const freeNow = sumAt(lines, free)
  const freeSum = freeNow + sum - now
  if (free.length === 0 || freeSum < 0) return false
  const held = free.map(({ leaf, month }) => lines.get(leaf)?.[month] ?? 0)
  const weights = freeNow > 0 ? held : free.map(({ leaf, month }) => sheet.weights.get(leaf)?.[month] ?? 0)
  const parts = breakDown(freeSum, weights)
  free.forEach(({ leaf, month }, at) => ((lines.get(leaf) ?? fresh(lines, leaf))[month] = parts[at]!))
  return true
}

/** The changed sheet, if every locked figure still stands and nothing grew beyond counting. */
function settled(sheet: Sheet, lines: Lines): Outcome<Sheet> {
  const after: Sheet = { ...sheet, lines }
  const broken = sheet.locks.find(({ node, column }) => figureOf(sheet, node, column) !== figureOf(after, node, column))
  if (broken) return refuse('target-locked', { node: broken.node, column: broken.column })
  const root = sheet.nodes.find(({ parentId }) => parentId === null)
  if (root && monthsOfNode(after, root.id).reduce((sum, value) => sum + value, 0) > mostFigure) return refuse('target-too-large')
  return accept(after)
}

/** Whether a change left every month of these rows as it was. */
export const keepsMonths = (before: Sheet, after: Sheet, rows: readonly string[]): boolean =>
  rows.every((id) => {
    const months = monthsOfNode(before, id)
    return monthsOfNode(after, id).every((value, month) => value === months[month])
  })
