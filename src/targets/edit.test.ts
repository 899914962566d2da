import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { multiple, recut, setCell, type Absorb } from './edit.ts'
import { columns, monthsOf, type Column } from './measure.ts'
import { above, childrenOf, figureOf, leavesOf, monthsOfNode, type PlanNode, type Sheet } from './sheet.ts'

/** A company of two teams: east with 李 and 王, south with 陈, and a person without a team. */
const nodes: PlanNode[] = [
  { id: 'company', parentId: null },
  { id: 'east', parentId: 'company' },
  { id: 'li', parentId: 'east' },
  { id: 'wang', parentId: 'east' },
  { id: 'south', parentId: 'company' },
  { id: 'chen', parentId: 'south' },
  { id: 'zhou', parentId: 'company' },
]
const leaves = ['li', 'wang', 'chen', 'zhou']
const everyMonth = (value: number): number[] => Array.from({ length: 12 }, () => value)
const sheet = (of: Partial<Record<string, number[]>> = {}, locks: Sheet['locks'] = []): Sheet => ({
  nodes,
  lines: new Map(leaves.map((id) => [id, of[id] ?? everyMonth(100)])),
  locks,
  weights: new Map(leaves.map((id) => [id, everyMonth(1)])),
})
const done = (outcome: ReturnType<typeof setCell>): Sheet => {
  if (!outcome.ok) throw new Error(outcome.refusal.code)
  return outcome.value
}
const refused = (outcome: ReturnType<typeof setCell>): string => (outcome.ok ? 'accepted' : outcome.refusal.code)

describe('a cell takes another figure', () => {
  test('the other months of the row give what it takes, and its year stays', () => {
    const after = done(setCell(sheet(), { node: 'li', column: 'm3', value: 210, absorb: { by: 'months' } }))
    expect(figureOf(after, 'li', 'm3')).toBe(210)
    expect(figureOf(after, 'li', 'year')).toBe(1200)
    expect(monthsOfNode(after, 'li')).toEqual([90, 90, 210, 90, 90, 90, 90, 90, 90, 90, 90, 90])
    expect(figureOf(after, 'company', 'year')).toBe(4800)
  })
  test('the rows beside it give, in proportion, and the row above keeps every month', () => {
    const after = done(
      setCell(sheet({ chen: everyMonth(300) }), { node: 'east', column: 'q1', value: 900, absorb: { by: 'siblings' } }),
    )
    expect(monthsOfNode(after, 'company')).toEqual(monthsOfNode(sheet({ chen: everyMonth(300) }), 'company'))
    expect(monthsOfNode(after, 'chen').slice(0, 4)).toEqual([225, 225, 225, 300])
    expect(monthsOfNode(after, 'zhou').slice(0, 4)).toEqual([75, 75, 75, 100])
    expect(monthsOfNode(after, 'li').slice(0, 4)).toEqual([150, 150, 150, 100])
  })
  test('one row beside it gives alone', () => {
    const after = done(setCell(sheet(), { node: 'li', column: 'm1', value: 130, absorb: { by: 'sibling', node: 'wang' } }))
    expect(figureOf(after, 'wang', 'm1')).toBe(70)
    expect(figureOf(after, 'chen', 'm1')).toBe(100)
  })
  test('the rows above follow', () => {
    const after = done(setCell(sheet(), { node: 'li', column: 'year', value: 2400, absorb: { by: 'parent' } }))
    expect([figureOf(after, 'east', 'year'), figureOf(after, 'company', 'year')]).toEqual([3600, 6000])
  })
  test('an empty row is filled by weight', () => {
    const empty = {
      ...sheet({ li: everyMonth(0), wang: everyMonth(0) }),
      weights: new Map([
        ['li', everyMonth(2)],
        ['wang', everyMonth(1)],
      ]),
    }
    const after = done(setCell(empty, { node: 'east', column: 'm1', value: 100, absorb: { by: 'parent' } }))
    expect([figureOf(after, 'li', 'm1'), figureOf(after, 'wang', 'm1')]).toEqual([67, 33])
  })
})

describe('what cannot be is refused', () => {
  test('more than the others have', () => {
    expect(refused(setCell(sheet(), { node: 'li', column: 'm1', value: 201, absorb: { by: 'sibling', node: 'wang' } }))).toBe(
      'target-cannot-absorb',
    )
    expect(refused(setCell(sheet(), { node: 'li', column: 'm1', value: 1201, absorb: { by: 'months' } }))).toBe(
      'target-cannot-absorb',
    )
  })
  test('nothing that could absorb', () => {
    expect(refused(setCell(sheet(), { node: 'li', column: 'year', value: 1, absorb: { by: 'months' } }))).toBe(
      'target-nothing-absorbs',
    )
    expect(refused(setCell(sheet(), { node: 'company', column: 'm1', value: 1, absorb: { by: 'siblings' } }))).toBe(
      'target-nothing-absorbs',
    )
    expect(refused(setCell(sheet(), { node: 'li', column: 'm1', value: 1, absorb: { by: 'sibling', node: 'chen' } }))).toBe(
      'target-nothing-absorbs',
    )
  })
  test('halves, negatives and what nobody can count', () => {
    for (const value of [0.5, -1, NaN, 2 ** 60])
      expect(refused(setCell(sheet(), { node: 'li', column: 'm1', value, absorb: { by: 'parent' } }))).toBe('target-not-whole')
    expect(refused(setCell(sheet(), { node: 'li', column: 'm1', value: 9_000_000_000_000_001, absorb: { by: 'parent' } }))).toBe(
      'target-too-large',
    )
  })
})

describe('locked cells keep their figures', () => {
  test('a lock stands aside while others absorb', () => {
    const locked = sheet({}, [{ node: 'li', column: 'm2' }])
    const after = done(setCell(locked, { node: 'li', column: 'm1', value: 200, absorb: { by: 'months' } }))
    expect(monthsOfNode(after, 'li').slice(0, 3)).toEqual([200, 100, 90])
  })
  test('the parts of a larger cell that are locked stay, the others take it all', () => {
    const after = done(
      setCell(sheet({}, [{ node: 'li', column: 'year' }]), { node: 'east', column: 'm1', value: 150, absorb: { by: 'parent' } }),
    )
    expect([figureOf(after, 'li', 'm1'), figureOf(after, 'wang', 'm1')]).toEqual([100, 50])
    expect(
      refused(
        setCell(sheet({}, [{ node: 'li', column: 'year' }]), { node: 'east', column: 'm1', value: 99, absorb: { by: 'parent' } }),
      ),
    ).toBe('target-cannot-fit')
  })
  test('within a locked row parts may move as long as its figure stands', () => {
    const locked = sheet({}, [{ node: 'east', column: 'm1' }])
    expect(refused(setCell(locked, { node: 'li', column: 'm1', value: 120, absorb: { by: 'parent' } }))).toBe('target-locked')
    const after = done(setCell(locked, { node: 'li', column: 'm1', value: 120, absorb: { by: 'sibling', node: 'wang' } }))
    expect(figureOf(after, 'east', 'm1')).toBe(200)
  })
  test('and are themselves not changed', () => {
    expect(
      refused(
        setCell(sheet({}, [{ node: 'li', column: 'm1' }]), { node: 'li', column: 'm1', value: 1, absorb: { by: 'parent' } }),
      ),
    ).toBe('target-locked')
  })
})

test('a row is cut anew by weight: 1,000 over 1, 1, .66, .33, 1.2 ⇒ 239 239 157 79 286', () => {
  const five = ['a', 'b', 'c', 'd', 'e']
  const before: Sheet = {
    nodes: [{ id: 'team', parentId: null }, ...five.map((id) => ({ id, parentId: 'team' }))],
    lines: new Map(five.map((id, at) => [id, everyMonth(at === 0 ? 1000 : 0)])),
    locks: [],
    weights: new Map([1, 1, 0.66, 0.33, 1.2].map((weight, at) => [five[at]!, everyMonth(weight)])),
  }
  const after = done(recut(before, 'team'))
  expect(five.map((id) => figureOf(after, id, 'm7'))).toEqual([239, 239, 157, 79, 286])
  const kept = done(recut({ ...before, locks: [{ node: 'a', column: 'year' }] }, 'team'))
  expect(figureOf(kept, 'a', 'year')).toBe(12_000)
})

test('a level is a multiple of another, rounded once', () => {
  const scaled = multiple(sheet().lines, 1.155)
  expect([...scaled.values()].flat().reduce((sum, value) => sum + value, 0)).toBe(Math.round(4800 * 1.155))
})

const absorbs: fc.Arbitrary<Absorb> = fc.oneof(
  fc.constantFrom<Absorb>({ by: 'months' }, { by: 'siblings' }, { by: 'parent' }),
  fc.constantFrom(...nodes.map(({ id }) => id)).map((node): Absorb => ({ by: 'sibling', node })),
)
const edits = fc.array(
  fc.record({
    node: fc.constantFrom(...nodes.map(({ id }) => id)),
    column: fc.constantFrom<Column>(...columns),
    value: fc.oneof(fc.nat(3000), fc.integer({ min: 0, max: 2_000_000_000_000 })),
    absorb: absorbs,
    lock: fc.option(
      fc.record({ node: fc.constantFrom(...nodes.map(({ id }) => id)), column: fc.constantFrom<Column>(...columns) }),
      { freq: 4 },
    ),
  }),
  { minLength: 1, maxLength: 12 },
)

test('whatever is edited in whatever order: year = months = teams = people, locks hold, and each way of absorbing keeps its promise', () => {
  let accepted = 0
  fc.assert(
    fc.property(edits, (sequence) => {
      let now = sheet()
      for (const { lock, ...edit } of sequence) {
        if (lock) now = { ...now, locks: [...now.locks, lock].slice(-3) }
        const outcome = setCell(now, edit)
        if (!outcome.ok) continue
        accepted++
        const after = outcome.value
        expect(figureOf(after, edit.node, edit.column)).toBe(edit.value)
        for (const months of after.lines.values())
          expect(months.every((value) => Number.isSafeInteger(value) && value >= 0)).toBe(true)
        for (const { id } of nodes) {
          const below = childrenOf(nodes, id)
          for (const column of columns) {
            const figure = figureOf(after, id, column)
            if (below.length > 0) expect(below.reduce((sum, child) => sum + figureOf(after, child.id, column), 0)).toBe(figure)
            expect(monthsOf(column).reduce((sum, month) => sum + figureOf(after, id, `m${month + 1}` as Column), 0)).toBe(figure)
          }
        }
        for (const { node, column } of now.locks) expect(figureOf(after, node, column)).toBe(figureOf(now, node, column))
        if (edit.absorb.by === 'months') expect(figureOf(after, edit.node, 'year')).toBe(figureOf(now, edit.node, 'year'))
        if (edit.absorb.by === 'siblings' || edit.absorb.by === 'sibling')
          for (const id of above(nodes, edit.node)) expect(monthsOfNode(after, id)).toEqual(monthsOfNode(now, id))
        if (edit.absorb.by === 'parent') {
          const change = edit.value - figureOf(now, edit.node, edit.column)
          for (const id of above(nodes, edit.node))
            expect(figureOf(after, id, edit.column)).toBe(figureOf(now, id, edit.column) + change)
          for (const leaf of leaves.filter((one) => !leavesOf(nodes, edit.node).includes(one)))
            expect(after.lines.get(leaf)).toEqual(now.lines.get(leaf))
        }
        now = after
      }
    }),
    { numRuns: 60 },
  )
  expect(accepted).toBeGreaterThan(60)
})
