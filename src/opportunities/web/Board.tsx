import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useEffectEvent, useRef, useState, type ReactNode } from 'react'
import { onDemand } from '../../ui/on-demand.tsx'
import { useFormat } from '../../ui/Regional.tsx'
import { useWords } from '../../ui/use-words.ts'
import type { ClosingOutcome } from '../stage-gate.ts'
import classes from './Board.module.css'
import { BoardColumn } from './BoardColumn.tsx'
import { BulkBar } from './BulkBar.tsx'
import { CardIcons } from './CardFace.tsx'
import { useDealActions } from './deal-actions.ts'
import { DropStrip } from './DropStrip.tsx'
import { useBoard, useOf, useOrder } from './use-board.ts'
import { useBoardKeys } from './use-board-keys.ts'
import type { GateVerdict } from './use-gates.ts'
import { withDrag } from './with-drag.ts'
import { words } from './words.ts'

const CardMenu = onDemand(
  async () => (await import('./CardMenu.tsx')).CardMenu,
  ({ at }) => at !== undefined,
)

interface BoardProps {
  onOpen: (id: string) => void
  onLoadMore: (stageId: string) => void
  onBulkMove: (stageId?: string) => void
  onBulkTransfer: () => void
  isStale: boolean
}

/** One column per stage; cards are walked, moved, selected and opened by keyboard as well as by pointer. */
export function Board({ onOpen, onLoadMore, onBulkMove, onBulkTransfer, isStale }: BoardProps): ReactNode {
  const t = useWords(words)
  const store = useBoard()
  const order = useOrder()
  const { move, askOutcome } = useDealActions()
  const { locale } = useFormat()
  const client = useQueryClient()
  const [verdicts, setVerdicts] = useState<ReadonlyMap<string, GateVerdict | null>>()
  const columns = useRef<HTMLDivElement>(null)
  const [menu, setMenu] = useState<{ id: string; x: number; y: number }>()
  const { register, onKeyDown, focusCard } = useBoardKeys({ box: columns, onOpen, onBulkMove, onMenu: setMenu })

  // Which columns take the card, and why the others do not: told as soon as the card is lifted.
  const tellGates = useEffectEvent(async (dealId: unknown) => {
    if (typeof dealId !== 'string' || (store.selected().size > 1 && store.selected().has(dealId))) return
    try {
      const { fetchGates, verdictFor } = await import('./use-gates.ts')
      const gates = await fetchGates(client, dealId)
      if (store.dragged() !== dealId) return
      setVerdicts(
        new Map(
          order.flatMap((stageId) => {
            const key = store.column(stageId)?.stage.key
            return key === undefined || key === gates.stageKey ? [] : [[stageId, verdictFor(gates, key, locale)] as const]
          }),
        ),
      )
    } catch {
      // the server answers the drop all the same
    }
  })

  useEffect(() => {
    const element = columns.current
    if (!element) return
    return withDrag(({ autoScrollForElements, combine, monitorForElements }) =>
      combine(
        autoScrollForElements({ element }),
        monitorForElements({
          onDragStart: ({ source }) => void tellGates(source.data['dealId']),
          onDrop: ({ source, location }) => {
            setVerdicts(undefined)
            const id = source.data['dealId']
            const target = location.current.dropTargets[0]?.data
            const card = typeof id === 'string' ? store.card(id) : undefined
            if (!card || !target) return
            if (typeof target['outcome'] === 'string') return askOutcome(card, target['outcome'] as ClosingOutcome)
            const column = store.column(String(target['stageId']))
            if (!column) return
            if (store.selected().size > 1 && store.selected().has(card.id)) return onBulkMove(column.stage.id)
            void move(card, column.stage)
          },
        }),
      ),
    )
  }, [store, move, askOutcome, onBulkMove])

  const idAt = (target: EventTarget): string | undefined =>
    (target as HTMLElement).closest<HTMLElement>('[data-card]')?.dataset['card']
  const onClick = (event: React.MouseEvent): void => {
    const id = idAt(event.target)
    if (id === undefined) return
    store.focus(id)
    if (event.shiftKey) store.selectTo(id)
    else if (event.ctrlKey || event.metaKey) store.toggle(id)
    else onOpen(id)
  }
  const onContextMenu = (event: React.MouseEvent): void => {
    const id = idAt(event.target)
    if (id === undefined) return
    event.preventDefault()
    store.focus(id)
    setMenu({ id, x: event.clientX, y: event.clientY })
  }
  const closeMenu = useCallback(() => {
    setMenu(undefined)
    const focused = store.focused()
    if (focused !== undefined) focusCard(focused)
  }, [store, focusCard])

  return (
    <div className={classes['board']} data-stale={isStale || undefined}>
      <CardIcons />
      <div
        ref={columns}
        className={classes['columns']}
        onKeyDown={onKeyDown}
        onClick={onClick}
        onContextMenu={onContextMenu}
        onFocus={(event) => {
          const id = idAt(event.target)
          if (id !== undefined) store.focus(id)
        }}
      >
        {order.map((stageId) => (
          <BoardColumn
            key={stageId}
            stageId={stageId}
            onLoadMore={onLoadMore}
            register={register}
            verdict={verdicts?.get(stageId)}
          />
        ))}
      </div>
      <DropStrip />
      <BulkBar onMove={() => onBulkMove()} onTransfer={onBulkTransfer} />
      <CardMenu at={menu} onClose={closeMenu} onOpen={onOpen} />
      <Announcer label={t('announcements')} />
    </div>
  )
}

/** Says aloud what a move has done. */
function Announcer({ label }: { label: string }): ReactNode {
  const store = useBoard()
  const text = useOf(store, 'announcement', store.announcement)
  return (
    <div role="status" aria-live="assertive" aria-label={label} className={classes['hidden']}>
      {text}
    </div>
  )
}

/** The board's outline while its first reply is on the way. */
export function BoardSkeleton({ columns = 6 }: { columns?: number }): ReactNode {
  return (
    <div className={classes['skeleton']} aria-hidden="true">
      {Array.from({ length: columns }, (_, column) => (
        <div key={column} className={classes['column']}>
          <div className={classes['head']} />
          {Array.from({ length: 5 - (column % 3) }, (_, card) => (
            <div key={card} className={classes['ghost']} />
          ))}
        </div>
      ))}
    </div>
  )
}
