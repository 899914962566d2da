import { useMemo } from 'react'
import type { FilterField } from './FilterBar.tsx'

interface Named {
  id: string
  name: string
}

interface ScopeChoices {
  view: { team?: string | undefined; owner?: string | undefined }
  labels: { team: string; owner: string }
  /** Whom and which teams the reader reaches; undefined while they are read. */
  members: readonly Named[] | undefined
  teams: readonly (Named & { archived: boolean; parentId: string | null })[] | undefined
}

/** The filters by team and person of a list, for who reaches more than the own records; none for others. */
export function useScopeFields({ view, labels, members, teams }: ScopeChoices): readonly FilterField[] {
  const { team, owner } = labels
  const isAsked = view.owner !== undefined || view.team !== undefined
  return useMemo(() => {
    if ((members?.length ?? 0) < 2 && !isAsked) return []
    const offered = (teams ?? []).filter(({ archived, parentId }) => !archived && parentId !== null)
    const choice = (key: 'team' | 'owner', label: string, from: readonly Named[]): FilterField => ({
      kind: 'choice',
      key,
      label,
      options: from.map(({ id, name }) => ({ value: id, label: name })),
    })
    return [choice('team', team, offered), choice('owner', owner, members ?? [])]
  }, [team, owner, members, teams, isAsked])
}
