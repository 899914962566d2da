import { describe, expect, it } from 'vitest'
import { scoreOf } from '../platform/scoring.ts'
import { measuresOf, reliability } from './measures.ts'

const F = [520, 610, 480, 700, 560, 640, 590, 750]
const A = [500, 560, 530, 650, 470, 600, 610, 690]
const P10 = [430, 520, 400, 600, 470, 540, 500, 640]
const P90 = [610, 700, 570, 800, 650, 740, 690, 860]
const p = [0.1, 0.15, 0.2, 0.3, 0.35, 0.5, 0.6, 0.7, 0.8, 0.9]
const y = [0, 0, 1, 0, 0, 1, 0, 1, 1, 1]

describe('how right forecasts were', () => {
  it('equals the reference', () => {
    const found = measuresOf(F.map((forecast, index) => ({ forecast, actual: A[index]!, p10: P10[index]!, p90: P90[index]! })))
    expect(found.mape).toBeCloseTo(0.0848, 4)
    expect(found.wape).toBeCloseTo(0.0824, 4)
    expect(found.bias).toBeCloseTo(0.0521, 4)
    expect(found.coverage).toBe(1)
    expect(found.pinball!.p10).toBeCloseTo(6.375, 6)
    expect(found.pinball!.p50).toBeCloseTo(23.75, 6)
    expect(found.pinball!.p90).toBeCloseTo(12.625, 6)
  })
  it('says nothing where nothing is known or nothing came', () => {
    expect(measuresOf([])).toEqual({ n: 0, wape: null, mape: null, bias: null, pinball: null, coverage: null })
    expect(measuresOf([{ forecast: 5, actual: 0 }])).toMatchObject({ n: 1, wape: null, mape: null, bias: null })
  })
})

describe('how right chances were', () => {
  const told = p.map((each, index) => ({ p: each, won: y[index] === 1 }))
  it('equals the reference', () => {
    const score = scoreOf(told, 5)
    expect(score.brier).toBeCloseTo(0.1635, 4)
    expect(score.logLoss).toBeCloseTo(0.4959, 4)
    expect(score.auc).toBeCloseTo(0.84, 4)
    expect(score.ece).toBeCloseTo(0.15, 4)
  })
  it('is a curve of bins of equal count, each with its interval', () => {
    const bins = reliability(told, 5)
    expect(bins.map(({ n }) => n)).toEqual([2, 2, 2, 2, 2])
    expect(bins[0]).toMatchObject({ told: 0.125, came: 0 })
    expect(bins[4]!.came).toBe(1)
    expect(bins.every(({ low, high, came }) => low <= came && came <= high)).toBe(true)
    expect(reliability([])).toEqual([])
    expect(reliability(told.slice(0, 2))).toHaveLength(2)
  })
})
