import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { chanceAlive, expectedOrders, fitBuying, logGamma, type BuyingHistory } from './buy-till-you-die.ts'

const published = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 }
const file = new URL('../../../shared/data/cdnow/CDNOW_sample.txt', import.meta.url)
const isHere = existsSync(file)
if (!isHere)
  console.warn(
    'SKIPPED: the CDNOW purchases (../shared/data/cdnow) are not here; the fit of repeat purchases is not tried on them',
  )

/** Repeat days of purchase within the first 39 weeks of 1997, in weeks from the first. */
function histories(): BuyingHistory[] {
  const days = new Map<string, Set<number>>()
  const dayOf = (text: string): number => Date.UTC(+text.slice(0, 4), +text.slice(4, 6) - 1, +text.slice(6, 8)) / 86_400_000
  for (const line of readFileSync(file, 'utf8').trim().split(/\r?\n/)) {
    const [customer, , date] = line.trim().split(/\s+/)
    days.set(customer!, (days.get(customer!) ?? new Set()).add(dayOf(date!)))
  }
  const end = dayOf('19970930')
  return [...days.values()].map((each) => {
    const seen = [...each].filter((day) => day <= end).sort((a, b) => a - b)
    return { repeats: seen.length - 1, lastAt: (seen.at(-1)! - seen[0]!) / 7, watched: (end - seen[0]!) / 7 }
  })
}

describe('who buys again', () => {
  test('the published example: 1.226 orders in the next 39 weeks', () => {
    const one = { repeats: 2, lastAt: 30.43, watched: 38.86 }
    expect(chanceAlive(published, one)).toBeCloseTo(0.7266, 4)
    expect(expectedOrders(published, one, 39)).toBeCloseTo(1.226, 3)
  })
  test('six orders and then 27 silent weeks: gone', () => {
    const one = { repeats: 6, lastAt: 12, watched: 38.86 }
    expect(chanceAlive(published, one)).toBeCloseTo(0.0216, 4)
    expect(expectedOrders(published, one, 39)).toBeCloseTo(0.0971, 4)
  })
  test('who never bought again cannot be told from who still may', () =>
    expect(chanceAlive(published, { repeats: 0, lastAt: 0, watched: 38 })).toBe(1))
  test('the gamma function is right where it is used', () => {
    expect(logGamma(5)).toBeCloseTo(Math.log(24), 12)
    expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.sqrt(Math.PI)), 12)
    expect(logGamma(1.243)).toBeCloseTo(Math.log(0.243) + logGamma(0.243), 12)
  })
  test.skipIf(!isHere)('the fit to 2,357 customers of CDNOW is the published one', () => {
    const all = histories()
    expect(all).toHaveLength(2357)
    const { r, alpha, a, b } = fitBuying(all)
    expect([r, alpha, a, b].map((each) => Number(each.toFixed(3)))).toEqual([0.243, 4.414, 0.793, 2.426])
  })
})
