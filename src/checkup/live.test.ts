import fc from 'fast-check'
import { expect, test } from 'vitest'
import { aJourney } from '../../test/factories/a-journey.ts'
import { checkedDeal } from '../../test/factories/checked-deals.ts'
import { durationOf } from '../funnel/facts/estimate.ts'
import { countings } from '../funnel/standing.ts'
import { millisecondsPerDay } from '../funnel/visits.ts'
import { noChanges, noteChange } from './changes.ts'
import { attributes, columns, type Deals } from './deals.ts'
import { everybodysTallies, gateTallies } from './gate.ts'
import { lossTables } from './loss-tables.ts'
import { countPage, followPage } from './page-counts.ts'
import { speed } from './speed.ts'
import { usualAmounts } from './stage-rows.ts'
import { limitsOf } from './stage-time.ts'

const day = (n: number): number => n * millisecondsPerDay
const path = fc.constantFrom('1', '12', '13L', '1H', '1HR2', '123W', '1234W', '12LR3', '1T', '1212L', '4W', '2', '14L')
const aDeal = fc.record({
  path,
  startDay: fc.nat(20),
  amountMinor: fc.option(fc.nat(900)),
  product: fc.constantFrom('a', 'b'),
  reason: fc.constantFrom('price', 'late', null),
  owner: fc.constantFrom('li', 'wang'),
  picked: fc.boolean(),
})

/** Rows from `from` to `to` as deals of their own; ways to stand and what codes mean are those of all. */
function part(all: Deals, from: number, to: number): Deals {
  const cut = <T extends object>(one: T): T =>
    Object.fromEntries(
      Object.entries(one).map(([name, value]) => [
        name,
        ArrayBuffer.isView(value) ? (value as Uint8Array).subarray(from, to) : value,
      ]),
    ) as T
  return {
    ...cut(all),
    size: to - from,
    of: Object.fromEntries(
      attributes.map((name) => [name, { ...all.of[name], codes: all.of[name].codes.subarray(from, to) }]),
    ) as Deals['of'],
    firstAt: all.firstAt.subarray(from * all.stageCount, to * all.stageCount),
    stays: { ...all.stays, first: all.stays.first.subarray(from, to), count: all.stays.count.subarray(from, to) },
    reached: {},
  }
}

test('counts that follow changed deals are those of counting anew, whoever is picked before and after', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ before: aDeal, after: aDeal, changes: fc.nat(2) }), { minLength: 1, maxLength: 25 }),
      fc.constantFrom(...countings),
      fc.boolean(),
      fc.boolean(),
      (told, counting, matured, spanned) => {
        const size = told.length
        const all = columns(
          (['before', 'after'] as const).flatMap((when) =>
            told.map((deal, index) => {
              const { path: own, startDay, amountMinor, product, reason, owner } = deal.changes > 0 ? deal[when] : deal.before
              const journey = aJourney(own, { id: `${when}-${index}`, startDay, amountMinor })
              return checkedDeal(journey, { product, owner, ...(reason && { reason }) })
            }),
          ),
          4,
        )
        const changes = noChanges()
        const [was, is] = [part(all, 0, size), part(all, size, 2 * size)].map((deals) => ({ ...deals, changes }))
        const picks = Uint8Array.from(told, ({ before }) => Number(before.picked))
        const now = Uint8Array.from(told, ({ before, after, changes: times }) => Number((times > 0 ? after : before).picked))
        const stretch = spanned ? { from: day(4), to: day(16) } : { from: null, to: null }
        const horizons = [5, 6, 3, 4]
        const rule = { counting, horizons: matured ? horizons : null, now: day(24) }
        const count = (deals: Deals, own: Uint8Array, filter: unknown) => {
          const asked = { picks: own, stretch, rule, horizons, inside: { from: day(2), to: day(9) }, usualAmount: usualAmounts(deals) } // prettier-ignore
          const { begun, ofMembers, ...page } = filter === null ? countPage(deals, asked) : followPage(deals, filter, asked)
          const { segments, ...losses } = lossTables(deals, { picks: own, stretch, stage: null, levelOne: (reason) => reason, usualAmount: usualAmounts(deals), filter }) // prettier-ignore
          return {
            ...page,
            memberships: null,
            lengths: [...begun, ...ofMembers].map((lengths) => durationOf(lengths, true)),
            losses: [losses, Object.values(segments).map(({ both }) => Array.from(both))],
            speed: speed(deals, own, rule.now, 2, filter),
            limits: limitsOf(deals, { picks: own, manual: () => ({ amberDays: null, redDays: null }), filter }),
            gates: filter === null ? gateTallies(deals, deals.all, stretch, rule) : everybodysTallies(deals, stretch, rule, true),
          }
        }
        count(was!, picks, 'some')
        for (const [row, { changes: times }] of told.entries())
          for (let time = 0; time < times; time++) noteChange(changes, row, time === 0 ? was! : is!)
        const followed = { ...is!, changed: changes.count }
        expect(count(followed, now, 'some')).toEqual(count({ ...is!, changes: undefined }, now, null))
        // and once more: what was followed is a ground to go on from
        expect(count(followed, now, 'some')).toEqual(count({ ...is!, changes: undefined }, now, null))
      },
    ),
    { numRuns: 40 },
  )
})
