import { Button } from '@mantine/core'
import { IconArrowRight, IconCornerUpLeft } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { PeekDrawer } from '../../ui/PeekDrawer.tsx'
import { useWords } from '../../ui/use-words.ts'
import { useDealActions } from './deal-actions.ts'
import { closingOutcomes, outcomeIcons } from './outcomes.ts'
import classes from './PhoneBoard.module.css'
import { useBoard } from './use-board.ts'
import { usePipelineOf } from './use-pipelines.ts'
import { words } from './words.ts'
import { words as dialogWords } from './words/dialogs.ts'

/** The phone's way to move: the next stage as the big button, then the others, then the ways to end. */
export function AdvanceSheet({ id, onClose }: { id: string | undefined; onClose: () => void }): ReactNode {
  const t = useWords(words)
  const d = useWords(dialogWords)
  const store = useBoard()
  const { move, askOutcome } = useDealActions()
  const card = id === undefined ? undefined : store.card(id)
  const pipeline = usePipelineOf(card?.pipeline.id)
  const outcomes = pipeline?.stages.find((stage) => stage.id === card?.stage.id)?.outcomes ?? closingOutcomes
  const stages = store.order().flatMap((stageId) => store.column(stageId)?.stage ?? [])
  const next = card && stages.find(({ position }) => position > card.stage.position)
  const others = stages.filter((stage) => stage.id !== card?.stage.id && stage.id !== next?.id)
  const then = (act: () => unknown): void => {
    onClose()
    act()
  }
  return (
    <PeekDrawer id={card?.id} onClose={onClose} title={card ? t('moveTitle', { name: card.name }) : ''}>
      {card && (
        <div className={classes['choices']}>
          {next && (
            <Button size="md" rightSection={<IconArrowRight size={18} />} onClick={() => then(() => move(card, next))}>
              {t('advanceTo', { stage: next.name })}
            </Button>
          )}
          {others.length > 0 && <h3>{d('otherStages')}</h3>}
          {others.map((stage) => (
            <Button
              key={stage.id}
              variant="default"
              leftSection={stage.position < card.stage.position ? <IconCornerUpLeft size={16} /> : <IconArrowRight size={16} />}
              onClick={() => then(() => move(card, stage))}
            >
              {stage.position < card.stage.position ? d('stageBehind', { stage: stage.name }) : stage.name}
            </Button>
          ))}
          <h3>{d('endIt')}</h3>
          {outcomes.map((outcome) => {
            const Icon = outcomeIcons[outcome]
            return (
              <Button
                key={outcome}
                variant="default"
                leftSection={<Icon size={16} />}
                onClick={() => then(() => askOutcome(card, outcome))}
              >
                {t(`outcomeAction.${outcome}`)}
              </Button>
            )
          })}
        </div>
      )}
    </PeekDrawer>
  )
}
