import { describe, expect, it } from 'vitest'
import { simulatedCompany } from '../../test/simulated-company.ts'
import { startOfDay } from '../platform/time.ts'
import { countsAt, fitAt } from './fit.ts'
import { quarterEndsAround } from './ground.ts'
import { emptyCounts, hazardOf, intoStage, lost, won } from './hazard.ts'
import { evidence, heldTo } from './holding.ts'
import { judgingChallengers } from './challengers.ts'
import { atPace, segmentsOf } from './segments.ts'

describe('how strongly few deals are held to all', () => {
  it('is the logarithm of a ratio of chances: one exit where one was expected, held by one exit, is as likely as e/4', () => {
    // gamma(1, 1): the chance of one exit is 1/4, without a spread e^-1
    expect(evidence(1, 1, 1)).toBeCloseTo(Math.log(Math.E / 4), 12)
    // nothing where half an exit was expected: 1/(1 + .5) against e^-.5
    expect(evidence(0, 0.5, 1)).toBeCloseTo(Math.log(Math.exp(0.5) / 1.5), 12)
  })
  it('is read from the data: cells that are alike are held strongly, cells that differ hardly', () => {
    const filled = (exits: (cell: number) => number) => {
      const counts = emptyCounts(1)
      for (let cell = 0; cell < counts.weeks.length; cell++) {
        counts.weeks[cell] = 400
        counts.ways[cell * (1 + intoStage) + won] = exits(cell)
      }
      return counts
    }
    expect(heldTo(filled(() => 40))).toEqual({ age: 1000, rush: 1000 })
    expect(heldTo(emptyCounts(2))).toEqual({ age: 30, rush: 30 })
    // ages differ, rush does nothing; and the other way round
    const ages = heldTo(filled((cell) => (cell < 4 ? 120 : 10)))
    expect(ages.age).toBeLessThanOrEqual(30)
    expect(ages.rush).toBe(1000)
    const rushes = heldTo(filled((cell) => (cell % 2 === 1 ? 120 : 10)))
    expect(rushes.age).toBe(1000)
    expect(rushes.rush).toBeLessThanOrEqual(30)
  })
})

describe('segments', () => {
  const found = (paces: readonly number[], closed = 1400) => {
    const { ground, today } = simulatedCompany({ closed, years: 4, seed: 11, paces })
    const at = startOfDay(today, ground.timeZone).getTime()
    const ends = quarterEndsAround(today, ground.timeZone)
    const { hazard, segments } = fitAt(ground, at, ends, undefined, { withSegments: true }).pipelines[0]!
    return { hazard, segments, counts: countsAt(ground, at, ends)[0]! }
  }
  it('are found where products go at different speeds, in the right order', () => {
    const { segments } = found([1, 1.8, 0.5])
    expect(segments?.trait).toBe('product')
    const on = new Map(segments!.paces.map((pace) => [pace.code, pace.on]))
    expect(on.get(3)!).toBeLessThan(0.8)
    expect(on.get(3)!).toBeLessThan(on.get(1)!)
    expect(on.get(2)!).toBeGreaterThan(1.25)
  })
  it('are none where all go alike, and with a refused column', () => {
    expect(found([1, 1, 1]).segments).toBeNull()
    const { ground, today } = simulatedCompany({ closed: 1400, years: 4, seed: 11, paces: [1, 1.8, 0.5] })
    const refused = { ...ground, refused: new Set(['product'] as const) }
    const at = startOfDay(today, ground.timeZone).getTime()
    expect(fitAt(refused, at, [], undefined, { withSegments: true }).pipelines[0]!.segments).toBeNull()
  })
  it('hold a segment of few deals to the whole, and keep chances chances', () => {
    const { hazard, counts } = found([1, 1])
    const few = emptyCounts(5)
    few.weeks[0] = 3
    few.ways[won] = 2
    const segments = segmentsOf(hazard, new Map([['source', new Map([[1, counts], [2, few]])]])) // prettier-ignore
    const pace = segments?.paces.find(({ code }) => code === 2)
    expect(pace === undefined || pace.on < 2).toBe(true)
    const wild = atPace(hazard, { on: 50, lost: 3 })
    const wide = hazard.stages + intoStage
    for (let cell = 0; cell < wild.chances.length / wide; cell++)
      expect(wild.chances.slice(cell * wide, (cell + 1) * wide).reduce((sum, each) => sum + each, 0)).toBeLessThanOrEqual(
        1 + 1e-12,
      )
    const still = atPace(hazard, { on: 1, lost: 1 })
    expect([...still.chances]).toEqual([...hazard.chances])
    expect(hazardOf(emptyCounts(1)).chances[lost]).toBe(0)
  })
})

describe('the gate for ways of forecasting', () => {
  const told = (p: number) => Array.from({ length: 60 }, (_, at) => ({ p: at % 3 === 0 ? p : 1 - p, won: at % 3 === 0 }))
  it('publishes what tells outcomes better than progress of the whole, and nothing before there is a share to hold it against', () => {
    const { add, trials } = judgingChallengers()
    add({ hazard: told(0.6), segments: told(0.99) }, null)
    add({ hazard: told(0.6), segments: told(0.7), snapshot: told(0.6) }, 1 / 3)
    add({ hazard: told(0.6), segments: told(0.7), snapshot: told(0.6) }, 1 / 3)
    const found = trials()
    expect(found.segments).toMatchObject({ outcomes: 120, won: 40, verdict: { publish: true, reason: null } })
    expect(found.segments!.candidate).toBeCloseTo(-Math.log(0.7), 12)
    expect(found.snapshot!.verdict).toEqual({ publish: false, reason: 'not-better' })
    expect(found.weighted).toBeUndefined()
  })
})
