import { describe, expect, test } from 'vitest'
import { nextRound } from './rounds.ts'

const zone = 'Asia/Shanghai'
const kept = { day: '2026-11-23', through: new Date('2026-11-23T02:00:00Z') }

describe('a round', () => {
  test('goes over everything when nothing was kept yet', () => {
    expect(nextRound(kept.through, zone, undefined)).toEqual({
      today: '2026-11-23',
      isFirst: true,
      isNewDay: true,
      touchedSince: null,
    })
  })
  test('goes over everything once a day, the day of the organisation: from midnight there on', () => {
    const at = (moment: string) => nextRound(new Date(moment), zone, kept)
    expect([at('2026-11-23T15:59:59Z').isNewDay, at('2026-11-23T16:00:00Z').isNewDay]).toEqual([false, true])
    expect(at('2026-11-23T16:00:00Z')).toEqual({ today: '2026-11-24', isFirst: false, isNewDay: true, touchedSince: null })
  })
  test('between that goes over what was touched since the last one, and five minutes before it', () => {
    const { touchedSince, today } = nextRound(new Date('2026-11-23T02:10:00Z'), zone, kept)
    expect([today, touchedSince]).toEqual(['2026-11-23', new Date('2026-11-23T01:55:00Z')])
  })
  test('goes over everything on request, without its being a new day', () => {
    expect(nextRound(new Date('2026-11-23T02:10:00Z'), zone, kept, { all: true })).toMatchObject({
      isNewDay: false,
      touchedSince: null,
    })
  })
  test('of a clock that was set back goes over what was touched: the day is done', () => {
    expect(nextRound(new Date('2026-11-22T02:10:00Z'), zone, kept)).toMatchObject({ isNewDay: false, touchedSince: new Date('2026-11-23T01:55:00Z') }) // prettier-ignore
  })
})
