import { expect, it } from 'vitest'
import { shockSigma } from './shock.ts'

const miss = (actual: number, forecast: number, variance: number) => ({ forecast, actual, variance })

it('is .30 before anything is known, and follows the misses of past periods', () => {
  expect(shockSigma([])).toBeCloseTo(0.3, 10)
  expect(shockSigma([miss(260, 240, 1600), miss(150, 220, 1500), miss(310, 250, 1700), miss(235, 230, 1500)])).toBeCloseTo(
    0.2269,
    4,
  )
})

it('is never below .05 and takes nothing from periods without a forecast', () => {
  expect(shockSigma(Array.from({ length: 100 }, () => miss(100, 100, 5000)))).toBe(0.05)
  expect(shockSigma([miss(400, 0, 0)])).toBeCloseTo(0.3, 10)
})
