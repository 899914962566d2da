import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isEnoughToJudge, judgeMeasures, together, type JudgePoint } from './judge-record.ts'

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
      point({ period: '2026-Q3', said: 400, actual: 390, best: 450, model: null, yearBefore: null }),
    ])
    expect(found.map(({ horizon }) => horizon)).toEqual([null, 0.5, 0.75])
    expect(found[0]).toMatchObject({ periods: 3, enough: true, measures: { n: 4, coverage: null } })
    expect(found[0]!.measures.wape).toBeCloseTo((100 + 50 + 10 + 10) / 1800, 10)
    expect(found[0]!.measures.bias).toBeCloseTo((100 + 50 - 10 + 10) / 1800, 10)
    // only one of the four came to lie between commit and best case
    expect(found[0]!.between).toBeCloseTo(1 / 4, 10)
    // rivals on the moments on which they were made
    expect(found[0]!.modelWape).toBeCloseTo(40 / 800, 10)
    expect(found[0]!.runRateWape).toBeCloseTo(210 / 610, 10)
    expect(found[1]!.yearBeforeWape).toBeCloseTo((100 + 210) / 1010, 10)
    // at three quarters of the period one figure was said only: too little to judge by
    expect(found[2]).toMatchObject({
      periods: 1,
      enough: false,
      between: null,
      modelWape: null,
      measures: { wape: null, bias: null },
    })
    expect(judgeMeasures([])).toEqual([])
  })
  it('is not told of somebody new: too few periods, wins in one only, or next to nothing that came', () => {
    const said = (actuals: readonly number[]): JudgePoint[] =>
      actuals.map((actual, at) => point({ period: `2026-Q${at + 1}`, said: 500, actual }))
    expect(isEnoughToJudge(said([400, 450]))).toBe(false)
    expect(isEnoughToJudge(said([400, 0, 0, 0]))).toBe(false)
    expect(isEnoughToJudge(said([70, 79, 0]))).toBe(false)
    expect(isEnoughToJudge(said([70, 80, 0]))).toBe(true)
  })
  it('and no rival beside is told as wrong by thousands of percent: next to nothing came of what it said', () => {
    const small = [1, 2, 3].map((quarter) =>
      point({ period: `2026-Q${quarter}`, said: 4, best: 9, actual: 5, model: 400, runRate: 40, yearBefore: null }),
    )
    expect(judgeMeasures(small)[0]).toMatchObject({ enough: true, modelWape: null, yearBeforeWape: null })
    expect(judgeMeasures(small)[0]!.runRateWape).toBeCloseTo(7, 10)
    const money = fc.integer({ min: 0, max: 1_000_000 })
    const moment = fc.record({
      period: fc.constantFrom('2026-Q1', '2026-Q2', '2026-Q3', '2026-Q4'),
      said: money,
      actual: money,
      best: money,
      model: money,
      runRate: money,
      yearBefore: money,
    })
    fc.assert(
      fc.property(fc.array(moment, { maxLength: 12 }), (moments) => {
        for (const { measures, modelWape, runRateWape, yearBeforeWape } of judgeMeasures(moments.map(point)))
          for (const error of [measures.wape, measures.bias, modelWape, runRateWape, yearBeforeWape])
            expect(Math.abs(error ?? 0)).toBeLessThanOrEqual(11)
      }),
    )
  })
  it('of several is that of their sum: what one misses too high another may miss too low', () => {
    const sum = together([[point({})], [point({ said: 100, actual: 200, model: 100, runRate: 5 })]])
    expect(sum).toEqual([
      { period: '2026-Q1', horizon: 0.5, said: 600, actual: 600, best: 1200, model: 520, runRate: null, yearBefore: 600 },
    ])
    const three = [1, 2, 3].flatMap((quarter) => sum.map((one) => ({ ...one, period: `2026-Q${quarter}` })))
    expect(judgeMeasures(three)[0]!.measures.wape).toBe(0)
  })
})
