import { expect, test } from 'vitest'
import { figureText, readFigure, shownAs, typedText } from './figure-text.ts'

const yuan = shownAs(true, 'zh-CN', 2)
const read = (text: string, before = 0): number | null => readFigure(text, before, yuan, 2, true)

test('money is planned in 万, in English in thousands; counts are counts', () => {
  expect(figureText(123_456_789, yuan, 'zh-CN')).toBe('123.5')
  expect(figureText(123_456_789, shownAs(true, 'en', 2), 'en')).toBe('1,235')
  expect(figureText(1234, shownAs(false, 'zh-CN', 2), 'zh-CN')).toBe('1,234')
  expect(typedText(123_456_789, yuan)).toBe('123.456789')
})

test('a figure is read in the unit shown, or in the one it names', () => {
  expect(['35', '３５', '35万', '35万元', '350000元', '350k', '0.0035亿', '3.5e1'].map((text) => read(text))).toEqual([
    ...Array.from({ length: 7 }, () => 35_000_000),
    null,
  ])
  expect(read('1,234.5')).toBe(1_234_500_000)
  expect([read('+5', 10_000_000), read('-5', 10_000_000), read('-50', 10_000_000)]).toEqual([15_000_000, 5_000_000, null])
  expect([read(''), read('abc'), read('=1+1'), read('-1')]).toEqual([null, null, null, null])
})

test('what is counted is whole', () => {
  const count = shownAs(false, 'zh-CN', 2)
  expect([
    readFigure('12', 0, count, 2, false),
    readFigure('1.5', 0, count, 2, false),
    readFigure('1.2万', 0, count, 2, false),
  ]).toEqual([12, null, 12_000])
})
