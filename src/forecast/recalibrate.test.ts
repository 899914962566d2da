import { expect, it } from 'vitest'
import { asTold, recalibrated, recalibrationOf } from './recalibrate.ts'

const ps = [0.1, 0.15, 0.2, 0.3, 0.35, 0.5, 0.6, 0.7, 0.8, 0.9]
const ys = [0, 0, 1, 0, 0, 1, 0, 1, 1, 1]

it('bends told chances by what came of them', () => {
  const { a, b } = recalibrationOf(ps.map((p, index) => ({ p, won: ys[index] === 1 })))
  expect(a).toBeCloseTo(0.1535, 4)
  expect(b).toBeCloseTo(1.0641, 4)
})

it('leaves them alone without outcomes, and never makes one sure', () => {
  expect(recalibrationOf([])).toEqual(asTold)
  expect(recalibrated(0.4, asTold)).toBeCloseTo(0.4)
  expect(recalibrated(0.999, { a: 3, b: 1 })).toBe(0.99)
  expect(recalibrated(0, { a: 3, b: 1 })).toBe(0)
})

it('is finite when all were won', () => {
  const { a, b } = recalibrationOf(ps.map((p) => ({ p, won: true })))
  expect(Number.isFinite(a) && Number.isFinite(b)).toBe(true)
})
