import { describe, expect, test } from 'vitest'
import { habits, type OpenHabit } from './habits.ts'
import { rankSum } from './rank-sum.ts'

const deal = (more: Partial<OpenHabit> = {}): OpenHabit => ({
  deal: 0,
  owner: 'li',
  stage: 1,
  amountMinor: 100,
  people: 2,
  step: 'planned',
  overdueDays: 0,
  ...more,
})
const recorded = (owner: string, activities: number, late: number) => ({
  owner,
  activities,
  late,
  medianHours: late > 20 ? 50 : 1,
})

describe('how people work', () => {
  test('nothing on record says nothing, in finite numbers', () => {
    const found = habits([], [], 2)
    expect(found).toMatchObject({
      recording: { n: 0 },
      open: { count: 0, amountMinor: 0 },
      overdueDays: null,
      owners: [],
      tests: 0,
    })
    expect(found.size).toMatchObject({ single: null, others: null, p: 1, differs: 'could-be-chance' })
  })
  test('who writes down late stands out from the others; six of ten is too few, and equals are chance', () => {
    const { owners, tests } = habits(
      [recorded('late', 50, 40), recorded('a', 50, 5), recorded('b', 60, 6), recorded('new', 9, 6)],
      [],
      1,
    )
    expect(owners.map(({ owner, recording }) => [owner, recording.judgement])).toEqual([
      ['late', 'significantly-high'],
      ['new', 'too-few'],
      ['a', 'significantly-low'],
      ['b', 'significantly-low'],
    ])
    expect(owners[0]!.recording.others).toEqual({ n: 119, successes: 17 })
    expect(tests).toBe(3)
  })
  test('one alone has nobody to be compared with', () => {
    expect(habits([recorded('a', 50, 40)], [deal({ owner: 'a' })], 1).owners[0]!.recording.judgement).toBe('no-benchmark')
  })
  test('open deals by stage: who hangs on one person, what has no next step, what is overdue and by how much', () => {
    const { stages, single, none, overdue, overdueDays } = habits(
      [],
      [
        deal({ people: 1 }),
        deal({ people: 0, step: 'none', amountMinor: NaN }),
        deal({ stage: 2, step: 'overdue', overdueDays: 4 }),
        deal({ stage: 2, step: 'overdue', overdueDays: 8 }),
      ],
      2,
    )
    expect([single, none, overdue, overdueDays]).toEqual([
      { count: 2, amountMinor: 100 },
      { count: 1, amountMinor: 0 },
      { count: 2, amountMinor: 200 },
      6,
    ])
    expect(stages.map(({ open, overdue: late }) => [open.count, late.count])).toEqual([
      [2, 0],
      [2, 2],
    ])
  })
})

describe('rank sum', () => {
  test('as in the books: 1–5 against 6–10', () => {
    const { z, p } = rankSum([1, 2, 3, 4, 5], [6, 7, 8, 9, 10])
    expect(z).toBeCloseTo(-2.5067, 4)
    expect(p).toBeCloseTo(0.0122, 4)
  })
  test('ties narrow the spread; nothing to tell is p 1', () => {
    expect(rankSum([1, 1, 2], [1, 2, 2]).p).toBeGreaterThan(0.5)
    expect([rankSum([], [1]).p, rankSum([2, 2], [2, 2]).p]).toEqual([1, 1])
  })
})
