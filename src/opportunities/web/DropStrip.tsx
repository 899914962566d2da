import { useEffect, useRef, type ReactNode } from 'react'
import { useWords } from '../../ui/use-words.ts'
import type { ClosingOutcome } from '../stage-gate.ts'
import classes from './Board.module.css'
import { closingOutcomes, outcomeIcons } from './outcomes.ts'
import { useBoard, useOf } from './use-board.ts'
import { useEnds } from './use-ends.ts'
import { withDrag } from './with-drag.ts'
import { words } from './words.ts'

/** Shown while a card is dragged: dropping it here opens the form of that outcome first. */
export function DropStrip(): ReactNode {
  const store = useBoard()
  const dragged = useOf(store, 'drag', store.dragged)
  const card = dragged === undefined ? undefined : store.card(dragged)
  const { outcomes: allowed } = useEnds(card)
  return (
    <div className={classes['strip']} data-hidden={dragged === undefined || undefined} aria-hidden="true">
      {closingOutcomes.map((outcome) => (
        <Goal key={outcome} outcome={outcome} isAllowed={allowed.includes(outcome)} />
      ))}
    </div>
  )
}

function Goal({ outcome, isAllowed }: { outcome: ClosingOutcome; isAllowed: boolean }): ReactNode {
  const t = useWords(words)
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const element = box.current
    if (!element) return
    const leave = (): void => void delete element.dataset['over']
    return withDrag(({ dropTargetForElements }) =>
      dropTargetForElements({
        element,
        canDrop: () => isAllowed,
        getData: () => ({ outcome }),
        onDragEnter: () => (element.dataset['over'] = 'true'),
        onDragLeave: leave,
        onDrop: leave,
      }),
    )
  }, [outcome, isAllowed])
  const Icon = outcomeIcons[outcome]
  return (
    <div ref={box} className={classes['goal']} data-closed={!isAllowed || undefined}>
      <Icon size={18} />
      {isAllowed ? t(`outcomeAction.${outcome}`) : t('outcomeNotHere', { outcome: t(`outcomeAction.${outcome}`) })}
    </div>
  )
}
