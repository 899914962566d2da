import { Button } from '@mantine/core'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import type { ReplyOf } from '../../ui/api.ts'
import { Panel } from '../../ui/Page.tsx'
import { useRead, useWrite } from '../../ui/reading.ts'
import { useSession } from '../../ui/session.ts'
import { EmptyState, ErrorPanel, TextSkeleton } from '../../ui/States.tsx'
import { useWords } from '../../ui/use-words.ts'
import { noteShown, readActions } from '../action-contract.ts'
import { ActionRow } from './ActionRow.tsx'
import classes from './Actions.module.css'
import { HandledActions } from './HandledActions.tsx'
import { MustRow } from './MustRow.tsx'
import { words } from './words/actions.ts'

export type DayList = ReplyOf<typeof readActions>['lists'][number]

/** What must be done today and the best actions for the time left, of oneself or of somebody whom one leads (then to look at only). */
export function DayActions({ member }: { member?: string }): ReactNode {
  const { memberId, can } = useSession()
  const isOwn = member === undefined || member === memberId
  const read = useRead(
    readActions,
    { query: { ...(member && { member }) } },
    { follows: ['opportunities', 'tasks', 'activities', 'leads'], keep: true },
  )
  const list = read.data?.lists[0]
  useShown(isOwn && can('opportunities.write') ? list : undefined)
  if (!read.data)
    return (
      <Panel>
        {read.error ? <ErrorPanel problem={read.error} retry={() => void read.refetch()} /> : <TextSkeleton lines={8} />}
      </Panel>
    )
  return list ? <Lists list={list} isOwn={isOwn} /> : null
}

/** Says once for each list that it was seen. */
function useShown(list: DayList | undefined): void {
  const { mutate } = useWrite(noteShown, { touches: [] })
  const seen = useRef('')
  const keys = list?.actions.map(({ key }) => key).join(' ') ?? ''
  useEffect(() => {
    if (keys === '' || keys === seen.current) return
    seen.current = keys
    mutate({ body: {} })
  }, [keys, mutate])
}

/** What is seen of must-do before one asks for all of it. */
const atFirst = 6

function Lists({ list, isOwn }: { list: DayList; isOwn: boolean }): ReactNode {
  const t = useWords(words)
  const [all, setAll] = useState(false)
  const { must, mustMore, actions, handled, bookedMinutes, freeMinutes } = list
  return (
    <>
      <Panel title={t('must')} flush>
        {must.length === 0 ? (
          <p className={classes['quiet']} data-alone="true">
            {t('mustNothing')}
          </p>
        ) : (
          <ul className={classes['list']}>
            {(all ? must : must.slice(0, atFirst)).map((each) => (
              <MustRow key={each.key} must={each} isOwn={isOwn} />
            ))}
          </ul>
        )}
        {!all && must.length > atFirst && (
          <Button variant="subtle" size="compact-sm" className={classes['more']!} onClick={() => setAll(true)}>
            {t('mustAll', { count: must.length - atFirst })}
          </Button>
        )}
        {mustMore > 0 && (
          <p className={classes['quiet']} data-alone="true">
            {t('mustMore', { count: mustMore })}
          </p>
        )}
      </Panel>
      <Panel title={t('best')} flush>
        <p className={classes['quiet']} data-alone="true">
          {t('bestHint', { booked: bookedMinutes, free: freeMinutes })}
        </p>
        {actions.length === 0 ? (
          <EmptyState title={t('bestNothing')} hint={t('bestNothingHint')} />
        ) : (
          <ol className={classes['list']}>
            {actions.map((action) => (
              <ActionRow key={action.key} action={action} isOwn={isOwn} />
            ))}
          </ol>
        )}
        {handled.length > 0 && <HandledActions handled={handled} isOwn={isOwn} />}
        <p className={classes['quiet']} data-alone="true">
          {t('notForPay')} {t('learnedNote')}
        </p>
      </Panel>
    </>
  )
}
