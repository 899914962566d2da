import { Menu } from '@mantine/core'
import { IconArrowRight, IconCornerUpLeft, IconEye, IconRefresh } from '@tabler/icons-react'
import { useEffect, useState, type ReactNode } from 'react'
import { useWords } from '../../ui/use-words.ts'
import classes from './Board.module.css'
import { useDealActions } from './deal-actions.ts'
import { outcomeIcons } from './outcomes.ts'
import { useBoard } from './use-board.ts'
import { useEnds } from './use-ends.ts'
import { words } from './words.ts'

interface CardMenuProps {
  at: { id: string; x: number; y: number } | undefined
  onClose: () => void
  onOpen: (id: string) => void
}

/** “移到…”: every stage and every outcome that the card's stage allows; by M or the right mouse button. */
export function CardMenu({ at, onClose, onOpen }: CardMenuProps): ReactNode {
  const t = useWords(words)
  const store = useBoard()
  const { move, askOutcome, askRework } = useDealActions()
  const [shown, setShown] = useState(at)
  useEffect(() => {
    if (at) setShown(at)
  }, [at])
  const card = shown && store.card(shown.id)
  const ends = useEnds(at && card)
  const stages = store.order().map((id) => store.column(id)?.stage)
  return (
    <Menu
      opened={at !== undefined}
      onChange={(opened) => !opened && onClose()}
      position="bottom-start"
      width={220}
      offset={0}
      trapFocus
      returnFocus={false}
    >
      <Menu.Target>
        <button
          type="button"
          tabIndex={-1}
          aria-hidden="true"
          className={classes['anchor']}
          style={{ left: shown?.x ?? 0, top: shown?.y ?? 0 }}
        />
      </Menu.Target>
      {card && (
        <Menu.Dropdown aria-label={t('moveTitle', { name: card.name })}>
          <Menu.Label>{t('moveTo')}</Menu.Label>
          {stages.map(
            (stage) =>
              stage && (
                <Menu.Item
                  key={stage.id}
                  disabled={stage.id === card.stage.id}
                  leftSection={
                    stage.position < card.stage.position ? <IconCornerUpLeft size={15} /> : <IconArrowRight size={15} />
                  }
                  onClick={() => void move(card, stage)}
                >
                  {stage.id === card.stage.id ? t('stageHere', { stage: stage.name }) : stage.name}
                </Menu.Item>
              ),
          )}
          <Menu.Divider />
          {ends.rework && (
            <Menu.Item leftSection={<IconRefresh size={15} />} onClick={() => askRework(card)}>
              {t('rework')}
            </Menu.Item>
          )}
          {ends.outcomes.map((outcome) => {
            const Icon = outcomeIcons[outcome]
            return (
              <Menu.Item key={outcome} leftSection={<Icon size={15} />} onClick={() => askOutcome(card, outcome)}>
                {t(`outcomeAction.${outcome}`)}
              </Menu.Item>
            )
          })}
          <Menu.Divider />
          <Menu.Item leftSection={<IconEye size={15} />} onClick={() => onOpen(card.id)}>
            {t('openDeal')}
          </Menu.Item>
        </Menu.Dropdown>
      )}
    </Menu>
  )
}
