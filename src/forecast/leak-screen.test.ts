import { describe, expect, it } from 'vitest'
import { leakOf, refusedColumns } from './leak-screen.ts'

const times = <T>(n: number, of: (index: number) => T): T[] => Array.from({ length: n }, (_, index) => of(index))

describe('a column that came with the end of deals', () => {
  it('is refused when it is filled in at closing', () => {
    expect(leakOf({ open: times(100, () => null), ended: times(300, (i) => `value ${i}`) })).toBe('filled-at-closing')
    expect(leakOf({ open: times(100, (i) => (i < 40 ? 'a' : null)), ended: times(300, () => 'a') })).toBe('filled-at-closing')
  })
  it('is refused when ended deals hold what no open one does', () => {
    expect(leakOf({ open: times(60, () => '-'), ended: times(200, (i) => (i % 2 ? 'signed' : 'price')) })).toBe(
      'other-values-than-open',
    )
  })
  it('may be used when open deals have it alike, or many values each of their own', () => {
    expect(leakOf({ open: times(90, (i) => `p${i % 3}`), ended: times(300, (i) => `p${i % 3}`) })).toBeNull()
    expect(leakOf({ open: times(90, (i) => `${i}`), ended: times(300, (i) => `${i + 1000}`) })).toBeNull()
    expect(leakOf({ open: times(90, (i) => (i % 4 ? 'a' : null)), ended: times(90, () => 'a') })).toBeNull()
  })
  it('cannot be judged by a handful of deals', () => {
    expect(leakOf({ open: times(19, () => null), ended: times(300, () => 'x') })).toBeNull()
  })
})

it('names what is refused', () => {
  expect(
    refusedColumns([
      { name: 'account', open: times(30, () => null), ended: times(30, () => 'x') },
      { name: 'product', open: times(30, (i) => `${i % 2}`), ended: times(30, (i) => `${i % 2}`) },
    ]),
  ).toEqual([{ name: 'account', reason: 'filled-at-closing' }])
})
