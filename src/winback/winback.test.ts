import { describe, expect, test } from 'vitest'
import { assign, startsAfter } from './assignment.ts'
import { isHeldOut } from './draw.ts'
import { checkCampaignStep, checkReturn, checkStep } from './member-state.ts'
import { compareArms } from './results.ts'
import { defaultRecoverability, momentFactor, recoverable, winBackScore } from './score.ts'

describe('the score of a lost deal', () => {
  test('undecided six months ago, well known, a larger one: 49.64', () =>
    expect(winBackScore({ recoverability: 0.8, moment: momentFactor(6), strength: 55, valueRank: 0.7, fit: 1 })).toBeCloseTo(
      49.64,
      2,
    ))
  test('badly delivered, thirty months ago, hardly known: 3.71', () =>
    expect(winBackScore({ recoverability: 0.3, moment: momentFactor(30), strength: 20, valueRank: 0.9, fit: 1 })).toBeCloseTo(
      3.71,
      2,
    ))
  test('the moment rises for three months, holds until nine and fades', () => {
    const at = [0, 1.5, 3, 6, 9, 16.5, 24, 36, 48, 90]
    const expected = [0.2, 0.6, 1, 1, 1, 0.65, 0.3, 0.2, 0.1, 0.1]
    at.forEach((months, index) => expect(momentFactor(months)).toBeCloseTo(expected[index]!, 10))
    expect(momentFactor(-1)).toBe(0.2)
  })
  test('a contract that ends in one to four months makes it the best moment', () => {
    for (const left of [4, 2.5, 1]) expect(momentFactor(30, left)).toBe(1)
    for (const left of [4.1, 0.9, -2]) expect(momentFactor(30, left)).toBeCloseTo(0.25, 10)
  })
  test('a gap of the product counts little until it is closed', () => {
    const gap = defaultRecoverability['product-gap']!
    expect(recoverable(gap, '2026-05-01')).toBe(0.1)
    expect(recoverable({ ...gap, readyOn: '2026-05-01' }, '2026-05-01')).toBe(0.7)
    expect(recoverable({ ...gap, readyOn: '2026-05-02' }, '2026-05-01')).toBe(0.1)
    expect(
      Object.fromEntries(Object.entries(defaultRecoverability).map(([key, one]) => [key, recoverable(one, '2026-05-01')])),
    ).toMatchObject({
      'no-decision': 0.8,
      'budget-cancelled': 0.8,
      price: 0.6,
      relationship: 0.6,
      competitor: 0.4,
      delivery: 0.3,
      'invalid-lead': 0,
    })
  })
})

describe('the hold-out', () => {
  const customers = Array.from({ length: 20_000 }, (_, index) => `customer ${index}`)
  test('is the same whenever it is drawn, another one in another campaign', () => {
    const drawn = customers.map((one) => isHeldOut('a', one, 0.2))
    expect(customers.map((one) => isHeldOut('a', one, 0.2))).toEqual(drawn)
    const other = customers.map((one) => isHeldOut('b', one, 0.2))
    const both = drawn.filter((held, at) => held && other[at]).length
    expect(Math.abs(both / customers.length - 0.04)).toBeLessThan(0.006)
  })
  test('has the share asked for', () => {
    for (const share of [0, 0.1, 0.2, 0.5]) {
      const held = customers.filter((one) => isHeldOut('a', one, share)).length / customers.length
      expect(Math.abs(held - share)).toBeLessThan(0.012)
    }
  })
})

describe('results against the hold-out', () => {
  const arm = (n: number, reopened: number, won = 0) => ({ n, reopened, won, moneyMinor: 0 })
  test('a clear difference is significant and counts what it brought', () => {
    const result = compareArms(arm(100, 40), arm(50, 5), 'reopened')
    expect(result).toMatchObject({ judged: 'significantly-better', treated: 0.4, heldOut: 0.1, extra: expect.closeTo(30, 8) })
    expect(result.treatedInterval.low).toBeCloseTo(0.3094, 4)
    expect(compareArms(arm(50, 5), arm(100, 40), 'reopened').judged).toBe('significantly-worse')
  })
  test('a small cell is tested exactly and may be chance', () => {
    const result = compareArms(arm(60, 12), arm(15, 0), 'reopened')
    expect(result.p).toBeCloseTo(0.107, 2)
    expect(result.judged).toBe('could-be-chance')
  })
  test('too few, or nobody left alone, says nothing', () => {
    expect(compareArms(arm(9, 9), arm(50, 0), 'reopened').judged).toBe('too-few')
    expect(compareArms(arm(60, 30), arm(0, 0), 'reopened')).toMatchObject({
      judged: 'no-hold-out',
      extra: null,
      heldOut: null,
      p: 1,
    })
  })
})

describe('members of a campaign', () => {
  const at = { state: 'planned', heldOut: false, campaign: 'running' } as const
  test('go forward, and a step back when it was a mistake', () => {
    expect(checkStep(at, 'contacted').ok).toBe(true)
    expect(checkStep({ ...at, state: 'contacted' }, 'planned').ok).toBe(true)
    expect(checkStep(at, 're-opened')).toMatchObject({ refusal: { code: 'win-back-step' } })
    expect(checkStep({ ...at, state: 're-opened' }, 'declined')).toMatchObject({ refusal: { code: 'win-back-step' } })
    expect(checkReturn({ ...at, state: 'answered' }).ok).toBe(true)
    expect(checkReturn({ ...at, state: 're-opened' }).ok).toBe(false)
  })
  test('left alone are left alone, and nobody works for a campaign that does not run', () => {
    expect(checkStep({ ...at, heldOut: true }, 'contacted')).toMatchObject({ refusal: { code: 'win-back-held-out' } })
    expect(checkReturn({ ...at, campaign: 'stopped' })).toMatchObject({ refusal: { code: 'win-back-not-running' } })
  })
  test('a campaign starts, stops and starts again', () => {
    expect(checkCampaignStep('planned', 'running').ok && checkCampaignStep('stopped', 'running').ok).toBe(true)
    expect(checkCampaignStep('running', 'planned').ok).toBe(false)
  })
})

describe('who works on whom', () => {
  test('the owner when among the people, else whoever has least', () => {
    const deals = ['a', 'b', 'c', 'x', 'x'].map((ownerId, index) => ({ id: String(index), ownerId }))
    const taken = assign(deals, [
      { id: 'a', has: 3 },
      { id: 'b', has: 0 },
    ])
    expect([...taken.values()]).toEqual(['a', 'b', 'b', 'b', 'b'])
    expect(assign(deals, []).size).toBe(0)
  })
  test('five a day each', () => expect([0, 4, 5, 12].map(startsAfter)).toEqual([0, 0, 1, 2]))
})
