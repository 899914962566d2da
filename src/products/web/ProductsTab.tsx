import { Button } from '@mantine/core'
import { IconPackage } from '@tabler/icons-react'
import { useEffect, useMemo, useState, type ReactNode } from 'react'
import type { ReplyOf } from '../../ui/api.ts'
import type { Column } from '../../ui/DataTable.tsx'
import { Dialog } from '../../ui/Dialogs.tsx'
import { FieldRow, FormProblem, SwitchField, TextField } from '../../ui/fields/Fields.tsx'
import { MoneyField } from '../../ui/fields/NumberField.tsx'
import { useFields } from '../../ui/fields/use-fields.ts'
import { Money } from '../../ui/Figures.tsx'
import { notify } from '../../ui/Notices.tsx'
import { useList, useWrite } from '../../ui/reading.ts'
import { StatusChip } from '../../ui/StatusChip.tsx'
import { useWords } from '../../ui/use-words.ts'
import { words as kit } from '../../ui/words.ts'
import { archiveProduct, changeProduct, createProduct, listProducts, restoreProduct, type readProduct } from '../contract.ts'
import { CatalogueList } from './CatalogueList.tsx'
import classes from './Catalogue.module.css'
import type { TabProps } from './ProductsPage.tsx'
import { words } from './words.ts'

type Product = ReplyOf<typeof readProduct>

/** What we sell. */
export function ProductsTab({ view, onView }: TabProps): ReactNode {
  const t = useWords(words)
  const list = useList(listProducts, { query: { q: view.q, ...(view.archived ? { archived: 'true' as const } : {}) } })
  const [editing, setEditing] = useState<Product | 'new'>()
  const onProblem = notify.refused
  const back = useWrite(restoreProduct, { onDone: ({ name }) => notify.done(t('restored', { name })), onProblem })
  const away = useWrite(archiveProduct, { onProblem })
  const columns = useMemo<Column<Product>[]>(
    () => [
      { key: 'name', header: t('name'), cell: ({ name }) => <strong>{name}</strong>, fixed: true },
      { key: 'code', header: t('code'), cell: ({ code }) => code ?? '–', width: 140 },
      { key: 'series', header: t('series'), cell: ({ series }) => series ?? '–', width: 160 },
      {
        key: 'listPrice',
        header: t('listPrice'),
        cell: ({ listPriceMinor, currency }) => <Money minor={listPriceMinor} currency={currency} />,
        width: 150,
        align: 'end',
      },
      { key: 'state', header: t('state'), cell: ({ active }) => <State active={active} />, width: 120 },
    ],
    [t],
  )
  return (
    <>
      <CatalogueList
        name="products"
        view={view}
        onView={onView}
        list={list}
        columns={columns}
        isGone={({ archived }) => archived}
        onAdd={() => setEditing('new')}
        onEdit={setEditing}
        onArchive={({ id, name }) =>
          away.mutate(
            { params: { id } },
            { onSuccess: () => notify.done(t('archived', { name }), { undo: () => back.mutate({ params: { id } }) }) },
          )
        }
        onRestore={({ id }) => back.mutate({ params: { id } })}
        addLabel={t('addProduct')}
        searchLabel={t('searchProducts')}
        emptyTitle={t('noProducts')}
        emptyHint={t('noProductsHint')}
        icon={<IconPackage size={28} stroke={1.5} />}
        card={({ name, code, series, listPriceMinor, currency, active }) => (
          <>
            <span>
              <strong>{name}</strong> <State active={active} />
            </span>
            <span className={classes['quiet']}>
              {code} {series}
            </span>
            <Money minor={listPriceMinor} currency={currency} />
          </>
        )}
      />
      <ProductDialog product={editing} onClose={() => setEditing(undefined)} />
    </>
  )
}

function State({ active }: { active: boolean }): ReactNode {
  const t = useWords(words)
  return <StatusChip tone={active ? 'done' : 'quiet'}>{t(active ? 'offered' : 'notOffered')}</StatusChip>
}

const blank = { name: '', code: '', series: '', listPriceMinor: null, active: true }

function ProductDialog({ product, onClose }: { product: Product | 'new' | undefined; onClose: () => void }): ReactNode {
  const t = useWords(words)
  const k = useWords(kit)
  const existing = product === 'new' ? undefined : product
  const form = useFields(createProduct.body, blank, { blanks: 'null' })
  useEffect(() => {
    if (!product) return
    if (product === 'new') return form.reset(blank)
    const { name, code, series, listPriceMinor, active } = product
    form.reset({ name, code: code ?? '', series: series ?? '', listPriceMinor, active })
    // filled once for each product that is opened; the form object is new with every render
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [product])
  const options = (word: 'added' | 'saved') => ({
    touches: ['search'],
    onProblem: form.refuse,
    onDone: ({ name }: { name: string }) => {
      onClose()
      notify.done(t(word, { name }))
    },
  })
  const add = useWrite(createProduct, options('added'))
  const change = useWrite(changeProduct, options('saved'))
  return (
    <Dialog
      opened={product !== undefined}
      onClose={onClose}
      title={existing ? t('editProduct') : t('addProduct')}
      dirty={form.isDirty()}
      onSubmit={form.submit((body) =>
        existing
          ? change.mutateAsync({ params: { id: existing.id }, body, ifMatch: existing.version })
          : add.mutateAsync({ body }),
      )}
      footer={
        <>
          <Button variant="default" onClick={onClose}>
            {k('cancel')}
          </Button>
          <Button type="submit" loading={form.isSending}>
            {existing ? k('save') : t('addProduct')}
          </Button>
        </>
      }
    >
      <TextField label={t('name')} required data-autofocus autoComplete="off" {...form.field('name')} />
      <FieldRow>
        <TextField label={t('code')} autoComplete="off" {...form.field('code')} />
        <TextField label={t('series')} autoComplete="off" {...form.field('series')} />
      </FieldRow>
      <MoneyField label={t('listPrice')} {...form.field('listPriceMinor')} />
      <SwitchField label={t('offered')} {...form.field('active')} />
      <FormProblem problem={form.problem} />
    </Dialog>
  )
}
