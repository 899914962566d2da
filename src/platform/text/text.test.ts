import fc from 'fast-check'
import { expect, test } from 'vitest'
import { gramsAsked, gramsOf, searchable } from './grams.ts'
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

test('a long number is filed by four digits, a name by two characters and its Latin parts by four as well', () => {
  expect(gramsOf(['+8613800'])).toEqual(['8613', '6138', '1380', '3800'])
  expect(gramsOf(['acme中'])).toEqual(['ac', 'cm', 'me', 'e中', 'acme'])
})

test('the pinyin of a long name is filed by four letters and by how it begins', () => {
  const filed = gramsOf(['beijingyunfankejigufenyouxiangongsi'])
  expect(filed).toContain('be')
  expect(filed).not.toContain('yu')
  expect(filed).toContain('yunf')
})

test('whatever part of a text is asked for, its pieces are among those it is filed under', () => {
  const text = fc.stringMatching(/^[云帆科技华联a-z0-9]{2,20}$/)
  fc.assert(
    fc.property(text, fc.nat(19), fc.integer({ min: 2, max: 12 }), (whole, from, length) => {
      const part = whole.slice(from, from + length)
      // a number this long is asked for by four digits or more
      fc.pre(part.length >= 2 && !(/^\d{7,}$/.test(whole) && part.length < 4))
      const filed = gramsOf([whole])
      expect(gramsAsked(part).length).toBeGreaterThan(0)
      expect(gramsAsked(part).every((gram) => filed.includes(gram))).toBe(true)
      expect(searchable(whole)).toContain(searchable(part))
    }),
  )
})
