import { describe, expect, it } from 'vitest'
import { mulberry32, seeded } from './random.ts'

const mean = (list: number[]) => list.reduce((sum, each) => sum + each, 0) / list.length
const draws = (draw: () => number) => Array.from({ length: 20_000 }, draw)

describe('chance that repeats itself', () => {
  it('begins with the published draws of seed 42 (FUNNEL-SCIENCE §3.2)', () => {
    const next = mulberry32(42)
    expect([next(), next(), next()].map((x) => x.toFixed(10))).toEqual(['0.6011037519', '0.4482905590', '0.8524657935'])
  })

  it('draws the distributions it names', () => {
    const random = seeded(7)
    expect(mean(draws(random.normal))).toBeCloseTo(0, 1)
    expect(mean(draws(() => random.count(2.5)))).toBeCloseTo(2.5, 1)
    expect(mean(draws(() => Math.log(random.logNormal(12, 0.6))))).toBeCloseTo(Math.log(12), 1)
    expect(mean(draws(() => random.weighted([[1, 3] as const, [0, 1] as const])))).toBeCloseTo(0.75, 1)
    expect(new Set(draws(() => random.whole(2, 4)))).toEqual(new Set([2, 3, 4]))
  })
})
