import { ActionIcon, Button, Menu, Tooltip } from '@mantine/core'
import { IconArchive, IconArrowRight, IconDots, IconRestore, IconRotateClockwise, IconUserShare } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useWords } from '../../ui/use-words.ts'
import { words as kit } from '../../ui/words.ts'
import { useDealActions } from './deal-actions.ts'
import classes from './DealView.module.css'
import { closingOutcomes, outcomeIcons } from './outcomes.ts'
import type { Deal } from './StagePath.tsx'
import { usePipelineOf } from './use-pipelines.ts'
import { words } from './words.ts'

/** What may be done with this deal now; what may not says why. */
export function DealActionBar({ deal }: { deal: Deal }): ReactNode {
  const t = useWords(words)
  const k = useWords(kit)
  const actions = useDealActions()
  const pipeline = usePipelineOf(deal.pipeline.id)
  const allowed = pipeline?.stages.find(({ id }) => id === deal.stage.id)?.outcomes ?? closingOutcomes
  const { permissions } = deal
  const next = deal.path.find(({ position }) => position > deal.stage.position)
  const isOpen = deal.status === 'open'
  const mayReopen = deal.status !== 'open' && deal.status !== 'won' && deal.status !== 'transferred'
  const shown = closingOutcomes.filter((outcome) => isOpen || (deal.status === 'on-hold' && outcome !== 'on-hold'))
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
          permissions.close?.sentence ?? (allowed.includes(outcome) ? undefined : t('outcomeNotHere', { outcome: action }))
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
      <Menu position="bottom-end" width={200}>
        <Menu.Target>
          <ActionIcon aria-label={k('more')}>
            <IconDots size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {isOpen && (
            <Item why={permissions.move?.sentence} icon={<IconArrowRight size={15} />} onClick={() => actions.askMove(deal)}>
              {t('moveTo')}
            </Item>
          )}
          <Item why={permissions.assign?.sentence} icon={<IconUserShare size={15} />} onClick={() => actions.askHandOver(deal)}>
            {t('handOver')}
          </Item>
          <Menu.Divider />
          {deal.archived ? (
            <Item why={permissions.archive?.sentence} icon={<IconRestore size={15} />} onClick={() => void actions.restore(deal)}>
              {t('restore')}
            </Item>
          ) : (
            <Item why={permissions.archive?.sentence} icon={<IconArchive size={15} />} onClick={() => void actions.archive(deal)}>
              {t('archive')}
            </Item>
          )}
        </Menu.Dropdown>
      </Menu>
    </div>
  )
}

/** A disabled button fires no pointer events: the reason hangs on a wrapper. */
const Act = ({ why, children }: { why: string | undefined; children: ReactNode }): ReactNode => (
  <Tooltip label={why} disabled={why === undefined}>
    <span className={classes['act']} {...(why !== undefined && { tabIndex: 0, 'aria-label': why, role: 'note' })}>
      {children}
    </span>
  </Tooltip>
)

interface ItemProps {
  why: string | undefined
  icon: ReactNode
  onClick: () => void
  children: ReactNode
}

const Item = ({ why, icon, onClick, children }: ItemProps): ReactNode => (
  <Menu.Item leftSection={icon} disabled={why !== undefined} onClick={onClick}>
    {children}
    {why !== undefined && <div className={classes['why']}>{why}</div>}
  </Menu.Item>
)
