import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useMemo, type ReactNode } from 'react'
import { confirm } from '../../ui/asking.ts'
import { DataTable, type Column, type Rows } from '../../ui/DataTable.tsx'
import { FilterBar, isFiltered, withoutFilters, type FilterField } from '../../ui/FilterBar.tsx'
import { Panel } from '../../ui/Page.tsx'
import { RowActions } from '../../ui/RowActions.tsx'
import { useSession } from '../../ui/session.ts'
import { EmptyState, NothingFound } from '../../ui/States.tsx'
import { useWords } from '../../ui/use-words.ts'
import classes from './Catalogue.module.css'
import type { TabProps } from './ProductsPage.tsx'
import { words } from './words.ts'

interface Entry {
  id: string
  name: string
  permissions: { edit: { sentence: string } | null; archive: { sentence: string } | null }
}

interface CatalogueListProps<T extends Entry> extends TabProps {
  name: 'products' | 'sources' | 'competitors'
  list: Rows<T>
  columns: readonly Column<T>[]
  isGone: (entry: T) => boolean
  onAdd: () => void
  onEdit: (entry: T) => void
  onArchive: (entry: T) => void
  onRestore: (entry: T) => void
  addLabel: string
  searchLabel: string
  emptyTitle: string
  emptyHint: string
  icon: ReactNode
  card: (entry: T) => ReactNode
}

/** One tab of the catalogue: search, list, and for who manages it add, edit, archive, restore. */
export function CatalogueList<T extends Entry>(props: CatalogueListProps<T>): ReactNode {
  const { name, list, columns, isGone, onAdd, onEdit, onArchive, onRestore, view, onView } = props
  const t = useWords(words)
  const { can } = useSession()
  const mayManage = can('catalogue.manage')
  const fields: FilterField[] = [
    { kind: 'text', key: 'q', label: props.searchLabel },
    { kind: 'flag', key: 'archived', label: t('archivedOnly') },
  ]
  const ask = async (entry: T): Promise<void> => {
    const yes = await confirm({
      title: t('archiveTitle', { name: entry.name }),
      body: t('archiveBody'),
      action: t('archive'),
      danger: true,
    })
    if (yes) onArchive(entry)
  }
  const actions = (entry: T): ReactNode =>
    mayManage && (
      <RowActions
        of={entry.name}
        actions={
          isGone(entry)
            ? [{ key: 'restore', label: t('restore'), run: () => onRestore(entry) }]
            : [
                { key: 'edit', label: t('edit'), run: () => onEdit(entry) },
                { key: 'archive', label: t('archive'), run: () => void ask(entry), danger: true },
              ]
        }
      />
    )
  const all = useMemo<Column<T>[]>(
    () =>
      mayManage
        ? [...columns, { key: 'actions', header: '', width: 56, align: 'end', fixed: true, cell: actions }]
        : [...columns],
    // the actions read nothing but what the columns already depend on
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [columns, mayManage, t],
  )
  return (
    <>
      <div className={classes['head']}>
        <FilterBar view={view} onChange={onView} fields={fields} />
        {mayManage ? (
          <Button size="xs" leftSection={<IconPlus size={16} />} onClick={onAdd}>
            {props.addLabel}
          </Button>
        ) : (
          <span className={classes['quiet']}>{t('readOnly')}</span>
        )}
      </div>
      <Panel grow flush>
        <DataTable
          name={name}
          label={t(name)}
          columns={all}
          list={list}
          rowId={({ id }) => id}
          {...(mayManage && { onOpen: (entry: T) => (isGone(entry) ? undefined : onEdit(entry)) })}
          card={(entry) => (
            <div className={classes['entry']}>
              <div className={classes['card']}>{props.card(entry)}</div>
              {actions(entry)}
            </div>
          )}
          empty={
            isFiltered(view, fields) ? (
              <NothingFound onClear={() => onView(withoutFilters(fields))} />
            ) : (
              <EmptyState icon={props.icon} title={props.emptyTitle} hint={props.emptyHint} />
            )
          }
        />
      </Panel>
    </>
  )
}
