import { expect, it } from 'vitest'
import { blend } from './blend.ts'

it('is the mean of the log-odds', () => {
  expect(blend(0.5, 0.5)).toBe(0.5)
  expect(blend(0.2, 0.8)).toBeCloseTo(0.5)
  expect(blend(0.1, 0.5)).toBeCloseTo(0.25)
  expect(blend(0, 0.5)).toBe(0)
})
