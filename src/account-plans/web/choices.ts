import { listMembers } from '../../people/contract.ts'
import { call } from '../../ui/api.ts'
import type { Choice } from '../../ui/fields/SearchSelect.tsx'

/** Colleagues who are at work, by name or pinyin. */
export const searchMembers = async (q: string, signal: AbortSignal): Promise<Choice[]> => {
  const { items } = await call(listMembers, { query: { ...(q !== '' && { q }), limit: 20, status: 'active' }, signal })
  return items.map(({ id, name, teamName }) => ({ value: id, label: name, hint: teamName ?? undefined }))
}
