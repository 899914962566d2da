import { useMemo } from 'react'
import { listMembers, listTeams } from '../../people/contract.ts'
import { listProducts, listSources } from '../../products/contract.ts'
import type { FilterField } from '../../ui/FilterBar.tsx'
import { useRead } from '../../ui/reading.ts'
import { useWords } from '../../ui/use-words.ts'
import type { View } from './opportunities-view.ts'
import { words } from './words.ts'

const rarely = { staleTime: 5 * 60_000 }
const statuses = ['open', 'won', 'lost', 'terminated', 'on-hold', 'transferred'] as const

/** The filters of board and table; the table also filters by status. */
export const useFilterFields = (view: View, isTable: boolean): readonly FilterField[] => {
  const t = useWords(words)
  const members = useRead(listMembers, { query: { limit: 200, reachable: 'true' } }, rarely).data?.items
  const teams = useRead(listTeams, { query: { limit: 200 } }, rarely).data?.items
  const products = useRead(listProducts, { query: { limit: 200 } }, rarely).data?.items
  const sources = useRead(listSources, { query: { limit: 200 } }, rarely).data?.items
  return useMemo(() => {
    const options = (items: readonly { id: string; name: string }[] | undefined) =>
      (items ?? []).map(({ id, name }) => ({ value: id, label: name }))
    const choice = (key: keyof View, label: string, items: readonly { id: string; name: string }[] | undefined): FilterField[] =>
      (items?.length ?? 0) > 1 || view[key] !== undefined ? [{ kind: 'choice', key, label, options: options(items) }] : []
    return [
      { kind: 'text', key: 'q', label: t('searchDeals') },
      ...choice('owner', t('owner'), members),
      ...choice('team', t('team'), teams),
      ...choice('product', t('product'), products),
      ...choice('source', t('source'), sources),
      ...(isTable
        ? [
            {
              kind: 'choice' as const,
              key: 'status',
              label: t('statusOpen'),
              options: [
                ...statuses.map((status) => ({ value: status, label: t(`status.${status}`) })),
                { value: 'all', label: t('statusAll') },
              ],
            },
            { kind: 'flag' as const, key: 'archived', label: t('archivedOnly') },
          ]
        : []),
    ]
  }, [t, members, teams, products, sources, isTable, view])
}
