import { describe, expect, test } from 'vitest'
import { deciders, nextDecider, standInFor, type Decider } from './approval-route.ts'

const teams = [
  { id: 'company', parentId: null },
  { id: 'east', parentId: 'company' },
  { id: 'shanghai', parentId: 'east' },
]
const person = (id: string, teamId: string | null, more: Partial<Decider> = {}): Decider => ({
  id,
  teamId,
  supervises: false,
  directs: false,
  ...more,
})
const people = [
  person('li', 'shanghai'),
  person('zhao', 'east', { supervises: true }),
  person('sun', 'shanghai', { supervises: true }),
  person('boss', 'company', { supervises: true, directs: true }),
  person('admin', null, { directs: true }),
]

describe('who is asked', () => {
  test('the own team’s head first, then up the tree, then the directors', () => {
    expect(deciders({ id: 'li', teamId: 'shanghai' }, 'li', people, teams)).toEqual(['sun', 'zhao', 'boss', 'admin'])
  })
  test('never the owner, and never who asks', () => {
    expect(deciders({ id: 'sun', teamId: 'shanghai' }, 'sun', people, teams)).toEqual(['zhao', 'boss', 'admin'])
    expect(deciders({ id: 'li', teamId: 'shanghai' }, 'zhao', people, teams)).toEqual(['sun', 'boss', 'admin'])
  })
  test('a tree that runs in a circle is climbed once', () => {
    const circle = [
      { id: 'a', parentId: 'b' },
      { id: 'b', parentId: 'a' },
    ]
    expect(deciders({ id: 'x', teamId: 'a' }, 'x', [person('h', 'b', { supervises: true })], circle)).toEqual(['h'])
  })
  test('after the last nobody', () => {
    expect(nextDecider(['sun', 'zhao'], null)).toBe('sun')
    expect(nextDecider(['sun', 'zhao'], 'sun')).toBe('zhao')
    expect(nextDecider(['sun', 'zhao'], 'zhao')).toBeNull()
    expect(nextDecider([], null)).toBeNull()
  })
})

describe('who stands in', () => {
  const present = new Set(['sun', 'zhao', 'boss'])
  const stand = (pairs: [string, string][], barred: string[] = []) =>
    standInFor(
      'sun',
      pairs.map(([memberId, delegateId]) => ({ memberId, delegateId })),
      barred,
      present,
    )
  test('the delegate, and the delegate’s delegate', () => {
    expect(stand([])).toEqual({ id: 'sun', insteadOfId: null })
    expect(stand([['sun', 'zhao']])).toEqual({ id: 'zhao', insteadOfId: 'sun' })
    expect(
      stand([
        ['sun', 'zhao'],
        ['zhao', 'boss'],
      ]),
    ).toEqual({ id: 'boss', insteadOfId: 'sun' })
  })
  test('nobody when delegations run in a circle, when the delegate asks, or has left', () => {
    expect(
      stand([
        ['sun', 'zhao'],
        ['zhao', 'sun'],
      ]),
    ).toEqual({ id: 'sun', insteadOfId: null })
    expect(
      stand([
        ['sun', 'zhao'],
        ['zhao', 'boss'],
        ['boss', 'zhao'],
      ]),
    ).toEqual({ id: 'sun', insteadOfId: null })
    expect(stand([['sun', 'zhao']], ['zhao'])).toEqual({ id: 'sun', insteadOfId: null })
    expect(stand([['sun', 'gone']])).toEqual({ id: 'sun', insteadOfId: null })
  })
})
