import { listMembers } from '../../people/contract.ts'
import { call } from '../../ui/api.ts'
import type { Choice } from '../../ui/fields/SearchSelect.tsx'

/** Colleagues who work here; the server matches parts of names and pinyin. */
export const searchMembers = async (q: string, signal: AbortSignal): Promise<Choice[]> => {
  const { items } = await call(listMembers, { query: { limit: 20, ...(q !== '' && { q }), status: 'active' }, signal })
  return items.map(({ id, name, teamName }) => ({ value: id, label: name, hint: teamName ?? undefined }))
}
