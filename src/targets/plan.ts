import type { Column, Level, Measure } from './measure.ts'
import type { PlanState } from './plan-state.ts'
import { leavesOf, noMonths, type Lock, type PlanNode, type Sheet } from './sheet.ts'
import { monthlyWeights } from './weights.ts'

export interface PlanRow extends PlanNode {
  teamId: string | null
  memberId: string | null
  position: number
  seniority: number
  startsOn: string | null
}

/** A version of a plan as it is kept. */
export interface Plan {
  id: string
  year: number
  measure: Measure
  number: number
  state: PlanState
  note: string
  basedOn: string | null
  version: number
  createdAt: Date
  createdBy: string
  updatedAt: Date
  submittedAt: Date | null
  submittedBy: string | null
  decidedAt: Date | null
  decidedBy: string | null
  archived: boolean
  nodes: readonly PlanRow[]
  lines: readonly { nodeId: string; level: Level; months: readonly number[] }[]
  locks: readonly { nodeId: string; level: Level; column: Column }[]
}

/** One level of a plan, ready to be changed. */
export function sheetOf({ year, nodes, lines, locks }: Pick<Plan, 'year' | 'nodes' | 'lines' | 'locks'>, level: Level): Sheet {
  const root = nodes.find(({ parentId }) => parentId === null)
  const held = new Map(lines.filter((line) => line.level === level).map(({ nodeId, months }) => [nodeId, months]))
  return {
    nodes,
    lines: new Map((root ? leavesOf(nodes, root.id) : []).map((leaf) => [leaf, held.get(leaf) ?? noMonths])),
    locks: locks.filter((lock) => lock.level === level).map(({ nodeId, column }): Lock => ({ node: nodeId, column })),
    weights: weightsOf(nodes, year),
  }
}

/** What each row counts in each month when a figure is cut; a row that is nobody's own counts as one person. */
export const weightsOf = (
  nodes: readonly Pick<PlanRow, 'id' | 'seniority' | 'startsOn'>[],
  year: number,
): Map<string, number[]> =>
  new Map(nodes.map(({ id, seniority, startsOn }) => [id, monthlyWeights({ seniority, startsOn }, year)]))

/** Members whose figures differ between two versions, and whether a row differs that is nobody's own. */
export function differingRows(before: Plan | null, after: Plan): { members: string[]; isAbove: boolean } {
  const told = (plan: Plan | null): Map<string, string> =>
    new Map(
      (plan?.lines ?? []).map(({ nodeId, level, months }) => {
        const node = plan!.nodes.find(({ id }) => id === nodeId)
        return [`${level} ${node?.memberId ?? `team ${node?.teamId ?? ''}`}`, months.join()]
      }),
    )
  const was = told(before)
  const is = told(after)
  const differing = [...new Set([...was.keys(), ...is.keys()])].filter(
    (key) => (was.get(key) ?? noMonths.join()) !== (is.get(key) ?? noMonths.join()),
  )
  const whose = differing.map((key) => key.slice(key.indexOf(' ') + 1))
  return {
    members: [...new Set(whose.filter((one) => !one.startsWith('team ')))],
    isAbove: whose.some((one) => one.startsWith('team ')),
  }
}
