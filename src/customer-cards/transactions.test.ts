import { expect, test } from 'vitest'
import { transactionsOf } from './transactions.ts'

const order = (on: string, amountMinor: number | null, productId: string | null = null) => ({ on, amountMinor, productId })

test('orders are counted by year and product, with first, last and the mean days between', () => {
  const all = transactionsOf([
    order('2025-01-01', 100, 'a'),
    order('2025-03-02', 300, 'b'),
    order('2025-03-02', 50),
    order('2026-01-01', null, 'a'),
  ])
  expect(all).toMatchObject({ orders: 4, amountMinor: 450, first: '2025-01-01', last: '2026-01-01', meanInterval: 365 / 2 })
  expect(all.years).toEqual([
    { year: 2026, orders: 1, amountMinor: 0 },
    { year: 2025, orders: 3, amountMinor: 450 },
  ])
  expect(all.products.map(({ productId, amountMinor }) => [productId, amountMinor])).toEqual([['b', 300], ['a', 100], [null, 50]]) // prettier-ignore
})
test('one order has no rhythm, and nobody who bought nothing has any', () => {
  expect(transactionsOf([order('2025-01-01', 100)]).meanInterval).toBeNull()
  expect(transactionsOf([order('2025-01-01', 1), order('2025-01-01', 1)]).meanInterval).toBeNull()
  expect(transactionsOf([])).toMatchObject({ orders: 0, amountMinor: 0, first: null, last: null, years: [], products: [] })
})
