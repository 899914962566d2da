import type { ReactNode } from 'react'
import { SearchSelect, type Choice } from '../../ui/fields/SearchSelect.tsx'
import { useWords } from '../../ui/use-words.ts'
import { searchSources } from './choices.ts'
import { InlineEdit } from './InlineEdit.tsx'
import type { Deal } from './StagePath.tsx'
import { useSaveFact } from './use-save-fact.ts'
import { words } from './words.ts'

/** Where the deal came from: gates ask for it, so the page lets it be said. */
export function SourceFact({ deal, why }: { deal: Deal; why: string | undefined }): ReactNode {
  const t = useWords(words)
  const save = useSaveFact()
  const label = t('source')
  const now = deal.source ? { value: deal.source.id, label: deal.source.name } : null
  return (
    <InlineEdit<Choice | null>
      label={label}
      why={why}
      isPick
      isSame={(a, b) => a?.value === b?.value}
      value={now}
      show={deal.source?.name ?? '–'}
      editor={(field) => <SearchSelect size="xs" name="source" search={searchSources} {...field} />}
      onSave={(choice) => save(deal, { sourceId: choice?.value ?? null }, { sourceId: deal.source?.id ?? null }, label)}
    />
  )
}
