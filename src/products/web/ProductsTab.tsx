import { IconPackage } from '@tabler/icons-react'
import { useMemo, type ReactNode } from 'react'
import type { ReplyOf } from '../../ui/api.ts'
import type { Column } from '../../ui/DataTable.tsx'
import { Money } from '../../ui/Figures.tsx'
import { onDemand } from '../../ui/on-demand.tsx'
import { useList } from '../../ui/reading.ts'
import { StatusChip } from '../../ui/StatusChip.tsx'
import { useWords } from '../../ui/use-words.ts'
import { archiveProduct, listProducts, restoreProduct, type readProduct } from '../contract.ts'
import { CatalogueList } from './CatalogueList.tsx'
import classes from './Catalogue.module.css'
import type { TabProps } from './ProductsPage.tsx'
import { words } from './words.ts'

export type Product = ReplyOf<typeof readProduct>

const ProductDialog = onDemand(
  async () => (await import('./ProductDialog.tsx')).ProductDialog,
  ({ entry }) => entry !== undefined,
)
const isGone = ({ archived }: Product): boolean => archived

/** What we sell. */
export function ProductsTab({ view, onView }: TabProps): ReactNode {
  const t = useWords(words)
  const list = useList(listProducts, { query: { q: view.q, ...(view.archived ? { archived: 'true' as const } : {}) } })
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
    <CatalogueList
      name="products"
      view={view}
      onView={onView}
      list={list}
      columns={columns}
      isGone={isGone}
      archive={archiveProduct}
      restore={restoreProduct}
      dialog={ProductDialog}
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
  )
}

function State({ active }: { active: boolean }): ReactNode {
  const t = useWords(words)
  return <StatusChip tone={active ? 'done' : 'quiet'}>{t(active ? 'offered' : 'notOffered')}</StatusChip>
}
