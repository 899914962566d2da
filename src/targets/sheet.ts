import { monthsOf, type Column } from './measure.ts'

/** A row of a plan: the company (no parent), a team, or a person. */
export interface PlanNode {
  id: string
  parentId: string | null
}

export interface Lock {
  node: string
  column: Column
}

/**
 * One level of a plan. Only rows that have none below them hold figures, twelve whole numbers from 0; every other figure is a sum
 * of those, so year, months, teams and people cannot disagree.
 */
export interface Sheet {
  /** Each row after the one above it. */
  nodes: readonly PlanNode[]
  lines: ReadonlyMap<string, readonly number[]>
  locks: readonly Lock[]
  /** How much a row without rows below it counts in each month when a figure is cut by weight. */
  weights: ReadonlyMap<string, readonly number[]>
}

export const noMonths: readonly number[] = Array.from({ length: 12 }, () => 0)

/** Rows directly below, in their order. */
export const childrenOf = (nodes: readonly PlanNode[], id: string): PlanNode[] => nodes.filter(({ parentId }) => parentId === id)

/** The rows without rows below them, of the row and all below it. */
export function leavesOf(nodes: readonly PlanNode[], id: string): string[] {
  const below = childrenOf(nodes, id)
  return below.length === 0 ? [id] : below.flatMap((child) => leavesOf(nodes, child.id))
}

/** The rows above, nearest first. */
export function above(nodes: readonly PlanNode[], id: string): string[] {
  const parent = nodes.find((node) => node.id === id)?.parentId ?? null
  return parent === null ? [] : [parent, ...above(nodes, parent)]
}

/** The twelve months of a row, from those below it. */
export function monthsOfNode({ nodes, lines }: Pick<Sheet, 'nodes' | 'lines'>, id: string): number[] {
  const months = [...noMonths]
  for (const leaf of leavesOf(nodes, id)) (lines.get(leaf) ?? noMonths).forEach((value, month) => (months[month]! += value))
  return months
}

/** What a cell shows. */
export const figureOf = (sheet: Pick<Sheet, 'nodes' | 'lines'>, id: string, column: Column): number => {
  const months = monthsOfNode(sheet, id)
  return monthsOf(column).reduce((sum, month) => sum + months[month]!, 0)
}

export interface Place {
  leaf: string
  month: number
}

/** The places that a cell is the sum of. */
export function placesOf(nodes: readonly PlanNode[], { node, column }: Lock): Place[] {
  const months = monthsOf(column)
  return leavesOf(nodes, node).flatMap((leaf) => months.map((month) => ({ leaf, month })))
}

/**
 * Which places a change of `cell` must leave alone: those under a lock that does not hold the whole cell. A change within a
 * locked cell may move its parts; that the locked figure then still stands is checked at the end.
 */
export function lockedPlaces({ nodes, locks }: Sheet, cell: Lock): (place: Place) => boolean {
  const own = placesOf(nodes, cell)
  const kept = locks.map((lock) => {
    const leaves = new Set(leavesOf(nodes, lock.node))
    const months = new Set(monthsOf(lock.column))
    return ({ leaf, month }: Place): boolean => leaves.has(leaf) && months.has(month)
  })
  const outside = kept.filter((holds) => !own.every(holds))
  return (place) => outside.some((holds) => holds(place))
}
