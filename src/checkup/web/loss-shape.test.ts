import { describe, expect, it } from 'vitest'
import type { CheckupStage } from '../contract.ts'
import { longestAge, radiusOf, spreadOf } from './ageing-shape.ts'
import { askedOf, listAsked, spanChosen, spanOf } from './checkup-view.ts'
import { lossRows } from './loss-shape.ts'

const sum = (count: number) => ({ count, amountMinor: count * 100 })
const stage = (key: string, [wentOn, stillThere, elsewhere, died]: [number, number, number, number]): CheckupStage =>
  ({
    key,
    wentOn: sum(wentOn),
    stillThere: sum(stillThere),
    elsewhere: sum(elsewhere),
    died: sum(died),
    grossLossMinor: died * 100,
    expectedLossMinor: died * 50,
  }) as CheckupStage

describe('the funnel of losses', () => {
  it('cuts each stage into what became of its deals, on the scale of the widest', () => {
    const [first, second] = lossRows([stage('a', [60, 10, 10, 20]), stage('b', [30, 0, 0, 20])], 'count')
    expect(first!.slices.map(({ fate, start, end }) => [fate, start, end].join(' '))).toEqual([
      'wentOn 0 0.6',
      'stillThere 0.6 0.7',
      'elsewhere 0.7 0.7999999999999999',
      'died 0.7999999999999999 1',
    ])
    expect(second!.slices.at(-1)!.end).toBeCloseTo(0.5)
    expect(second!.slices).toHaveLength(2)
    expect([first!.gross, first!.expected]).toEqual([1, 0.5])
  })

  it('is finite with no stages, no deals and no money', () => {
    expect(lossRows([], 'count')).toEqual([])
    const [empty] = lossRows([stage('a', [0, 0, 0, 0])], 'money')
    expect(empty).toMatchObject({ slices: [], gross: 0, expected: 0, tone: 6 })
  })
})

describe('the ageing chart', () => {
  it('keeps all limits in view and lets one forgotten deal not press the rest together', () => {
    const dots = [...Array.from({ length: 60 }, (_, n) => ({ days: n, amountMinor: 1 })), { days: 3_000, amountMinor: 1 }]
    const stages = [{ limits: { redDays: 90 }, winners: { p75Days: null } }]
    const longest = longestAge({ stages, ageing: { dots } })
    expect(longest).toBeGreaterThanOrEqual(90)
    expect(longest).toBeLessThan(120)
    expect(longestAge({ stages: [], ageing: { dots: [] } })).toBe(1)
  })
  it('draws larger deals larger and neighbours apart', () => {
    const among = [
      { days: 1, amountMinor: 100 },
      { days: 2, amountMinor: null },
    ]
    expect(radiusOf(100, among)).toBe(10.5)
    expect(radiusOf(null, among)).toBe(3.5)
    expect(Math.abs(spreadOf(3) - spreadOf(4))).toBeGreaterThan(0.3)
  })
})

describe('what the address of the check-up asks for', () => {
  const today = '2026-11-22'
  it('is the last 365 days unless days are chosen, or none', () => {
    expect(spanOf({}, today)).toEqual({ from: '2025-11-23', last: '2026-11-22' })
    expect(askedOf({ from: '2026-01-01', last: '2026-03-31' }, today)).toMatchObject({ from: '2026-01-01', to: '2026-04-01' })
    const all = spanChosen({ from: undefined, last: undefined })
    expect(askedOf(all, today)).toMatchObject({ from: undefined, to: undefined })
  })
  it('narrows a list of deals by the group that was pressed, and asks for none while none is open', () => {
    expect(listAsked({}, today)).toBeUndefined()
    expect(listAsked({ outcome: 'all', stage: 's', by: 'team', group: 'T' }, today)).toMatchObject({ team: 'T', stage: 's' })
    expect(listAsked({ outcome: 'all', group: 'M' }, today)).toMatchObject({ owner: ['M'] })
  })
  it('leaves out bands that do not exist', () => {
    expect(askedOf({ band: ['1-49', 'huge'] }, today).band).toEqual(['1-49'])
  })
})
