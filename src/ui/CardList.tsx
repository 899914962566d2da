import { Button, Loader } from '@mantine/core'
import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useId, useLayoutEffect, useRef, useState, type ReactNode } from 'react'
import classes from './DataTable.module.css'
import type { DataTableProps } from './DataTable.tsx'
import { useWords } from './use-words.ts'
import { words } from './words.ts'

/** The phone's face of a DataTable: one card per row in the page's own scroll, only those in view in the document. */
export function CardList<T extends object>(props: DataTableProps<T> & { card: (row: T) => ReactNode }): ReactNode {
  const { label, list, rowId, onOpen, openId, card } = props
  const t = useWords(words)
  const cardId = useId()
  const box = useRef<HTMLUListElement>(null)
  const [offset, setOffset] = useState(0)
  useLayoutEffect(() => setOffset(box.current?.offsetTop ?? 0), [])
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
      <ul ref={box} aria-label={label} className={classes['cards']} style={{ height: virtual.getTotalSize() }}>
        {items.map(({ index, key, start }) => {
          const row = rows[index]
          if (!row) return null
          return (
            <li
              key={key}
              data-index={index}
              ref={virtual.measureElement}
              className={classes['slot']}
              style={{ transform: `translateY(${start - virtual.options.scrollMargin}px)` }}
            >
              <div className={classes['card']} data-open={rowId(row) === openId || undefined}>
                {onOpen && (
                  <button
                    type="button"
                    className={classes['cover']}
                    aria-labelledby={`${cardId}-${index}`}
                    onClick={() => onOpen(row)}
                  />
                )}
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
