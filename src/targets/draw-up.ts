import { breakDown, monthWeights } from '../capacity/breakdown.ts'
import { childrenOf, leavesOf, noMonths, type PlanNode } from './sheet.ts'

/**
 * A year's figure cut to months (past seasons and working days), each month to teams and each team to its people by their weights
 * of that month. Whole numbers by largest remainder, ties to the earlier, so that every level sums to the one above.
 */
export function drawUp(
  total: number,
  nodes: readonly PlanNode[],
  {
    history,
    workdays,
    weights,
  }: { history: readonly (readonly number[])[]; workdays: readonly number[]; weights: ReadonlyMap<string, readonly number[]> },
): Map<string, number[]> {
  const lines = new Map<string, number[]>()
  const root = nodes.find(({ parentId }) => parentId === null)
  if (!root) return lines
  for (const leaf of leavesOf(nodes, root.id)) lines.set(leaf, [...noMonths])
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
  breakDown(total, monthWeights(history, workdays)).forEach((figure, month) => cut(root.id, month, figure))
  return lines
}
