import type { ReactNode } from 'react'
import { call } from '../../ui/api.ts'
import { SearchSelect, type Choice } from '../../ui/fields/SearchSelect.tsx'
import { useWords } from '../../ui/use-words.ts'
import { findSubjects } from '../contract.ts'
import { words } from './words.ts'

export interface Subject {
  kind: 'customer' | 'lead'
  id: string
  name: string
}

/** With whom: customers and leads in one search. */
export function SubjectSearch(props: {
  value: Subject | null
  error: string | undefined
  onChange: (subject: Subject | null) => void
}): ReactNode {
  const t = useWords(words)
  const { value, error, onChange } = props
  const search = async (q: string, signal: AbortSignal): Promise<Choice[]> => {
    const { items } = await call(findSubjects, { query: { ...(q && { q }) }, signal })
    return items.map(({ kind, id, name, hint }) => ({
      value: `${kind}:${id}`,
      label: name,
      hint: [kind === 'lead' ? t('kindLead') : t('kindCustomer'), hint].filter(Boolean).join(' · '),
    }))
  }
  return (
    <SearchSelect
      name="log-subject"
      label={t('subject')}
      placeholder={t('subjectHint')}
      required
      autoFocus
      error={error}
      value={value && { value: `${value.kind}:${value.id}`, label: value.name }}
      search={search}
      onChange={(choice) => {
        const [kind, id] = choice?.value.split(':') ?? []
        onChange(choice && id && (kind === 'customer' || kind === 'lead') ? { kind, id, name: choice.label } : null)
      }}
    />
  )
}
