import { expect, test } from 'vitest'
import { leavesOf, type Criterion } from '../pipelines/criteria.ts'
import { costOf, evidenceAt, metFrom, type Passing, type Timeline } from './gate-trial.ts'

const day = 86_400_000
const nothing: Timeline = { fields: {}, contacts: [], activities: [], elements: [], tasks: [], documents: [], approvals: [] }
const visit = (at: number, own = true) => ({
  type: 'visit',
  purpose: true,
  feedback: true,
  characters: 20,
  minutes: 30,
  roles: [],
  at,
  own,
})
const twoVisits: Criterion[] = [{ kind: 'activities', atLeast: 2, since: 'stage-entry', types: ['visit'] }]
const passing = (timeline: Partial<Timeline>, at: number): Passing => ({
  timeline: { ...nothing, ...timeline },
  at,
  enteredAt: 0,
  stageSince: 5 * day,
})

test('evidence is what was there at the moment, not what came later', () => {
  const timeline: Timeline = {
    ...nothing,
    fields: {
      amountMinor: [
        { from: -Infinity, value: null },
        { from: 3 * day, value: 500 },
      ],
    },
    elements: [
      { from: 1 * day, key: 'budget', state: 'confirmed' },
      { from: 4 * day, key: 'budget', state: 'unfavourable' },
    ],
    documents: [{ from: 1 * day, until: 2 * day, category: 'proposal' }],
  }
  const at = (days: number) => evidenceAt(timeline, days * day, { enteredAt: 0, stageSince: 0 }, [])
  expect([at(2).fields['amountMinor'], at(3).fields['amountMinor']]).toEqual([null, 500])
  expect([at(0).elements['budget'], at(1).elements['budget'], at(4).elements['budget']]).toEqual([
    undefined,
    'confirmed',
    'unfavourable',
  ])
  expect([at(1).documents['proposal'], at(2).documents['proposal']]).toEqual([1, undefined])
})

test('only visits since the stage was entered count for it', () => {
  const visits = { activities: [visit(4 * day), visit(6 * day), visit(9 * day)] }
  expect(metFrom(twoVisits, leavesOf(twoVisits), passing(visits, 8 * day), 20 * day)).toBe(9 * day)
  expect(metFrom(twoVisits, leavesOf(twoVisits), passing(visits, 8 * day), 8.5 * day)).toBeNull()
})

test('a gate costs what the deals that passed it would have waited', () => {
  const passings = [
    passing({ activities: [visit(6 * day), visit(7 * day)] }, 8 * day),
    passing({ activities: [visit(6 * day), visit(10 * day)] }, 8 * day),
    passing({ activities: [visit(6 * day), visit(18 * day)] }, 8 * day),
    passing({ activities: [visit(6 * day)] }, 8 * day),
  ]
  expect(costOf(twoVisits, leavesOf(twoVisits), passings, 30 * day)).toEqual({ passed: 4, held: 3, never: 1, medianDays: 6 })
  expect(costOf(twoVisits, leavesOf(twoVisits), [], 30 * day)).toEqual({ passed: 0, held: 0, never: 0, medianDays: null })
})
