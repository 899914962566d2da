import { expect, test } from 'vitest'
import { aJourney } from '../../test/factories/a-journey.ts'
import { checkedDeals } from '../../test/factories/checked-deals.ts'
import { millisecondsPerDay } from '../funnel/visits.ts'
import { speed } from './speed.ts'
import { money as figure } from '../ui/format.ts'
import { money } from './telling.ts'

/** Path of a deal that is won after so many days. */
const wonAfter = (id: string, days: number, amountMinor: number) => {
  const journey = aJourney('12W', { id, amountMinor })
  return { ...journey, stateSince: days * millisecondsPerDay }
}
const lost = (id: string) => aJourney('12L', { id })
const open = (id: string) => aJourney('12', { id })

test('per segment and added 20 000 a day; from blended averages 25 714 and wrong (FUNNEL-SCIENCE 1.5)', () => {
  const segment = (name: string, opens: number, wins: number, losses: number, amount: number, days: number) => [
    ...Array.from({ length: opens }, (_, n) => open(`${name} open ${n}`)),
    ...Array.from({ length: wins }, (_, n) => wonAfter(`${name} won ${n}`, days, amount)),
    ...Array.from({ length: losses }, (_, n) => lost(`${name} lost ${n}`)),
  ]
  const journeys = [...segment('小', 100, 1, 9, 20_000, 30), ...segment('大', 20, 4, 6, 200_000, 120)]
  const deals = checkedDeals(journeys, 2, ({ opportunityId }) => ({ product: opportunityId.slice(0, 1) }))
  const found = speed(deals, new Uint8Array(deals.size).fill(1), 200 * millisecondsPerDay, 1)
  expect(found.segments.map(({ perDayMinor }) => Number(perDayMinor.toFixed(2)))).toEqual([13_333.33, 6_666.67])
  expect(found.perDayMinor).toBeCloseTo(20_000, 6)
  expect(found.blendedPerDayMinor).toBeGreaterThan(1.2 * found.perDayMinor)
})

test('nobody open, nobody won: no speed, and no fraction of nothing', () => {
  const none = checkedDeals([], 2)
  expect(speed(none, new Uint8Array(0), 0, 1)).toEqual({ perDayMinor: 0, blendedPerDayMinor: 0, segments: [] })
})

test('money in sentences is written as the figures of the pages are: in 万 and 亿, in thousands and millions in English', () => {
  expect(money(123_456_700, 'CNY', 'zh-CN')).toBe('¥123万')
  expect(money(12_345_678_900, 'CNY', 'zh-CN')).toBe('¥1.23亿')
  expect(money(5_000_000, 'TWD', 'zh-TW')).toBe('$5萬')
  expect(money(999_900, 'CNY', 'zh-CN')).toBe('¥9,999')
  expect(money(123_456_700, 'CNY', 'en')).toBe('¥1.23M')
  for (const locale of ['zh-CN', 'zh-TW', 'en'] as const)
    for (const minor of [0, 1250, 99_949, 123_456, 999_900, 999_960, 1_000_000, 123_456_700, 12_345_678_900, 5_000_000_000_000])
      for (const currency of ['CNY', 'EUR', 'JPY', 'USD'])
        for (const amount of [minor, -minor])
          expect(money(amount, currency, locale), `${amount} ${currency}`).toBe(figure(amount, currency, locale, 'compact'))
})
