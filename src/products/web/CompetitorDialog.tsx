import type { ReactNode } from 'react'
import { LongTextField, TextField } from '../../ui/fields/Fields.tsx'
import { useFields } from '../../ui/fields/use-fields.ts'
import { useWrite } from '../../ui/reading.ts'
import { useOpening } from '../../ui/use-opening.ts'
import { useWords } from '../../ui/use-words.ts'
import { changeCompetitor, createCompetitor } from '../contract.ts'
import type { EditingProps } from './CatalogueList.tsx'
import type { Competitor } from './CompetitorsTab.tsx'
import { EntryDialog, useSaving } from './EntryDialog.tsx'
import { words } from './words.ts'

const blank = { name: '', note: '' }

export function CompetitorDialog({ entry, onClose }: EditingProps<Competitor>): ReactNode {
  const t = useWords(words)
  const form = useFields(createCompetitor.body, blank, { blanks: 'null' })
  useOpening(entry, (it) => form.reset(it === 'new' ? blank : { name: it.name, note: it.note ?? '' }))
  const saving = useSaving(form, onClose)
  const add = useWrite(createCompetitor, saving('added'))
  const change = useWrite(changeCompetitor, saving('saved'))
  const submit = form.submit((body) =>
    entry && entry !== 'new'
      ? change.mutateAsync({ params: { id: entry.id }, body, ifMatch: entry.version })
      : add.mutateAsync({ body }),
  )
  return (
    <EntryDialog
      entry={entry}
      onClose={onClose}
      addLabel={t('addCompetitor')}
      editLabel={t('editCompetitor')}
      form={form}
      onSubmit={submit}
    >
      <TextField label={t('name')} required data-autofocus autoComplete="off" {...form.field('name')} />
      <LongTextField label={t('note')} {...form.field('note')} />
    </EntryDialog>
  )
}
