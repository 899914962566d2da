import { Button } from '@mantine/core'
import {
  IconArchive,
  IconArrowRight,
  IconArrowsTransferUp,
  IconRefresh,
  IconRestore,
  IconRotateClockwise,
  IconUserCheck,
  IconUserShare,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { Hint } from '../../ui/Hint.tsx'
import { RowActions, type RowAction } from '../../ui/RowActions.tsx'
import { useWords } from '../../ui/use-words.ts'
import { useDealActions } from './deal-actions.ts'
import classes from './DealView.module.css'
import { closingOutcomes, outcomeIcons } from './outcomes.ts'
import type { Deal } from './StagePath.tsx'
import { useEnds } from './use-ends.ts'
import { words } from './words.ts'

/** What may be done with this deal now; what may not says why. */
export function DealActionBar({ deal }: { deal: Deal }): ReactNode {
  const t = useWords(words)
  const actions = useDealActions()
  const ends = useEnds(deal)
  const { permissions } = deal
  const next = deal.path.find(({ position }) => position > deal.stage.position)
  const isOpen = deal.status === 'open'
  const mayReopen = deal.status !== 'open' && deal.status !== 'won' && deal.status !== 'transferred'
  const shown = closingOutcomes.filter((outcome) => isOpen || (deal.status === 'on-hold' && outcome !== 'on-hold'))
  const archiving = deal.archived
    ? { key: 'restore', label: t('restore'), icon: <IconRestore size={15} />, run: () => void actions.restore(deal) }
    : { key: 'archive', label: t('archive'), icon: <IconArchive size={15} />, run: () => void actions.archive(deal) }
  const more: RowAction[] = [
    ...(isOpen
      ? [
          {
            key: 'move',
            label: t('moveTo'),
            icon: <IconArrowRight size={15} />,
            run: () => actions.askMove(deal),
            closed: permissions.move?.sentence,
          },
          {
            key: 'rework',
            label: t('rework'),
            icon: <IconRefresh size={15} />,
            run: () => actions.askRework(deal),
            closed: permissions.move?.sentence ?? (ends.rework ? undefined : t('reworkNotHere')),
          },
          {
            key: 'approval',
            label: t('askApproval'),
            icon: <IconUserCheck size={15} />,
            run: () => actions.askApproval(deal),
            closed: permissions.edit?.sentence,
          },
        ]
      : []),
    {
      key: 'hand-over',
      label: t('handOver'),
      icon: <IconUserShare size={15} />,
      run: () => actions.askHandOver(deal),
      closed: permissions.assign?.sentence,
    },
    ...(isOpen || deal.status === 'on-hold'
      ? [
          {
            key: 'transfer',
            label: t('transfer'),
            icon: <IconArrowsTransferUp size={15} />,
            run: () => actions.askTransfer(deal),
            closed: permissions.close?.sentence,
          },
        ]
      : []),
    { ...archiving, closed: permissions.archive?.sentence },
  ]
  return (
    <div className={classes['actions']} role="toolbar" aria-label={t('actions')}>
      {isOpen && next && (
        <Act why={permissions.move?.sentence}>
          <Button
            size="xs"
            rightSection={<IconArrowRight size={15} />}
            disabled={permissions.move !== null}
            onClick={() => void actions.move(deal, next)}
          >
            {t('advanceTo', { stage: next.name })}
          </Button>
        </Act>
      )}
      {mayReopen && (
        <Act why={permissions.reopen?.sentence}>
          <Button
            size="xs"
            leftSection={<IconRotateClockwise size={15} />}
            disabled={permissions.reopen !== null}
            onClick={() => actions.askReopen(deal)}
          >
            {t(deal.status === 'on-hold' ? 'resume' : 'reopen')}
          </Button>
        </Act>
      )}
      {shown.map((outcome) => {
        const Icon = outcomeIcons[outcome]
        const action = t(`outcomeAction.${outcome}`)
        const why =
          permissions.close?.sentence ?? (ends.outcomes.includes(outcome) ? undefined : t('outcomeNotHere', { outcome: action }))
        return (
          <Act key={outcome} why={why}>
            <Button
              size="xs"
              variant="default"
              leftSection={<Icon size={15} />}
              disabled={why !== undefined}
              onClick={() => actions.askOutcome(deal, outcome)}
            >
              {action}
            </Button>
          </Act>
        )
      })}
      <RowActions framed actions={more} />
    </div>
  )
}

/** A disabled button fires no pointer events: the reason hangs on a wrapper. */
const Act = ({ why, children }: { why: string | undefined; children: ReactNode }): ReactNode => (
  <Hint label={why}>
    <span className={classes['act']} {...(why !== undefined && { tabIndex: 0, 'aria-label': why, role: 'note' })}>
      {children}
    </span>
  </Hint>
)
