import { expect, test } from 'vitest'
import { seriesMeasures, type Point } from './track.ts'

const point: Point = {
  period: '2026-Q1',
  horizon: 0.5,
  asOf: '2026-02-15',
  level: 2,
  actual: 100,
  closed: 40,
  fresh: 10,
  forecasts: { weighted: 120, hazard: 90, 'run-rate': null },
  ranges: {},
  remaining: {},
}

test('a training of before there was a series says nothing of it, and nothing else goes wrong', () => {
  const found = Object.fromEntries(seriesMeasures([point], null).map((one) => [one.key, one]))
  expect(found['weighted']!.measures.wape).toBeCloseTo(0.2)
  for (const key of ['trees', 'segments', 'run-rate']) {
    expect(found[key], key).toMatchObject({ periods: 0, measures: { n: 0 } })
    expect(found[key]!.measures.wape, key).toBeNull()
  }
})
