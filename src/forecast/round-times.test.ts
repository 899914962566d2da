import { describe, expect, it } from 'vitest'
import { calendarOf } from '../people/working-days.ts'
import { mondayOf } from '../platform/time.ts'
import { isInOrder, nextOpening, roundTimes, stateOf, usualSetting } from './round-times.ts'

const shanghai = 'Asia/Shanghai'
/** National Day 2026: free from Thursday 1 to Wednesday 7 October; Saturday the 10th is worked. */
const calendar = calendarOf([
  ...['2026-10-01', '2026-10-02', '2026-10-05', '2026-10-06', '2026-10-07'].map((day) => ({ day, kind: 'holiday' as const })),
  { day: '2026-10-10', kind: 'workday' },
])
const times = (day: string, more = {}) => roundTimes(day, { ...usualSetting, ...more }, calendar, shanghai)

describe('the round of a week', () => {
  it('opens on Monday, reminds, is due and locks by the organisation’s clock', () => {
    const round = times('2026-11-05')!
    expect([round.weekOn, round.opensOn]).toEqual(['2026-11-02', '2026-11-02'])
    expect(round.opensAt.toISOString()).toBe('2026-11-02T00:00:00.000Z')
    expect(round.remindAt.toISOString()).toBe('2026-11-02T02:00:00.000Z')
    expect(round.dueAt.toISOString()).toBe('2026-11-02T04:00:00.000Z')
    expect(round.locksAt.toISOString()).toBe('2026-11-02T10:00:00.000Z')
    expect(roundTimes('2026-11-05', usualSetting, calendar, 'America/New_York')!.opensAt.toISOString()).toBe(
      '2026-11-02T13:00:00.000Z',
    )
  })

  it('waits for the next working day where Monday is free, and does not open in a week that is free', () => {
    expect(times('2026-10-05')!.opensOn).toBe('2026-10-08')
    expect(times('2026-10-05', { weekday: 5 })!.opensOn).toBe('2026-10-09')
    const free = calendarOf(['16', '17', '18', '19', '20'].map((day) => ({ day: `2026-02-${day}`, kind: 'holiday' as const })))
    expect(roundTimes('2026-02-18', usualSetting, free, shanghai)).toBeNull()
    expect(nextOpening(new Date('2026-02-16T09:00:00+08:00'), '2026-02-16', usualSetting, free, shanghai)!.opensOn).toBe(
      '2026-02-23',
    )
  })

  it('locks on a day that is worked', () => {
    expect(times('2026-09-30', { lockAfterDays: 3 })!.locksAt.toISOString()).toBe('2026-10-08T10:00:00.000Z')
  })

  it('begins on Monday, also seen from a Sunday', () => {
    expect(['2026-11-02', '2026-11-08', '2026-11-09'].map(mondayOf)).toEqual(['2026-11-02', '2026-11-02', '2026-11-09'])
  })

  it('is told when it comes next', () => {
    const next = (now: string, active = true) =>
      nextOpening(new Date(now), now.slice(0, 10), { ...usualSetting, active }, calendar, shanghai)?.opensOn
    expect(next('2026-11-02T07:59:00+08:00')).toBe('2026-11-02')
    expect(next('2026-11-02T08:00:00+08:00')).toBe('2026-11-09')
    expect(next('2026-11-02T08:00:00+08:00', false)).toBeUndefined()
  })
})

describe('the state of a round', () => {
  it('is what its times say', () => {
    const round = times('2026-11-05')!
    const state = (at: string) => stateOf(round, new Date(`2026-11-02T${at}:00+08:00`))
    expect([state('09:00'), state('12:00'), state('12:01'), state('18:00')]).toEqual(['open', 'open', 'overdue', 'locked'])
  })

  it('needs times in order', () => {
    expect(isInOrder(usualSetting)).toBe(true)
    expect(isInOrder({ ...usualSetting, dueAt: '07:00' })).toBe(false)
    expect(isInOrder({ ...usualSetting, locksAt: '09:00' })).toBe(false)
    expect(isInOrder({ ...usualSetting, locksAt: '09:00', lockAfterDays: 1 })).toBe(true)
  })
})
