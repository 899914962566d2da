import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { PeekDrawer } from '../../ui/PeekDrawer.tsx'
import { useList } from '../../ui/reading.ts'
import { useFormat } from '../../ui/Regional.tsx'
import { EmptyState, ErrorPanel, TextSkeleton } from '../../ui/States.tsx'
import { useWords } from '../../ui/use-words.ts'
import { words as kit } from '../../ui/words.ts'
import { listCapacityRecords, type CapacityQuery, type CapacityRecord, type RecordList } from '../contract.ts'
import classes from './Capacity.module.css'
import { words } from './words.ts'

interface RecordsDrawerProps {
  list: RecordList | undefined
  query: CapacityQuery
  onClose: () => void
}

/** The deals, activities, tasks or people behind a figure, each opening its record. */
export function RecordsDrawer({ list, query, onClose }: RecordsDrawerProps): ReactNode {
  const t = useWords(words)
  const k = useWords(kit)
  const format = useFormat()
  const records = useList(
    listCapacityRecords,
    { query: { ...query, list: list ?? 'prospects', limit: 50 } },
    { enabled: list !== undefined, follows: ['opportunities', 'activities', 'tasks'] },
  )
  return (
    <PeekDrawer id={list} onClose={onClose} title={list ? t(`list.${list}`) : ''} width={620}>
      {records.error ? (
        <ErrorPanel problem={records.error} retry={records.refetch} />
      ) : records.isPending || (records.isStale && records.items.length === 0) ? (
        <TextSkeleton lines={8} />
      ) : records.items.length === 0 ? (
        <EmptyState title={t('noRecords')} />
      ) : (
        <div className={classes['records']} data-stale={records.isStale || undefined}>
          <p className={classes['hint']}>{t('recordsTotal', { count: format.count(records.first?.total ?? 0) })}</p>
          <ul>
            {records.items.map((record) => (
              <Line key={record.id} record={record} />
            ))}
          </ul>
          {records.hasMore && (
            <Button variant="default" size="xs" loading={records.isLoadingMore} onClick={records.loadMore}>
              {k('loadMore')}
            </Button>
          )}
        </div>
      )}
    </PeekDrawer>
  )
}

function Line({ record }: { record: CapacityRecord }): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const { customerName, ownerName, on, amountMinor, currency, minutes, note, kind } = record
  return (
    <li>
      <Name record={record} />
      <span className={classes['recordFigure']}>
        {amountMinor !== null && currency !== null
          ? format.money(amountMinor, 'exact', currency)
          : minutes !== null && t('minutes', { count: format.count(minutes) })}
      </span>
      <span className={classes['quiet']}>
        {[customerName === record.name ? null : customerName, kind === 'member' ? null : ownerName, on]
          .filter((part) => part !== null)
          .join(' · ')}
      </span>
      {note && <span className={classes['note']}>{note}</span>}
    </li>
  )
}

function Name({ record: { kind, id, name, dealId } }: { record: CapacityRecord }): ReactNode {
  const className = classes['recordName']!
  if (kind === 'activity')
    return (
      <Link to="/activities" search={{ peek: id } as never} className={className}>
        {name}
      </Link>
    )
  if (kind === 'deal' || dealId)
    return (
      <Link to="/opportunities/$id" params={{ id: dealId ?? id }} className={className}>
        {name}
      </Link>
    )
  if (kind === 'chores') return <span className={className}>{name}</span>
  return kind === 'member' ? (
    <Link to="/capacity" search={{ owner: id } as never} className={className}>
      {name}
    </Link>
  ) : (
    <Link to="/tasks" className={className}>
      {name}
    </Link>
  )
}
