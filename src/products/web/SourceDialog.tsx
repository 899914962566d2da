import type { ReactNode } from 'react'
import { z } from 'zod'
import { FieldRow, TextField } from '../../ui/fields/Fields.tsx'
import { NumberField } from '../../ui/fields/NumberField.tsx'
import { SelectField } from '../../ui/fields/SelectField.tsx'
import { useFields } from '../../ui/fields/use-fields.ts'
import { useWrite } from '../../ui/reading.ts'
import { useOpening } from '../../ui/use-opening.ts'
import { useWords } from '../../ui/use-words.ts'
import { changeSource, createSource } from '../contract.ts'
import { sourceKinds } from '../source.ts'
import type { EditingProps } from './CatalogueList.tsx'
import { EntryDialog, useSaving } from './EntryDialog.tsx'
import type { Source } from './SourcesTab.tsx'
import { words } from './words.ts'

const line = z.string().trim().max(80).nullish()
/** A name per language, and the place in the list counted from one. */
const sourceForm = z.object({
  'zh-CN': line,
  'zh-TW': line,
  en: line,
  kind: z.enum(sourceKinds),
  place: z.number().int().min(1).max(100_000).nullish(),
})
const blank = { 'zh-CN': '', 'zh-TW': '', en: '', kind: 'new' as const, place: null }

export function SourceDialog({ entry, onClose }: EditingProps<Source>): ReactNode {
  const t = useWords(words)
  const form = useFields(sourceForm, blank)
  useOpening(entry, (it) => form.reset(it === 'new' ? blank : { ...it.names, kind: it.kind, place: it.position + 1 }))
  const saving = useSaving(form, onClose)
  const add = useWrite(createSource, saving('added'))
  const change = useWrite(changeSource, saving('saved'))
  const submit = form.submit(({ kind, place, ...names }) => {
    const body = {
      kind,
      names: Object.fromEntries(Object.entries(names).filter(([, name]) => name)) as Record<string, string>,
      ...(place ? { position: place - 1 } : {}),
    }
    return entry && entry !== 'new'
      ? change.mutateAsync({ params: { id: entry.id }, body, ifMatch: entry.version })
      : add.mutateAsync({ body })
  })
  return (
    <EntryDialog
      entry={entry}
      onClose={onClose}
      addLabel={t('addSource')}
      editLabel={t('editSource')}
      form={form}
      onSubmit={submit}
    >
      <TextField label={t('names.zh-CN')} data-autofocus autoComplete="off" {...form.field('zh-CN')} />
      <TextField label={t('names.zh-TW')} autoComplete="off" {...form.field('zh-TW')} />
      <TextField label={t('names.en')} autoComplete="off" {...form.field('en')} />
      <FieldRow>
        <SelectField
          label={t('kind')}
          data={sourceKinds.map((value) => ({ value, label: t(`kind.${value}`) }))}
          allowDeselect={false}
          {...form.field('kind')}
        />
        <NumberField label={t('position')} min={1} {...form.field('place')} />
      </FieldRow>
    </EntryDialog>
  )
}
