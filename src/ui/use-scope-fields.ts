import { useMemo } from 'react'
import type { FilterField } from './FilterBar.tsx'

interface Named {
  id: string
  name: string
}
type Team = Named & { archived: boolean; parentId: string | null }

interface ScopeChoices {
  view: { team?: string | undefined; owner?: string | undefined }
  labels: { team: string; owner: string }
  /** Whom and which teams the reader reaches; undefined while they are read. */
  members: readonly (Named & { teamId: string | null })[] | undefined
  teams: readonly Team[] | undefined
}

/** The teams in which one of these people is, and those above them but the topmost, which is everybody. */
function teamsOf(teams: readonly Team[], members: readonly { teamId: string | null }[], chosen: string | undefined): Team[] {
  const byId = new Map(teams.map((team) => [team.id, team]))
  const inside = new Set<string>()
  for (let { teamId: id } of members) for (; id !== null && !inside.has(id); id = byId.get(id)?.parentId ?? null) inside.add(id)
  return teams.filter(({ id, archived, parentId }) => !archived && parentId !== null && (inside.has(id) || id === chosen))
}

/** The filters by team and person of a list, for who reaches more than the own records; none for others. */
export function useScopeFields({ view, labels, members, teams }: ScopeChoices): readonly FilterField[] {
  const { team, owner } = labels
  const isAsked = view.owner !== undefined || view.team !== undefined
  return useMemo(() => {
    if ((members?.length ?? 0) < 2 && !isAsked) return []
    const choice = (key: 'team' | 'owner', label: string, from: readonly Named[]): FilterField => ({
      kind: 'choice',
      key,
      label,
      options: from.map(({ id, name }) => ({ value: id, label: name })),
    })
    return [choice('team', team, teamsOf(teams ?? [], members ?? [], view.team)), choice('owner', owner, members ?? [])]
  }, [team, owner, members, teams, isAsked, view.team])
}
