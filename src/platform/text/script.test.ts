import fc from 'fast-check'
import * as OpenCC from 'opencc-js'
import { expect, test } from 'vitest'
import { searchable } from './grams.ts'
import { simplified, variantsOf } from './script.ts'
import { inSimplified, traditional } from './traditional-characters.ts'

test('every character stands for what OpenCC writes for it, and none is missing', () => {
  const converters = (['t', 'tw', 'hk'] as const).map((from) => OpenCC.Converter({ from, to: 'cn' }))
  for (let code = 0x3400; code <= 0x9fff; code++) {
    const character = String.fromCodePoint(code)
    const said = converters.map((convert) => convert(character)).find((one) => one !== character && one.length === 1)
    if (said !== undefined || traditional.includes(character))
      expect(simplified(character), character).toBe(simplified(said ?? '?'))
  }
  expect([...traditional]).toHaveLength([...inSimplified].length)
})

test.each([
  ['客戶', '客户'],
  ['臺灣台積電', '台湾台积电'],
  ['雲帆軟體（蘇州）', '云帆软体（苏州）'],
  ['GTX Pro 漏斗', 'GTX Pro 漏斗'],
  ['什麼', '什么'],
])('%s and %s are the same to search', (one, other) => {
  expect(searchable(one)).toBe(searchable(other))
})

test('what is simplified stays as it is when simplified again, and as long as it was', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...traditional, ...inSimplified, ...'aZ 😀𠮷，') }), (text) => {
      expect(simplified(simplified(text))).toBe(simplified(text))
      expect(simplified(text)).toHaveLength(text.length)
    }),
  )
})

test('exchanging only the variants of a word finds it exactly where simplifying the whole text would', () => {
  const characters = fc.constantFrom(...'臺台檯颱灣湾發髮发麼么幺客戶户雲云a')
  const text = fc.string({ unit: characters, maxLength: 12 })
  fc.assert(
    fc.property(text, fc.string({ unit: characters, minLength: 1, maxLength: 3 }), (whole, asked) => {
      const word = simplified(asked)
      const { from, to } = variantsOf(word)
      const exchanged = [...whole].map((one) => (from.includes(one) ? to[from.indexOf(one)]! : one)).join('')
      expect(exchanged.indexOf(word)).toBe(simplified(whole).indexOf(word))
    }),
    { numRuns: 2000 },
  )
})
