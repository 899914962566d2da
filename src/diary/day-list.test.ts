import { describe, expect, it } from 'vitest'
import { isWorkingDay, lastWorkingDay } from './day-list.ts'

describe('the last working day', () => {
  it('is yesterday, and on Monday the Friday before', () => {
    expect(lastWorkingDay('2026-03-04', 'Europe/Berlin')).toBe('2026-03-03')
    expect(lastWorkingDay('2026-03-02', 'Europe/Berlin')).toBe('2026-02-27')
  })

  it('follows the mainland’s holidays and make-up days, and only there', () => {
    // 2025: National Day 1 to 8 October, worked on Sunday 28 September and Saturday 11 October
    expect(lastWorkingDay('2025-10-09', 'Asia/Shanghai')).toBe('2025-09-30')
    expect(isWorkingDay('2025-10-11', 'Asia/Shanghai')).toBe(true)
    expect(isWorkingDay('2025-10-11', 'Asia/Taipei')).toBe(false)
    expect(lastWorkingDay('2025-10-09', 'Asia/Taipei')).toBe('2025-10-08')
  })
})
