import { describe, expect, it } from 'vitest'
import { dayFromText, endOfMonth, endOfQuarter } from './day-text.ts'

describe('a day can be typed as people write it', () => {
  const read = (text: string): string | null => dayFromText(text, '2026-11-22')
  it('takes whole dates in every usual form', () => {
    for (const text of ['2026-12-03', '2026/12/3', '20261203', '2026年12月3日', '2026.12.03', '２０２６－１２－０３'])
      expect(read(text), text).toBe('2026-12-03')
  })
  it('takes a month and day as the next one to come, or a recent one', () => {
    expect([read('12/3'), read('12月3日'), read('10/1'), read('3/1')]).toEqual([
      '2026-12-03',
      '2026-12-03',
      '2026-10-01',
      '2027-03-01',
    ])
  })
  it('takes a number of days from today', () => expect(read('+7')).toBe('2026-11-29'))
  it('refuses what is no day', () =>
    expect([read('2026-02-30'), read('soon'), read('13/40'), read('')]).toEqual([null, null, null, null]))
  it('knows the ends of month and quarter', () => {
    expect([endOfMonth('2026-02-10'), endOfMonth('2026-12-31'), endOfQuarter('2026-11-22'), endOfQuarter('2026-01-01')]).toEqual([
      '2026-02-28',
      '2026-12-31',
      '2026-12-31',
      '2026-03-31',
    ])
  })
})
