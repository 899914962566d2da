import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useState, type ReactNode } from 'react'
import type { ReplyOf } from '../../ui/api.ts'
import { notify } from '../../ui/Notices.tsx'
import { onDemand } from '../../ui/on-demand.tsx'
import { Panel } from '../../ui/Page.tsx'
import { useRead, useWrite } from '../../ui/reading.ts'
import { RowActions } from '../../ui/RowActions.tsx'
import { useSession } from '../../ui/session.ts'
import { ErrorPanel, TextSkeleton } from '../../ui/States.tsx'
import { StatusChip } from '../../ui/StatusChip.tsx'
import { useWords } from '../../ui/use-words.ts'
import { words as kit } from '../../ui/words.ts'
import { listLossReasons, saveLossReason } from '../contract.ts'
import classes from './Pipelines.module.css'
import { words } from './words.ts'

export type LossReason = ReplyOf<typeof listLossReasons>['items'][number]

const LossReasonDialog = onDemand(
  async () => (await import('./LossReasonDialog.tsx')).LossReasonDialog,
  ({ reason }) => reason !== undefined,
)

/** Why deals end without a win: two levels, each in use or not. */
export function LossReasonsPanel(): ReactNode {
  const t = useWords(words)
  const k = useWords(kit)
  const { can } = useSession()
  const list = useRead(listLossReasons, {})
  const [editing, setEditing] = useState<LossReason | 'new'>()
  const { mutate } = useWrite(saveLossReason, { onProblem: (problem) => notify.refused(problem) })
  const reasons = list.data?.items ?? []
  const closed = can('catalogue.manage') ? undefined : t('mayNot')
  const tree = reasons
    .filter(({ parentKey }) => parentKey === null)
    .flatMap((reason) => [reason, ...reasons.filter(({ parentKey }) => parentKey === reason.key)])
  const toggle = ({ key, names, parentKey, needsCompetitor, active }: LossReason): void =>
    mutate({ params: { key }, body: { names, parentKey, needsCompetitor, active: !active } })
  return (
    <Panel
      title={t('lossReasons')}
      flush
      actions={
        !closed && (
          <Button size="compact-sm" variant="default" leftSection={<IconPlus size={14} />} onClick={() => setEditing('new')}>
            {t('addReason')}
          </Button>
        )
      }
    >
      {list.isPending && <TextSkeleton />}
      {list.error && <ErrorPanel problem={list.error} retry={() => void list.refetch()} />}
      <ul className={classes['rows']} aria-label={t('lossReasons')}>
        {tree.map((reason) => (
          <li
            key={reason.key}
            className={classes['reason']}
            data-child={reason.parentKey !== null || undefined}
            data-inactive={!reason.active || undefined}
          >
            <span>{reason.name}</span>
            {reason.needsCompetitor && <StatusChip>{t('needsCompetitor')}</StatusChip>}
            {!reason.active && <StatusChip tone="quiet">{t('inactive')}</StatusChip>}
            <span className={classes['rowTools']}>
              <RowActions
                of={reason.name}
                actions={[
                  { key: 'edit', label: k('edit'), closed, run: () => setEditing(reason) },
                  { key: 'active', label: t(reason.active ? 'deactivate' : 'activate'), closed, run: () => toggle(reason) },
                ]}
              />
            </span>
          </li>
        ))}
      </ul>
      <p className={classes['foot']}>{t('lossHint')}</p>
      <LossReasonDialog reason={editing} reasons={reasons} onClose={() => setEditing(undefined)} />
    </Panel>
  )
}
