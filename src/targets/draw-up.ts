import { breakDown, monthWeights } from '../capacity/breakdown.ts'
import { childrenOf, leavesOf, noMonths, type PlanNode } from './sheet.ts'

/** A row's months cut to the rows below it by their weights of each month, down to those that hold figures; largest remainder, ties to the earlier. */
export function cutDown(
  nodes: readonly PlanNode[],
  top: string,
  months: readonly number[],
  weights: ReadonlyMap<string, readonly number[]>,
): Map<string, number[]> {
  const lines = new Map(leavesOf(nodes, top).map((leaf) => [leaf, [...noMonths]]))
  const weigh = (id: string, month: number): number =>
    leavesOf(nodes, id).reduce((sum, leaf) => sum + (weights.get(leaf)?.[month] ?? 0), 0)
  const cut = (id: string, month: number, figure: number): void => {
    const below = childrenOf(nodes, id)
    if (below.length === 0) {
      lines.get(id)![month] = figure
      return
    }
    const parts = breakDown(
      figure,
      below.map((child) => weigh(child.id, month)),
    )
    below.forEach((child, at) => cut(child.id, month, parts[at]!))
  }
  months.forEach((figure, month) => cut(top, month, figure))
  return lines
}

export interface Ground {
  history: readonly (readonly number[])[]
  workdays: readonly number[]
  weights: ReadonlyMap<string, readonly number[]>
}

/** A year's figure cut to months by past seasons and working days. */
export const toMonths = (total: number, { history, workdays }: Pick<Ground, 'history' | 'workdays'>): number[] =>
  breakDown(total, monthWeights(history, workdays))

/** A year's figure cut to months, each month to teams and each team to its people, so that every level sums to the one above. */
export function drawUp(total: number, nodes: readonly PlanNode[], ground: Ground): Map<string, number[]> {
  const root = nodes.find(({ parentId }) => parentId === null)
  return root ? cutDown(nodes, root.id, toMonths(total, ground), ground.weights) : new Map()
}
