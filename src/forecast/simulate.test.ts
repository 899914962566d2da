import { describe, expect, it } from 'vitest'
import { quantileOf, seedOf, simulate, type SimulationGiven } from './simulate.ts'

const bet = (amount: number, chance: number) => ({ amount, chance })
const quarter: SimulationGiven = {
  closed: 300,
  bets: [bet(200, 0.7), bet(150, 0.5), bet(100, 0.35), bet(80, 0.2)],
  newCount: 0,
  newAmounts: [],
  sigma: 0,
  target: 550,
  seed: 42,
}

describe('what a quarter may come to', () => {
  it('equals the reference draw by draw', () => {
    const found = simulate(quarter)
    expect(found.mean).toBeCloseTo(567.217, 3)
    expect(found.chanceOfTarget).toBeCloseTo(0.574, 4)
    expect([found.p10, found.p50, found.p90]).toEqual([400, 580, 750])
  })
  it('comes to what counting all sixteen outcomes comes to: mean 566, deviation 131.62, .5705 for the target', () => {
    const outcomes = Array.from({ length: 2 ** quarter.bets.length }, (_, outcome) =>
      quarter.bets.reduce(
        ({ money, chance }, each, deal) =>
          (outcome >> deal) & 1
            ? { money: money + each.amount, chance: chance * each.chance }
            : { money, chance: chance * (1 - each.chance) },
        { money: quarter.closed, chance: 1 },
      ),
    )
    const mean = outcomes.reduce((sum, { money, chance }) => sum + money * chance, 0)
    const deviation = Math.sqrt(outcomes.reduce((sum, { money, chance }) => sum + chance * (money - mean) ** 2, 0))
    const reached = outcomes.reduce((sum, { money, chance }) => sum + (money >= quarter.target! ? chance : 0), 0)
    expect(mean).toBeCloseTo(566, 6)
    expect(deviation).toBeCloseTo(131.62, 2)
    expect(reached).toBeCloseTo(0.5705, 4)
    const found = simulate({ ...quarter, runs: 200_000 })
    expect(Math.abs(found.mean - mean)).toBeLessThan(1.5)
    expect(Math.abs(found.chanceOfTarget! - reached)).toBeLessThan(0.005)
    expect([found.p10, found.p50, found.p90]).toEqual([400, 580, 750])
  })
  it('is wider with a common shock', () => {
    const found = simulate({ ...quarter, sigma: 0.3, runs: 100_000 })
    // closed form: P .4997, P10 377.4, P50 549.9, P90 774.0
    expect(Math.abs(found.chanceOfTarget! - 0.4997)).toBeLessThan(0.01)
    expect(Math.abs(found.p10 - 377.4)).toBeLessThan(5)
    expect(Math.abs(found.p50 - 549.9)).toBeLessThan(5)
    expect(Math.abs(found.p90 - 774)).toBeLessThan(6)
  })
  it('is 80 to 160 for forty independent deals of 10 at .3', () => {
    const found = simulate({ ...quarter, closed: 0, bets: Array.from({ length: 40 }, () => bet(10, 0.3)), target: null })
    expect([found.p10, found.p50, found.p90]).toEqual([80, 120, 160])
    expect(found.chanceOfTarget).toBeNull()
    expect(found.deciders).toEqual([])
  })
  it('is the same for the same seed, and another one for another', () => {
    expect(simulate(quarter)).toEqual(simulate(quarter))
    expect(simulate({ ...quarter, seed: 43 }).mean).not.toBe(simulate(quarter).mean)
    expect(seedOf('a|2026-Q4|2026-11-22')).toBe(seedOf('a|2026-Q4|2026-11-22'))
  })
  it('draws new deals from what past ones brought', () => {
    const found = simulate({ ...quarter, closed: 0, bets: [], newCount: 4, newAmounts: [10, 30], target: null, runs: 40_000 })
    expect(Math.abs(found.mean - 80)).toBeLessThan(1)
    const many = simulate({ ...quarter, closed: 0, bets: [], newCount: 400, newAmounts: [10, 30], target: null })
    expect(Math.abs(many.mean - 8000)).toBeLessThan(40)
  })
  it('takes thousands of small deals together without moving the range', () => {
    const bets = Array.from({ length: 3000 }, (_, index) => bet(10 + (index % 7), 0.1 + (index % 9) / 10))
    const mean = bets.reduce((sum, { amount, chance }) => sum + amount * chance, 0)
    const deviation = Math.sqrt(bets.reduce((sum, { amount, chance }) => sum + amount ** 2 * chance * (1 - chance), 0))
    const found = simulate({ ...quarter, closed: 0, bets, target: null })
    expect(Math.abs(found.mean - mean)).toBeLessThan(deviation / 20)
    expect(Math.abs(found.p90 - (mean + 1.2816 * deviation))).toBeLessThan(deviation / 8)
  })
})

describe('the deals that decide', () => {
  it('are those whose loss costs most of the chance', () => {
    const { deciders, chanceOfTarget } = simulate(quarter)
    expect(deciders[0]!.bet).toBe(0)
    for (const { chanceIfWon, chanceIfLost } of deciders) {
      expect(chanceIfLost).toBeLessThanOrEqual(chanceOfTarget!)
      expect(chanceIfWon).toBeGreaterThanOrEqual(chanceOfTarget!)
    }
    // without the large one: 150 and 100, or both and the small one, have to come
    expect(deciders[0]!.chanceIfLost).toBeCloseTo(0.175, 1)
  })
})

describe('what may be handed in', () => {
  it('is nothing at all: the closed money is then the forecast', () => {
    expect(simulate({ ...quarter, bets: [] })).toMatchObject({ p10: 300, p50: 300, p90: 300, mean: 300, chanceOfTarget: 0 })
  })
  it('is one giant deal: it is there or not', () => {
    const found = simulate({ ...quarter, bets: [bet(1e12, 0.4)] })
    expect([found.p10, found.p50, found.p90]).toEqual([300, 300, 1e12 + 300])
  })
  it('has no use for deals without an amount', () => {
    expect(simulate({ ...quarter, bets: [bet(0, 0.4), bet(-5, 0.9)] }).mean).toBe(300)
  })
})

it('takes quantiles as the smallest value that is enough', () => {
  expect(quantileOf([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.1)).toBe(1)
  expect(quantileOf([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.9)).toBe(9)
  expect(quantileOf([], 0.5)).toBe(0)
})
