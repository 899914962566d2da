import { expect, test } from 'vitest'
import { ageingOf, nextStepStateOf } from './ageing.ts'

test('a deal warns after the warning limit and is critical after the critical one', () => {
  const limits = { warningDays: 30, criticalDays: 45 }
  expect([10, 30, 30.1, 45, 46].map((days) => ageingOf(days, limits))).toEqual(['fine', 'fine', 'warning', 'warning', 'critical'])
})

test('where the entry is unknown nothing is claimed, and without limits nothing is old', () => {
  expect(ageingOf(null, { warningDays: 1, criticalDays: 2 })).toBe('unknown')
  expect(ageingOf(999, { warningDays: null, criticalDays: null })).toBe('fine')
})

test('the next step is overdue, today, planned or missing', () => {
  expect(['2026-11-21', '2026-11-22', '2026-11-23', null].map((day) => nextStepStateOf(day, '2026-11-22'))).toEqual([
    'overdue',
    'today',
    'planned',
    'none',
  ])
})
