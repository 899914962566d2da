import { expect, it } from 'vitest'
import { before, dayAt, daysIn, periodOf, periodWith, yearBefore } from './period.ts'

it('reads years, quarters and months', () => {
  expect(periodOf('2026-Q4')).toEqual({ key: '2026-Q4', kind: 'quarter', from: '2026-10-01', to: '2027-01-01' })
  expect(periodOf('2026-02')).toMatchObject({ kind: 'month', from: '2026-02-01', to: '2026-03-01' })
  expect(periodOf('2026')).toMatchObject({ kind: 'year', from: '2026-01-01', to: '2027-01-01' })
  for (const wrong of ['2026-Q5', '2026-13', '26-Q1', '', '2026-Q4 ', '1999-Q1']) expect(periodOf(wrong)).toBeNull()
})

it('goes back and forth over the turn of the year', () => {
  const quarter = periodOf('2026-Q1')!
  expect(before(quarter, 1).key).toBe('2025-Q4')
  expect(before(quarter, -1).key).toBe('2026-Q2')
  expect(yearBefore(quarter).key).toBe('2025-Q1')
  expect(yearBefore(periodOf('2026-02')!).key).toBe('2025-02')
  expect(periodWith('quarter', '2026-12-31').key).toBe('2026-Q4')
  expect(periodWith('month', '2027-01-01').key).toBe('2027-01')
})

it('knows the day on which half of it is over', () => {
  expect(daysIn(periodOf('2026-Q4')!)).toBe(92)
  expect(dayAt(periodOf('2026-Q4')!, 0.5)).toBe('2026-11-16')
  expect(dayAt(periodOf('2026-Q4')!, 0)).toBe('2026-10-01')
})
