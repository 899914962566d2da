import { describe, expect, it } from 'vitest'
import {
  bandOf,
  bands,
  chanceIn,
  countStay,
  emptyCounts,
  hazardOf,
  intoStage,
  isRush,
  lost,
  outlooksBy,
  week,
  won,
  type Hazard,
} from './hazard.ts'

/** The same chances in every band and season. */
const constant = (rows: readonly number[][]): Hazard => ({
  stages: rows.length,
  chances: Float64Array.from(rows.flatMap((row) => Array.from({ length: bands * 2 }, () => row).flat())),
})
/** FUNNEL-SCIENCE §1.9, as ways out: won, lost, into stages 1–3. */
const chain = constant([
  [0, 0.08, 0, 0.12, 0],
  [0.01, 0.07, 0.02, 0, 0.12],
  [0.13, 0.07, 0, 0.03, 0],
])

describe('the chance to be won by a day', () => {
  it('equals the powers of the weekly matrix when chances never change', () => {
    const six = outlooksBy(chain, 0, 6 * week, [])
    expect([0, 1, 2].map((stage) => chanceIn(six.won, stage, 0))).toEqual([
      expect.closeTo(0.0323, 4),
      expect.closeTo(0.162, 4),
      expect.closeTo(0.4552, 4),
    ])
    const thirteen = outlooksBy(chain, 0, 13 * week, [])
    expect([0, 1, 2].map((stage) => chanceIn(thirteen.won, stage, 0))).toEqual([
      expect.closeTo(0.1286, 4),
      expect.closeTo(0.3143, 4),
      expect.closeTo(0.576, 4),
    ])
    const long = outlooksBy(chain, 0, 400 * week, [])
    expect(chanceIn(long.won, 0, 0)).toBeCloseTo(0.2428, 4)
    expect(chanceIn(long.won, 0, 0) + chanceIn(long.lost, 0, 0)).toBeCloseTo(1, 6)
  })
  it('is nothing when no time is left, and takes part of a week for what it is', () => {
    expect(chanceIn(outlooksBy(chain, 0, 0, []).won, 2, 0)).toBe(0)
    expect(chanceIn(outlooksBy(chain, 5, 0, []).won, 2, 0)).toBe(0)
    expect(chanceIn(outlooksBy(chain, 0, week / 2, []).won, 2, 0)).toBeCloseTo(0.065, 6)
  })
})

describe('what is counted of a stay', () => {
  const stay = (from: number, until: number, way: number) => ({ stage: 0, from: from * week, until: until * week, way })
  it('is a week for each week, by age, and the way out once', () => {
    const counts = emptyCounts(1)
    countStay(counts, stay(0, 4.5, won), -Infinity, 100 * week, [])
    expect([...counts.weeks]).toEqual([3, 0, 2, ...Array.from({ length: 9 }, () => 0)])
    expect(counts.ways[2 * 3 + won]).toBe(1)
    expect(counts.ways.reduce((sum, each) => sum + each)).toBe(1)
  })
  it('is what lies within the window; a deal still there is no way out', () => {
    const counts = emptyCounts(1)
    countStay(counts, stay(0, 20, won), 5 * week, 8.5 * week, [])
    expect(counts.weeks[2]).toBeCloseTo(2)
    expect(counts.weeks[4]).toBeCloseTo(1.5)
    expect(counts.ways.every((each) => each === 0)).toBe(true)
    const before = emptyCounts(1)
    countStay(before, stay(0, 3, lost), 5 * week, 8 * week, [])
    expect(before.weeks.every((each) => each === 0)).toBe(true)
  })
  it('tells the last three weeks of a quarter apart', () => {
    expect(isRush(8 * week, [10 * week, 23 * week])).toBe(true)
    expect(isRush(6 * week, [10 * week, 23 * week])).toBe(false)
    expect(isRush(24 * week, [10 * week, 23 * week])).toBe(false)
    const counts = emptyCounts(1)
    countStay(counts, stay(8, 9, lost), -Infinity, 100 * week, [10 * week])
    expect(counts.weeks[1]).toBe(1)
    expect(counts.ways[1 * 3 + lost]).toBe(1)
  })
  it('counts a deal that came and went at once as one week at risk', () => {
    const counts = emptyCounts(1)
    countStay(counts, stay(2, 2, won), -Infinity, 100 * week, [])
    expect(counts.weeks[0]).toBe(1)
    expect(counts.ways[won]).toBe(1)
  })
})

describe('weekly chances', () => {
  it('are the counts where there are many, and the stage’s own where a cell has few', () => {
    const counts = emptyCounts(1)
    counts.weeks[0] = 1000
    counts.ways[won] = 100
    counts.ways[lost] = 200
    const { chances } = hazardOf(counts)
    expect(chances[won]).toBeCloseTo(0.1)
    // a cell that nobody has been in: as the stage
    expect(chances[6 * 3 + lost]).toBeCloseTo(0.2)
    // an age: (n + 10·rate)/(N + 10), 3 of 10 weeks in a stage of about .1; its quiet weeks held to it once more, its rush not yet seen
    counts.weeks[2] = 10
    counts.ways[2 * 3 + won] = 3
    const ofAge = (3 + 10 * (103 / 1010)) / 20
    expect(hazardOf(counts).chances[2 * 3 + won]).toBeCloseTo((3 + 10 * ofAge) / 20, 10)
    expect(hazardOf(counts).chances[3 * 3 + won]).toBeCloseTo(ofAge, 10)
  })
  it('of an age in which nobody was ever won are next to nothing, in the rush as well', () => {
    const counts = emptyCounts(1)
    counts.weeks[0] = 1000
    counts.ways[won] = 100
    // 53 quiet weeks and 103 of the rush at the oldest age: held to the stage cell by cell it would be .0145 and .0080
    counts.weeks[10] = 53
    counts.weeks[11] = 103
    const { chances } = hazardOf(counts)
    expect(chances[10 * 3 + won]).toBeLessThan(0.001)
    expect(chances[11 * 3 + won]).toBeLessThan(0.001)
  })
  it('are those of the other stages where a stage is new, finite without any history, and never above certainty', () => {
    const counts = emptyCounts(2)
    counts.weeks[0] = 1000
    counts.ways[lost] = 50
    counts.ways[intoStage + 1] = 80
    const { chances } = hazardOf(counts)
    expect(chances[1 * bands * 2 * 4 + won]).toBeCloseTo(0.08)
    expect([...hazardOf(emptyCounts(3)).chances].every((each) => each === 0)).toBe(true)
    const wild = emptyCounts(1)
    wild.weeks[0] = 1
    wild.ways[won] = 500
    wild.ways[lost] = 500
    const found = hazardOf(wild).chances
    expect(found[won]! + found[lost]!).toBeLessThanOrEqual(1 + 1e-12)
  })
  it('knows six age bands', () => {
    expect([0, 2, 3, 6, 7, 12, 13, 17, 18, 25, 26, 999].map(bandOf)).toEqual([0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5])
  })
})
