import { expect, test } from 'vitest'
import { nothingKnown, type CustomerFields } from './customer.ts'
import { differingFields, mergedFields, unmergedFields, usuallyTaken } from './merge.ts'

const a: CustomerFields = { ...nothingKnown, name: '远航制造有限公司', industry: '制造业', phone: '+8621688888', note: '' }
const b: CustomerFields = { ...nothingKnown, name: '远航制造', industry: '机械', region: '上海', note: null }

test('what the record that stays does not know is taken, what it knows is kept, and blank against blank is no difference', () => {
  expect(differingFields(a, b)).toEqual(['name', 'industry', 'region', 'phone'])
  expect(usuallyTaken(a, b)).toEqual(['region'])
  expect(mergedFields(a, b, usuallyTaken(a, b))).toEqual({ ...a, region: '上海' })
})

test('a fact that the other does not know is never taken, even when it is asked for', () => {
  expect(mergedFields(a, b, ['phone', 'industry'])).toEqual({ ...a, industry: '机械' })
})

test('taken apart, each fact is what it was before, but for what somebody has changed since', () => {
  const merged = mergedFields(a, b, ['region', 'industry'])
  expect(unmergedFields(merged, a, b, ['region', 'industry'])).toEqual(a)
  expect(unmergedFields({ ...merged, industry: '汽车' }, a, b, ['region', 'industry'])).toEqual({ ...a, industry: '汽车' })
})
