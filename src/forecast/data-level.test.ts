import { describe, expect, it } from 'vitest'
import { allows, dataLevel, missingToNext } from './data-level.ts'

describe('how much the history allows to be said', () => {
  it('is nothing before twenty deals have ended and five were won', () => {
    expect(dataLevel({ won: 0, lost: 0, quarters: 0 })).toBe(0)
    expect(dataLevel({ won: 4, lost: 30, quarters: 8 })).toBe(0)
    expect(dataLevel({ won: 19, lost: 0, quarters: 8 })).toBe(0)
    expect(allows.range(0)).toBe(false)
  })
  it('is a range by the usual error from twenty ended deals on, all won ones included', () => {
    expect(dataLevel({ won: 5, lost: 15, quarters: 0 })).toBe(1)
    expect(dataLevel({ won: 500, lost: 0, quarters: 12 })).toBe(1)
  })
  it('is a learned forecast with forty of each kind in four quarters', () => {
    expect(dataLevel({ won: 40, lost: 40, quarters: 3 })).toBe(1)
    expect(dataLevel({ won: 40, lost: 40, quarters: 4 })).toBe(2)
  })
  it('lets challengers in with two hundred of each kind in eight quarters', () => {
    expect(dataLevel({ won: 200, lost: 200, quarters: 8 })).toBe(3)
    expect(dataLevel({ won: 200, lost: 199, quarters: 8 })).toBe(2)
    expect(dataLevel({ won: 2000, lost: 3000, quarters: 8 })).toBe(4)
  })
  it('says what the next level needs', () => {
    expect(missingToNext({ won: 2, lost: 10, quarters: 1 })).toEqual({ won: 3, lost: 0, closed: 8, quarters: 0 })
    expect(missingToNext({ won: 45, lost: 30, quarters: 3 })).toEqual({ won: 0, lost: 10, closed: 5, quarters: 1 })
    expect(missingToNext({ won: 4000, lost: 4000, quarters: 9 })).toEqual({ won: 0, lost: 0, closed: 0, quarters: 0 })
  })
})
