import type { ReactNode } from 'react'
import { FieldRow, SwitchField, TextField } from '../../ui/fields/Fields.tsx'
import { MoneyField } from '../../ui/fields/NumberField.tsx'
import { useFields } from '../../ui/fields/use-fields.ts'
import { useWrite } from '../../ui/reading.ts'
import { useOpening } from '../../ui/use-opening.ts'
import { useWords } from '../../ui/use-words.ts'
import { changeProduct, createProduct } from '../contract.ts'
import type { EditingProps } from './CatalogueList.tsx'
import { EntryDialog, useSaving } from './EntryDialog.tsx'
import type { Product } from './ProductsTab.tsx'
import { words } from './words.ts'

const blank = { name: '', code: '', series: '', listPriceMinor: null, active: true }

export function ProductDialog({ entry, onClose }: EditingProps<Product>): ReactNode {
  const t = useWords(words)
  const form = useFields(createProduct.body, blank, { blanks: 'null' })
  useOpening(entry, (it) => {
    if (it === 'new') return form.reset(blank)
    const { name, code, series, listPriceMinor, active } = it
    form.reset({ name, code: code ?? '', series: series ?? '', listPriceMinor, active })
  })
  const saving = useSaving(form, onClose)
  const add = useWrite(createProduct, saving('added'))
  const change = useWrite(changeProduct, saving('saved'))
  const submit = form.submit((body) =>
    entry && entry !== 'new'
      ? change.mutateAsync({ params: { id: entry.id }, body, ifMatch: entry.version })
      : add.mutateAsync({ body }),
  )
  return (
    <EntryDialog
      entry={entry}
      onClose={onClose}
      addLabel={t('addProduct')}
      editLabel={t('editProduct')}
      form={form}
      onSubmit={submit}
    >
      <TextField label={t('name')} required data-autofocus autoComplete="off" {...form.field('name')} />
      <FieldRow>
        <TextField label={t('code')} autoComplete="off" {...form.field('code')} />
        <TextField label={t('series')} autoComplete="off" {...form.field('series')} />
      </FieldRow>
      <MoneyField label={t('listPrice')} {...form.field('listPriceMinor')} />
      <SwitchField label={t('offered')} {...form.field('active')} />
    </EntryDialog>
  )
}
