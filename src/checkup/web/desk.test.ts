import { describe, expect, it } from 'vitest'
import { type Desk, deskAfter, isTouched, outcomeOf, untouched, withRate } from './desk.ts'

const base = { reached: [100, 80, 70, 45, 29, 19, 12, 8], amountMinor: 1_000_000 }

describe('the what-if desk', () => {
  it('says what is, as long as nothing is turned', () => {
    const change = untouched(base, 10_000_000)
    const { deals, moneyMinor, difference, gap, gapBefore } = outcomeOf(base, change)
    expect(isTouched(change)).toBe(false)
    expect(deals).toBeCloseTo(8)
    expect(moneyMinor).toBeCloseTo(8_000_000)
    expect(difference.deals).toBeCloseTo(0)
    expect([gap, gapBefore].map((one) => Math.round(one!))).toEqual([2_000_000, 2_000_000])
  })

  it('reaches 19.278 deals when every stage meets its benchmark', () => {
    const rates = [0.85, 0.9, 0.8, 0.75, 0.7, 0.75, 0.8]
    expect(outcomeOf(base, { ...untouched(base, null), rates }).deals).toBeCloseTo(19.278, 3)
  })

  it('counts another price only in the money that comes, and another volume in all stages', () => {
    const dearer = outcomeOf(base, { ...untouched(base, null), amountMinor: 1_100_000 })
    expect(dearer.base.moneyMinor).toBeCloseTo(8_000_000)
    expect(dearer.difference.moneyMinor).toBeCloseTo(800_000)
    expect(outcomeOf(base, { ...untouched(base, null), volume: 200 }).flow[3]).toBeCloseTo(90)
  })

  it('answers with finite numbers for an empty funnel and for one that keeps nobody', () => {
    for (const reached of [
      [0, 0, 0],
      [10, 0, 0],
    ]) {
      const empty = { reached, amountMinor: 0 }
      const { deals, moneyMinor, rates } = outcomeOf(empty, untouched(empty, null))
      expect([deals, moneyMinor, ...rates].every(Number.isFinite)).toBe(true)
    }
  })
})

describe('the way back on the desk', () => {
  const fresh: Desk = { now: untouched(base, null), before: [], at: '' }
  const turn = (desk: Desk, at: string, rate: number): Desk =>
    deskAfter(desk, { kind: 'turn', at, change: { rates: withRate(desk.now.rates, 0, rate) } })

  it('takes a drag as one step, and another slider or another grip as the next', () => {
    const dragged = turn(turn(turn(fresh, 'rate 0', 0.81), 'rate 0', 0.82), 'rate 0', 0.83)
    expect(dragged.before).toHaveLength(1)
    expect(deskAfter(dragged, { kind: 'undo' }).now).toEqual(fresh.now)
    const again = turn(deskAfter(dragged, { kind: 'let-go' }), 'rate 0', 0.9)
    expect(again.before).toHaveLength(2)
    expect(deskAfter(again, { kind: 'undo' }).now.rates[0]).toBe(0.83)
  })

  it('also takes back a reset and a scenario that was put on the desk, and stops at the beginning', () => {
    const put = deskAfter(turn(fresh, 'rate 0', 0.9), { kind: 'put', change: untouched(base, 5) })
    const back = deskAfter(put, { kind: 'undo' })
    expect(back.now.rates[0]).toBe(0.9)
    expect(deskAfter(fresh, { kind: 'undo' })).toBe(fresh)
  })
})
