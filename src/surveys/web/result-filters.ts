import { useMemo } from 'react'
import { levels } from '../../customers/customer.ts'
import { words as customerWords } from '../../customers/words.ts'
import { tiers } from '../../key-accounts/score.ts'
import { listMembers, listTeams } from '../../people/contract.ts'
import type { FilterField } from '../../ui/FilterBar.tsx'
import { useRead } from '../../ui/reading.ts'
import { useScopeFields } from '../../ui/use-scope-fields.ts'
import { useWords } from '../../ui/use-words.ts'
import type { SurveyView } from './survey-view.ts'
import { words } from './words.ts'

const rarely = { staleTime: 5 * 60_000 }
const grades = ['1', '2', '3', '4', '5']

/** Of whose customers, of which customers and from when the answers are. */
export const useResultFilters = (view: SurveyView): readonly FilterField[] => {
  const t = useWords(words)
  const c = useWords(customerWords)
  const members = useRead(listMembers, { query: { limit: 200, reachable: 'true' } }, rarely).data?.items
  const teams = useRead(listTeams, { query: { limit: 200 } }, rarely).data?.items
  const whose = useScopeFields({ view, labels: { team: t('filter.team'), owner: t('filter.owner') }, members, teams })
  return useMemo(
    () => [
      { kind: 'days', from: 'from', to: 'to', label: t('filter.days') },
      ...whose,
      { kind: 'choices', key: 'grade', label: t('filter.grade'), options: grades.map((value) => ({ value, label: t('gradeOf', { grade: value }) })) },
      { kind: 'choices', key: 'level', label: t('filter.level'), options: levels.map((value) => ({ value, label: c(`level.${value}`) })) },
      { kind: 'choices', key: 'tier', label: t('filter.tier'), options: tiers.map((value) => ({ value, label: value })) },
    ],
    [t, c, whose],
  ) // prettier-ignore
}
