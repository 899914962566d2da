import { expect, test } from 'vitest'
import { ratesFromLines } from './rate-lines.ts'

test('rates are read as people write and spreadsheets paste them; lines that are none are told', () => {
  const text =
    'USD 2026-01-01 7.1\nusd\t2026/4/1\t7.25\n\nEUR，2026年1月1日，7.8\nUSD 2026-02-30 7\nUSD 2026-03-01 0\nseven\nJPY;2026-01-01;0.048'
  expect(ratesFromLines(text)).toEqual({
    rates: [
      { currency: 'USD', day: '2026-01-01', rate: 7.1 },
      { currency: 'USD', day: '2026-04-01', rate: 7.25 },
      { currency: 'EUR', day: '2026-01-01', rate: 7.8 },
      { currency: 'JPY', day: '2026-01-01', rate: 0.048 },
    ],
    wrong: [5, 6, 7],
  })
})
