import { describe, expect, it } from 'vitest'
import { judgeRound, roundTree, type TreeMember, type TreeTeam } from './round-tree.ts'

const teams: TreeTeam[] = [
  { id: 'house', parentId: null, name: '公司', position: 0 },
  { id: 'east', parentId: 'house', name: '华东', position: 0 },
  { id: 'south', parentId: 'house', name: '华南', position: 1 },
  { id: 'empty', parentId: 'house', name: '市场', position: 2 },
]
const person = (id: string, teamId: string | null, role = 'rep', active = true): TreeMember => ({
  id,
  name: id,
  teamId,
  role,
  active,
})
const members = [
  person('director', 'house', 'director'),
  person('zhao', 'east', 'supervisor'),
  person('li', 'east'),
  person('wang', 'east'),
  person('left', 'east', 'rep', false),
  person('chen', 'south'),
  person('market', 'empty', 'marketing'),
  person('alone', null),
]
const tree = (reached: (id: string) => boolean = () => true, dealsOf: readonly string[] = []) =>
  roundTree(teams, members, reached, (id) => dealsOf.includes(id))
const lines = (nodes: ReturnType<typeof tree>) => nodes.map(({ id, depth }) => `${'  '.repeat(depth)}${id}`)

describe('who is in a round', () => {
  it('is everybody who sells, in their teams; who leads a team is asked for it', () => {
    const nodes = tree()
    expect(lines(nodes)).toEqual(['house', '  east', '    li', '    wang', '  south', '    chen', 'alone'])
    expect(nodes.filter(({ asked }) => asked).map(({ id }) => id)).toEqual(['house', 'east', 'li', 'wang', 'chen', 'alone'])
  })

  it('is whoever has deals besides: a leader who sells, and somebody who left, who is not asked any more', () => {
    const nodes = tree(undefined, ['zhao', 'left'])
    expect(lines(nodes)).toContain('    zhao')
    expect(nodes.find(({ id }) => id === 'left')).toMatchObject({ asked: false, parentId: 'east' })
  })

  it('is for a supervisor the own team, for a rep the rep; half a team is none', () => {
    expect(lines(tree((id) => ['zhao', 'li', 'wang'].includes(id)))).toEqual(['east', '  li', '  wang'])
    expect(lines(tree((id) => id === 'li'))).toEqual(['li'])
  })
})

describe('what counts', () => {
  it('is what was said highest, else below, else the sum of what counts below', () => {
    const money: Record<string, number> = { li: 320, wang: 230, chen: 100 }
    const own = (id: string) => {
      const minor = money[id] ?? 0
      return { closedMinor: minor / 10, commitMinor: minor, bestCaseMinor: minor * 2, openMinor: minor * 3 }
    }
    const said: Record<string, { commitMinor: number; bestCaseMinor: number | null }> = {
      li: { commitMinor: 300, bestCaseMinor: 600 },
      east: { commitMinor: 480, bestCaseMinor: null },
    }
    const found = judgeRound(tree(), own, ({ id }) => said[id] ?? null, ({ id }) => (id === 'wang' ? { commitMinor: 240, bestCaseMinor: 200 } : null)) // prettier-ignore
    expect(found.get('east')).toEqual({
      sum: { closedMinor: 55, commitMinor: 540, bestCaseMinor: 800, openMinor: 1650 },
      commitMinor: 480,
      bestCaseMinor: 800,
    })
    expect(found.get('wang')).toMatchObject({ commitMinor: 240, bestCaseMinor: 240 })
    expect(found.get('house')).toMatchObject({ commitMinor: 580, bestCaseMinor: 1000 })
  })
})
