import { useMemo } from 'react'
import { accept, type Outcome } from '../../platform/refusal.ts'
import { minorDigits } from '../../ui/format.ts'
import { useLocale } from '../../ui/use-words.ts'
import type { TargetDetail, TargetNode } from '../contract.ts'
import { keepsMonths, setCell, type Absorb, type CellEdit } from '../edit.ts'
import { shownAs, type Shown } from '../figure-text.ts'
import { isMoney, type Level } from '../measure.ts'
import { noMonths, type Sheet } from '../sheet.ts'

/** One level of a version as the page reckons with it: the very functions of the server answer before it is asked. */
export function useSheet(plan: TargetDetail, level: Level): Sheet {
  return useMemo(() => {
    const held = new Map(plan.lines.filter((line) => line.level === level).map(({ nodeId, months }) => [nodeId, months]))
    const parents = new Set(plan.nodes.map(({ parentId }) => parentId))
    return {
      nodes: plan.nodes,
      lines: new Map(plan.nodes.filter(({ id }) => !parents.has(id)).map(({ id }) => [id, held.get(id) ?? noMonths])),
      locks: plan.locks.filter((lock) => lock.level === level).map(({ nodeId, column }) => ({ node: nodeId, column })),
      weights: new Map(plan.weights.map(({ nodeId, months }) => [nodeId, months])),
    }
  }, [plan, level])
}

export const useShown = (plan: Pick<TargetDetail, 'measure' | 'currency'>): Shown => {
  const locale = useLocale()
  return useMemo(() => shownAs(isMoney(plan.measure), locale, minorDigits(plan.currency)), [plan.measure, plan.currency, locale])
}

export type Choice = Absorb['by']
/** In the order in which they are offered. */
export const choices: readonly Choice[] = ['siblings', 'months', 'sibling', 'parent']

/** What would come of an edit, or the code of why it may not be: what is above the reader keeps its months. */
export function tryEdit(plan: TargetDetail, sheet: Sheet, edit: CellEdit): Outcome<Sheet> {
  const outcome = setCell(sheet, edit)
  if (!outcome.ok) return outcome
  const held = plan.nodes.filter(({ editable }) => !editable).map(({ id }) => id)
  return keepsMonths(sheet, outcome.value, held)
    ? accept(outcome.value)
    : { ok: false, refusal: { code: 'target-above-you', facts: {} } }
}

export const depthOf = (nodes: readonly TargetNode[], node: TargetNode): number => {
  const parent = nodes.find(({ id }) => id === node.parentId)
  return parent ? 1 + depthOf(nodes, parent) : 0
}

/** Rows in reading order: each before those below it. */
export function inOrder(nodes: readonly TargetNode[]): TargetNode[] {
  const below = (parent: string | null): TargetNode[] =>
    nodes.filter(({ parentId }) => parentId === parent).flatMap((node) => [node, ...below(node.id)])
  return below(null)
}
