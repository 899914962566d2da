import { describe, expect, test } from 'vitest'
import { assetsOf, effortByGrade, forecastOf, type Cell } from './matrix-figures.ts'

const cell = (given: Partial<Cell>): Cell => ({
  level: 'target',
  relationship: 'neutral',
  grade: 5,
  customers: 0,
  openMinor: 0,
  wonMinor: 0,
  activities: 0,
  minutes: 0,
  ...given,
})
const cells = [
  cell({ level: 'strategic', relationship: 'partner', grade: 1, customers: 4, activities: 10, minutes: 900 }),
  cell({ customers: 16, activities: 30, minutes: 100 }),
  cell({ level: 'premium', relationship: 'untouched', grade: null, customers: 4 }),
  cell({ level: 'potential', relationship: 'neutral', grade: null, customers: 50, activities: 10 }),
]
const place = (grade: Cell['grade']) => ({ level: 'target' as const, relationship: 'neutral' as const, grade })

describe('figures of the matrix', () => {
  test('assets are counted, gained and lost by what crosses grade 3', () =>
    expect(
      assetsOf(cells, [
        { from: place(5), to: place(3), customers: 2 },
        { from: place(2), to: place(4), customers: 1 },
        { from: place(3), to: place(2), customers: 5 },
      ]),
    ).toEqual({ customers: 4, index: 400, gained: 2, lost: 1, indexMoved: 2 * 30 - 60 + 5 * 30 }))
  test('effort stands beside what it should be', () => {
    const by = effortByGrade(cells)
    expect(by.find(({ grade }) => grade === 1)).toMatchObject({ customers: 4, share: 0.2, minutesShare: 0.9 })
    // 4·√100, 16·√5, and 4·√25 for the development list
    const all = 40 + 16 * Math.sqrt(5) + 20
    expect(by.map(({ deserved }) => Number(deserved.toFixed(6)))).toEqual(
      [40 / all, 0, 0, 0, (16 * Math.sqrt(5)) / all, 20 / all].map((each) => Number(each.toFixed(6))),
    )
  })
  test('an organisation without any effort or customer divides by nothing', () => {
    expect(effortByGrade([]).every(({ share, minutesShare, deserved }) => share + minutesShare + deserved === 0)).toBe(true)
    expect(forecastOf([], [])).toBe(null)
  })
  test('next month is told from the months on record, grade 0 being none', () => {
    const outlook = forecastOf(cells, [
      { month: '2026-05-01', from: 0, to: 0, customers: 95 },
      { month: '2026-05-01', from: 0, to: 5, customers: 5 },
      { month: '2026-06-01', from: 1, to: 1, customers: 8 },
    ])!
    expect(outlook.months).toBe(2)
    expect(outlook.now).toEqual([4, 0, 0, 0, 16, 54])
    expect(outlook.next.reduce((sum, each) => sum + each, 0)).toBeCloseTo(74, 8)
    expect(outlook.next[4]!).toBeGreaterThan(16 * (2 / 2.5))
  })
})
