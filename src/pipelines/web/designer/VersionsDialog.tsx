import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { Dialog } from '../../../ui/Dialogs.tsx'
import { Moment } from '../../../ui/Figures.tsx'
import { useRead } from '../../../ui/reading.ts'
import { useFormat } from '../../../ui/Regional.tsx'
import { ErrorPanel, TextSkeleton } from '../../../ui/States.tsx'
import { StatusChip } from '../../../ui/StatusChip.tsx'
import { useWords } from '../../../ui/use-words.ts'
import { listVersions } from '../../contract.ts'
import { words } from '../words/designer.ts'
import classes from './Designer.module.css'

interface VersionsDialogProps {
  opened: boolean
  onClose: () => void
  pipelineId: string
  canMove: boolean
  onView: (version: number) => void
  onMoveDeals: () => void
}

/** Who published what when, and how many deals still run by it. */
export function VersionsDialog({ opened, onClose, pipelineId, canMove, onView, onMoveDeals }: VersionsDialogProps): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const list = useRead(
    listVersions,
    { params: { id: pipelineId } },
    { enabled: opened, follows: ['opportunities'], staleTime: 0 },
  )
  const versions = list.data?.items ?? []
  const behind = versions.slice(1).reduce((sum, { openOpportunities }) => sum + openOpportunities, 0)
  return (
    <Dialog opened={opened} onClose={onClose} title={t('versionsTitle')} size={620}>
      {list.isPending && <TextSkeleton />}
      {list.error && <ErrorPanel problem={list.error} retry={() => void list.refetch()} />}
      {behind > 0 && canMove && (
        <div className={classes['note']}>
          <span>{t('moveDealsHint', { count: format.count(behind) })}</span>
          <Button size="xs" variant="default" onClick={onMoveDeals}>
            {t('moveDeals')}
          </Button>
        </div>
      )}
      <ul className={classes['versions']} aria-label={t('versionsTitle')}>
        {versions.map(({ number, publishedAt, publishedBy, openOpportunities }, index) => (
          <li key={number}>
            <strong>{t('version', { version: number })}</strong>
            {index === 0 && <StatusChip tone="primary">{t('current')}</StatusChip>}
            <span className={classes['meta']}>
              <Moment at={publishedAt} /> {t('versionBy', { name: publishedBy.name })}
            </span>
            <span className={classes['meta']}>{t('openDeals', { count: format.count(openOpportunities) })}</span>
            <Button
              size="compact-sm"
              variant="default"
              title={t('viewVersion', { version: number })}
              onClick={() => onView(number)}
            >
              {t('view')}
            </Button>
          </li>
        ))}
      </ul>
    </Dialog>
  )
}
