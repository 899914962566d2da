import { expect, it } from 'vitest'
import { defaultMethod, type MethodKey } from './default-method.ts'

const tried = (key: MethodKey, wape: number | null, periods = 6) => ({ key, wape, periods })

it('is the method with the smallest error among those that beat the run rate and the weighted pipeline', () => {
  expect(defaultMethod(3, [tried('weighted', 0.24), tried('hazard', 0.22), tried('blend', 0.21)], 0.35)).toEqual({
    method: 'blend',
    earned: true,
  })
})

it('is not proven by fewer than four periods, nor against a run rate that is better', () => {
  expect(defaultMethod(2, [tried('weighted', 0.5, 3), tried('hazard', 0.1, 3)], 0.35)).toEqual({
    method: 'hazard',
    earned: false,
  })
  expect(defaultMethod(2, [tried('weighted', 0.5), tried('hazard', 0.4)], 0.35)).toEqual({ method: 'hazard', earned: false })
})

it('is the weighted pipeline where that is the best of all', () => {
  expect(defaultMethod(2, [tried('weighted', 0.2), tried('hazard', 0.22)], 0.35)).toEqual({ method: 'weighted', earned: true })
  expect(defaultMethod(0, [], null)).toEqual({ method: 'weighted', earned: false })
})

it('is the hazard where hardly a deal has an expected day, though not proven', () => {
  expect(defaultMethod(1, [], null, { undated: 0.9 })).toEqual({ method: 'hazard', earned: false })
  expect(defaultMethod(0, [], null, { undated: 0.9 })).toEqual({ method: 'weighted', earned: false })
})
