import { Button, Loader } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconArrowsSort } from '@tabler/icons-react'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type MouseEvent, type ReactNode } from 'react'
import { CardList } from './CardList.tsx'
import { ColumnChoice, useColumnChoice } from './ColumnChoice.tsx'
import classes from './DataTable.module.css'
import { isTyping } from './keys.ts'
import { useRowHeight } from './row-height.ts'
import type { List } from './reading.ts'
import { EmptyState, ErrorPanel, TableSkeleton } from './States.tsx'
import { Tick } from './Tick.tsx'
import { sortedRows, withToggled } from './table-rows.ts'
import { usePhone } from './use-phone.ts'
import { useWords } from './use-words.ts'
import { words } from './words.ts'

/**
 * The list of a page: `<DataTable name="customers" label={t('title')} columns={columns} list={useList(...)} rowId={(row) => row.id} … />`.
 * Virtual rows in the row height of the reader's density, sticky head, columns to choose (kept per browser), sorting by the server
 * (`onSort`) or of the loaded rows (`compare`), selection with X and Shift, arrows/Home/End/Enter, next page on scrolling,
 * and its own empty, loading and error states. On the phone it shows `card(row)` instead. Give its parent a height (`<Page fill>`).
 */
export interface Column<T> {
  key: string
  header: string
  cell: (row: T) => ReactNode
  /** Pixels; without it the column takes the room that is left (at least 180). */
  width?: number
  align?: 'start' | 'end'
  /** The server can sort by `key`. */
  sortable?: boolean
  /** Sorts the loaded rows here: only for lists that are loaded whole. */
  compare?: (a: T, b: T) => number
  /** Not shown until chosen. */
  hidden?: boolean
  /** Cannot be hidden. */
  fixed?: boolean
}

export interface Sort {
  key: string
  descending: boolean
}

export type Rows<T> = Pick<List<T>, 'items' | 'isPending' | 'error'> &
  Partial<Pick<List<T>, 'isStale' | 'hasMore' | 'isLoadingMore' | 'loadMore' | 'refetch'>>

export interface DataTableProps<T> {
  /** Under which the choice of columns is kept. */
  name: string
  label: string
  columns: readonly Column<T>[]
  list: Rows<T>
  rowId: (row: T) => string
  onOpen?: (row: T) => void
  /** The record open in the drawer, marked in the list. */
  openId?: string | undefined
  sort?: Sort | undefined
  onSort?: (sort: Sort | undefined) => void
  /** Each column is sorted in one direction only, and this one where no other is: it is what a second press goes back to. */
  homeSort?: string
  selected?: ReadonlySet<string>
  onSelect?: (ids: Set<string>) => void
  /** Actions on the selection. */
  bulk?: ReactNode
  card?: (row: T) => ReactNode
  empty?: ReactNode
}

const flexibleWidth = 180
const none: ReadonlySet<string> = new Set()

export function DataTable<T extends object>(props: DataTableProps<T>): ReactNode {
  const t = useWords(words)
  const phone = usePhone()
  const { list } = props
  if (list.isPending) return <TableSkeleton rows={phone ? 8 : 16} />
  if (list.error && list.items.length === 0) return <ErrorPanel problem={list.error} retry={list.refetch} />
  if (list.items.length === 0) return props.empty ?? <EmptyState title={t('emptyTitle')} />
  return phone && props.card ? <CardList {...props} card={props.card} /> : <Grid {...props} />
}

function Grid<T extends object>(props: DataTableProps<T>): ReactNode {
  const { name, label, columns, list, rowId, onOpen, openId, sort, onSort, homeSort, selected = none, onSelect, bulk } = props
  const t = useWords(words)
  const scroller = useRef<HTMLDivElement>(null)
  const rowHeight = useRowHeight()
  const [visibility, setVisibility] = useColumnChoice(name, columns)
  const [localSort, setLocalSort] = useState<Sort>()
  const [active, setActive] = useState(0)
  const anchor = useRef<number>(0)

  const sorting = onSort ? sort : localSort
  const sorted = useMemo(
    () => sortedRows(list.items, columns, onSort ? undefined : localSort),
    [list.items, columns, onSort, localSort],
  )
  const ids = useMemo(() => sorted.map(rowId), [sorted, rowId])
  const shown = columns.filter(({ key }) => visibility[key] !== false)

  const virtual = useVirtualizer({
    count: sorted.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => ids[index] ?? index,
    overscan: 4,
    scrollPaddingStart: rowHeight + 4,
  })
  useEffect(() => virtual.measure(), [virtual, rowHeight])
  const items = virtual.getVirtualItems()
  const last = items.at(-1)?.index ?? 0
  const { hasMore, loadMore } = list
  useEffect(() => {
    if (hasMore && last >= sorted.length - 15) loadMore?.()
  }, [hasMore, last, sorted.length, loadMore])

  const changeSort = (key: string): void => {
    const isBack = homeSort !== undefined && sorting?.key === key
    const next: Sort | undefined = isBack
      ? undefined
      : sorting?.key !== key
        ? { key, descending: false }
        : sorting.descending
          ? undefined
          : { key, descending: true }
    if (onSort) onSort(next)
    else setLocalSort(next)
  }
  const select = (index: number, range: boolean): void => {
    onSelect?.(withToggled(selected, ids, index, range ? anchor.current : undefined))
    anchor.current = index
  }
  const goTo = (index: number): void => {
    const target = Math.max(0, Math.min(sorted.length - 1, index))
    setActive(target)
    virtual.scrollToIndex(target)
    requestAnimationFrame(() =>
      scroller.current?.querySelector<HTMLElement>(`tr[data-index="${target}"]`)?.focus({ preventScroll: true }),
    )
  }
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    if (isTyping(event) || event.ctrlKey || event.metaKey || event.altKey) return
    const onRow = (event.target as HTMLElement).matches('tr[data-index]')
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 300) / rowHeight) - 2)
    const moves: Record<string, number> = {
      ArrowDown: active + 1,
      ArrowUp: active - 1,
      Home: 0,
      End: sorted.length - 1,
      PageDown: active + page,
      PageUp: active - page,
    }
    const target = moves[event.key]
    const row = sorted[active]
    if (target !== undefined && onRow) goTo(target)
    else if (event.key === 'Enter' && onRow && row && onOpen) onOpen(row)
    else if ((event.key.toLowerCase() === 'x' || event.key === ' ') && onRow && onSelect) select(active, event.shiftKey)
    else return
    event.preventDefault()
  }
  const onRowClick = (event: MouseEvent<HTMLElement>, index: number): void => {
    if ((event.target as HTMLElement).closest('a, button, input, label, [role="button"], [role="menuitem"]')) return
    if (window.getSelection()?.toString()) return
    setActive(index)
    const row = sorted[index]
    if (event.shiftKey && onSelect) return select(index, true)
    if (row) onOpen?.(row)
  }

  const before = items[0]?.start ?? 0
  const after = virtual.getTotalSize() - (items.at(-1)?.end ?? 0)
  const width = shown.reduce((sum, column) => sum + (column.width ?? flexibleWidth), onSelect ? 40 : 0)
  const allSelected = sorted.length > 0 && ids.every((id) => selected.has(id))
  const someSelected = selected.size > 0

  return (
    <div className={classes['frame']} data-stale={list.isStale || undefined}>
      <div ref={scroller} className={classes['scroller']}>
        <table
          role="grid"
          aria-label={label}
          aria-rowcount={hasMore ? -1 : sorted.length + 1}
          aria-multiselectable={onSelect ? true : undefined}
          className={classes['table']}
          style={{ minWidth: width }}
          onKeyDown={onKeyDown}
        >
          <colgroup>
            {onSelect && <col style={{ width: 40 }} />}
            {shown.map(({ key, width: fixed }) => (
              <col key={key} style={fixed === undefined ? undefined : { width: fixed }} />
            ))}
          </colgroup>
          <thead className={classes['head']}>
            <tr aria-rowindex={1}>
              {onSelect && (
                <th className={classes['tick']} scope="col">
                  <Tick
                    label={t('selectAll')}
                    checked={allSelected}
                    mixed={someSelected && !allSelected}
                    onChange={() => onSelect(allSelected ? new Set() : new Set(ids))}
                  />
                </th>
              )}
              {shown.map((column) => {
                const { key, header, align } = column
                const mine = sorting?.key === key
                return (
                  <th
                    key={key}
                    scope="col"
                    data-align={align}
                    aria-sort={mine ? (sorting.descending ? 'descending' : 'ascending') : undefined}
                  >
                    {mine && key === homeSort ? (
                      <span className={classes['sorter']} data-active>
                        {header}
                        <Arrow descending={sorting.descending} />
                      </span>
                    ) : column.sortable || column.compare ? (
                      <button
                        type="button"
                        className={classes['sorter']}
                        data-active={mine || undefined}
                        onClick={() => changeSort(key)}
                      >
                        {header}
                        {mine ? (
                          <Arrow descending={sorting.descending} />
                        ) : (
                          <IconArrowsSort size={13} className={classes['hint']} />
                        )}
                      </button>
                    ) : (
                      header
                    )}
                  </th>
                )
              })}
            </tr>
          </thead>
          <tbody>
            {before > 0 && <Spacer height={before} />}
            {items.map(({ index, key }) => {
              const row = sorted[index]
              const id = ids[index]
              if (row === undefined || id === undefined) return null
              return (
                <tr
                  key={key}
                  data-index={index}
                  data-row-id={id}
                  data-open={id === openId || undefined}
                  data-clickable={onOpen ? true : undefined}
                  aria-rowindex={index + 2}
                  aria-selected={onSelect ? selected.has(id) : undefined}
                  tabIndex={index === Math.min(active, sorted.length - 1) ? 0 : -1}
                  onFocus={() => setActive(index)}
                  onClick={(event) => onRowClick(event, index)}
                >
                  {onSelect && (
                    <td className={classes['tick']}>
                      <Tick
                        tabIndex={-1}
                        label={t('selectRow')}
                        checked={selected.has(id)}
                        onChange={(event) => select(index, (event.nativeEvent as PointerEvent).shiftKey === true)}
                      />
                    </td>
                  )}
                  {shown.map((column) => (
                    <td key={column.key} data-align={column.align}>
                      {column.cell(row)}
                    </td>
                  ))}
                </tr>
              )
            })}
            {after > 0 && <Spacer height={after} />}
          </tbody>
        </table>
      </div>
      <div className={classes['foot']}>
        {someSelected ? (
          <div className={classes['bulk']} role="toolbar" aria-label={t('selected', { count: selected.size })}>
            <strong>{t('selected', { count: selected.size })}</strong>
            {bulk}
            <Button size="compact-xs" variant="subtle" color="gray" onClick={() => onSelect?.(new Set())}>
              {t('clearSelection')}
            </Button>
          </div>
        ) : (
          <span>{t('rowsLoaded', { count: sorted.length })}</span>
        )}
        {list.isLoadingMore && <Loader size={14} aria-label={t('loading')} />}
        {list.hasMore && !list.isLoadingMore && (
          <Button size="compact-xs" variant="subtle" onClick={list.loadMore}>
            {t('loadMore')}
          </Button>
        )}
        <span className={classes['gap']} />
        <ColumnChoice columns={columns} visibility={visibility} onChange={setVisibility} />
      </div>
    </div>
  )
}

const Spacer = ({ height }: { height: number }): ReactNode => (
  <tr aria-hidden="true">
    <td style={{ height, padding: 0, border: 0 }} />
  </tr>
)

const Arrow = ({ descending }: { descending: boolean }): ReactNode =>
  descending ? <IconArrowDown size={13} /> : <IconArrowUp size={13} />
