import fc from 'fast-check'
import { expect, test } from 'vitest'
import { reaches, subtreeOf, wouldLoop } from './reach.ts'

const tree = [
  { id: 'company', parentId: null },
  { id: 'east', parentId: 'company' },
  { id: 'west', parentId: 'company' },
  { id: 'shanghai', parentId: 'east' },
]

test('a supervisor reaches the own team and all teams below, never a sibling', () => {
  expect(subtreeOf('east', tree).sort()).toEqual(['east', 'shanghai'])
  expect(subtreeOf('company', tree)).toHaveLength(4)
})

test('a team cannot be moved below itself', () => {
  expect(wouldLoop('company', 'shanghai', tree)).toBe(true)
  expect(wouldLoop('shanghai', 'west', tree)).toBe(false)
  expect(wouldLoop('east', null, tree)).toBe(false)
})

test('reach is all, or exactly the members named', () => {
  expect(reaches({ reach: 'organisation' }, 'anybody')).toBe(true)
  expect(reaches({ reach: ['a'] }, 'a')).toBe(true)
  expect(reaches({ reach: ['a'] }, 'b')).toBe(false)
})

test('a walk over any tree, even a broken one, ends', () => {
  const ids = fc.constantFrom('a', 'b', 'c', 'd')
  fc.assert(
    fc.property(fc.array(fc.record({ id: ids, parentId: fc.option(ids) }), { maxLength: 12 }), ids, (teams, start) => {
      const found = subtreeOf(start, teams)
      expect(new Set(found).size).toBe(found.length)
    }),
  )
})
