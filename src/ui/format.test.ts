import { describe, expect, it } from 'vitest'
import {
  addDays,
  ago,
  compact,
  count,
  day,
  dayOf,
  daysBetween,
  duration,
  minorDigits,
  moment,
  money,
  share,
  toMajor,
  toMinor,
} from './format.ts'

describe('money is stored in minor units and read in major ones', () => {
  it('knows the minor unit of a currency', () => {
    expect([minorDigits('CNY'), minorDigits('JPY'), minorDigits('nonsense')]).toEqual([2, 0, 2])
  })
  it('takes what a person types without losing a cent to floating point', () => {
    expect(toMinor(1.005, 'CNY')).toBe(101)
    expect(toMinor(8.2, 'CNY')).toBe(820)
    expect(toMinor(-12.34, 'CNY')).toBe(-1234)
    expect(toMinor(500, 'JPY')).toBe(500)
    expect(toMajor(123_456, 'CNY')).toBe(1234.56)
  })
  it('shows exact amounts with separators and cents only where there are any', () => {
    expect(money(123_450_000, 'CNY', 'zh-CN')).toBe('¥1,234,500')
    expect(money(123_450_050, 'CNY', 'zh-CN')).toBe('¥1,234,500.50')
    expect(money(-5_00, 'USD', 'en')).toBe('-$5')
  })
  it('shows compact amounts with three digits in the reader’s units', () => {
    expect(money(84_720_000_000, 'CNY', 'zh-CN', 'compact')).toBe('¥8.47亿')
    expect(money(84_720_000_000, 'CNY', 'zh-TW', 'compact')).toContain('8.47億')
    expect(money(84_720_000_000, 'USD', 'en', 'compact')).toBe('$847M')
    expect(money(999_900, 'CNY', 'zh-CN', 'compact')).toBe('¥9,999')
  })
})

describe('counts, shares and durations', () => {
  it('compacts only above the first unit', () => {
    expect([compact(9_999, 'zh-CN'), compact(12_345, 'zh-CN'), compact(999, 'en'), compact(1_234, 'en')]).toEqual([
      '9,999',
      '1.23万',
      '999',
      '1.23K',
    ])
    expect(count(1234567, 'zh-CN')).toBe('1,234,567')
  })
  it('gives small shares one decimal', () => {
    expect([share(0.0333, 'en'), share(0.6315, 'en'), share(0.6315, 'en', 2), share(0, 'en'), share(1, 'en')]).toEqual([
      '3.3%',
      '63%',
      '63.15%',
      '0%',
      '100%',
    ])
  })
  it('chooses the unit of a duration', () => {
    expect(duration(24.4, 'en')).toEqual({ unit: 'days', value: '24' })
    expect(duration(2.25, 'en')).toEqual({ unit: 'days', value: '2.3' })
    expect(duration(0.5, 'en')).toEqual({ unit: 'hours', value: '12' })
    expect(duration(10 / 1440, 'en')).toEqual({ unit: 'minutes', value: '10' })
    expect(duration(0, 'en')).toEqual({ unit: 'days', value: '0' })
  })
})

describe('days belong to the organisation’s time zone', () => {
  it('puts a late evening in UTC on the next day in Shanghai', () => {
    expect(dayOf('2026-11-21T20:00:00Z', 'Asia/Shanghai')).toBe('2026-11-22')
    expect(moment('2026-11-21T20:05:00Z', 'Asia/Shanghai')).toBe('2026-11-22 04:05')
    expect(moment('2026-11-21T16:00:00Z', 'Asia/Shanghai', 'clock')).toBe('00:00')
  })
  it('writes days for each language and leaves out this year', () => {
    expect(day('2026-03-01', 'zh-CN', 'short', '2026-11-22')).toBe('3月1日')
    expect(day('2025-03-01', 'zh-CN', 'short', '2026-11-22')).toBe('2025年3月1日')
    expect(day('2026-03-01', 'en', 'short', '2026-11-22')).toBe('Mar 1')
    expect(day('2026-03-01', 'en', 'weekday')).toBe('Sun, Mar 1')
    expect(day('2026-03-01', 'en')).toBe('2026-03-01')
  })
  it('counts across months and leap days', () => {
    expect(addDays('2024-02-28', 2)).toBe('2024-03-01')
    expect(daysBetween('2024-02-28', '2024-03-01')).toBe(2)
    expect(daysBetween('2026-11-22', '2026-11-20')).toBe(-2)
  })
  it('says how long ago, and the day itself beyond a month', () => {
    const now = new Date('2026-11-22T00:00:00Z')
    expect(ago('2026-11-19T00:00:00Z', now, 'zh-CN', 'Asia/Shanghai')).toBe('3天前')
    expect(ago('2026-11-21T23:59:50Z', now, 'zh-CN', 'Asia/Shanghai')).toBe('刚刚')
    expect(ago('2026-11-22T02:00:00Z', now, 'en', 'Asia/Shanghai')).toBe('in 2 hours')
    expect(ago('2026-01-19T00:00:00Z', now, 'en', 'Asia/Shanghai')).toBe('2026-01-19')
  })
})
