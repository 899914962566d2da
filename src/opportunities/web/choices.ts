import { listContacts } from '../../contacts/contract.ts'
import { listCustomers } from '../../customers/contract.ts'
import { listMembers } from '../../people/contract.ts'
import { createCompetitor, listCompetitors, listProducts, listSources } from '../../products/contract.ts'
import { call } from '../../ui/api.ts'
import type { Choice } from '../../ui/fields/SearchSelect.tsx'

/** Searches behind the pickers; the server matches parts of names and pinyin. */
type Search = (q: string, signal: AbortSignal) => Promise<Choice[]>

const asked = (q: string): { q?: string; limit: number } => ({ limit: 20, ...(q !== '' && { q }) })

export const searchCustomers: Search = async (q, signal) => {
  const { items } = await call(listCustomers, { query: asked(q), signal })
  return items.map(({ id, name, owner }) => ({ value: id, label: name, hint: owner?.name }))
}

export const searchContactsOf =
  (customerId: string): Search =>
  async (q, signal) => {
    const { items } = await call(listContacts, { query: { ...asked(q), customer: customerId }, signal })
    return items.map(({ id, name, title }) => ({ value: id, label: name, hint: title ?? undefined }))
  }

export const searchMembers: Search = async (q, signal) => {
  const { items } = await call(listMembers, { query: { ...asked(q), status: 'active' }, signal })
  return items.map(({ id, name, teamName }) => ({ value: id, label: name, hint: teamName ?? undefined }))
}

/** People whose deals the reader may see at all. */
export const searchReachableMembers: Search = async (q, signal) => {
  const { items } = await call(listMembers, { query: { ...asked(q), reachable: 'true' }, signal })
  return items.map(({ id, name, teamName }) => ({ value: id, label: name, hint: teamName ?? undefined }))
}

export const searchProducts: Search = async (q, signal) => {
  const { items } = await call(listProducts, { query: { ...asked(q), active: 'true' }, signal })
  return items.map(({ id, name, series }) => ({ value: id, label: name, hint: series ?? undefined }))
}

export const searchSources: Search = async (q, signal) => {
  const { items } = await call(listSources, { query: asked(q), signal })
  return items.map(({ id, name }) => ({ value: id, label: name }))
}

export const searchCompetitors: Search = async (q, signal) => {
  const { items } = await call(listCompetitors, { query: asked(q), signal })
  return items.map(({ id, name }) => ({ value: id, label: name }))
}

export const addCompetitor = async (name: string): Promise<Choice> => {
  const made = await call(createCompetitor, { body: { name } })
  return { value: made.id, label: made.name }
}
