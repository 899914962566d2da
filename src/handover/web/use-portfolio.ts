import { listMembers } from '../../people/contract.ts'
import { call } from '../../ui/api.ts'
import type { Choice } from '../../ui/fields/SearchSelect.tsx'
import { useRead } from '../../ui/reading.ts'
import { useFormat } from '../../ui/Regional.tsx'
import { useWords } from '../../ui/use-words.ts'
import { readPortfolio } from '../contract.ts'
import { parts, type Part } from '../portfolio.ts'
import { words } from './words.ts'

/** What a member looks after, part by part, in words; nothing is known while `counted` is false. */
export const usePortfolio = (memberId: string | undefined) => {
  const t = useWords(words)
  const format = useFormat()
  const query = useRead(
    readPortfolio,
    { params: { id: memberId ?? '' } },
    { enabled: memberId !== undefined, follows: ['opportunities', 'customers', 'leads', 'tasks'] },
  )
  const counts = query.data?.counts
  const n = (value: number | undefined): string => format.count(value ?? 0)
  const told: Record<Part, { label: string; isEmpty: boolean }> = {
    customers: {
      label: t('part.customers', { count: n(counts?.customers), people: n(counts?.contacts) }),
      isEmpty: (counts?.customers ?? 0) + (counts?.contacts ?? 0) === 0,
    },
    opportunities: {
      label: t('part.opportunities', { open: n(counts?.openDeals), closed: n(counts?.closedDeals) }),
      isEmpty: (counts?.openDeals ?? 0) + (counts?.closedDeals ?? 0) === 0,
    },
    leads: { label: t('part.leads', { count: n(counts?.leads) }), isEmpty: (counts?.leads ?? 0) === 0 },
    tasks: { label: t('part.tasks', { count: n(counts?.tasks) }), isEmpty: (counts?.tasks ?? 0) === 0 },
  }
  const held = parts.filter((part) => !told[part].isEmpty)
  return { told, held, counted: counts !== undefined, isPending: query.isPending, error: query.error }
}
export type Portfolio = ReturnType<typeof usePortfolio>

/** Colleagues within reach who are here and could take over. */
export const searchTakers =
  (leaving: string) =>
  async (q: string, signal: AbortSignal): Promise<Choice[]> => {
    const { items } = await call(listMembers, { query: { reachable: 'true', limit: 20, ...(q ? { q } : {}) }, signal })
    return items
      .filter((one) => one.id !== leaving && one.status !== 'deactivated')
      .map((one) => ({ value: one.id, label: one.name, hint: one.teamName ?? undefined }))
  }
