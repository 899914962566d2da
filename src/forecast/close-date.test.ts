import { describe, expect, it } from 'vitest'
import { closeSanity, closeWeeks } from './close-date.ts'
import { bands, type Hazard, week } from './hazard.ts'
import type { StagePace } from './pace.ts'

const day = 86_400_000
const steady = (win: number, lose: number): Hazard => ({
  stages: 1,
  chances: Float64Array.from(Array.from({ length: bands * 2 }, () => [win, lose, 0]).flat()),
})

describe('when a deal would be won', () => {
  it('is a matter of weeks, whatever share is lost', () => {
    const found = closeWeeks(steady(0.1, 0.1), 0, 0, 0, [])!
    // geometric with .2 a week: half by 3.1 weeks, nine tenths by 10.3
    expect(found.p50).toBeCloseTo(Math.log(0.5) / Math.log(0.8), 0)
    expect(found.p90).toBeGreaterThan(found.p50)
    expect(found.p10).toBeLessThan(found.p50)
  })
  it('is nothing where nothing is won', () => {
    expect(closeWeeks(steady(0, 0.1), 0, 0, 0, [])).toBeNull()
  })
})

describe('what is to be thought of a close date', () => {
  const now = 1000 * week
  const pace: StagePace = { winners: 40, median: 20, p75: 30, p90: 45, quickest: 12 }
  const given = { now, clock: now - 2 * day, weeks: { p10: 3, p50: 6, p90: 12 }, pace }
  const verdict = (days: number | null) => closeSanity(days === null ? null : now + days * day, given).verdict
  it('is flagged when it is earlier than anybody ever managed', () => {
    expect(verdict(5)).toBe('earlier-than-ever')
    expect(closeSanity(now + 5 * day, given).earliest).toBe(now + 10 * day)
    expect(verdict(15)).toBe('early')
    expect(verdict(40)).toBe('plausible')
  })
  it('is flagged when it is over, missing, or in 2099', () => {
    expect(verdict(-1)).toBe('overdue')
    expect(verdict(0)).not.toBe('overdue')
    expect(verdict(null)).toBe('undated')
    expect(verdict(26_000)).toBe('far-away')
  })
  it('is not judged without winners', () => {
    expect(closeSanity(now + day, { ...given, weeks: null, pace: { ...pace, quickest: null } }).verdict).toBe('unknown')
  })
})
