import { memo, useEffect, useRef, type ReactNode } from 'react'
import classes from './Board.module.css'
import { CardFace } from './CardFace.tsx'
import { useBoard, useFace } from './use-board.ts'
import { withDrag } from './with-drag.ts'

interface BoardCardProps {
  id: string
  top: number
  position: number
  setSize: number
  /** The card that Tab reaches when none of the column has the focus. */
  isFirst: boolean
}

/** One card: listens for itself, so that moving it draws nobody else. Keys and clicks are heard by the board. */
export const BoardCard = memo(function BoardCard({ id, top, position, setSize, isFirst }: BoardCardProps): ReactNode {
  const store = useBoard()
  const face = useFace(id)
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const element = box.current
    if (!element) return
    return withDrag(({ draggable }) =>
      draggable({
        element,
        canDrag: () => store.card(id)?.status === 'open',
        getInitialData: () => ({ dealId: id }),
        onDragStart: () => store.setDragged(id),
        onDrop: () => store.setDragged(undefined),
      }),
    )
  }, [store, id])
  if (!face) return null
  const { card, isSelected, isFocused, isPending, isDragged } = face
  return (
    <div
      ref={box}
      role="option"
      aria-selected={isSelected}
      aria-posinset={position}
      aria-setsize={setSize}
      tabIndex={isFocused || isFirst ? 0 : -1}
      className={classes['card']}
      data-card={id}
      data-ageing={card.ageing}
      data-pending={isPending || undefined}
      data-dragged={isDragged || undefined}
      style={{ transform: `translateY(${top}px)` }}
    >
      <CardFace card={card} />
    </div>
  )
})
