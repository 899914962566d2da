import { describe, expect, it } from 'vitest'
import { judgeMeasures, together, type JudgePoint } from './judge-record.ts'

const point = (given: Partial<JudgePoint>): JudgePoint => ({
  period: '2026-Q1',
  horizon: 0.5,
  said: 500,
  actual: 400,
  best: 600,
  model: 420,
  runRate: null,
  yearBefore: 300,
  ...given,
})

describe('how right a judge was', () => {
  it('is the sum of misses over the sum of what came, by moment and over all', () => {
    const found = judgeMeasures([
      point({}),
      point({ horizon: 0.75, said: 450 }),
      point({ period: '2026-Q2', said: 600, actual: 610, best: 700, model: null, runRate: 400, yearBefore: 400 }),
    ])
    expect(found.map(({ horizon }) => horizon)).toEqual([null, 0.5, 0.75])
    expect(found[0]).toMatchObject({ periods: 2, measures: { n: 3, coverage: null } })
    expect(found[0]!.measures.wape).toBeCloseTo((100 + 50 + 10) / 1410, 10)
    expect(found[0]!.measures.bias).toBeCloseTo((100 + 50 - 10) / 1410, 10)
    // only the last of the three came to lie between commit and best case
    expect(found[0]!.between).toBeCloseTo(1 / 3, 10)
    // rivals on the moments on which they were made
    expect(found[0]!.modelWape).toBeCloseTo(40 / 800, 10)
    expect(found[0]!.runRateWape).toBeCloseTo(210 / 610, 10)
    expect(found[1]!.yearBeforeWape).toBeCloseTo((100 + 210) / 1010, 10)
    expect(judgeMeasures([])).toEqual([])
  })
  it('of several is that of their sum: what one misses too high another may miss too low', () => {
    const sum = together([[point({})], [point({ said: 100, actual: 200, model: 100, runRate: 5 })]])
    expect(sum).toEqual([
      { period: '2026-Q1', horizon: 0.5, said: 600, actual: 600, best: 1200, model: 520, runRate: null, yearBefore: 600 },
    ])
    expect(judgeMeasures(sum)[0]!.measures.wape).toBe(0)
  })
})
