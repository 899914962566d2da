import { describe, expect, test } from 'vitest'
import { rankBottlenecks } from './bottleneck.ts'
import { losses, winChancesNext, winRate } from './loss.ts'
import { absorption, type Chain, winWithin } from './markov.ts'
import { oneMorePerStage, simulate } from './what-if.ts'

const keys = ['留档', '产品介绍', '持续跟进', '试用', '议价', '签约', '交付']
const reached = [100, 80, 70, 45, 29, 19, 12, 8]
const benchmarks = [0.85, 0.9, 0.8, 0.75, 0.7, 0.75, 0.8]
const winNext = winChancesNext(keys.map((_, index) => ({ won: 8, resolved: reached[index]!, probability: 0.5 })))
const wan = 10_000

describe('where the 92 went (FUNNEL-SCIENCE 1.8)', () => {
  const lost = losses(
    keys.map((_, index) => ({
      lost: reached[index]! - reached[index + 1]!,
      grossMinor: (reached[index]! - reached[index + 1]!) * wan,
      winChanceNext: winNext[index]!,
    })),
  )
  test('losses in count, share, gross and expected money', () => {
    expect(lost.map((stage) => stage.lost)).toEqual([20, 10, 25, 16, 10, 7, 4])
    expect(lost.map((stage) => Number(stage.share.toFixed(4)))).toEqual([0.2174, 0.1087, 0.2717, 0.1739, 0.1087, 0.0761, 0.0435])
    expect(lost.map((stage) => stage.grossMinor / wan)).toEqual([20, 10, 25, 16, 10, 7, 4])
    expect(lost.map((stage) => Number((stage.expectedMinor / wan).toFixed(4)))).toEqual([
      2, 1.1429, 4.4444, 4.4138, 4.2105, 4.6667, 4,
    ])
  })
  test('one more at every stage, read in three honest ways', () => {
    const more = oneMorePerStage(reached)
    expect(more.upperBound).toBe(15)
    expect(more.added).toBeCloseTo(10.7556, 4)
    expect(more.compound).toBeCloseTo(11.1456, 4)
    expect(more.single.map((deals) => Number(deals.toFixed(4)))).toEqual([0.1, 0.1143, 0.1778, 0.2759, 0.4211, 0.6667, 1])
    const simulated = simulate(reached, more.rates, null, wan)
    expect(simulated.deals).toBeCloseTo(11.1456, 4)
    expect(simulated.difference.share).toBeCloseTo(0.3932, 4)
  })
  test('bottlenecks by what the benchmark would bring', () => {
    const ranked = rankBottlenecks(
      keys.map((key, index) => ({
        key,
        reached: reached[index]!,
        passed: reached[index + 1]!,
        benchmark: benchmarks[index]!,
        winChanceNext: winNext[index]!,
      })),
      wan,
    )
    expect(ranked.map(({ key, gainDeals }) => [key, Number(gainDeals.toFixed(4))])).toEqual([
      ['持续跟进', 1.9556],
      ['交付', 1.6],
      ['签约', 1.5],
      ['试用', 1.3103],
      ['议价', 0.5474],
      ['留档', 0.5],
      ['产品介绍', 0.2286],
    ])
    expect(ranked[0]).toMatchObject({
      low: expect.closeTo(0.5259, 4),
      high: expect.closeTo(0.745, 4),
      judgement: 'significantly-low',
      gainMinor: expect.closeTo(19_556, -1),
    })
    expect(ranked[1]).toMatchObject({
      low: expect.closeTo(0.3906, 4),
      high: expect.closeTo(0.8619, 4),
      judgement: 'could-be-chance',
    })
  })
  test('all stages at their benchmark, twice the visitors, nothing changed', () => {
    expect(simulate(reached, benchmarks, null, wan).deals).toBeCloseTo(19.278, 3)
    expect(simulate(reached, [], 200, wan)).toMatchObject({
      deals: expect.closeTo(16, 10),
      difference: { deals: expect.closeTo(8, 10), moneyMinor: expect.closeTo(80_000, 4) },
    })
    expect(simulate(reached, [], null, wan).difference.deals).toBeCloseTo(0, 10)
  })
  test('an empty funnel and one that keeps everybody stay finite', () => {
    expect(simulate([0, 0, 0], [0.5, null], null, wan)).toMatchObject({ deals: 0, difference: { share: null } })
    expect(oneMorePerStage([5, 5, 5])).toEqual({ upperBound: 5, added: 5, compound: 5, single: [0, 0], rates: [1, 1] })
    expect(oneMorePerStage([0, 0])).toMatchObject({ upperBound: 0, compound: 0, rates: [0] })
    expect(rankBottlenecks([{ key: 'a', reached: 0, passed: 0, benchmark: 0.5, winChanceNext: 1 }], 1)[0]).toMatchObject({
      share: null,
      gainDeals: 0,
      judgement: 'too-few',
    })
    expect(losses([{ lost: 0, grossMinor: 0, winChanceNext: 0 }])[0]!.share).toBe(0)
    expect([winRate(0, 0), winRate(4238, 2473)]).toEqual([null, expect.closeTo(0.6315, 4)])
  })
  test('where nothing has ended, the configured probability stands in', () => {
    expect(
      winChancesNext([
        { won: 1, resolved: 2, probability: 0.1 },
        { won: 0, resolved: 0, probability: 0.4 },
      ]),
    ).toEqual([0.4, 1])
  })
})

describe('the pipeline as a chain (FUNNEL-SCIENCE 1.9)', () => {
  const chain: Chain = {
    stay: [
      [0.8, 0.12, 0],
      [0.02, 0.78, 0.12],
      [0, 0.03, 0.77],
    ],
    won: [0, 0.01, 0.13],
    lost: [0.08, 0.07, 0.07],
  }
  const rounded = (values: (number | null)[]) => values.map((value) => Number(value!.toFixed(4)))
  test('eventual win, weeks left, win within a quarter', () => {
    expect(rounded(absorption(chain).map(({ eventualWin }) => eventualWin))).toEqual([0.2428, 0.4046, 0.618])
    expect(rounded(absorption(chain).map(({ weeksLeft }) => weeksLeft))).toEqual([10.0588, 8.4313, 5.4476])
    expect(rounded(winWithin(chain, 6))).toEqual([0.0323, 0.162, 0.4552])
    expect(rounded(winWithin(chain, 13))).toEqual([0.1286, 0.3143, 0.576])
  })
  test('a stage without a way out has no answer', () => {
    expect(absorption({ stay: [[1]], won: [0], lost: [0] })).toEqual([{ eventualWin: null, weeksLeft: null }])
  })
})
