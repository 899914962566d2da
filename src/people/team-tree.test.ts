import { describe, expect, it } from 'vitest'
import { teamPath, teamTree, withTeamsBelow } from './team-tree.ts'

const team = (id: string, parentId: string | null, position = 0) => ({ id, parentId, name: id, position })

describe('teams are read as a tree', () => {
  const teams = [
    team('south-2', 'south'),
    team('south', 'root', 2),
    team('root', null),
    team('north', 'root', 1),
    team('south-1', 'south'),
  ]
  it('puts each team before those below it, siblings by position, then name', () => {
    expect(teamTree(teams).map(({ team: { id }, depth }) => `${depth}${id}`)).toEqual([
      '0root',
      '1north',
      '1south',
      '2south-1',
      '2south-2',
    ])
  })
  it('keeps a team whose parent cannot be seen', () => {
    expect(teamTree([team('south', 'hidden')])).toEqual([{ team: team('south', 'hidden'), depth: 0 }])
  })
  it('knows what lies below', () => expect([...withTeamsBelow(teams, 'south')].sort()).toEqual(['south', 'south-1', 'south-2']))
  it('names the way down to a team, also when a loop got into the data', () => {
    expect(teamPath(teams, 'south-1')).toEqual(['root', 'south', 'south-1'])
    expect(teamPath([team('a', 'b'), team('b', 'a')], 'a')).toEqual(['b', 'a'])
  })
})
