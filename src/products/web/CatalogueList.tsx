import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useCallback, useMemo, useState, type ReactNode } from 'react'
import { confirm } from '../../ui/asking.ts'
import { DataTable, type Column, type Rows } from '../../ui/DataTable.tsx'
import { FilterBar, isFiltered, withoutFilters, type FilterField } from '../../ui/FilterBar.tsx'
import { notify } from '../../ui/Notices.tsx'
import { Panel } from '../../ui/Page.tsx'
import { useWrite } from '../../ui/reading.ts'
import { RowActions } from '../../ui/RowActions.tsx'
import { useSession } from '../../ui/session.ts'
import { EmptyState, NothingFound } from '../../ui/States.tsx'
import { useWords } from '../../ui/use-words.ts'
import type { archiveProduct, restoreCompetitor, restoreProduct, restoreSource } from '../contract.ts'
import classes from './Catalogue.module.css'
import type { TabProps } from './ProductsPage.tsx'
import { words } from './words.ts'

interface Entry {
  id: string
  name: string
}

export interface EditingProps<T> {
  /** What is changed; 'new' adds one, undefined closes the dialog. */
  entry: T | 'new' | undefined
  onClose: () => void
}

interface CatalogueListProps<T extends Entry> extends TabProps {
  name: 'products' | 'sources' | 'competitors'
  list: Rows<T>
  columns: readonly Column<T>[]
  isGone: (entry: T) => boolean
  /** The endpoints of the three look alike. */
  archive: typeof archiveProduct
  restore: typeof restoreProduct | typeof restoreSource | typeof restoreCompetitor
  dialog: (props: EditingProps<T>) => ReactNode
  addLabel: string
  searchLabel: string
  emptyTitle: string
  emptyHint: string
  icon: ReactNode
  card: (entry: T) => ReactNode
}

/** One tab of the catalogue: search, list, and for who manages it add, edit, archive, restore. */
export function CatalogueList<T extends Entry>(props: CatalogueListProps<T>): ReactNode {
  const { name, list, columns, isGone, dialog: EditDialog, view, onView } = props
  const t = useWords(words)
  const { can } = useSession()
  const mayManage = can('catalogue.manage')
  const [editing, setEditing] = useState<T | 'new'>()
  const onProblem = notify.refused
  const { mutate: restore } = useWrite(props.restore, {
    onDone: (back) => notify.done(t('restored', { name: back.name })),
    onProblem,
  })
  const { mutate: archive } = useWrite(props.archive, { onProblem })
  const fields: FilterField[] = [
    { kind: 'text', key: 'q', label: props.searchLabel },
    { kind: 'flag', key: 'archived', label: t('archivedOnly') },
  ]
  const putAway = useCallback(
    async ({ id, name: called }: Entry): Promise<void> => {
      const question = {
        title: t('archiveTitle', { name: called }),
        body: t('archiveBody'),
        action: t('archive'),
        danger: true,
      }
      if (!(await confirm(question))) return
      const undo = (): void => restore({ params: { id } })
      archive({ params: { id } }, { onSuccess: () => notify.done(t('archived', { name: called }), { undo }) })
    },
    [t, archive, restore],
  )
  const actions = useCallback(
    (entry: T): ReactNode => (
      <RowActions
        of={entry.name}
        actions={
          isGone(entry)
            ? [{ key: 'restore', label: t('restore'), run: () => restore({ params: { id: entry.id } }) }]
            : [
                { key: 'edit', label: t('edit'), run: () => setEditing(entry) },
                { key: 'archive', label: t('archive'), run: () => void putAway(entry), danger: true },
              ]
        }
      />
    ),
    [t, isGone, restore, putAway],
  )
  const all = useMemo<Column<T>[]>(
    () =>
      mayManage
        ? [...columns, { key: 'actions', header: '', width: 56, align: 'end', fixed: true, cell: actions }]
        : [...columns],
    [columns, mayManage, actions],
  )
  return (
    <>
      <div className={classes['head']}>
        <FilterBar view={view} onChange={onView} fields={fields} />
        {mayManage ? (
          <Button size="xs" leftSection={<IconPlus size={16} />} onClick={() => setEditing('new')}>
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
          {...(mayManage && { onOpen: (entry: T) => (isGone(entry) ? undefined : setEditing(entry)) })}
          card={(entry) => (
            <div className={classes['entry']}>
              <div className={classes['card']}>{props.card(entry)}</div>
              {mayManage && actions(entry)}
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
      <EditDialog entry={editing} onClose={() => setEditing(undefined)} />
    </>
  )
}
