import { expect, test } from 'vitest'
import { countMark, inferDecimalMark, parseAmount, toMinor, type DecimalMark } from './amounts.ts'
import { readCell } from './cell.ts'
import { countOrder, inferDateStyle, noOrders, parseDate, type DateStyle } from './dates.ts'
import { headcountOf } from './headcount.ts'
import { momentOf } from './zoned-moment.ts'

const day = (text: string, style: DateStyle = 'ymd') => {
  const read = parseDate(text, style)
  return read.ok ? read.value && [read.value.day, read.value.time, read.value.offset].filter(Boolean).join(' ') : 'no date'
}

test.each([
  ['2017-03-01', '2017-03-01'],
  ['2017/3/1', '2017-03-01'],
  ['2017.3.1', '2017-03-01'],
  ['２０１７年３月１日', '2017-03-01'],
  ['2017年3月1日 下午2:05', '2017-03-01 14:05:00'],
  ['2017年3月1日14时5分', '2017-03-01 14:05:00'],
  ['2017年3月1日 星期三', '2017-03-01'],
  ['民國106年3月1日', '2017-03-01'],
  ['106/3/1', '2017-03-01'],
  ['20170301', '2017-03-01'],
  ['20170301140530', '2017-03-01 14:05:30'],
  ['42795', '2017-03-01'],
  ['42795.5', '2017-03-01 12:00:00'],
  ['1488326400000', '2017-03-01 00:00:00 Z'],
  ['2017-03-01T08:30:00Z', '2017-03-01 08:30:00 Z'],
  ['2017-03-01T08:30:00.123+0800', '2017-03-01 08:30:00 +08:00'],
  ['2017-03-01 8:30 PM', '2017-03-01 20:30:00'],
  ['1-Mar-2017', '2017-03-01'],
  ['March 1st, 2017', '2017-03-01'],
  ['Wed, Mar 1 2017', '2017-03-01'],
])('a date is read however it is written: %s', (given, expected) => expect(day(given)).toBe(expected))

test('the style decides only where the order cannot be seen', () => {
  expect(day('3/1/2017', 'mdy')).toBe('2017-03-01')
  expect(day('3/1/2017', 'dmy')).toBe('2017-01-03')
  expect(day('3/1/2017', 'ymd')).toBe('no date')
  expect(day('2017-03-01', 'dmy')).toBe('2017-03-01')
  expect(day('17-03-01', 'ymd')).toBe('2017-03-01')
})

test('days that no calendar has are no dates, zero dates are nothing', () => {
  for (const text of ['2017-02-30', '13/13/2017', '明天', '12345', '99999999', '25:00']) expect(day(text, 'mdy')).toBe('no date')
  for (const text of ['00/00/0000', '0000-00-00', '0000-00-00 00:00:00']) expect(day(text)).toBeNull()
})

const styleOf = (...values: string[]) => {
  const orders = noOrders()
  for (const value of values) countOrder(orders, value)
  return inferDateStyle(orders)
}

test('one value that can be read only one way settles the style of the column', () => {
  expect(styleOf('3/1/2017', '10/20/2016')).toEqual({ style: 'mdy', certainty: 'certain' })
  expect(styleOf('01-03-2017', '20-10-2016')).toEqual({ style: 'dmy', certainty: 'certain' })
  expect(styleOf('2017-03-01', '42795')).toEqual({ style: 'ymd', certainty: 'certain' })
})

test('a column that can be read both ways is called ambiguous, one that contradicts itself mixed', () => {
  expect(styleOf('3/1/2017', '4/5/2017')).toEqual({ style: 'mdy', certainty: 'ambiguous' })
  expect(styleOf('03.01.2017')).toEqual({ style: 'dmy', certainty: 'ambiguous' })
  expect(styleOf('10/20/2016', '20/10/2016', '10/21/2016')).toEqual({ style: 'mdy', certainty: 'mixed' })
})

const fen = (text: string, mark: DecimalMark = 'point', unit = 0) => {
  const amount = parseAmount(text, mark, unit)
  return amount && toMinor(amount, 2)
}

test.each([
  ['¥1,054.00', 105400],
  ['￥1054', 105400],
  ['0.1054万', 105400],
  ['1.2亿', 12_000_000_000],
  ['１，０５４．５', 105450],
  ['(1,054.00)', -105400],
  ['-1054', -105400],
  ['1,054-', -105400],
  ['人民币1054元整', 105400],
  ['NT$ 1,054', 105400],
  ['1 054', 105400],
  ['12,34,567', 123456700],
  ['1.05E+3', 105000],
  ['0.005', 1],
  ['0', 0],
])('an amount is read however it is written, exactly: %s', (given, expected) => expect(fen(given)).toBe(expected))

test('decimal commas are read where the column has them, and units of the heading count', () => {
  expect(fen('1.054,00', 'comma')).toBe(105400)
  expect(fen('1.054', 'comma')).toBe(105400)
  expect(fen('10.5', 'point', 4)).toBe(10_500_000)
  const marks = { comma: 0, point: 0 }
  for (const text of ['1.054,00', '12,5', '1.000']) countMark(marks, text)
  expect(inferDecimalMark(marks)).toBe('comma')
  expect(inferDecimalMark({ comma: 0, point: 0 })).toBe('point')
})

test('what is no amount is refused, not turned into zero', () => {
  for (const text of ['约十万', '1,5', '1.2.3', 'abc', '¥', '12/5']) expect(fen(text)).toBeNull()
})

test('empty, null words, none and unknown are four different answers', () => {
  expect(readCell('  ').kind).toBe('empty')
  for (const word of ['null', 'N/A', '-', '#N/A', '\\N']) expect(readCell(word).kind).toBe('null-word')
  for (const word of ['None', '无', '暫無']) expect(readCell(word).kind).toBe('none')
  for (const word of ['Unknown', 'Select', '请选择', '不详', '--Select--']) expect(readCell(word).kind).toBe('unknown')
  expect(readCell(' 无锡 ')).toEqual({ kind: 'given', text: '无锡' })
})

test('people are counted exactly or in bands', () => {
  expect(headcountOf('1,185人')).toEqual({ count: 1185, band: '1000-4999' })
  expect(headcountOf('100-499人')).toEqual({ count: null, band: '100-499' })
  expect(headcountOf('500人以上')).toEqual({ count: null, band: '500-999' })
  expect(headcountOf('少于50人')).toEqual({ count: null, band: '1-49' })
  expect(headcountOf('很多')).toBeNull()
})

test('a day begins at midnight of the organisation, also on the night the clocks change', () => {
  expect(momentOf({ day: '2017-03-01', time: null, offset: null }, 'Asia/Shanghai').toISOString()).toBe(
    '2017-02-28T16:00:00.000Z',
  )
  expect(momentOf({ day: '2017-03-26', time: '12:00:00', offset: null }, 'Europe/Berlin').toISOString()).toBe(
    '2017-03-26T10:00:00.000Z',
  )
  expect(momentOf({ day: '2017-03-01', time: '08:30:00', offset: '+09:00' }, 'Asia/Shanghai').toISOString()).toBe(
    '2017-02-28T23:30:00.000Z',
  )
})

test('amounts of other systems keep a minus sign that stands behind the currency', () => {
  for (const text of ['$-500', '-$500', '¥-500', '($500)', 'USD -500'])
    expect(toMinor(parseAmount(text, 'point')!, 2), text).toBe(-50_000)
})
test.each([
  ['3/5/2024, 2:05 PM', '2024-03-05', '14:05:00', null],
  ['2024-03-05 08:00:00 UTC', '2024-03-05', '08:00:00', 'Z'],
  ['2024-03-05 14:30:00.000+08', '2024-03-05', '14:30:00', '+08:00'],
  ['2024-03-05T08:00:00-0530', '2024-03-05', '08:00:00', '-05:30'],
])('the time in %s, as other systems write it, is read', (text, day, time, offset) => {
  expect(parseDate(text, 'mdy')).toEqual({ ok: true, value: { day, time, offset } })
})
