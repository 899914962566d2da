import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { movementOf, type Stood } from './movement.ts'
import { waterfall } from './waterfall.ts'

const deal = (change: Partial<Stood> = {}): Stood => ({
  status: 'open',
  stageOrder: 2,
  amountMinor: 100,
  ownerId: 'li',
  expectedCloseOn: '2026-03-01',
  ...change,
})

describe('what changed in the open pipeline', () => {
  test('new, resumed and reopened deals come in', () => {
    expect(movementOf(null, deal())).toEqual({ part: 'created', amountMinor: 100, notes: [] })
    expect(movementOf(deal({ status: 'on-hold' }), deal())).toMatchObject({ part: 'resumed', amountMinor: 100 })
    expect(movementOf(deal({ status: 'lost' }), deal({ amountMinor: 70 }))).toMatchObject({ part: 'reopened', amountMinor: 70 })
  })
  test('won, lost and held deals go out with what they counted before', () => {
    expect(movementOf(deal(), deal({ status: 'won', amountMinor: 80 }))).toEqual({ part: 'won', amountMinor: -100, notes: [] })
    expect(movementOf(deal(), deal({ status: 'on-hold' }))).toMatchObject({ part: 'onHold', amountMinor: -100 })
  })
  test('amounts, stages, dates and owners change in place', () => {
    expect(movementOf(deal(), deal({ amountMinor: 130, stageOrder: 3, expectedCloseOn: '2026-04-01', ownerId: 'wang' }))).toEqual(
      {
        part: 'amountUp',
        amountMinor: 30,
        notes: ['stageForward', 'closePushed', 'ownerChanged'],
      },
    )
    expect(movementOf(deal(), deal({ stageOrder: 1 }))).toEqual({ part: null, amountMinor: 0, notes: ['stageBack'] })
  })
  test('a deal that came and ended in between is told, but moves no money', () => {
    expect(movementOf(null, deal({ status: 'lost' }))).toEqual({ part: null, amountMinor: 0, notes: ['cameAndWent'] })
  })
  test('opening plus all movements is closing, for any deals', () => {
    const stood = fc.option(
      fc.record({
        status: fc.constantFrom('open', 'won', 'lost', 'terminated', 'on-hold', 'transferred'),
        stageOrder: fc.integer({ min: 1, max: 5 }),
        amountMinor: fc.option(fc.nat(1e9)),
        ownerId: fc.constantFrom('li', 'wang'),
        expectedCloseOn: fc.option(fc.constantFrom('2026-01-01', '2026-02-01')),
      }),
    ) as fc.Arbitrary<Stood | null>
    const open = (one: Stood | null): number => (one?.status === 'open' ? (one.amountMinor ?? 0) : 0)
    fc.assert(
      fc.property(fc.array(fc.tuple(stood, stood)), (deals) => {
        const sum = (of: (pair: [Stood | null, Stood | null]) => number): number =>
          deals.reduce((total, pair) => total + of(pair), 0)
        expect(sum(([before]) => open(before)) + sum(([before, after]) => movementOf(before, after).amountMinor)).toBe(
          sum(([, after]) => open(after)),
        )
      }),
    )
  })
})

describe('the waterfall', () => {
  const fall = waterfall(
    {
      opening: { count: 4, amountMinor: 400 },
      closing: { count: 3, amountMinor: 300 },
      parts: [
        { key: 'created', name: '新增', count: 1, amountMinor: 100 },
        { key: 'won', name: '赢单', count: 2, amountMinor: -200 },
        { key: 'transferred', name: '转出', count: 0, amountMinor: 0 },
      ],
    },
    { opening: '期初', closing: '期末' },
  )
  test('each bar begins where the one before ended, and the last level is the closing', () => {
    expect(fall.map(({ key, kind, start, end }) => [key, kind, start, end])).toEqual([
      ['opening', 'stock', 0, 0.8],
      ['created', 'more', 0.8, 1],
      ['won', 'less', 0.6, 1],
      ['transferred', 'same', 0.6, 0.6],
      ['closing', 'stock', 0, 0.6],
    ])
  })
  test('dates that moved hang below the level and leave it where it is', () => {
    const moved = waterfall(
      {
        opening: { count: 4, amountMinor: 400 },
        closing: { count: 4, amountMinor: 500 },
        parts: [{ key: 'amountUp', name: '金额上调', count: 1, amountMinor: 100 }],
        notes: [
          { key: 'closePushed', name: '推后', count: 2, amountMinor: 250 },
          { key: 'ownerChanged', name: '更换负责人', count: 1, amountMinor: 10 },
        ],
      },
      { opening: '期初', closing: '期末' },
    )
    expect(moved.map(({ key, kind, start, end }) => [key, kind, start, end])).toEqual([
      ['opening', 'stock', 0, 0.8],
      ['closePushed', 'beside', 0.3, 0.8],
      ['amountUp', 'more', 0.8, 1],
      ['closing', 'stock', 0, 1],
    ])
  })
  test('nothing at all draws nothing, and stays finite', () => {
    const none = { count: 0, amountMinor: 0 }
    const empty = waterfall({ opening: none, closing: none, parts: [] }, { opening: '期初', closing: '期末' })
    expect(empty.map(({ start, end }) => [start, end])).toEqual([
      [0, 0],
      [0, 0],
    ])
  })
})
