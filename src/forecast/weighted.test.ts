import { expect, it } from 'vitest'
import { weighted } from './weighted.ts'

it('counts amount times chance of what is expected in the rest of the period; overdue and undated deals are listed', () => {
  const deal = (amountMinor: number, chance: number, closeOn: string | null) => ({ amountMinor, chance, closeOn })
  const found = weighted(
    [
      deal(1000, 0.5, '2026-11-22'),
      deal(500, 0.2, '2026-12-31'),
      deal(900, 0.9, '2027-01-01'),
      deal(700, 0.9, '2026-11-21'),
      deal(100, 0.4, null),
      deal(100, 0.4, '2099-01-01'),
    ],
    '2026-11-22',
    '2027-01-01',
  )
  expect(found.expectedMinor).toBeCloseTo(600)
  expect(found.overdue).toEqual([deal(700, 0.9, '2026-11-21')])
  expect(found.undated).toHaveLength(1)
})

it('is nothing without deals', () => {
  expect(weighted([], '2026-11-22', '2027-01-01')).toEqual({ expectedMinor: 0, overdue: [], undated: [] })
})
