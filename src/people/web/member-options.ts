import { useMemo } from 'react'
import { useRead } from '../../ui/reading.ts'
import { useWords } from '../../ui/use-words.ts'
import { listTeams } from '../contract.ts'
import { roles } from '../roles.ts'
import { teamPath, teamTree } from '../team-tree.ts'
import { words as people } from '../words.ts'

interface Option {
  value: string
  label: string
}

export const useRoleOptions = (): Option[] => {
  const p = useWords(people)
  return useMemo(() => roles.map((role) => ({ value: role, label: p(`role.${role}`) })), [p])
}

/** The teams in the order of their tree, each with those above it: 公司 / 华东 / 一组. */
export const useTeamOptions = (): Option[] => {
  const { data } = useRead(listTeams, { query: { limit: 200 } })
  return useMemo(() => {
    const teams = data?.items.filter(({ archived }) => !archived) ?? []
    return teamTree(teams).map(({ team }) => ({ value: team.id, label: teamPath(teams, team.id).join(' / ') }))
  }, [data])
}
