import { describe, expect, it } from 'vitest'
import { duplicateReasons, marksOf } from './duplicate.ts'

const marks = (name: string, more: Partial<Parameters<typeof marksOf>[0]> = {}) =>
  marksOf({ name, phone: null, contactPhone: null, socialCreditCode: null, ...more })

describe('the same company by its name', () => {
  it.each([
    ['北京云帆科技有限公司', '北京云帆科技有限责任公司'],
    ['北京云帆科技（集团）有限公司', '北京云帆科技(集团)有限公司'],
    ['北京云帆科技有限公司', ' 北京云帆科技（集团）股份有限公司 '],
    ['上海某某实业股份有限公司', '上海某某實業股份有限公司'],
    ['Acme Robotics Inc.', 'ACME  Robotics, Inc'],
  ])('%s = %s', (a, b) => expect(duplicateReasons(marks(a), marks(b))).toEqual(['name']))

  it.each([
    ['北京云帆科技有限公司', '上海云帆科技有限公司'],
    ['华联超市股份有限公司', '华联商厦股份有限公司'],
  ])('%s ≠ %s', (a, b) => expect(duplicateReasons(marks(a), marks(b))).toEqual([]))
})

it('a common telephone number tells, whoever of the two it is written at', () => {
  const known = marks('甲公司', { contactPhone: '+8613800138000' })
  expect(duplicateReasons(marks('乙工厂', { phone: '+8613800138000' }), known)).toEqual(['phone'])
  expect(duplicateReasons(marks('乙工厂', { phone: '+8613900139000' }), known)).toEqual([])
})

it('the social credit code tells; two companies without one are not alike for it', () => {
  const code = '91350211M000100Y43'
  expect(duplicateReasons(marks('甲', { socialCreditCode: code }), marks('乙', { socialCreditCode: code }))).toEqual([
    'social-credit-code',
  ])
  expect(duplicateReasons(marks('甲'), marks('乙'))).toEqual([])
})
