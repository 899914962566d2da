import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  activityKey,
  countsFor,
  depthOf,
  gapsOf,
  leavesOf,
  type ActivitiesCriterion,
  type Criterion,
  type Evidence,
} from './criteria.ts'
import { blocksOn, gapsAt, gatesBetween, openGate, type Gate, type GatedStage } from './gate.ts'

const visits: ActivitiesCriterion = { kind: 'activities', atLeast: 2, since: 'stage-entry', types: ['visit'], withFeedback: true }
const nothing: Evidence = { fields: {}, contacts: [], activities: {}, elements: {}, tasksDone: [], documents: {}, approvals: [] }
const lacks = (criteria: Criterion[], evidence: Partial<Evidence> = {}) =>
  gapsOf(criteria, { ...nothing, ...evidence }).map(({ have, need }) => [have, need])

describe('a criterion', () => {
  test('on a field asks that it is set, or how it compares', () => {
    expect(lacks([{ kind: 'field', key: 'amountMinor', test: 'set' }])).toEqual([[0, 1]])
    expect(lacks([{ kind: 'field', key: 'amountMinor', test: 'set' }], { fields: { amountMinor: 0 } })).toEqual([])
    const big: Criterion = { kind: 'field', key: 'amountMinor', test: 'at-least', value: 100_000 }
    expect(lacks([big], { fields: { amountMinor: 99_999 } })).toHaveLength(1)
    expect(lacks([big], { fields: { amountMinor: 100_000 } })).toEqual([])
    const soon: Criterion = { kind: 'field', key: 'expectedCloseOn', test: 'at-most', value: '2026-12-31' }
    expect(lacks([soon], { fields: { expectedCloseOn: '2026-11-30' } })).toEqual([])
    expect(lacks([soon], { fields: { expectedCloseOn: '2027-01-01' } })).toHaveLength(1)
    const east: Criterion = { kind: 'field', key: 'region', test: 'one-of', value: ['华东', '华南'] }
    expect(lacks([east], { fields: { region: '华北' } })).toHaveLength(1)
    expect(lacks([east], { fields: { region: '华东' } })).toEqual([])
    expect(lacks([east], { fields: { region: '' } })).toHaveLength(1)
  })

  test('on people counts those who fit', () => {
    const decider: Criterion = { kind: 'contacts', atLeast: 1, roles: ['decider'], reachable: true }
    const person = { role: 'decider' as const, attitude: null, reachable: false }
    expect(lacks([decider], { contacts: [person] })).toEqual([[0, 1]])
    expect(lacks([decider], { contacts: [{ ...person, reachable: true }] })).toEqual([])
  })

  test('on activities says how many are there', () => {
    expect(lacks([visits])).toEqual([[0, 2]])
    expect(lacks([visits], { activities: { [activityKey(visits)]: 1 } })).toEqual([[1, 2]])
    expect(lacks([visits], { activities: { [activityKey(visits)]: 2 } })).toEqual([])
  })

  test('on an element: unfavourable is known, but not confirmed', () => {
    const known: Criterion = { kind: 'element', key: 'budget', atLeast: 'partial' }
    const sure: Criterion = { kind: 'element', key: 'budget', atLeast: 'confirmed' }
    expect(lacks([known, sure], { elements: { budget: 'unfavourable' } })).toHaveLength(1)
    expect(lacks([known, sure], { elements: { budget: 'partial' } })).toHaveLength(1)
    expect(lacks([known, sure], { elements: { budget: 'confirmed' } })).toEqual([])
    expect(lacks([known, sure])).toHaveLength(2)
  })

  test('on tasks, documents and approvals', () => {
    const all: Criterion[] = [
      { kind: 'task', key: 'survey' },
      { kind: 'document', category: 'proposal', atLeast: 1 },
      { kind: 'approval', of: 'discount' },
    ]
    expect(lacks(all)).toHaveLength(3)
    expect(lacks(all, { tasksDone: ['survey'], documents: { proposal: 1 }, approvals: ['discount'] })).toEqual([])
  })

  test('that names what no longer exists asks for nothing', () => {
    const gone = gapsOf(
      [{ kind: 'field', key: 'shoeSize', test: 'set' }],
      nothing,
      (kind, key) => !(kind === 'field' && key === 'shoeSize'),
    )
    expect(gone).toEqual([])
  })

  test('one of several: each way out is told', () => {
    const either: Criterion = {
      kind: 'any',
      of: [
        { kind: 'document', category: 'contract', atLeast: 1 },
        {
          kind: 'all',
          of: [
            { kind: 'approval', of: 'contract' },
            { kind: 'task', key: 'sign' },
          ],
        },
      ],
    }
    const [gap] = gapsOf([either], nothing)
    expect(gap!.options!.map((way) => way.length)).toEqual([1, 2])
    expect(gapsOf([either], { ...nothing, documents: { contract: 1 } })).toEqual([])
    expect(gapsOf([{ kind: 'any', of: [] }], nothing)).toEqual([])
  })
})

test('what counts as an activity for a criterion', () => {
  const activity = { type: 'visit', purpose: true, feedback: true, characters: 30, minutes: 45, roles: ['user' as const] }
  const asked: ActivitiesCriterion = {
    kind: 'activities',
    atLeast: 1,
    since: 'start',
    types: ['visit', 'meeting'],
    withPurpose: true,
    withFeedback: true,
    minCharacters: 30,
    minMinutes: 30,
    roles: ['user', 'decider'],
  }
  expect(countsFor(asked, activity)).toBe(true)
  for (const change of [
    { type: 'call' },
    { purpose: false },
    { feedback: false },
    { characters: 29 },
    { minutes: 29 },
    { roles: [] },
  ])
    expect(countsFor(asked, { ...activity, ...change })).toBe(false)
})

describe('gates between stages', () => {
  const gate = (key: string, more: Partial<Gate> = {}): Gate => ({ ...openGate, criteria: [{ kind: 'task', key }], ...more })
  const stages: GatedStage[] = ['a', 'b', 'c'].map((key, index) => ({
    key,
    position: index + 1,
    entry: gate(`into ${key}`),
    exit: gate(`out of ${key}`),
  }))
  const names = (from: string, to: string) => gatesBetween(stages, from, to).map(({ stageKey, side }) => `${side} ${stageKey}`)

  test('one step opens the way out and the way in', () => expect(names('a', 'b')).toEqual(['exit a', 'entry b']))
  test('a skip opens every gate in between', () => expect(names('a', 'c')).toEqual(['exit a', 'entry b', 'exit b', 'entry c']))
  test('going back opens none', () => expect(names('c', 'a')).toEqual([]))

  test('a new gate warns during its first days and blocks after them', () => {
    const young = gate('x', { warnsUntil: '2026-12-22' })
    expect(blocksOn(young, '2026-12-22')).toBe(false)
    expect(blocksOn(young, '2026-12-23')).toBe(true)
    expect(blocksOn(gate('x', { mode: 'warn' }), '2030-01-01')).toBe(false)
  })

  test('a gap that two gates share is told once, by the one that blocks', () => {
    const same: Gate = gate('same')
    const gates = [
      { stageKey: 'a', side: 'exit' as const, gate: { ...same, mode: 'warn' as const } },
      { stageKey: 'b', side: 'entry' as const, gate: same },
    ]
    expect(gapsAt(gates, nothing, '2026-11-22')).toMatchObject([{ stageKey: 'b', side: 'entry', blocks: true }])
  })
})

describe('whatever a criterion says', () => {
  const leaf = fc.oneof(
    fc.record({ kind: fc.constant('task' as const), key: fc.constantFrom('a', 'b', 'c') }),
    fc.record({
      kind: fc.constant('element' as const),
      key: fc.constantFrom('x', 'y'),
      atLeast: fc.constantFrom('partial' as const, 'confirmed' as const),
    }),
    fc.record({
      kind: fc.constant('document' as const),
      category: fc.constantFrom('p', 'q'),
      atLeast: fc.integer({ min: 1, max: 3 }),
    }),
  )
  const { tree } = fc.letrec<{ tree: Criterion }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 9, depthIdentifier: 'criterion' },
      leaf,
      fc.record({
        kind: fc.constantFrom('all' as const, 'any' as const),
        of: fc.array(tie('tree'), { maxLength: 3, depthIdentifier: 'criterion' }),
      }),
    ),
  }))
  const full: Evidence = {
    ...nothing,
    tasksDone: ['a', 'b', 'c'],
    elements: { x: 'confirmed', y: 'confirmed' },
    documents: { p: 3, q: 3 },
  }
  test('more evidence never opens a gap, and everything closes all of them', () => {
    fc.assert(
      fc.property(fc.array(tree, { maxLength: 4 }), fc.subarray(['a', 'b', 'c']), (criteria, done) => {
        expect(gapsOf(criteria, full)).toEqual([])
        const some = gapsOf(criteria, { ...nothing, tasksDone: done }).length
        expect(some).toBeLessThanOrEqual(gapsOf(criteria, nothing).length)
        expect(leavesOf(criteria).length === 0 || depthOf(criteria) >= 1).toBe(true)
      }),
    )
  })
})
