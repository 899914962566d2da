import { expect, test } from 'vitest'
import { bandOf } from './customer.ts'

test.each([
  [0, null],
  [1, '1-49'],
  [49, '1-49'],
  [50, '50-99'],
  [100, '100-499'],
  [999, '500-999'],
  [4999, '1000-4999'],
  [5000, '5000+'],
])('%i people are of the size %s', (headcount, band) => expect(bandOf(headcount)).toBe(band))
