import fc from 'fast-check'
import { expect, test } from 'vitest'
import { aJourney } from '../../test/factories/a-journey.ts'
import { checkedDeals, whenReached } from '../../test/factories/checked-deals.ts'
import { durationOf } from '../funnel/facts/estimate.ts'
import { bucketAt, buckets, countings, skipped } from '../funnel/standing.ts'
import { millisecondsPerDay } from '../funnel/visits.ts'
import { census } from './census.ts'
import { stayLengths } from './conversions.ts'
import { gateTallies } from './gate.ts'
import { countPage } from './page-counts.ts'
import { rowsOf } from './pick.ts'
import { lostState, wonState } from './reach.ts'
import { standingOf } from './stage-rows.ts'

const day = (n: number): number => n * millisecondsPerDay
const path = fc.constantFrom('1', '12', '13L', '1H', '1HR2', '123W', '1234W', '12LR3', '1T', '1212L', '4W', '2', '14L')
const aDeal = fc.record({ path, startDay: fc.nat(20), amountMinor: fc.option(fc.nat(900)), picked: fc.boolean() })

test('tallies that are remembered go with the time as if they were counted anew', () => {
  fc.assert(
    fc.property(
      fc.array(aDeal, { maxLength: 25 }),
      fc.array(fc.integer({ min: 0, max: 700 }), { minLength: 2, maxLength: 6 }),
      fc.integer({ min: 0, max: 4000 }),
      (told, steps, seconds) => {
        const all = told.map(({ path: own, startDay, amountMinor }, index) =>
          aJourney(own, { id: String(index), startDay, amountMinor }),
        )
        const deals = checkedDeals(all, 4)
        const picks = new Uint8Array(all.length).fill(1)
        // horizons of odd seconds, so that some end within the steps
        const horizons = [5, 5, 3, 4].map((days) => days + (seconds * 1000) / day(1))
        let now = day(8)
        for (const step of steps) {
          now += step * 1000
          const rule = { counting: 'implied' as const, horizons, now }
          const stretch = { from: null, to: null }
          expect(gateTallies(deals, picks, stretch, rule)).toEqual(gateTallies(deals, picks.slice(), stretch, rule))
        }
      },
    ),
    { numRuns: 200 },
  )
})

test('one pass counts what is counted one by one: rows, gates, census, lengths of stay', () => {
  fc.assert(
    fc.property(
      fc.array(aDeal, { maxLength: 25 }),
      fc.constantFrom(...countings),
      fc.boolean(),
      fc.boolean(),
      fc.nat(9),
      (told, counting, matured, spanned, wait) => {
        const all = told.map(({ path: own, startDay, amountMinor }, index) =>
          aJourney(own, { id: String(index), startDay, amountMinor }),
        )
        const deals = checkedDeals(all, 4)
        const picks = Uint8Array.from(told, ({ picked }) => Number(picked))
        const stretch = spanned ? { from: day(4), to: day(16) } : { from: null, to: null }
        const horizons = [wait, wait + 1, wait, wait]
        const rule = { counting, horizons: matured ? horizons : null, now: day(24) }
        const usualAmount = (): number => 7
        const found = countPage(deals, { picks, stretch, rule, horizons, inside: { from: day(2), to: day(9) }, usualAmount })
        expect(found.census).toEqual(census(deals, picks, stretch, rule))
        expect(found.tallies).toEqual(gateTallies(deals, picks, stretch, rule))
        const lengths = stayLengths(deals, { picks, stretch, now: rule.now })
        expect(found.begun.map((own) => durationOf(own, true))).toEqual(lengths.map((own) => durationOf(own, true)))
        const members = (stage: number): number[] =>
          Array.from(rowsOf(picks)).filter((_, row) => (found.memberships[row]! >> stage) & 1)
        for (const [stage, row] of found.rows.entries()) {
          const own = members(stage)
          const standing = (deal: number) => standingOf(deals, deal)
          for (const bucket of buckets) {
            const inside = own.filter((deal) => bucketAt(standing(deal), stage + 1) === bucket)
            expect(row[bucket]).toEqual({
              count: inside.length,
              amountMinor: inside.reduce((sum, deal) => sum + (deals.amountMinor[deal]! || 0), 0),
            })
          }
          const dead = own.filter((deal) => ['lost', 'terminated'].includes(bucketAt(standing(deal), stage + 1)))
          const put = dead.filter((deal) => Number.isNaN(deals.amountMinor[deal]))
          expect(row.estimatedLossMinor).toBe(put.length * 7)
          expect(row.grossLossMinor).toBe(put.length * 7 + dead.reduce((sum, deal) => sum + (deals.amountMinor[deal]! || 0), 0))
          expect(row.skipped).toBe(own.filter((deal) => skipped(standing(deal), stage + 1)).length)
          expect(row.cameIn.count).toBe(found.tallies[stage]!.n)
          for (const deal of own) expect(whenReached(deals, counting, deal).here[stage]).not.toBeNull()
        }
        const counted = Array.from(rowsOf(picks)).filter((_, row) => found.memberships[row] !== 0)
        const inState = (...states: number[]): number => counted.filter((deal) => states.includes(deals.state[deal]!)).length
        expect([found.counted, found.won.count, found.decided]).toEqual([
          counted.length,
          inState(wonState),
          inState(wonState, lostState),
        ])
      },
    ),
    { numRuns: 200 },
  )
})
