import { Button, Loader } from '@mantine/core'
import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual'
import { lazy, Suspense, useCallback, useEffect, useRef, useState, type ReactNode } from 'react'
import { useWords } from '../../ui/use-words.ts'
import { words as kit } from '../../ui/words.ts'
import { idsOf, inStage, placeFor, type Column } from './board-model.ts'
import classes from './Board.module.css'
import { BoardCard } from './BoardCard.tsx'
import { ColumnHead } from './ColumnHead.tsx'
import { useBoard, useColumn } from './use-board.ts'
import type { GateVerdict } from './use-gates.ts'
import { useNear } from './use-near.ts'
import { withDrag } from './with-drag.ts'
import { words } from './words.ts'

const GateNote = lazy(async () => ({ default: (await import('./GateNote.tsx')).GateNote }))

/** A card of 84 and a gap of 6. */
export const slotHeight = 90
const padding = 6

interface BoardColumnProps {
  stageId: string
  onLoadMore: (stageId: string) => void
  /** Lets the board scroll a card of this column into view. */
  register: (stageId: string, scrollTo: (index: number) => void) => () => void
  /** What this stage says to the card that is being dragged; null: it belongs to another version of the pipeline. */
  verdict?: GateVerdict | null | undefined
}

export function BoardColumn({ stageId, onLoadMore, register, verdict }: BoardColumnProps): ReactNode {
  const store = useBoard()
  const column = useColumn(stageId)
  const box = useRef<HTMLElement>(null)
  // State, not a ref: the list inside can only measure once the element is there.
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null)
  const line = useRef<HTMLDivElement>(null)
  const isNear = useNear(box)

  useEffect(() => {
    if (!box.current || !scroller) return
    const element = box.current
    const leave = (): void => {
      delete element.dataset['over']
      if (line.current) line.current.hidden = true
    }
    // Written into the document directly: a pointer move must not draw React.
    const enter = (dealId: unknown): void => {
      element.dataset['over'] = 'true'
      const card = typeof dealId === 'string' ? store.card(dealId) : undefined
      const to = store.column(stageId)
      if (!line.current || !card || !to) return
      const at = placeFor(to, inStage(card, to.stage, new Date()), store.cards())
      line.current.style.transform = `translateY(${padding + at * slotHeight - 4}px)`
      line.current.hidden = false
    }
    return withDrag(({ autoScrollForElements, combine, dropTargetForElements }) =>
      combine(
        dropTargetForElements({
          element,
          getData: () => ({ stageId }),
          canDrop: ({ source }) => {
            const card = typeof source.data['dealId'] === 'string' ? store.card(source.data['dealId']) : undefined
            return card !== undefined && card.stage.id !== stageId
          },
          onDragEnter: ({ source }) => enter(source.data['dealId']),
          onDragLeave: leave,
          onDrop: leave,
        }),
        autoScrollForElements({ element: scroller }),
      ),
    )
  }, [store, stageId, scroller])

  if (!column) return null
  return (
    <section
      ref={box}
      className={classes['column']}
      aria-label={column.stage.name}
      data-stage={stageId}
      data-gate={verdict === undefined ? undefined : (verdict?.result ?? 'refused')}
    >
      <ColumnHead column={column} />
      <div ref={setScroller} className={classes['scroller']}>
        {verdict !== undefined && (
          <Suspense fallback={null}>
            <GateNote verdict={verdict} />
          </Suspense>
        )}
        {isNear && scroller && <Cards column={column} scroller={scroller} onLoadMore={onLoadMore} register={register} />}
        <div ref={line} hidden className={classes['landing']} aria-hidden="true" />
      </div>
    </section>
  )
}

interface CardsProps extends Omit<BoardColumnProps, 'stageId' | 'verdict'> {
  column: Column
  scroller: HTMLElement
}

function Cards({ column, scroller, onLoadMore, register }: CardsProps): ReactNode {
  const t = useWords(words)
  const k = useWords(kit)
  const store = useBoard()
  const ids = idsOf(column)
  const stageId = column.stage.id
  // What is dragged or has the focus stays in the document wherever the column is scrolled to.
  const rangeExtractor = useCallback(
    (range: Range): number[] => {
      const now = store.column(stageId)
      const kept = [store.dragged(), store.focused()].map((id) => (id === undefined || !now ? -1 : idsOf(now).indexOf(id)))
      const shown = defaultRangeExtractor(range)
      return [...new Set([...kept.filter((index) => index >= 0), ...shown])].sort((a, b) => a - b)
    },
    [store, stageId],
  )
  const virtual = useVirtualizer({
    count: ids.length,
    getScrollElement: () => scroller,
    estimateSize: () => slotHeight,
    getItemKey: (index) => ids[index] ?? index,
    overscan: 4,
    paddingStart: padding,
    paddingEnd: padding,
    scrollPaddingStart: padding,
    scrollPaddingEnd: padding,
    rangeExtractor,
  })
  useEffect(() => register(stageId, (index) => virtual.scrollToIndex(index)), [register, stageId, virtual])

  const items = virtual.getVirtualItems()
  const last = items.at(-1)?.index ?? 0
  const isShort = column.nextCursor !== null && !column.hasFailed && last >= column.fresh.length - 8
  useEffect(() => {
    if (isShort && !column.isLoading) onLoadMore(stageId)
  }, [isShort, column.isLoading, column.fresh.length, stageId, onLoadMore])

  if (ids.length === 0) return <p className={classes['empty']}>{column.isLoading ? k('loading') : t('columnEmpty')}</p>
  return (
    <>
      <div
        role="listbox"
        aria-label={t('columnLabel', { stage: column.stage.name, count: column.count })}
        aria-multiselectable="true"
        className={classes['list']}
        style={{ height: virtual.getTotalSize() }}
      >
        {items.map(({ index, key, start }) => (
          <BoardCard key={key} id={ids[index]!} top={start} position={index + 1} setSize={column.count} isFirst={index === 0} />
        ))}
      </div>
      {column.isLoading && <Loader size={14} className={classes['loading']!} aria-label={k('loading')} />}
      {column.nextCursor !== null && !column.isLoading && (
        <Button size="compact-xs" variant="subtle" fullWidth tabIndex={-1} onClick={() => onLoadMore(stageId)}>
          {k('loadMore')}
        </Button>
      )}
    </>
  )
}
