import { describe, expect, it } from 'vitest'
import { sortedRows, withToggled } from './table-rows.ts'

describe('rows of a list', () => {
  const columns = [{ key: 'name' }, { key: 'size', compare: (a: { size: number }, b: { size: number }) => a.size - b.size }]
  const rows = [{ size: 2 }, { size: 3 }, { size: 1 }]
  it('are sorted by a column that compares, either way, and left alone otherwise', () => {
    expect(sortedRows(rows, columns, { key: 'size', descending: false }).map(({ size }) => size)).toEqual([1, 2, 3])
    expect(sortedRows(rows, columns, { key: 'size', descending: true }).map(({ size }) => size)).toEqual([3, 2, 1])
    expect(sortedRows(rows, columns, { key: 'name', descending: true })).toBe(rows)
    expect(sortedRows(rows, columns, undefined)).toBe(rows)
  })
  it('are ticked one by one, or a whole range as the row that was clicked', () => {
    const ids = ['a', 'b', 'c', 'd']
    expect([...withToggled(new Set(), ids, 1, undefined)]).toEqual(['b'])
    expect([...withToggled(new Set(['b']), ids, 3, 1)].sort()).toEqual(['b', 'c', 'd'])
    expect([...withToggled(new Set(ids), ids, 0, 2)]).toEqual(['d'])
    expect([...withToggled(new Set(['a']), ids, 9, undefined)]).toEqual(['a'])
  })
})
