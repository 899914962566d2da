import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { asProblem, call, newKey } from '../../ui/api.ts'
import { confirm } from '../../ui/Dialogs.tsx'
import { useFormat } from '../../ui/Regional.tsx'
import { useKeys } from '../../ui/keys.ts'
import { notify } from '../../ui/Notices.tsx'
import { Panel } from '../../ui/Page.tsx'
import { useList, useWrite } from '../../ui/reading.ts'
import { TextSkeleton } from '../../ui/States.tsx'
import { useWords } from '../../ui/use-words.ts'
import { decide, keepRest, listItems, undecide } from '../contract.ts'
import { ItemFacts } from './ItemFacts.tsx'
import { useStocktakeAgain, type Item, type Result } from './stocktake-view.ts'
import classes from './Stocktakes.module.css'
import { VerdictForm, type Proposing } from './VerdictForm.tsx'
import { words } from './words.ts'

/** So many customers are fetched ahead of the one that is looked at. */
const ahead = 20

/** One customer after another, by keys; what was said is kept at once, so that one may stop anywhere. */
export function Round({ one }: { one: Result }): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const again = useStocktakeAgain()
  const [said, setSaid] = useState<readonly Item[]>([])
  const [proposing, setProposing] = useState<Proposing>()
  const [replied, setReplied] = useState<number>()
  const decided = replied ?? one.decided
  const params = { id: one.id }
  const list = useList(listItems, { params, query: { of: 'left', limit: ahead } }, { follows: [] })
  const gone = new Set(said.map(({ place }) => place))
  const queue = list.items.filter(({ place }) => !gone.has(place))
  const item = queue[0]
  const say = async (word: { verdict: 'keep' | Proposing; level?: string; note?: string }): Promise<void> => {
    if (!item) return
    setSaid((before) => [...before, item])
    setProposing(undefined)
    try {
      const head = await call(decide, {
        params: { id: one.id, customerId: item.customer.id },
        body: word as never,
        idempotencyKey: newKey(),
      })
      setReplied(head.decided)
      if (queue.length <= 1) again()
      else if (queue.length < ahead / 2) void list.refetch()
    } catch (error) {
      setSaid((before) => before.filter(({ place }) => place !== item.place))
      notify.refused(asProblem(error))
    }
  }
  const back = async (): Promise<void> => {
    const last = said.at(-1)
    if (!last) return
    try {
      const head = await call(undecide, { params: { id: one.id, customerId: last.customer.id }, idempotencyKey: newKey() })
      setReplied(head.decided)
      setSaid((before) => before.filter(({ place }) => place !== last.place))
      setProposing(undefined)
      void list.refetch()
    } catch (error) {
      notify.refused(asProblem(error))
    }
  }
  const rest = useWrite(keepRest, {
    onDone: (head) => {
      setReplied(head.decided)
      again()
    },
    onProblem: notify.refused,
  })
  const left = one.customers - decided
  const askForRest = async (): Promise<void> => {
    if (await confirm({ title: t('restAsk', { count: left }), body: t('restBody'), action: t('rest') })) rest.mutate({ params })
  }
  useKeys(
    proposing === undefined && item
      ? {
          k: () => void say({ verdict: 'keep' }),
          l: () => setProposing('level'),
          p: () => setProposing('pool'),
          n: () => setProposing('note'),
          u: () => void back(),
        }
      : { u: () => void back() },
  )
  return (
    <Panel
      title={t('round')}
      actions={
        left > 0 && (
          <Button size="xs" variant="default" loading={rest.isPending} onClick={() => void askForRest()}>
            {t('rest')}
          </Button>
        )
      }
    >
      <div className={classes['round']}>
        <div className={classes['stack']}>
          <progress className={classes['progress']} max={one.customers} value={decided} aria-label={t('progress')} />
          <p className={classes['hint']}>
            {t('decidedOf', { decided: format.count(decided), all: format.count(one.customers) })}
          </p>
          {item ? (
            <>
              <ItemFacts item={item} isFirst={one.previous === null} />
              {proposing ? (
                <VerdictForm
                  key={`${item.place} ${proposing}`}
                  item={item}
                  proposing={proposing}
                  onSay={(word) => void say(word)}
                  onCancel={() => setProposing(undefined)}
                />
              ) : (
                <div className={classes['line']}>
                  <Button onClick={() => void say({ verdict: 'keep' })}>{t('keep')}</Button>
                  <Button variant="default" onClick={() => setProposing('level')}>
                    {t('level')}
                  </Button>
                  <Button variant="default" onClick={() => setProposing('pool')}>
                    {t('pool')}
                  </Button>
                  <Button variant="default" onClick={() => setProposing('note')}>
                    {t('remark')}
                  </Button>
                  <Button variant="subtle" disabled={said.length === 0} onClick={() => void back()}>
                    {t('back')}
                  </Button>
                </div>
              )}
              <p className={`${classes['hint']} ${classes['keys']}`}>{t('keys')}</p>
            </>
          ) : list.isPending || left > 0 ? (
            <TextSkeleton lines={5} />
          ) : (
            <p className={classes['plain']}>{t('allDone')}</p>
          )}
        </div>
        {queue.length > 1 && (
          <div className={classes['next']}>
            <strong>{t('upNext')}</strong>
            <ol>
              {queue.slice(1, 9).map(({ place, customer, why }) => (
                <li key={place}>
                  {customer.name} <span className={classes['hint']}>{t(`why.${why}`)}</span>
                </li>
              ))}
            </ol>
          </div>
        )}
      </div>
    </Panel>
  )
}
