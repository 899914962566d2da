import { expect, test } from 'vitest'
import { addDays, dayOf, startOfDay } from './time.ts'

test('half past eleven at night in Shanghai is still that day, though UTC says another month', () => {
  expect(dayOf(new Date('2026-01-31T15:30:00Z'), 'Asia/Shanghai')).toBe('2026-01-31')
  expect(dayOf(new Date('2026-01-31T16:00:00Z'), 'Asia/Shanghai')).toBe('2026-02-01')
})

test('a day is the same whoever asked before: in each half-hour around a change of clocks', () => {
  const zones = {
    'Europe/Berlin': '2026-03-29T00:00:00Z',
    'Australia/Lord_Howe': '2026-04-04T14:00:00Z',
    'Asia/Kathmandu': '1985-12-31T17:00:00Z',
  }
  for (const [timeZone, start] of Object.entries(zones)) {
    const calendar = new Intl.DateTimeFormat('en-CA', { timeZone })
    for (let turn = 0; turn < 400; turn++) {
      const moment = new Date(Date.parse(start) + (((turn * 37) % 200) - 100) * 1_799_000)
      expect([timeZone, moment, dayOf(moment, timeZone)]).toEqual([timeZone, moment, calendar.format(moment)])
    }
  }
})

test('a day begins at midnight of its zone, summer time included', () => {
  expect(startOfDay('2026-02-01', 'Asia/Shanghai').toISOString()).toBe('2026-01-31T16:00:00.000Z')
  expect(startOfDay('2026-03-29', 'Europe/Berlin').toISOString()).toBe('2026-03-28T23:00:00.000Z')
  expect(startOfDay('2026-03-30', 'Europe/Berlin').toISOString()).toBe('2026-03-29T22:00:00.000Z')
  expect(startOfDay('2026-12-31', 'America/New_York', 1).toISOString()).toBe('2027-01-01T05:00:00.000Z')
})

test('days add across months and leap years', () => {
  expect(addDays('2024-02-28', 1)).toBe('2024-02-29')
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
})
