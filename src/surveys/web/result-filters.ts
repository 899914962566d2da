import { useMemo } from 'react'
import { levels } from '../../customers/customer.ts'
import { words as customerWords } from '../../customers/words.ts'
import { tiers } from '../../key-accounts/score.ts'
import { listMembers, listTeams } from '../../people/contract.ts'
import type { FilterField } from '../../ui/FilterBar.tsx'
import { useRead } from '../../ui/reading.ts'
import { useWords } from '../../ui/use-words.ts'
import type { SurveyView } from './survey-view.ts'
import { words } from './words.ts'

const rarely = { staleTime: 5 * 60_000 }
const grades = ['1', '2', '3', '4', '5']

/** Of whose customers, of which customers and from when the answers are. Team and owner only where there is more than one person. */
export const useResultFilters = (view: SurveyView): readonly FilterField[] => {
  const t = useWords(words)
  const c = useWords(customerWords)
  const members = useRead(listMembers, { query: { limit: 200, reachable: 'true' } }, rarely).data?.items
  const teams = useRead(listTeams, { query: { limit: 200 } }, rarely).data?.items
  return useMemo(() => {
    const named = (from: readonly { id: string; name: string }[]) => from.map(({ id, name }) => ({ value: id, label: name }))
    const offered = (teams ?? []).filter(({ archived, parentId }) => !archived && parentId !== null)
    const isMany = (members?.length ?? 0) > 1 || view.owner !== undefined || view.team !== undefined
    const whose: FilterField[] = [
      { kind: 'choice', key: 'team', label: t('filter.team'), options: named(offered) },
      { kind: 'choice', key: 'owner', label: t('filter.owner'), options: named(members ?? []) },
    ]
    return [
      { kind: 'days', from: 'from', to: 'to', label: t('filter.days') },
      ...(isMany ? whose : []),
      { kind: 'choices', key: 'grade', label: t('filter.grade'), options: grades.map((value) => ({ value, label: t('gradeOf', { grade: value }) })) },
      { kind: 'choices', key: 'level', label: t('filter.level'), options: levels.map((value) => ({ value, label: c(`level.${value}`) })) },
      { kind: 'choices', key: 'tier', label: t('filter.tier'), options: tiers.map((value) => ({ value, label: value })) },
    ] // prettier-ignore
  }, [t, c, members, teams, view.owner, view.team])
}
