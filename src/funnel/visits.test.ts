import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { aJourney } from '../../test/factories/a-journey.ts'
import { type Stand, tally as tallyOf } from './cohort.ts'
import { stageFlows } from './period.ts'
import { buckets, type Counting, reached, skipped, type Standing, standingOf } from './standing.ts'
import { backMoves, daysInStage, type Journey } from './visits.ts'

const eight = ['1234W', '134L', '12323L', '12LR23', '1L', '23', '12T', '12H'].map((path) => aJourney(path))
const count = (of: (standing: Standing, stage: number) => boolean) =>
  [1, 2, 3, 4].map((stage) => eight.filter((deal) => of(standingOf(deal), stage)).length)
const tally = (deals: readonly Journey[], stageCount: number, counting: Counting) =>
  tallyOf(
    deals.map((deal): Stand => ({
      ...standingOf(deal),
      count: 1,
      amountMinor: deal.amountMinor ?? 0,
      withoutAmount: Number(deal.amountMinor === null),
    })),
    stageCount,
    counting,
  )

describe('who reached a stage (FUNNEL-SCIENCE 1.1)', () => {
  test('implied counts skipped stages, any only real entries, strict an unbroken way', () => {
    expect(count((deal, stage) => reached(deal, stage, 'implied'))).toEqual([8, 7, 5, 2])
    expect(count((deal, stage) => reached(deal, stage, 'any'))).toEqual([7, 6, 5, 2])
    expect(count((deal, stage) => reached(deal, stage, 'strict'))).toEqual([7, 5, 3, 1])
  })
  test('every return is a visit of its own', () => {
    expect(
      [1, 2, 3, 4].map((stage) => eight.flatMap(({ visits }) => visits).filter(({ stageOrder }) => stageOrder === stage).length),
    ).toEqual([7, 8, 6, 2])
  })
  test('a loss stands at the stage where it happened, and a loss taken back is none', () => {
    expect(tally(eight, 4, 'implied').map(({ lost }) => lost)).toEqual([1, 0, 1, 1])
  })
  test('skips, moves back and reopenings are counted', () => {
    expect(eight.reduce((sum, deal) => sum + [1, 2, 3, 4].filter((stage) => skipped(standingOf(deal), stage)).length, 0)).toBe(2)
    expect(eight.reduce((sum, deal) => sum + backMoves(deal), 0)).toBe(1)
    expect(eight.reduce((sum, { reopened }) => sum + reopened, 0)).toBe(1)
  })
  test('stages before an import are unknown, not skipped', () => {
    const imported = aJourney('3')
    const unknown = {
      ...imported,
      enteredAt: null,
      visits: imported.visits.map((visit) => ({ ...visit, enteredAt: null, from: null })),
    }
    expect([1, 2].map((stage) => skipped(standingOf(imported), stage))).toEqual([true, true])
    expect([1, 2].map((stage) => skipped(standingOf(unknown), stage))).toEqual([false, false])
  })
  test('time in a stage is the sum of its visits', () => {
    expect(daysInStage(aJourney('12323L'), 2, 0)).toBe(2)
    expect(daysInStage(aJourney('12'), 2, 5 * 86_400_000)).toBe(4)
  })
})

/** Any path a deal can take through five stages. */
export const anyPath = fc
  .record({
    steps: fc.array(fc.constantFrom('1', '2', '3', '4', '5', 'LR', 'TR', 'HR'), { minLength: 1, maxLength: 12 }),
    start: fc.constantFrom('1', '1', '1', '2', '3'),
    end: fc.constantFrom('', 'W', 'L', 'T', 'H', 'X'),
  })
  .map(({ steps, start, end }) => {
    const path: string[] = [start]
    for (const step of steps)
      if (
        path
          .join('')
          .replace(/[^1-5]/g, '')
          .at(-1) !== step
      )
        path.push(step)
    return path.join('') + end
  })
const anyDeals = fc.array(
  fc.record({ path: anyPath, startDay: fc.integer({ min: 0, max: 60 }), amount: fc.option(fc.nat(1_000_000)) }),
  { maxLength: 40 },
)
const dealsOf = (drawn: { path: string; startDay: number; amount: number | null }[]) =>
  drawn.map(({ path, startDay, amount }, index) => aJourney(path, { id: String(index), startDay, amountMinor: amount }))

describe('identities of the funnel, for any history', () => {
  test('entered = advanced + lost + terminated + on hold + moved back + transferred + open', () => {
    fc.assert(
      fc.property(anyDeals, fc.constantFrom<Counting>('implied', 'any', 'strict'), (drawn, counting) => {
        for (const stage of tally(dealsOf(drawn), 5, counting))
          expect(stage.entered).toBe(buckets.reduce((sum, bucket) => sum + stage[bucket], 0))
      }),
    )
  })
  test('implied counts never grow from stage to stage, and what passed one stage reached the next', () => {
    fc.assert(
      fc.property(anyDeals, (drawn) => {
        const stages = tally(dealsOf(drawn), 5, 'implied')
        stages.slice(1).forEach((stage, index) => expect(stage.entered).toBe(stages[index]!.passed))
      }),
    )
  })
  test('open deals stand where the board shows them, lost ones where they were lost', () => {
    fc.assert(
      fc.property(anyDeals, (drawn) => {
        const deals = dealsOf(drawn)
        for (const { stageOrder, open, lost } of tally(deals, 5, 'implied')) {
          expect(open).toBe(deals.filter((deal) => deal.state === 'open' && standingOf(deal).final === stageOrder).length)
          expect(lost).toBe(deals.filter((deal) => deal.state === 'lost' && standingOf(deal).final === stageOrder).length)
        }
      }),
    )
  })
  test('opening + in − out = closing, per stage, for any period', () => {
    fc.assert(
      fc.property(anyDeals, fc.integer({ min: -5, max: 80 }), fc.nat(60), (drawn, start, length) => {
        const span = { from: start * 86_400_000, to: (start + length) * 86_400_000 }
        for (const flow of stageFlows(
          dealsOf(drawn).flatMap(({ visits }) => visits),
          5,
          span,
        ))
          expect(flow.closing).toBe(flow.opening + flow.entered + flow.reEntered - flow.out)
      }),
    )
  })
})
