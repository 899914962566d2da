import { expect, test } from 'vitest'
import type { Cell } from '../quality/matrix-figures.ts'
import { comparisonOf } from './compare.ts'
import { lackOf, whyOf } from './round.ts'

test('who is not judged comes first, then good customers whom nobody has spoken to for twice their rhythm', () => {
  expect(whyOf({ level: 'potential', grade: null, silentDays: 1 })).toBe('unjudged')
  expect(whyOf({ level: 'premium', grade: 2, silentDays: 84 })).toBe('rest')
  expect(whyOf({ level: 'premium', grade: 2, silentDays: 85 })).toBe('neglected')
  expect(whyOf({ level: 'strategic', grade: 1, silentDays: null })).toBe('neglected')
  expect(whyOf({ level: 'target', grade: 5, silentDays: 900 })).toBe('rest')
  expect(whyOf({ level: 'no-match', grade: null, silentDays: null })).toBe('rest')
})

test('a proposal needs another level and a reason; keeping needs nothing', () => {
  expect(lackOf({ verdict: 'keep', note: '' }, 'target')).toBe(null)
  expect(lackOf({ verdict: 'level', note: 'x' }, 'target')).toBe('level')
  expect(lackOf({ verdict: 'level', level: 'target', note: 'x' }, 'target')).toBe('level')
  expect(lackOf({ verdict: 'level', level: 'premium', note: ' ' }, 'target')).toBe('note')
  expect(lackOf({ verdict: 'pool', note: '' }, 'target')).toBe('note')
  expect(lackOf({ verdict: 'note', note: '再看' }, 'target')).toBe(null)
})

test('two stocktakes are compared cell by cell, in assets and in effort against what each grade deserves', () => {
  const cell = (given: Partial<Cell>): Cell => ({
    level: 'premium',
    relationship: 'familiar',
    grade: 2,
    customers: 1,
    openMinor: 0,
    wonMinor: 0,
    activities: 0,
    minutes: 0,
    ...given,
  })
  const then = [cell({ customers: 3, activities: 1, minutes: 30 }), cell({ relationship: 'neutral', grade: 4, customers: 2, activities: 3, minutes: 90 })] // prettier-ignore
  const now = [cell({ customers: 4, activities: 3, minutes: 90 }), cell({ relationship: 'neutral', grade: 4, activities: 1, minutes: 30 })] // prettier-ignore
  const place = (relationship: 'familiar' | 'neutral', grade: 2 | 4) => ({ level: 'premium' as const, relationship, grade })
  const flows = [{ from: place('neutral', 4), to: place('familiar', 2), customers: 1 }]
  const { cells, assets, effort } = comparisonOf(now, then, flows)
  expect(cells.map(({ relationship, customers, before }) => [relationship, customers, before])).toEqual([
    ['familiar', 4, 3],
    ['neutral', 1, 2],
  ])
  expect(assets).toEqual({ customers: 4, index: 240, before: { customers: 3, index: 180 }, gained: 1, lost: 0 })
  expect(effort[1]).toMatchObject({ grade: 2, share: 0.75, before: { customers: 3, share: 0.25 } })
  expect(effort[1]!.deserved).toBeGreaterThan(0.8)
  expect(comparisonOf(now, null, []).cells[0]!.before).toBe(null)
})
