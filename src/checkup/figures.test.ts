import { describe, expect, test } from 'vitest'
import { aJourney } from '../../test/factories/a-journey.ts'
import { checkedDeals } from '../../test/factories/checked-deals.ts'
import { simulate } from '../funnel/what-if.ts'
import { millisecondsPerDay } from '../funnel/visits.ts'
import { figures, type FiguresAsked } from './figures.ts'
import { always } from './pick.ts'

const wan = 1_000_000
const now = 400 * millisecondsPerDay
/** 100 visitors, 8 buyers: 留档, 产品介绍, 持续跟进, 试用, 议价, 签约, 交付 (FUNNEL-SCIENCE 1.8). Each at 1 万. */
const flow = [100, 80, 70, 45, 29, 19, 12, 8]
const seed = flow.slice(0, 7).flatMap((came, index) => {
  const path = '1234567'.slice(0, index + 1)
  return Array.from({ length: came - flow[index + 1]! }, (_, n) =>
    aJourney(`${path}L`, { id: `${index}-${n}`, amountMinor: wan }),
  )
})
const won = Array.from({ length: 8 }, (_, n) => aJourney('1234567W', { id: `w${n}`, amountMinor: wan }))
const deals = checkedDeals([...seed, ...won], 7)
const asked = (more: Partial<FiguresAsked> = {}): FiguresAsked => ({
  picks: new Uint8Array(100).fill(1),
  filtered: false,
  stretch: always,
  rule: { counting: 'implied', horizons: [30, 30, 30, 30, 30, 30, 30], now },
  typed: new Map([0.85, 0.9, 0.8, 0.75, 0.7, 0.75, 0.8].map((share, index) => [index + 1, share])),
  against: 'auto',
  probabilities: [],
  targetMinor: undefined,
  ...more,
})
const rounded = (values: (number | null)[], digits = 4) => values.map((value) => Number(value!.toFixed(digits)))

describe('of 100 visitors 92 go: where, and at what price (FUNNEL-SCIENCE 1.8)', () => {
  const found = figures(deals, asked())
  test('100 → 80 → 70 → 45 → 29 → 19 → 12 → 8', () => {
    expect(found.stages.map(({ row }) => row.cameIn.count)).toEqual([100, 80, 70, 45, 29, 19, 12])
    expect(found.won).toEqual({ count: 8, amountMinor: 8 * wan })
    expect(rounded(found.chain.reached)).toEqual(flow)
    for (const { row } of found.stages)
      expect(row.cameIn.count).toBe(row.advanced.count + row.lost.count + row.open.count + row.terminated.count)
  })
  test('losses in count, share, gross and expected money: the late ones cost most', () => {
    expect(found.stages.map(({ row }) => row.lost.count)).toEqual([20, 10, 25, 16, 10, 7, 4])
    expect(found.died.count).toBe(92)
    expect(rounded(found.stages.map(({ lossShare }) => lossShare))).toEqual([
      0.2174, 0.1087, 0.2717, 0.1739, 0.1087, 0.0761, 0.0435,
    ])
    expect(found.stages.map(({ row }) => row.grossLossMinor / wan)).toEqual([20, 10, 25, 16, 10, 7, 4])
    expect(rounded(found.stages.map(({ expectedLossMinor }) => expectedLossMinor / wan))).toEqual([
      2, 1.1429, 4.4444, 4.4138, 4.2105, 4.6667, 4,
    ])
    expect(found.stages[0]!.row.medianDaysToLoss).toBe(1)
  })
  test('one more kept at every stage: 15 at most, 10.7556 added, 11.1456 compound', () => {
    const { upperBound, added, compound, single } = found.keepOneMore
    expect(rounded([upperBound, added, compound])).toEqual([15, 10.7556, 11.1456])
    expect(rounded(single)).toEqual([0.1, 0.1143, 0.1778, 0.2759, 0.4211, 0.6667, 1])
  })
  test('bottlenecks by money: 持续跟进 1.9556 and sure, 交付 1.6 and could be chance', () => {
    expect(found.bottlenecks.map(({ stage }) => stage)).toEqual([3, 7, 6, 4, 5, 1, 2])
    expect(rounded(found.bottlenecks.map(({ gainDeals }) => gainDeals))).toEqual([1.9556, 1.6, 1.5, 1.3103, 0.5474, 0.5, 0.2286])
    expect(found.bottlenecks[0]).toMatchObject({ judgement: 'significantly-low', alarm: null })
    expect(found.bottlenecks[1]!.judgement).toBe('could-be-chance')
    expect(found.bottlenecks[0]!.gainMinor).toBeCloseTo(1.9556 * wan, -3)
  })
  test('an alarm needs both: sure, and 5 % of the target', () => {
    const alarms = (targetMinor: number) => figures(deals, asked({ targetMinor })).bottlenecks.map(({ alarm }) => alarm)
    expect(alarms(10 * wan)).toEqual([true, false, false, false, false, false, false])
    expect(alarms(100 * wan)[0]).toBe(false)
  })
  test('the browser starts from the same chain: all stages at benchmark give 19.278 deals', () => {
    const { reached, amountMinor } = found.chain
    expect(simulate(reached, [0.85, 0.9, 0.8, 0.75, 0.7, 0.75, 0.8], null, amountMinor).deals).toBeCloseTo(19.278, 3)
  })
})

describe('what a share is held against', () => {
  const two = (share: number, count: number, startDay: number, id: string) =>
    Array.from({ length: count }, (_, n) => aJourney(n < share * count ? '12' : '1L', { id: `${id}${n}`, startDay }))
  const before = two(0.6, 500, 10, 'before')
  const shown = two(0.4, 100, 300, 'shown')
  const elsewhere = two(0.9, 50, 300, 'else')
  const all = checkedDeals([...before, ...shown, ...elsewhere], 2)
  const stretch = { from: 250 * millisecondsPerDay, to: now }
  const rule = { counting: 'implied' as const, horizons: [30, 30], now }
  const own = new Uint8Array(650).fill(1, 0, 600)
  const first = (more: Partial<FiguresAsked>) =>
    figures(all, asked({ picks: own, filtered: true, stretch, rule, ...more })).stages[0]!
  test('typed in before own history before all others', () => {
    expect(first({}).benchmark).toEqual({ share: 0.85, source: 'typed' })
    expect(first({ typed: new Map() }).benchmark).toMatchObject({ source: 'history', share: 0.6, n: 500 })
    expect(first({ against: 'others' }).benchmark).toMatchObject({ source: 'others', share: 0.9, n: 50 })
    expect(first({ typed: new Map(), stretch: always }).benchmark).toMatchObject({ source: 'others' })
  })
  test('40 of 100 beside 300 of 500: p .000229, significantly low', () => {
    const { judged } = first({ typed: new Map() })
    expect(judged.p).toBeCloseTo(0.000229, 6)
    expect(judged.judgement).toBe('significantly-low')
  })
  test('nothing to hold it against says so, and is no alarm', () => {
    const found = figures(all, asked({ typed: new Map(), stretch: always, rule }))
    expect(found.stages[0]).toMatchObject({ benchmark: null, judged: { judgement: 'no-benchmark', p: null }, sampleNeeded: null })
    expect(found.bottlenecks).toEqual([])
  })
})

describe('figures stay finite', () => {
  const some = (paths: string[], amountMinor: number | null = wan) =>
    checkedDeals(
      paths.map((path, index) => aJourney(path, { id: String(index), amountMinor })),
      3,
    )
  const numbers = (value: unknown): number[] =>
    typeof value === 'number' ? [value] : value !== null && typeof value === 'object' ? Object.values(value).flatMap(numbers) : []
  test.each([
    ['nobody', []],
    ['one deal', ['1']],
    ['all won', ['123W', '123W', '12W']],
    ['all lost', ['1L', '12L', '123L']],
    ['a deal that entered forty times', [`1${'21'.repeat(40)}`]],
  ])('%s', (_, paths) => {
    for (const counting of ['implied', 'any', 'strict'] as const)
      for (const horizons of [null, [5, 5, 5]]) {
        const found = figures(
          some(paths),
          asked({ picks: new Uint8Array(paths.length).fill(1), rule: { counting, horizons, now }, typed: new Map([[1, 0.5]]) }),
        )
        expect(numbers(found).filter((value) => !Number.isFinite(value))).toEqual([])
      }
  })
  test('lost deals without an amount count for what such deals usually bring, flagged', () => {
    const paths = ['1L', '123W', '12W']
    const found = figures(
      checkedDeals(
        paths.map((path, index) => aJourney(path, { id: String(index), amountMinor: index === 0 ? null : index * wan })),
        3,
      ),
      asked({ picks: new Uint8Array(3).fill(1), rule: { counting: 'implied', horizons: null, now }, typed: new Map() }),
    )
    expect(found.stages[0]!.row).toMatchObject({ grossLossMinor: 1.5 * wan, estimatedLossMinor: 1.5 * wan })
  })
})
