import { expect, test } from 'vitest'
import { stackOf } from './stock-shape.ts'

const stages = [{ stageId: 'a' }, { stageId: 'b' }]

test('a week is one bar: its stages stand on one another, whatever their order, and the tallest week is the scale', () => {
  const weeks = [
    {
      stages: [
        { stageId: 'b', count: 2, amountMinor: 500 },
        { stageId: 'a', count: 3, amountMinor: 100 },
      ],
    },
    { stages: [{ stageId: 'b', count: 1, amountMinor: 900 }] },
  ]
  expect(stackOf({ stages, weeks }, 'count')).toEqual({
    most: 5,
    weeks: [
      [
        [0, 3],
        [3, 5],
      ],
      [
        [0, 0],
        [0, 1],
      ],
    ],
  })
  expect(stackOf({ stages, weeks }, 'amountMinor').most).toBe(900)
})
test('nothing open in any week is a scale of nothing', () => {
  expect(stackOf({ stages, weeks: [{ stages: [] }] }, 'count')).toEqual({
    most: 0,
    weeks: [
      [
        [0, 0],
        [0, 0],
      ],
    ],
  })
  expect(stackOf({ stages: [], weeks: [] }, 'count')).toEqual({ most: 0, weeks: [] })
})
