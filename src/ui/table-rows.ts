interface Ordered<T> {
  key: string
  compare?: (a: T, b: T) => number
}

/** The loaded rows in the order of one of their columns; as they came where that column cannot compare. */
export const sortedRows = <T>(
  rows: readonly T[],
  columns: readonly Ordered<T>[],
  sort: { key: string; descending: boolean } | undefined,
): readonly T[] => {
  const compare = sort && columns.find(({ key }) => key === sort.key)?.compare
  if (!compare) return rows
  return rows.toSorted((a, b) => (sort.descending ? compare(b, a) : compare(a, b)))
}

/** What is selected after a row, or all rows from the last one touched to it, has been ticked or unticked. */
export const withToggled = (
  selected: ReadonlySet<string>,
  ids: readonly string[],
  index: number,
  anchor: number | undefined,
): Set<string> => {
  const next = new Set(selected)
  const id = ids[index]
  if (id === undefined) return next
  const add = !next.has(id)
  const [from, to] = anchor === undefined ? [index, index] : [Math.min(anchor, index), Math.max(anchor, index)]
  for (const one of ids.slice(from, to + 1)) {
    if (add) next.add(one)
    else next.delete(one)
  }
  return next
}
