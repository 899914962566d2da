import { describe, expect, it } from 'vitest'
import { clockOf, momentAt } from './wall-time.ts'

describe('the clock on the wall', () => {
  it('is that of the organisation, whatever the zone of the machine', () => {
    expect(momentAt('2026-03-02', '09:30', 'Asia/Shanghai').toISOString()).toBe('2026-03-02T01:30:00.000Z')
    expect(momentAt('2026-03-02', '00:00', 'America/New_York').toISOString()).toBe('2026-03-02T05:00:00.000Z')
    expect(clockOf(new Date('2026-03-01T16:05:00Z'), 'Asia/Taipei')).toBe('00:05')
  })

  it('keeps the time on days on which clocks change', () => {
    for (const [day, time, expected] of [
      ['2026-03-29', '01:30', '2026-03-29T00:30:00.000Z'],
      ['2026-03-29', '12:00', '2026-03-29T10:00:00.000Z'],
      ['2026-10-25', '12:00', '2026-10-25T11:00:00.000Z'],
      ['2026-10-25', '23:59', '2026-10-25T22:59:00.000Z'],
    ] as const) {
      const moment = momentAt(day, time, 'Europe/Berlin')
      expect(moment.toISOString(), `${day} ${time}`).toBe(expected)
      expect(clockOf(moment, 'Europe/Berlin')).toBe(time)
    }
    // 02:30 does not exist on this day: half an hour after the change
    expect(momentAt('2026-03-29', '02:30', 'Europe/Berlin').toISOString()).toBe('2026-03-29T01:30:00.000Z')
  })
})
