import { expect, test } from 'vitest'
import { askedWeek, choreTotal, isTellable } from './chores.ts'

test('the week before is asked for, from Monday on and on Sunday still', () => {
  expect(['2026-11-22', '2026-11-23', '2026-11-29'].map(askedWeek)).toEqual(['2026-11-09', '2026-11-16', '2026-11-16'])
})
test('a week is told by its Monday, not before it begins and not two months later', () => {
  const today = '2026-11-25'
  expect(isTellable('2026-11-16', today)).toBe(true)
  expect(isTellable('2026-11-23', today)).toBe(true)
  expect(isTellable('2026-11-30', today)).toBe(false)
  expect(isTellable('2026-11-17', today)).toBe(false)
  expect(isTellable('2026-09-28', today)).toBe(true)
  expect(isTellable('2026-09-21', today)).toBe(false)
})
test('kinds add up', () => {
  expect(choreTotal({ meetings: 30, paperwork: 20, approvals: 0, helping: 5, travel: 25, other: 0 })).toBe(80)
})
