import { Button } from '@mantine/core'
import { IconArrowRight, IconCornerUpLeft, IconRefresh } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { PeekDrawer } from '../../ui/PeekDrawer.tsx'
import { useFormat } from '../../ui/Regional.tsx'
import { useWords } from '../../ui/use-words.ts'
import { useDealActions, type TargetStage } from './deal-actions.ts'
import gateClasses from './Gate.module.css'
import { GateGaps } from './GateGaps.tsx'
import { outcomeIcons } from './outcomes.ts'
import classes from './PhoneBoard.module.css'
import { useBoard } from './use-board.ts'
import { useEnds } from './use-ends.ts'
import { useGates, verdictFor } from './use-gates.ts'
import { words } from './words.ts'
import { words as dialogWords } from './words/dialogs.ts'
import { words as gateWords } from './words/gates.ts'

interface AdvanceSheetProps {
  id: string | undefined
  onClose: () => void
  /** Shows the deal, so that what is missing can be seen to. */
  onOpen: (id: string) => void
}

/** The phone's way to move: the next stage as the big button with what it still asks for, then the others, then the ways to end. */
export function AdvanceSheet({ id, onClose, onOpen }: AdvanceSheetProps): ReactNode {
  const t = useWords(words)
  const d = useWords(dialogWords)
  const g = useWords(gateWords)
  const { locale } = useFormat()
  const store = useBoard()
  const { move, askMove, askOutcome, askRework } = useDealActions()
  const card = id === undefined ? undefined : store.card(id)
  const ends = useEnds(card)
  const stages = store.order().flatMap((stageId) => store.column(stageId)?.stage ?? [])
  const next = card && stages.find(({ position }) => position > card.stage.position)
  const others = stages.filter((stage) => stage.id !== card?.stage.id && stage.id !== next?.id)
  const gates = useGates(card?.id ?? '', card !== undefined).data
  const verdicts = new Map(
    gates?.stages.flatMap(({ id: stageId, key }) =>
      key === gates.stageKey ? [] : [[stageId, verdictFor(gates, key, locale)] as const],
    ),
  )
  const nextVerdict = next && verdicts.get(next.id)
  const isShut = (stage: { id: string }): boolean => verdicts.get(stage.id)?.result === 'refused'
  // A gate that is shut is gone through in the form, where a supervisor can say why.
  const go = (stage: TargetStage): void => {
    if (card) then(() => (isShut(stage) ? askMove(card, stage) : move(card, stage)))
  }
  const then = (act: () => unknown): void => {
    onClose()
    act()
  }
  return (
    <PeekDrawer id={card?.id} onClose={onClose} title={card ? t('moveTitle', { name: card.name }) : ''}>
      {card && (
        <div className={classes['choices']}>
          {next && (
            <Button size="md" rightSection={<IconArrowRight size={18} />} onClick={() => go(next)}>
              {t('advanceTo', { stage: next.name })}
            </Button>
          )}
          {nextVerdict && nextVerdict.gaps.length > 0 && (
            <GateGaps
              verdict={nextVerdict}
              isShut={nextVerdict.result === 'refused'}
              deal={card}
              onClose={onClose}
              onOpenDeal={onOpen}
            >
              {g(nextVerdict.result === 'refused' ? 'shut' : 'mayEnterWarned', { count: nextVerdict.gaps.length })}
            </GateGaps>
          )}
          {others.length > 0 && <h3>{d('otherStages')}</h3>}
          {others.map((stage) => (
            <Button
              key={stage.id}
              variant="default"
              leftSection={stage.position < card.stage.position ? <IconCornerUpLeft size={16} /> : <IconArrowRight size={16} />}
              onClick={() => go(stage)}
            >
              {stage.position < card.stage.position ? d('stageBehind', { stage: stage.name }) : stage.name}
              {isShut(stage) && (
                <small className={gateClasses['lack']}>{g('shut', { count: verdicts.get(stage.id)?.gaps.length ?? 0 })}</small>
              )}
            </Button>
          ))}
          {ends.rework && (
            <Button variant="default" leftSection={<IconRefresh size={16} />} onClick={() => then(() => askRework(card))}>
              {t('rework')}
            </Button>
          )}
          <h3>{d('endIt')}</h3>
          {ends.outcomes.map((outcome) => {
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
