import { describe, expect, test } from 'vitest'
import { assigneeFor, type Colleague } from './assignee.ts'
import { completeTiers } from './fit-tier.ts'
import { countStates, stateOf, stayOf } from './task.ts'

const today = '2026-11-22'

describe('a task', () => {
  test('is overdue from the day after the one it was due on', () => {
    const due = (dueOn: string | null) => stateOf({ done: false, cancelled: false, dueOn }, today)
    expect(['2026-11-21', '2026-11-22', '2026-11-23', null].map(due)).toEqual(['overdue', 'open', 'open', 'open'])
  })

  test('that is done stays done, whatever becomes of the deal', () => {
    expect(stateOf({ done: true, cancelled: true, dueOn: '2026-01-01' }, today)).toBe('done')
    expect(stateOf({ done: false, cancelled: true, dueOn: '2026-01-01' }, today)).toBe('cancelled')
  })

  test('that became needless still counts in what the stage asked for', () => {
    expect(countStates(['done', 'done', 'cancelled', 'overdue', 'open'])).toEqual({ total: 5, done: 2, overdue: 1, cancelled: 1 })
  })
})

describe('the number of a stay', () => {
  const stay = (path: string) => stayOf([...path].map((stageId) => ({ stageId })))
  test.each([
    ['A', 1],
    ['AB', 2],
    ['ABA', 3],
    // held and resumed, or lost and taken back, in the very stage
    ['ABB', 2],
    ['AAA', 1],
    ['ABBAA', 4],
    ['', 0],
  ])('of the path %s is %i', (path, number) => expect(stay(path)).toBe(number))
})

describe('who does a stage task', () => {
  const teams = [
    { id: 'root', parentId: null, isRegion: false },
    { id: 'east', parentId: 'root', isRegion: true },
    { id: 'shanghai', parentId: 'east', isRegion: false },
    { id: 'hangzhou', parentId: 'east', isRegion: false },
    { id: 'south', parentId: 'root', isRegion: true },
  ]
  const person = (id: string, role: string, teamId: string | null): Colleague => ({ id, role, teamId })
  const li = person('li', 'rep', 'shanghai')
  const deal = { id: '01a20189-cda6-75a8-91f8-000000000000', ownerId: 'li' }
  const who = (role: 'owner' | 'supervisor' | 'presales', people: Colleague[], of = deal) =>
    assigneeFor(role, of, [li, ...people], teams)

  test('the owner does the owner’s', () => expect(who('owner', [person('zhao', 'supervisor', 'shanghai')])).toBe('li'))

  test('the supervisor is the nearest one above', () => {
    const east = person('zhao', 'supervisor', 'east')
    const near = person('qian', 'supervisor', 'shanghai')
    expect(who('supervisor', [east, person('sun', 'supervisor', 'south')])).toBe('zhao')
    expect(who('supervisor', [east, near])).toBe('qian')
  })

  test('people who lead a team themselves have their supervisor above it, a director where there is none', () => {
    const people = [person('zhao', 'supervisor', 'east'), person('wu', 'supervisor', 'east'), person('boss', 'director', 'root')]
    expect(assigneeFor('supervisor', { ...deal, ownerId: 'zhao' }, people, teams)).toBe('boss')
  })

  test('somebody of the role in the team, else in the region, else anywhere, else the owner', () => {
    const [far, region, near] = [
      person('p-south', 'presales', 'south'),
      person('p-hangzhou', 'presales', 'hangzhou'),
      person('p-shanghai', 'presales', 'shanghai'),
    ]
    expect(who('presales', [far, region, near])).toBe('p-shanghai')
    expect(who('presales', [far, region])).toBe('p-hangzhou')
    expect(who('presales', [far])).toBe('p-south')
    expect(who('presales', [])).toBe('li')
  })

  test('of several the same deal always picks the same, and deals spread', () => {
    const several = ['a', 'b', 'c'].map((id) => person(id, 'presales', 'shanghai'))
    const picked = Array.from({ length: 60 }, (_, index) => {
      const of = { ...deal, id: deal.id.slice(0, -6) + index.toString(16).padStart(6, '0') }
      expect(who('presales', several.toReversed(), of)).toBe(who('presales', several, of))
      return who('presales', several, of)
    })
    expect(['a', 'b', 'c'].map((id) => picked.filter((one) => one === id).length)).toEqual([20, 20, 20])
  })

  test('a loop in the team tree ends', () => {
    const loop = [
      { id: 'shanghai', parentId: 'east', isRegion: false },
      { id: 'east', parentId: 'shanghai', isRegion: false },
    ]
    expect(assigneeFor('supervisor', deal, [li], loop)).toBe('li')
  })
})

test('fit tiers are always three; of one given twice the later counts', () => {
  const tiers = completeTiers([
    { tier: 'shift-up', features: '旧', strategy: '' },
    { tier: 'shift-up', features: '新', strategy: '谈' },
  ])
  expect(tiers.map(({ tier, features }) => [tier, features])).toEqual([
    ['best', ''],
    ['shift-up', '新'],
    ['shift-down', ''],
  ])
})
