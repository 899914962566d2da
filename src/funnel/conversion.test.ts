import { describe, expect, test } from 'vitest'
import { cohortConversion, exitConversion, flowRatio, maturedConversion, snapshotConversion } from './conversion.ts'
import { chanceToAdvance, duration, staysIn, survivalInterval } from './duration.ts'
import { twentyJourneys as twenty } from './twenty-deals.ts'
import { type Journey, millisecondsPerDay, type Visit } from './visits.ts'

const day = (n: number) => n * millisecondsPerDay

const step = { stage: 1, stageCount: 2 }

describe('same data, seven answers (FUNNEL-SCIENCE 1.2)', () => {
  test('cohort of all, of the first half, of the second half', () => {
    expect(cohortConversion(twenty, step, { from: 0, to: day(120) }).share).toBe(0.5)
    expect(cohortConversion(twenty, step, { from: 0, to: day(60) }).share).toBe(0.7)
    expect(cohortConversion(twenty, step, { from: day(60), to: day(120) }).share).toBe(0.3)
  })
  test('matured with a horizon of 60 days: 7 of 10, 2 lost, 1 not yet', () => {
    expect(maturedConversion(twenty, step, 60, day(120))).toEqual({ of: 10, advanced: 7, lost: 2, notYet: 1, share: 0.7 })
  })
  test('flow ratio and exit ratio of days 60 to 120', () => {
    expect(flowRatio(twenty, step, { from: day(60), to: day(120) })).toBe(0.6)
    expect(exitConversion(twenty, step, { from: day(60), to: day(120) })).toEqual({
      of: 9,
      advanced: 6,
      lost: 3,
      notYet: 0,
      share: 6 / 9,
    })
  })
  test('snapshot of day 60 seen on day 90: 3 of 4', () => {
    expect(snapshotConversion(twenty, step, day(60), day(90))).toEqual({ of: 4, advanced: 3, lost: 0, notYet: 1, share: 0.75 })
  })
  test('Aalen–Johansen from the visits themselves', () => {
    expect(duration(staysIn(twenty, 1, day(120))).advancedInTheEnd).toBeCloseTo(0.6463, 4)
  })
  test('nothing in, nothing out: shares are null, never NaN', () => {
    expect(cohortConversion([], step, { from: 0, to: 1 }).share).toBeNull()
    expect(flowRatio([], step, { from: 0, to: 1 })).toBeNull()
    expect(exitConversion([], step, { from: 0, to: 1 }).share).toBeNull()
    expect(snapshotConversion([], step, 0, 1).share).toBeNull()
  })
})

describe('time in a stage (FUNNEL-SCIENCE 1.4)', () => {
  const rows: [number, 0 | 1 | 2][] = [
    [9, 0],
    [10, 1],
    [12, 2],
    [14, 0],
    [14, 1],
    [17, 1],
    [17, 1],
    [19, 0],
    [19, 2],
    [21, 1],
    [25, 1],
    [25, 1],
    [28, 0],
    [33, 1],
    [33, 2],
    [36, 0],
    [43, 1],
    [55, 1],
    [57, 0],
    [73, 2],
  ]
  const cause = ['censored', 'advanced', 'lost'] as const
  const stage = duration(rows.map(([days, code]) => ({ days, cause: cause[code], from: 0, count: 1 })))

  test('the rows are the stays of the twenty deals', () => {
    const plain = staysIn(twenty, 1, day(120)).map(({ days, cause }) => `${days} ${cause}`)
    expect(plain.sort()).toEqual(rows.map(([days, code]) => `${days} ${cause[code]}`).sort())
  })
  test('survival, median, p90 and both shares', () => {
    expect(stage.curve.find(({ days }) => days === 25)?.survival).toBeCloseTo(0.49, 4)
    expect(stage.medianDays).toBe(25)
    expect(stage.p90Days).toBe(73)
    expect(stage.curve.at(-1)?.advanced).toBeCloseTo(0.6463, 4)
    expect(stage.curve.at(-1)?.lost).toBeCloseTo(0.3537, 4)
    expect(stage.curve.at(-1)!.advanced + stage.curve.at(-1)!.lost + stage.curve.at(-1)!.survival).toBeCloseTo(1, 12)
  })
  test('treating losses as censored would overstate conversion', () => {
    const wrong = duration(
      rows.map(([days, code]) => ({
        days,
        cause: code === 1 ? ('advanced' as const) : ('censored' as const),
        from: 0,
        count: 1,
      })),
    )
    expect(1 - wrong.curve.at(-1)!.survival).toBeCloseTo(0.7591, 4)
  })
  test('the chance of a deal that is already so old', () => {
    expect([0, 20, 40].map((age) => chanceToAdvance(stage, age))).toEqual([
      expect.closeTo(0.6463, 4),
      expect.closeTo(0.6364, 4),
      expect.closeTo(0.5, 4),
    ])
    expect(chanceToAdvance(stage, 80)).toBeNull()
  })
  test('deals imported midway are at risk only from the age at which we met them', () => {
    const late = duration(
      (
        [
          [5, 1, 0],
          [8, 2, 0],
          [12, 1, 6],
          [15, 0, 6],
          [20, 1, 10],
          [25, 0, 0],
        ] as const
      ).map(([days, code, from]) => ({ days, cause: cause[code], from, count: 1 })),
    )
    expect(late.curve.map(({ days, atRisk, survival }) => [days, atRisk, Number(survival.toFixed(4))])).toEqual([
      [5, 3, 0.6667],
      [8, 4, 0.5],
      [12, 4, 0.375],
      [20, 2, 0.1875],
    ])
    expect(late.curve.at(-1)).toMatchObject({ advanced: expect.closeTo(0.6458, 4), lost: expect.closeTo(0.1667, 4) })
    expect(late).toMatchObject({ medianDays: 8, p90Days: null, largestDays: 25 })
  })
  test('stays counted in bulk are the same stays', () => {
    const bulk = duration(rows.map(([days, code]) => ({ days, cause: cause[code], from: 0, count: 100 })))
    expect(bulk.medianDays).toBe(25)
    expect(bulk.advancedInTheEnd).toBeCloseTo(stage.advancedInTheEnd!, 12)
  })
  test('the log(−log) interval of survival after the first of twenty left', () => {
    // 19 of 20 still there... 10 days: n=19, S=18/19; checked against the closed form of Kalbfleisch and Prentice
    const { low, high } = survivalInterval(stage.curve[0]!)
    const spread = Math.exp((1.959964 * Math.sqrt(1 / (19 * 18))) / Math.log(18 / 19))
    expect([low, high]).toEqual([expect.closeTo((18 / 19) ** (1 / spread), 6), expect.closeTo((18 / 19) ** spread, 6)])
    expect(low).toBeCloseTo(0.6812, 3)
  })
  test('a pause stops the clock', () => {
    const held: Visit[] = [
      { opportunityId: 'h', stageOrder: 1, enteredAt: day(0), from: day(0), leftAt: day(4), exit: 'held' },
      { opportunityId: 'h', stageOrder: 1, enteredAt: day(30), from: day(34), leftAt: day(40), exit: 'advanced' },
    ]
    const journey: Journey = {
      opportunityId: 'h',
      enteredAt: 0,
      visits: held,
      state: 'open',
      stateSince: null,
      amountMinor: null,
      reopened: 0,
    }
    expect(staysIn([journey], 1, day(50))).toEqual([{ days: 10, cause: 'advanced', from: 0, count: 1 }])
  })
  test('no stays, all censored, all gone at once: finite or null', () => {
    expect(duration([])).toMatchObject({ curve: [], medianDays: null, p90Days: null, largestDays: null, advancedInTheEnd: null })
    expect(duration([{ days: 3, cause: 'censored', from: 0, count: 5 }])).toMatchObject({
      medianDays: null,
      largestDays: 3,
      advancedInTheEnd: null,
    })
    expect(duration([{ days: 0, cause: 'advanced', from: 0, count: 5 }])).toMatchObject({
      medianDays: 0,
      p90Days: 0,
      advancedInTheEnd: 1,
    })
  })
})
