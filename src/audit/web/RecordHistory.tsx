import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { Moment } from '../../ui/Figures.tsx'
import { useList } from '../../ui/reading.ts'
import { EmptyState, ErrorPanel, TextSkeleton } from '../../ui/States.tsx'
import { useWords } from '../../ui/use-words.ts'
import { words as kit } from '../../ui/words.ts'
import { listAudit } from '../contract.ts'
import { words } from '../words.ts'
import classes from './Audit.module.css'
import { Changes, useCodeWords } from './Changes.tsx'

/** Kinds of record whose news mean that the history has grown. */
const follows = (kind: string): string[] => [kind, `${kind}s`, kind.replace(/y$/, 'ies')]

/** Who changed this record, when, from what to what: `<RecordHistory entityKind="customer" entityId={id} />`. Put into pages by apps/pages.tsx. */
export function RecordHistory({ entityKind, entityId }: { entityKind: string; entityId: string }): ReactNode {
  const t = useWords(words)
  const k = useWords(kit)
  const inWords = useCodeWords()
  const list = useList(listAudit, { query: { entityKind, entityId, limit: 20 } }, { follows: follows(entityKind) })
  if (list.isPending) return <TextSkeleton lines={5} />
  if (list.error && list.items.length === 0) return <ErrorPanel problem={list.error} retry={list.refetch} />
  if (list.items.length === 0) return <EmptyState title={t('noHistory')} />
  return (
    <div className={classes['stack']}>
      <ol className={classes['history']}>
        {list.items.map((entry) => (
          <li key={entry.id} className={classes['entry']}>
            <div className={classes['line']}>
              <strong>{inWords('action', entry.action)}</strong>
              <span>{entry.actor.name}</span>
              <Moment at={entry.at} />
              {entry.via !== 'web' && <span className={classes['quiet']}>{inWords('via', entry.via)}</span>}
            </div>
            <Changes entry={entry} limit={12} />
          </li>
        ))}
      </ol>
      {list.hasMore && (
        <Button variant="default" size="xs" loading={list.isLoadingMore} onClick={list.loadMore}>
          {k('loadMore')}
        </Button>
      )}
    </div>
  )
}
