import { Button, Loader } from '@mantine/core'
import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useId, useLayoutEffect, useRef, useState, type ReactNode } from 'react'
import classes from './DataTable.module.css'
import type { DataTableProps } from './DataTable.tsx'
import { useWords } from './use-words.ts'
import { words } from './words.ts'

/**
 * The phone's face of a DataTable: one card per row in the page's own scroll, only those in view in the document. Where rows can be selected, a
 * button begins to: then a card is picked instead of opened, and what can be done with those picked stays beneath the head of the page.
 */
export function CardList<T extends object>(props: DataTableProps<T> & { card: (row: T) => ReactNode }): ReactNode {
  const { label, list, rowId, onOpen, openId, card, selected = none, onSelect, bulk } = props
  const t = useWords(words)
  const cardId = useId()
  const box = useRef<HTMLUListElement>(null)
  const [asksToPick, setPicking] = useState(false)
  const isPicking = onSelect !== undefined && (asksToPick || selected.size > 0)
  const [offset, setOffset] = useState(0)
  useLayoutEffect(() => setOffset(box.current?.offsetTop ?? 0), [isPicking])
  const rows = list.items
  const virtual = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => 92,
    overscan: 5,
    scrollMargin: offset,
    getItemKey: (index) => (rows[index] ? rowId(rows[index]) : index),
  })
  const items = virtual.getVirtualItems()
  const last = items.at(-1)?.index ?? 0
  const { hasMore, loadMore } = list
  useEffect(() => {
    if (hasMore && last >= rows.length - 8) loadMore?.()
  }, [hasMore, last, rows.length, loadMore])
  return (
    <div data-stale={list.isStale || undefined}>
      {onSelect && bulk && (
        <Picking
          isPicking={isPicking}
          count={selected.size}
          onBegin={() => setPicking(true)}
          onEnd={() => {
            setPicking(false)
            onSelect(new Set())
          }}
        >
          {bulk}
        </Picking>
      )}
      <ul ref={box} aria-label={label} className={classes['cards']} style={{ height: virtual.getTotalSize() }}>
        {items.map(({ index, key, start }) => {
          const row = rows[index]
          if (!row) return null
          const id = rowId(row)
          const isPicked = isPicking && selected.has(id)
          return (
            <li
              key={key}
              data-index={index}
              ref={virtual.measureElement}
              className={classes['slot']}
              style={{ transform: `translateY(${start - virtual.options.scrollMargin}px)` }}
            >
              <div
                className={classes['card']}
                data-open={id === openId || isPicked || undefined}
                data-picking={isPicking || undefined}
              >
                {(onOpen || isPicking) && (
                  <button
                    type="button"
                    className={classes['cover']}
                    aria-labelledby={`${cardId}-${index}`}
                    aria-pressed={isPicking ? isPicked : undefined}
                    onClick={() => (isPicking ? onSelect(toggled(selected, id)) : onOpen?.(row))}
                  />
                )}
                {isPicking && <span className={classes['mark']} data-on={isPicked || undefined} aria-hidden="true" />}
                <div id={`${cardId}-${index}`} className={onOpen && classes['face']}>
                  {card(row)}
                </div>
              </div>
            </li>
          )
        })}
      </ul>
      <div className={classes['foot']}>
        <span>{t('rowsLoaded', { count: rows.length })}</span>
        {list.isLoadingMore && <Loader size={14} aria-label={t('loading')} />}
        {list.hasMore && !list.isLoadingMore && (
          <Button size="xs" variant="subtle" onClick={list.loadMore}>
            {t('loadMore')}
          </Button>
        )}
      </div>
    </div>
  )
}

const none: ReadonlySet<string> = new Set()

function toggled(selected: ReadonlySet<string>, id: string): Set<string> {
  const next = new Set(selected)
  if (!next.delete(id)) next.add(id)
  return next
}

interface PickingProps {
  isPicking: boolean
  count: number
  onBegin: () => void
  onEnd: () => void
  /** What can be done with those picked. */
  children: ReactNode
}

function Picking({ isPicking, count, onBegin, onEnd, children }: PickingProps): ReactNode {
  const t = useWords(words)
  if (!isPicking)
    return (
      <div className={classes['picking']}>
        <Button size="xs" variant="default" onClick={onBegin}>
          {t('select')}
        </Button>
      </div>
    )
  const told = t('selected', { count })
  return (
    <div className={classes['picking']} role="toolbar" aria-label={told} data-on>
      <strong role="status">{told}</strong>
      {count > 0 && children}
      <Button size="compact-xs" variant="subtle" color="gray" onClick={onEnd}>
        {t('clearSelection')}
      </Button>
    </div>
  )
}
