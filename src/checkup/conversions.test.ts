import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { aJourney } from '../../test/factories/a-journey.ts'
import { checkedDeals, whenReached } from '../../test/factories/checked-deals.ts'
import * as journeys from '../funnel/conversion.ts'
import { duration, staysIn } from '../funnel/duration.ts'
import { passed, reached as reaches, standingOf } from '../funnel/standing.ts'
import { twentyJourneys as twenty } from '../funnel/twenty-deals.ts'
import { millisecondsPerDay } from '../funnel/visits.ts'
import { cohort, estimate, exits, flowRatio, matured, snapshot } from './conversions.ts'
import { learnHorizons } from './horizon.ts'
import { always } from './pick.ts'
import { reachedAt } from './reach.ts'

const day = (n: number): number => n * millisecondsPerDay

describe('same data, seven answers (FUNNEL-SCIENCE 1.2)', () => {
  const deals = checkedDeals(twenty, 2)
  const at = { deals, picks: new Uint8Array(20).fill(1), counting: 'implied' as const, stage: 1 }
  const now = day(120)
  const half = { from: day(60), to: now }
  const share = ({ of, advanced }: { of: number; advanced: number }) => advanced / of
  test('cohort of all 0.50, of the first half 0.70, of the second 0.30', () => {
    expect(share(cohort(at, always, now))).toBe(0.5)
    expect(share(cohort(at, { from: 0, to: day(60) }, now))).toBe(0.7)
    expect(share(cohort(at, half, now))).toBe(0.3)
  })
  test('matured with 60 days 0.70: 7 of 10, 2 lost, 1 not yet', () => {
    expect(matured(at, always, 60, now)).toEqual({ of: 10, advanced: 7, lost: 2, notYet: 1 })
  })
  test('flow 0.60, exit ratio 6 of 9, snapshot 3 of 4, estimate 0.6463', () => {
    expect(flowRatio(at, half).value).toBe(0.6)
    expect(exits(at, half)).toMatchObject({ of: 9, advanced: 6 })
    expect(snapshot(at, day(60), day(90))).toMatchObject({ of: 4, advanced: 3 })
    expect(estimate(at, always, now).advancedInTheEnd).toBeCloseTo(0.6463, 4)
  })
  test('nine tenths of those who will go on have gone on after 55 days', () => {
    expect(learnHorizons(deals, at.picks, reachedAt(deals, 'implied'), now)[0]).toBe(55)
  })
})

/** Paths in which anything may happen: moves ahead and back, skips, holds, losses taken back, wins. */
const path = fc
  .tuple(
    fc.array(fc.constantFrom('1', '2', '3', '4', 'HR', 'LR', 'TR'), { minLength: 1, maxLength: 7 }),
    fc.constantFrom('', 'W', 'L', 'T', 'H', 'X'),
  )
  .map(([steps, end]) => `${/^[1-4]/.test(steps[0]!) ? '' : '1'}${steps.join('')}${end}`)
  .map((text) => text.replace(/([1-4])\1+/g, '$1'))
const many = fc.array(fc.tuple(path, fc.integer({ min: 0, max: 20 })), { minLength: 1, maxLength: 25 })

describe('columns count what journeys count', () => {
  test('every kind, every stage, any history', () => {
    fc.assert(
      fc.property(many, fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 9 }), (told, stage, span) => {
        const all = told.map(([steps, startDay], index) => aJourney(steps, { id: String(index), startDay }))
        const deals = checkedDeals(all, 4)
        const now = day(40)
        const step = { stage, stageCount: 4 }
        const at = { deals, picks: new Uint8Array(all.length).fill(1), counting: 'implied' as const, stage }
        const stretch = { from: day(span), to: day(span + 8) }
        const plain = ({ share: _, ...tally }: journeys.Conversion) => tally
        expect(cohort(at, stretch, now)).toEqual(plain(journeys.cohortConversion(all, step, stretch)))
        expect(matured(at, always, span, now)).toEqual(plain(journeys.maturedConversion(all, step, span, now)))
        expect(flowRatio(at, stretch).value).toEqual(journeys.flowRatio(all, step, stretch))
        expect(exits(at, stretch)).toEqual(plain(journeys.exitConversion(all, step, stretch)))
        expect(snapshot(at, day(span), day(span + 5))).toEqual(
          plain(journeys.snapshotConversion(all, step, day(span), day(span + 5))),
        )
        expect(estimate(at, always, now)).toEqual(duration(staysIn(all, stage, now)))
      }),
      { numRuns: 300 },
    )
  })
  test('who reached a stage and who passed it, by each counting rule', () => {
    fc.assert(
      fc.property(many, fc.constantFrom('implied' as const, 'any' as const, 'strict' as const), (told, counting) => {
        const all = told.map(([steps, startDay], index) => aJourney(steps, { id: String(index), startDay }))
        const deals = checkedDeals(all, 4)
        for (const [deal, journey] of all.entries())
          for (let stage = 1; stage <= 4; stage++) {
            const { here, next } = whenReached(deals, counting, deal)
            const standing = standingOf(journey)
            expect(here[stage - 1] !== null).toBe(reaches(standing, stage, counting))
            if (reaches(standing, stage, counting)) expect(next[stage - 1] !== null).toBe(passed(standing, stage, counting, 4))
          }
      }),
      { numRuns: 300 },
    )
  })
})
