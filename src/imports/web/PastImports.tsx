import type { ReactNode } from 'react'
import { Moment } from '../../ui/Figures.tsx'
import { Panel } from '../../ui/Page.tsx'
import { useList } from '../../ui/reading.ts'
import { EmptyState, ErrorPanel, TableSkeleton } from '../../ui/States.tsx'
import { StatusChip, type Tone } from '../../ui/StatusChip.tsx'
import { useWords } from '../../ui/use-words.ts'
import { listImports } from '../contract.ts'
import { words as ourWords } from '../words.ts'
import classes from './Import.module.css'
import type { ImportRun } from './import-form.ts'
import { words } from './words.ts'

const tones: Record<ImportRun['status'], Tone> = {
  waiting: 'quiet',
  running: 'primary',
  done: 'done',
  refused: 'risk2',
  cancelled: 'quiet',
  undoing: 'primary',
  undone: 'quiet',
}

export function RunStatus({ run }: { run: ImportRun }): ReactNode {
  const t = useWords(words)
  return <StatusChip tone={tones[run.status]}>{t(`status.${run.status}`)}</StatusChip>
}

export function PastImports({ onOpen }: { onOpen: (id: string) => void }): ReactNode {
  const t = useWords(words)
  const say = useWords(ourWords)
  const list = useList(listImports, { query: { limit: 20 } })
  return (
    <Panel title={t('past')} flush>
      {list.isPending && <TableSkeleton />}
      {list.error && <ErrorPanel problem={list.error} retry={list.refetch} />}
      {!list.isPending && !list.error && list.items.length === 0 && <EmptyState title={t('pastEmpty')} />}
      {list.items.length > 0 && (
        <div className={classes['scroll']}>
          <table className={classes['table']}>
            <thead>
              <tr>
                {(['file', 'kind', 'result', 'status', 'by', 'when'] as const).map((key) => (
                  <th key={key} scope="col">
                    {t(key)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {list.items.map((run) => (
                <tr key={run.id}>
                  <td>
                    <button type="button" className={classes['link']} onClick={() => onOpen(run.id)}>
                      {run.fileName}
                    </button>
                  </td>
                  <td>
                    {say(`kind.${run.kind}`)} {run.mode === 'dry-run' && <StatusChip tone="quiet">{t('dryRun')}</StatusChip>}
                  </td>
                  <td>{t('summary', run.rows)}</td>
                  <td>
                    <RunStatus run={run} />
                  </td>
                  <td>{run.createdBy.name}</td>
                  <td>
                    <Moment at={run.createdAt} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  )
}
