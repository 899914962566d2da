import { useMemo } from 'react'
import { listCustomers } from '../../customers/contract.ts'
import { listMembers } from '../../people/contract.ts'
import { listProducts, listSources } from '../../products/contract.ts'
import { call } from '../../ui/api.ts'
import type { Choice } from '../../ui/fields/SearchSelect.tsx'
import { useRead } from '../../ui/reading.ts'

const rarely = { staleTime: 5 * 60_000 }
export interface Option {
  value: string
  label: string
}
const optionsOf = (items: readonly { id: string; name: string }[] | undefined): Option[] =>
  (items ?? []).map(({ id, name }) => ({ value: id, label: name }))

/** The short lists that a lead's fields choose from. */
export function useLeadOptions() {
  const sources = useRead(listSources, { query: { limit: 200 } }, rarely).data?.items
  const products = useRead(listProducts, { query: { limit: 200, active: 'true' } }, rarely).data?.items
  const members = useRead(listMembers, { query: { limit: 200, reachable: 'true' } }, rarely).data?.items
  return useMemo(
    () => ({
      sources: optionsOf(sources),
      products: optionsOf(products),
      members: optionsOf(members?.filter(({ status }) => status !== 'deactivated')),
    }),
    [sources, products, members],
  )
}

export const searchCustomers = async (q: string, signal: AbortSignal): Promise<Choice[]> =>
  (await call(listCustomers, { query: { limit: 10, ...(q && { q }) }, signal })).items.map(({ id, name, owner, region }) => ({
    value: id,
    label: name,
    hint: [region, owner.name].filter(Boolean).join(' · '),
  }))
