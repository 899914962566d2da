import { expect, test } from 'vitest'
import { gramsOf } from './grams.ts'
import { coreKey, looseKey, nameKey } from './keys.ts'
import { pinyinOf } from './pinyin.ts'

test('width, case and spacing do not make another name', () => {
  expect(nameKey('　ＧＴＸ  Pro ')).toBe('gtx pro')
  expect(nameKey('北京云帆科技（集团）有限公司')).toBe(nameKey('北京云帆科技(集团)有限公司 '))
})

test('spaces and punctuation are ignored only where likely matches are sought', () => {
  expect(nameKey('GTXPro')).not.toBe(nameKey('GTX Pro'))
  expect(looseKey('GTXPro')).toBe(looseKey('GTX-Pro'))
})

test('legal forms and script variants do not hide a likely duplicate', () => {
  const keys = ['北京云帆科技有限公司', '北京云帆科技有限责任公司', '北京云帆科技（集团）有限公司'].map(coreKey)
  expect(new Set(keys)).toEqual(new Set(['北京云帆科技']))
  expect(coreKey('上海某某實業股份有限公司')).toBe(coreKey('上海某某实业股份有限公司'))
  expect(coreKey('公司')).toBe('公司')
  expect(coreKey('Acme Corporation')).toBe('acme')
})

test('pinyin in full and by initials', () => {
  expect(pinyinOf('云帆科技')).toEqual({ full: 'yunfankeji', initials: 'yfkj' })
  expect(pinyinOf('Acme').full).toBe('acme')
})

test('two-character pieces cross no boundary between texts', () => {
  expect(gramsOf(['华联', 'AB'])).toEqual(['华联', 'ab'])
  expect(gramsOf(['A', null])).toEqual([])
})
