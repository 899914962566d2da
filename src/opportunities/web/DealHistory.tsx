import { Button } from '@mantine/core'
import { useMemo, type ReactNode } from 'react'
import { listMembers } from '../../people/contract.ts'
import type { ReplyOf } from '../../ui/api.ts'
import { Moment } from '../../ui/Figures.tsx'
import { useList, useRead } from '../../ui/reading.ts'
import { useFormat } from '../../ui/Regional.tsx'
import { ErrorPanel, TextSkeleton } from '../../ui/States.tsx'
import { StatusChip } from '../../ui/StatusChip.tsx'
import { useWords } from '../../ui/use-words.ts'
import { words as kit } from '../../ui/words.ts'
import type { ElementState } from '../../pipelines/criteria.ts'
import { readHistory } from '../history-contract.ts'
import classes from './DealHistory.module.css'
import { useElements, type Element } from './use-elements.ts'
import { useUndo } from './use-moves.ts'
import { words } from './words.ts'
import { words as dealWords } from './words/deal.ts'

type Event = ReplyOf<typeof readHistory>['items'][number]

/** Every event, newest first: what happened, who did it, when it happened and when it was recorded, why; what was taken back is struck out. */
export function DealHistory({ dealId, currency }: { dealId: string; currency: string }): ReactNode {
  const d = useWords(dealWords)
  const k = useWords(kit)
  const list = useList(readHistory, { params: { id: dealId }, query: { limit: 30 } })
  const hasOwners = list.items.some(({ field }) => field === 'ownerId')
  const members = useRead(listMembers, { query: { limit: 200 } }, { enabled: hasOwners, staleTime: 300_000 }).data?.items
  const names = useMemo(() => new Map(members?.map(({ id, name }) => [id, name])), [members])
  const hasElements = list.items.some(({ field }) => field?.startsWith('element:'))
  const elements = useElements(dealId, hasElements).data?.elements
  const undo = useUndo(undefined)
  if (list.isPending) return <TextSkeleton lines={4} />
  if (list.error && list.items.length === 0) return <ErrorPanel problem={list.error} retry={list.refetch} />
  if (list.items.length === 0) return <p>{d('historyEmpty')}</p>
  return (
    <>
      <ol className={classes['list']}>
        {list.items.map((event) => (
          <li key={event.id} className={classes['event']} data-annulled={event.annulled || undefined}>
            <div className={classes['what']}>
              <EventText event={event} currency={currency} names={names} elements={elements ?? []} />
              {event.annulled && <StatusChip tone="quiet">{d('annulled')}</StatusChip>}
              {event.mayUndo && (
                <Button size="compact-xs" variant="subtle" onClick={() => void undo(dealId, event.id)}>
                  {k('undo')}
                </Button>
              )}
            </div>
            {event.reason && <p className={classes['why']}>{d('becauseOf', { reason: event.reason.name })}</p>}
            {event.competitor && <p className={classes['why']}>{d('lostTo', { name: event.competitor.name })}</p>}
            {event.overrideReason && <p className={classes['why']}>{d('overridden', { reason: event.overrideReason })}</p>}
            {event.missing.length > 0 && (
              <p className={classes['why']}>{d('wasMissing', { what: event.missing.join(d('wasMissingJoin')) })}</p>
            )}
            {noteOf(event) && <p className={classes['note']}>{noteOf(event)}</p>}
            {event.note && <p className={classes['note']}>{event.note}</p>}
            <p className={classes['when']}>
              {event.actor?.name ?? d('system')} · {event.occurredAt ? <Moment at={event.occurredAt} /> : d('timeUnknown')}
              {isLater(event) && (
                <>
                  {' '}
                  · {d('recordedAt')} <Moment at={event.recordedAt} />
                </>
              )}
            </p>
          </li>
        ))}
      </ol>
      {list.hasMore && (
        <Button size="compact-sm" variant="subtle" loading={list.isLoadingMore} onClick={list.loadMore}>
          {k('loadMore')}
        </Button>
      )}
    </>
  )
}

/** Why a category of the forecast was changed. */
const noteOf = ({ field, new: said }: Event): string | undefined =>
  field === 'forecastCategory' ? ((said as { note?: string } | null)?.note ?? undefined) : undefined

/** Recorded noticeably after it happened. */
const isLater = ({ occurredAt, recordedAt }: Event): boolean =>
  occurredAt === null || Date.parse(recordedAt) - Date.parse(occurredAt) > 5 * 60_000

function EventText({
  event,
  currency,
  names,
  elements,
}: {
  event: Event
  currency: string
  names: ReadonlyMap<string, string>
  elements: readonly Element[]
}): ReactNode {
  const t = useWords(words)
  const d = useWords(dealWords)
  const format = useFormat()
  if (event.kind !== 'field') {
    return <strong>{d(`event.${event.kind}`, { from: event.fromStage?.name ?? '–', to: event.toStage?.name ?? '–' })}</strong>
  }
  const element = event.field?.startsWith('element:') ? event.field.slice('element:'.length) : undefined
  const known = elements.find(({ key }) => key === element)
  if (element !== undefined) {
    const said = (value: unknown): string => {
      const { state = 'unknown', answer } = (value ?? {}) as { state?: ElementState; answer?: string | null }
      return known?.answers.find(({ key }) => key === answer)?.name ?? d(`state.${state}`)
    }
    return <strong>{d('event.field', { field: known?.name ?? element, old: said(event.old), new: said(event.new) })}</strong>
  }
  if (event.field === 'forecastCategory') {
    const said = (value: unknown): string => {
      const { category } = (value ?? {}) as { category?: 'omitted' | 'pipeline' | 'best-case' | 'commit' | null }
      return category ? d(`category.${category}`) : d('categoryByStage')
    }
    return <strong>{d('event.field', { field: d('forecast'), old: said(event.old), new: said(event.new) })}</strong>
  }
  const shown = (value: unknown): string => {
    if (value === null || value === undefined) return '–'
    if (event.field === 'amountMinor' && typeof value === 'number') return format.money(value, 'exact', currency)
    if (event.field === 'ownerId') return names.get(String(value)) ?? d('someColleague')
    return String(value)
  }
  const label =
    event.field === 'amountMinor'
      ? t('amount')
      : event.field === 'expectedCloseOn'
        ? t('expectedClose')
        : event.field === 'ownerId'
          ? t('owner')
          : (event.field ?? '')
  return <strong>{d('event.field', { field: label, old: shown(event.old), new: shown(event.new) })}</strong>
}
