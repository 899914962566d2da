import { Button } from '@mantine/core'
import { IconArrowRight } from '@tabler/icons-react'
import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { memo, useEffect, useLayoutEffect, useRef, useState, type ReactNode } from 'react'
import { useFormat } from '../../ui/Regional.tsx'
import { onDemand } from '../../ui/on-demand.tsx'
import { useWords } from '../../ui/use-words.ts'
import { words as kit } from '../../ui/words.ts'
import { idsOf, type Column } from './board-model.ts'
import { CardFace, CardIcons } from './CardFace.tsx'
import classes from './PhoneBoard.module.css'
import { useBoard, useColumn, useFace, useOrder } from './use-board.ts'
import { useSwipe } from './use-swipe.ts'
import { words } from './words.ts'

const AdvanceSheet = onDemand(
  async () => (await import('./AdvanceSheet.tsx')).AdvanceSheet,
  ({ id }) => id !== undefined,
)

interface PhoneBoardProps {
  stageId: string | undefined
  onStage: (stageId: string) => void
  onOpen: (id: string) => void
  onLoadMore: (stageId: string) => void
}

/** The board on a phone: no drag; stages as chips that stay in view, one column at a time, a swipe to the next, a button that advances. */
export function PhoneBoard({ stageId, onStage, onOpen, onLoadMore }: PhoneBoardProps): ReactNode {
  const t = useWords(words)
  const store = useBoard()
  const order = useOrder()
  const [moving, setMoving] = useState<string>()
  const shown =
    stageId !== undefined && order.includes(stageId)
      ? stageId
      : (order.find((id) => (store.column(id)?.count ?? 0) > 0) ?? order[0])
  const swipe = useSwipe((by) => {
    const next = order[order.indexOf(shown ?? '') + by]
    if (next !== undefined) onStage(next)
  })
  if (shown === undefined) return null
  return (
    <div {...swipe}>
      <CardIcons />
      <StageChips order={order} shown={shown} onStage={onStage} label={t('stages')} />
      <PhoneColumn key={shown} stageId={shown} onOpen={onOpen} onAdvance={setMoving} onLoadMore={onLoadMore} />
      <AdvanceSheet id={moving} onClose={() => setMoving(undefined)} onOpen={onOpen} />
    </div>
  )
}

interface ChipsProps {
  order: readonly string[]
  shown: string
  onStage: (stageId: string) => void
  label: string
}

function StageChips({ order, shown, onStage, label }: ChipsProps): ReactNode {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const chip = box.current?.querySelector<HTMLElement>('[aria-selected="true"]')
    if (chip && box.current) box.current.scrollTo({ left: chip.offsetLeft - 16, behavior: 'smooth' })
  }, [shown])
  return (
    <div ref={box} className={classes['chips']} role="tablist" aria-label={label}>
      {order.map((id) => (
        <Chip key={id} stageId={id} isShown={id === shown} onPick={onStage} />
      ))}
    </div>
  )
}

function Chip({ stageId, isShown, onPick }: { stageId: string; isShown: boolean; onPick: (id: string) => void }): ReactNode {
  const column = useColumn(stageId)
  if (!column) return null
  return (
    <button type="button" role="tab" aria-selected={isShown} className={classes['chip']} onClick={() => onPick(stageId)}>
      {column.stage.name} <b>{column.count}</b>
    </button>
  )
}

interface PhoneColumnProps {
  stageId: string
  onOpen: (id: string) => void
  onAdvance: (id: string) => void
  onLoadMore: (stageId: string) => void
}

function PhoneColumn({ stageId, onOpen, onAdvance, onLoadMore }: PhoneColumnProps): ReactNode {
  const t = useWords(words)
  const k = useWords(kit)
  const column = useColumn(stageId)
  const list = useRef<HTMLUListElement>(null)
  const [offset, setOffset] = useState(0)
  useLayoutEffect(() => setOffset(list.current ? list.current.getBoundingClientRect().top + window.scrollY : 0), [])
  const ids = column ? idsOf(column) : []
  const virtual = useWindowVirtualizer({
    count: ids.length,
    estimateSize: () => 152,
    overscan: 4,
    scrollMargin: offset,
    getItemKey: (index) => ids[index] ?? index,
  })
  const items = virtual.getVirtualItems()
  const last = items.at(-1)?.index ?? 0
  const isShort = column !== undefined && column.nextCursor !== null && !column.hasFailed && last >= column.fresh.length - 6
  useEffect(() => {
    if (isShort && !column?.isLoading) onLoadMore(stageId)
  }, [isShort, column?.isLoading, stageId, onLoadMore])
  if (!column) return null
  return (
    <section aria-label={column.stage.name}>
      <ColumnSums column={column} />
      {ids.length === 0 && <p className={classes['empty']}>{t('columnEmpty')}</p>}
      <ul ref={list} className={classes['list']} style={{ height: virtual.getTotalSize() }}>
        {items.map(({ index, key, start }) => (
          <li
            key={key}
            data-index={index}
            ref={virtual.measureElement}
            className={classes['slot']}
            style={{ transform: `translateY(${start - offset}px)` }}
          >
            <PhoneCard id={ids[index]!} onOpen={onOpen} onAdvance={onAdvance} />
          </li>
        ))}
      </ul>
      {column.isLoading && <p className={classes['empty']}>{k('loading')}</p>}
    </section>
  )
}

function ColumnSums({ column }: { column: Column }): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  return (
    <p className={classes['sums']}>
      <strong>{format.money(column.amountMinor, 'compact')}</strong>
      <span>{t('weighted', { amount: format.money(column.weightedAmountMinor, 'compact') })}</span>
      <span>{t('chance', { share: format.share(column.stage.probability) })}</span>
      {column.overWarning > 0 && (
        <span data-risk={column.overCritical > 0 ? 'critical' : 'warning'}>{t('overAge', { count: column.overWarning })}</span>
      )}
    </p>
  )
}

interface PhoneCardProps {
  id: string
  onOpen: (id: string) => void
  onAdvance: (id: string) => void
}

const PhoneCard = memo(function PhoneCard({ id, onOpen, onAdvance }: PhoneCardProps): ReactNode {
  const t = useWords(words)
  const face = useFace(id)
  if (!face) return null
  return (
    <article className={classes['card']} data-ageing={face.card.ageing} data-pending={face.isPending || undefined}>
      <button type="button" className={classes['open']} onClick={() => onOpen(id)}>
        <CardFace card={face.card} />
      </button>
      <Button variant="light" fullWidth rightSection={<IconArrowRight size={16} />} onClick={() => onAdvance(id)}>
        {t('advance')}
      </Button>
    </article>
  )
})
