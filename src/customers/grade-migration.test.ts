import { describe, expect, test } from 'vitest'
import { afterOneMonth, indexOfStates, migrationChances } from './grade-migration.ts'

const counts = [
  [9, 1, 0, 0, 0, 0],
  [2, 30, 4, 2, 0, 0],
  [0, 5, 60, 0, 8, 1],
  [0, 3, 0, 25, 0, 2],
  [0, 0, 6, 2, 70, 10],
  [0, 0, 1, 3, 12, 200],
]
const now = counts.map((row) => row.reduce((sum, each) => sum + each, 0))

describe('migration between grades', () => {
  test('chances are smoothed towards staying', () =>
    expect(migrationChances(counts)[1]!.map((chance) => Number(chance.toFixed(4)))).toEqual([
      0.0519, 0.7901, 0.1012, 0.0519, 0.0025, 0.0025,
    ]))
  test('next month is today moved by them', () => {
    const next = afterOneMonth(now, migrationChances(counts))
    expect(next.map((count) => Number(count.toFixed(2)))).toEqual([11.16, 38.9, 71.01, 32.18, 90.07, 212.69])
    expect(indexOfStates(now)).toBe(5500)
    expect(indexOfStates(next)).toBeCloseTo(5579.6, 1)
  })
  test('a state nobody was ever seen in mostly stays', () => {
    const [row] = migrationChances([[0, 0, 0, 0, 0, 0]])
    expect(row![0]).toBeCloseTo(0.8, 10)
  })
})
