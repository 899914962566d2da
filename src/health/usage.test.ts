import { expect, test } from 'vitest'
import { usageOf, usagePoints } from './usage.ts'
import { usageRows } from './usage-rows.ts'

const month = (on: string, used: number, paidFor: number | null = null) => ({ month: `${on}-01`, used, paidFor })
const points = (months: ReturnType<typeof month>[], today = '2026-06-15') => {
  const usage = usageOf(months, today)
  return usage && usagePoints(usage)
}

test('use is judged by the share of what was paid for, and by the months before', () => {
  expect(points([month('2026-05', 45, 100)])).toBeCloseTo(60)
  expect(points([month('2026-05', 80, 100)])).toBe(100)
  // half of the usual 40, and a fifth of the seats
  expect(points([month('2026-02', 30), month('2026-03', 40), month('2026-04', 50), month('2026-05', 20, 100)])).toBeCloseTo((40 + 80 / 3) / 2) // prettier-ignore
  expect(points([month('2026-04', 0), month('2026-05', 3)])).toBe(100)
  expect(points([month('2026-04', 0), month('2026-05', 0)])).toBe(0)
})
test('one figure without anything to compare says nothing, and what is old says nothing of today', () => {
  expect(points([])).toBeNull()
  expect(points([month('2026-05', 45)])).toBeNull()
  expect(points([month('2025-09', 40), month('2026-05', 45)])).toBeNull()
  expect(points([month('2026-03', 50, 50)])).toBe(100)
  expect(points([month('2026-02', 50, 50)])).toBeNull()
})
test('rows come from a spreadsheet or a file, with or without a head; what cannot be read is named by its line', () => {
  expect(usageRows('客户\t月份\t使用\t购买\n苏州精密\t2026-05\t45\t100\n\n杭州机电\t2026年4月\t1,200\t\n')).toEqual({
    rows: [
      { line: 2, customer: '苏州精密', month: '2026-05', used: 45, paidFor: 100 },
      { line: 4, customer: '杭州机电', month: '2026-04', used: 1200, paidFor: null },
    ],
    flaws: [],
  })
  expect(usageRows('\u{feff}"Smith, Jones ""Ltd""",2026/5,7\nAcme,soon,7\nAcme,2026-13,7\nAcme,2026-05,-1\n,2026-05,1')).toEqual({
    rows: [{ line: 1, customer: 'Smith, Jones "Ltd"', month: '2026-05', used: 7, paidFor: null }],
    flaws: [2, 3, 4, 5].map((line) => ({ line, text: expect.any(String) })),
  })
})
