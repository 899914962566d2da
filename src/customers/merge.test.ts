import { expect, test } from 'vitest'
import { nothingKnown, type CustomerFields } from './customer.ts'
import { byWhoStays, differingFields, mergedFields, unmergedFields, usuallyTaken } from './merge.ts'

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

test('of several records the one with most open deals stays, then the one with most people, then the oldest', () => {
  const record = (name: string, openOpportunities: number, contacts: number, createdAt: string) => ({ name, openOpportunities, contacts, createdAt }) // prettier-ignore
  const young = record('新', 0, 1, '2026-02-01T00:00:00+08:00')
  const old = record('旧', 0, 1, '2025-01-01T00:00:00+09:00')
  const known = record('熟', 0, 2, '2026-03-01T00:00:00+08:00')
  const busy = record('忙', 1, 0, '2026-04-01T00:00:00+08:00')
  expect(byWhoStays([young, old, known, busy]).map(({ name }) => name)).toEqual(['忙', '熟', '旧', '新'])
})
