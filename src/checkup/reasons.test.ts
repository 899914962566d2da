import { describe, expect, test } from 'vitest'
import { type Ended, rankReasons, strikes } from './reasons.ts'
import { judgeLeads } from './quality.ts'
import { rivals } from './rivals.ts'
import { testTraits } from './traits.ts'
import { againstFixed, judgeAll } from './verdict.ts'

const wan = 1_000_000
const many = (reason: string, deals: number, money: number): Ended[] =>
  Array.from({ length: deals }, () => ({ reason, amountMinor: (money * wan) / deals }))

describe('top reasons (FUNNEL-SCIENCE §8)', () => {
  const { byCount, byMoney } = rankReasons([
    ...many('价格', 34, 510),
    ...many('竞品', 27, 620),
    ...many('未决策', 41, 430),
    ...many('需求变更', 12, 150),
    ...many('其他', 6, 40),
  ])
  const four = (value: number | null) => Number(value!.toFixed(4))
  test('by count: 未决策 .3417, 价格 .2833, 竞品 .2250, each with its interval, tied where intervals overlap', () => {
    expect(byCount.slice(0, 3).map(({ reason, share, low, high }) => [reason, four(share), four(low), four(high)])).toEqual([
      ['未决策', 0.3417, 0.2629, 0.4303],
      ['价格', 0.2833, 0.2104, 0.3697],
      ['竞品', 0.225, 0.1595, 0.3076],
    ])
    expect(byCount.map(({ tied }) => tied)).toEqual([true, true, true, true, true])
  })
  test('a rank is a range where intervals overlap: the first three cannot be told apart, the last two neither', () => {
    expect(byCount.map(({ reason, bestRank, worstRank }) => [reason, bestRank, worstRank])).toEqual([
      ['未决策', 1, 3],
      ['价格', 1, 3],
      ['竞品', 1, 4],
      ['需求变更', 3, 5],
      ['其他', 4, 5],
    ])
    const sure = rankReasons([...many('价格', 200, 1), ...many('竞品', 80, 1), ...many('其他', 20, 1)]).byCount
    expect(sure.map(({ bestRank, worstRank, tied }) => [bestRank, worstRank, tied])).toEqual([
      [1, 1, false],
      [2, 2, false],
      [3, 3, false],
    ])
  })
  test('by money: 竞品 .3543, 价格 .2914, 未决策 .2457', () => {
    expect(byMoney.slice(0, 3).map(({ reason, share }) => [reason, four(share)])).toEqual([
      ['竞品', 0.3543],
      ['价格', 0.2914],
      ['未决策', 0.2457],
    ])
  })
  test('a rep with 12 of 20 on price beside 22 of 100 others: lift 2.1176, Fisher p .0018', () => {
    const ended = [...many('价格', 12, 1), ...many('其他', 8, 1), ...many('价格', 22, 1), ...many('其他', 78, 1)]
    const reps = ended.map((_, index) => (index < 20 ? '甲' : '乙'))
    const first = strikes(ended, { owner: reps }).find(({ reason }) => reason === '价格')
    expect(first).toMatchObject({ value: '甲', reason: '价格', own: { successes: 12, n: 20 }, others: { successes: 22, n: 100 } })
    expect(first!.lift).toBeCloseTo(2.1176, 4)
    expect(first!.p).toBeCloseTo(0.0018, 4)
  })
  test('fewer than five cases are not spoken of, and nothing stays nothing', () => {
    const ended = [...many('价格', 4, 1), ...many('其他', 60, 1)]
    expect(strikes(ended, { owner: ended.map((_, index) => (index < 4 ? '甲' : '乙')) })).toEqual([])
    expect(rankReasons([])).toEqual({ byCount: [], byMoney: [] })
  })
})

describe('what goes together with an outcome', () => {
  test('a trait of all winners helps, one dealt out evenly is chance, one of four deals is left out', () => {
    const outcome = Uint8Array.from({ length: 60 }, (_, index) => Number(index < 30))
    const { tested, tooFewCases } = testTraits(outcome, [
      { key: '见过决策人', has: Uint8Array.from({ length: 60 }, (_, index) => Number(index < 28)) },
      { key: '偶数', has: Uint8Array.from({ length: 60 }, (_, index) => index % 2) },
      { key: '少见', has: Uint8Array.from({ length: 60 }, (_, index) => Number(index < 4)) },
    ])
    expect(tested.map(({ key, effect }) => [key, effect])).toEqual([
      ['见过决策人', 'helps'],
      ['偶数', 'could-be-chance'],
    ])
    expect(tested[0]!.lift).toBe(2)
    expect(tooFewCases).toBe(1)
  })
})

describe('shares beside a fixed number', () => {
  test('8 of 20 against 60 % could be chance, 40 of 100 is not; below ten deals nothing is said', () => {
    const held = (successes: number, n: number) => judgeAll([{ own: { successes, n }, against: { share: 0.6 } }])[0]!
    expect(held(8, 20).judgement).toBe('could-be-chance')
    expect(held(40, 100).judgement).toBe('significantly-low')
    expect(held(0, 5)).toEqual({ p: null, adjustedP: null, judgement: 'too-few' })
    expect(judgeAll([{ own: { successes: 40, n: 100 }, against: null }])[0]!.judgement).toBe('no-benchmark')
  })
  test('the exact test sums what is as unlikely: 0 of 10 at 30 % is .0282 below and .0106 … above', () => {
    // P(X=0) = .7^10 = .028248; as unlikely or less: 7 or more of 10 = .010592
    expect(againstFixed({ successes: 0, n: 10 }, 0.3)).toBeCloseTo(0.028248 + 0.010592, 5)
    expect(againstFixed({ successes: 3, n: 10 }, 0.3)).toBeCloseTo(1, 6)
    expect([
      againstFixed({ successes: 5, n: 5 }, 1),
      againstFixed({ successes: 4, n: 5 }, 1),
      againstFixed({ successes: 0, n: 0 }, 0.5),
    ]).toEqual([1, 0, 1])
  })
})

describe('quality before quantity', () => {
  test('twenty leads with five won stand before a hundred with two', () => {
    const row = (key: string, leads: number, qualified: number, won: number) => ({
      key,
      leads,
      open: 0,
      qualified,
      invalid: leads - qualified,
      won,
      wonMinor: won * wan,
    })
    const [first, second] = judgeLeads([row('广告', 100, 5, 2), row('转介绍', 20, 10, 5)])
    expect([first!.key, first!.judgement, first!.wonMinorPerLead]).toEqual(['转介绍', 'significantly-high', wan / 4])
    expect(second!.judgement).toBe('significantly-low')
  })
})

describe('competitors', () => {
  const lost = (competitor: string, count: number, from: number) =>
    Array.from({ length: count }, (_, index) => ({
      won: false,
      at: from + index,
      named: [competitor],
      lostTo: competitor,
      amountMinor: wan,
    }))
  test('a part of the losses that grows from a fifth to three fifths is rising', () => {
    const decided = [...lost('甲', 10, 0), ...lost('乙', 40, 10), ...lost('甲', 30, 50), ...lost('乙', 20, 80)]
    const found = rivals(decided)
    expect(found.map(({ competitor, trend }) => [competitor, trend])).toEqual([
      ['乙', 'falling'],
      ['甲', 'rising'],
    ])
  })
  test('nobody named, nothing decided', () => {
    expect(rivals([])).toEqual([])
    expect(rivals([{ won: true, at: null, named: [], lostTo: null, amountMinor: 0 }])).toEqual([])
  })
})
