import { isGroup, type Criterion, type GroupCriterion } from '../../criteria.ts'

/** Where a criterion stands in a gate: its number on the outermost level, then within each group. */
export type TreePath = readonly number[]

export const criterionAt = (criteria: readonly Criterion[], path: TreePath): Criterion | undefined => {
  const [first, ...rest] = path
  const one = first === undefined ? undefined : criteria[first]
  if (rest.length === 0 || one === undefined) return one
  return isGroup(one) ? criterionAt(one.of, rest) : undefined
}

/** The tree with the list that holds `path` changed. */
const changeList = (
  criteria: readonly Criterion[],
  path: TreePath,
  change: (list: readonly Criterion[], index: number) => readonly Criterion[],
): readonly Criterion[] => {
  const [first = 0, ...rest] = path
  if (rest.length === 0) return change(criteria, first)
  return criteria.map((one, index) => (index === first && isGroup(one) ? { ...one, of: changeList(one.of, rest, change) } : one))
}

export const replaceAt = (criteria: readonly Criterion[], path: TreePath, by: Criterion): readonly Criterion[] =>
  changeList(criteria, path, (list, index) => list.map((one, at) => (at === index ? by : one)))

export const removeAt = (criteria: readonly Criterion[], path: TreePath): readonly Criterion[] =>
  changeList(criteria, path, (list, index) => list.filter((_, at) => at !== index))

/** Puts a criterion in so that it stands at `path`. */
export const insertAt = (criteria: readonly Criterion[], path: TreePath, one: Criterion): readonly Criterion[] =>
  changeList(criteria, path, (list, index) => [...list.slice(0, index), one, ...list.slice(index)])

/** Adds a criterion at the end of a group, or of the gate where the path is empty. */
export const addInto = (criteria: readonly Criterion[], group: TreePath, one: Criterion): readonly Criterion[] => {
  if (group.length === 0) return [...criteria, one]
  const into = criterionAt(criteria, group)
  return into && isGroup(into) ? replaceAt(criteria, group, { ...into, of: [...into.of, one] }) : criteria
}

/** One place up or down among its neighbours. */
export const shiftAt = (criteria: readonly Criterion[], path: TreePath, by: 1 | -1): readonly Criterion[] =>
  changeList(criteria, path, (list, index) => {
    const one = list[index]
    const to = index + by
    if (one === undefined || to < 0 || to >= list.length) return list
    const next = list.filter((_, at) => at !== index)
    return [...next.slice(0, to), one, ...next.slice(to)]
  })

/** Out of its group, to stand behind it. */
export const liftOut = (criteria: readonly Criterion[], path: TreePath): readonly Criterion[] => {
  const one = criterionAt(criteria, path)
  if (path.length < 2 || !one) return criteria
  const group = path.slice(0, -1)
  return insertAt(removeAt(criteria, path), [...group.slice(0, -1), (group.at(-1) ?? 0) + 1], one)
}

/** Into a group that is its neighbour, at its end. */
export const sinkInto = (criteria: readonly Criterion[], path: TreePath, groupIndex: number): readonly Criterion[] => {
  const one = criterionAt(criteria, path)
  const group = [...path.slice(0, -1), groupIndex]
  const into = criterionAt(criteria, group)
  if (!one || !into || !isGroup(into) || one === into) return criteria
  return removeAt(replaceAt(criteria, group, { ...into, of: [...into.of, one] }), path)
}

/** The groups beside a criterion, which it can be moved into. */
export const groupsBeside = (criteria: readonly Criterion[], path: TreePath): { index: number; group: GroupCriterion }[] => {
  const parent = path.length < 2 ? undefined : criterionAt(criteria, path.slice(0, -1))
  const list = parent && isGroup(parent) ? parent.of : criteria
  return list.flatMap((one, index) => (index !== path.at(-1) && isGroup(one) ? [{ index, group: one }] : []))
}
