import { expect, test } from 'vitest'
import { labelOf, namesOf } from './criteria-words.ts'
import type { Criterion } from './criteria.ts'

const label = (criterion: Criterion, locale: 'zh-CN' | 'en' = 'zh-CN') =>
  labelOf(criterion, namesOf({ elements: [], stages: [] }, locale))
const step: Criterion = { kind: 'field', key: 'nextStep', test: 'set' }
const contract: Criterion = { kind: 'document', category: 'contract', atLeast: 1 }
const payment: Criterion = { kind: 'document', category: 'payment', atLeast: 1 }

test('groups within groups say by brackets what belongs together', () => {
  const both: Criterion = { kind: 'all', of: [step, contract] }
  expect(label({ kind: 'any', of: [both, payment] })).toBe('任选其一：（填写下一步，且附上合同）；或附上付款凭证')
  expect(label({ kind: 'all', of: [{ kind: 'any', of: [step, contract] }, payment] })).toBe(
    '（填写下一步；或附上合同），且附上付款凭证',
  )
  expect(label({ kind: 'any', of: [both, payment] }, 'en')).toMatch(/^One of: \(.+, and .+\); or /)
})

test('a group of one is that one, and a group in its like needs no brackets', () => {
  expect(label({ kind: 'any', of: [{ kind: 'all', of: [step] }] })).toBe('填写下一步')
  expect(label({ kind: 'any', of: [{ kind: 'any', of: [step, contract] }, payment] })).toBe(
    '任选其一：填写下一步；或附上合同；或附上付款凭证',
  )
})
