import { expect, test } from 'vitest'
import { nothingKnown, type CustomerFields } from './customer.ts'
import { emptiedByChange, missingProfile, type ProfileField } from './profile-completeness.ts'

const usual: ProfileField[] = ['name', 'industry', 'headcountBand', 'region', 'source', 'contact']
const known: CustomerFields = {
  ...nothingKnown,
  name: '远航制造',
  industry: '制造业',
  headcountBand: '100-499',
  region: '上海',
  sourceId: 'fair',
}
const person = { name: '周敏', title: null, role: 'decider' as const, phone: '+8613800138000', email: null }
const keys = (...given: Parameters<typeof missingProfile>) => missingProfile(...given).map(({ key }) => key)

test('a full profile lacks nothing', () => expect(keys(usual, known, [person])).toEqual([]))

test('everything that is missing is named at once, in the profile’s order', () => {
  expect(keys(usual, nothingKnown, [])).toEqual(['name', 'industry', 'headcountBand', 'region', 'source', 'contact'])
})

test('only what the organisation demands is missed', () => {
  expect(keys(['name'], { name: '远航制造' }, [])).toEqual([])
  expect(keys(['name', 'website', 'socialCreditCode'], known, [])).toEqual(['website', 'socialCreditCode'])
})

test('a contact needs a name, a role or position, and a way to be reached', () => {
  const gaps = (change: object) => keys(['contact'], known, [{ ...person, ...change }])
  expect(gaps({ name: null })).toEqual(['contact.name'])
  expect(gaps({ role: null })).toEqual(['contact.role'])
  expect(gaps({ role: null, title: '采购经理' })).toEqual([])
  expect(gaps({ phone: null })).toEqual(['contact.phone'])
  expect(gaps({ phone: null, email: 'z@example.com' })).toEqual([])
})

test('of several people the most complete one counts', () => {
  expect(keys(['contact'], known, [{ ...person, phone: null }, person])).toEqual([])
})

test('a mandatory field may be changed, not emptied; one that was never there may stay away', () => {
  expect(emptiedByChange(usual, known, { ...known, region: '苏州' })).toEqual([])
  expect(emptiedByChange(usual, known, { ...known, region: null }).map(({ key }) => key)).toEqual(['region'])
  const imported = { ...nothingKnown, name: '远航制造' }
  expect(emptiedByChange(usual, imported, { ...imported, industry: '制造业' })).toEqual([])
})
