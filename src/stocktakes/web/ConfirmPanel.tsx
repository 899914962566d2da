import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import { words as customerWords } from '../../customers/words.ts'
import type { Problem } from '../../ui/api.ts'
import { FormProblem, TextField } from '../../ui/fields/Fields.tsx'
import { notify } from '../../ui/Notices.tsx'
import { Panel } from '../../ui/Page.tsx'
import { useList, useWrite } from '../../ui/reading.ts'
import { StatusChip } from '../../ui/StatusChip.tsx'
import { useWords } from '../../ui/use-words.ts'
import { words as kit } from '../../ui/words.ts'
import { confirmStocktake, listItems } from '../contract.ts'
import { useStocktakeAgain, type Item, type Result } from './stocktake-view.ts'
import classes from './Stocktakes.module.css'
import { words } from './words.ts'

const tones = { done: 'done', declined: 'quiet', failed: 'risk2' } as const

/** What was proposed of whom; a supervisor ticks what is to take effect. */
export function ConfirmPanel({ one }: { one: Result }): ReactNode {
  const t = useWords(words)
  const k = useWords(kit)
  const again = useStocktakeAgain()
  const [declined, setDeclined] = useState<ReadonlySet<string>>(new Set())
  const [word, setWord] = useState('')
  const [problem, setProblem] = useState<Problem>()
  const params = { id: one.id }
  const list = useList(listItems, { params, query: { of: 'proposals', limit: 100 } }, { follows: ['stocktakes'] })
  const confirming = useWrite(confirmStocktake, {
    touches: ['customers', 'quality'],
    onProblem: setProblem,
    onDone: () => {
      again()
      notify.done(t('confirmed'))
    },
  })
  const mayConfirm = one.permissions.confirm === null
  const toggle = (id: string): void =>
    setDeclined((before) => {
      const next = new Set(before)
      if (!next.delete(id)) next.add(id)
      return next
    })
  return (
    <Panel title={t('proposals')}>
      <form
        className={classes['stack']}
        onSubmit={(event) => {
          event.preventDefault()
          setProblem(undefined)
          confirming.mutate({ params, body: { declined: [...declined], word } })
        }}
      >
        {mayConfirm && <p className={classes['hint']}>{t('confirmHint')}</p>}
        {list.items.length === 0 ? (
          <p className={classes['hint']}>{t('nobody')}</p>
        ) : (
          <ul className={classes['proposals']}>
            {list.items.map((item) => (
              <li key={item.place}>
                {mayConfirm && item.verdict !== 'note' && (
                  <input
                    type="checkbox"
                    aria-label={t('accept', { name: item.customer.name })}
                    checked={!declined.has(item.customer.id)}
                    onChange={() => toggle(item.customer.id)}
                  />
                )}
                <Said item={item} />
              </li>
            ))}
          </ul>
        )}
        {list.hasMore && (
          <Button size="xs" variant="default" loading={list.isLoadingMore} onClick={list.loadMore}>
            {k('loadMore')}
          </Button>
        )}
        {mayConfirm && (
          <>
            <TextField
              label={t('wordOf')}
              maxLength={1000}
              value={word}
              onChange={(event) => setWord(event.currentTarget.value)}
            />
            <FormProblem problem={problem} />
            <div>
              <Button type="submit" loading={confirming.isPending}>
                {t('confirm')}
              </Button>
            </div>
          </>
        )}
      </form>
    </Panel>
  )
}

function Said({ item }: { item: Item }): ReactNode {
  const t = useWords(words)
  const c = useWords(customerWords)
  return (
    <span className={classes['line']}>
      <Link to={'/customers/$id' as never} params={{ id: item.customer.id } as never}>
        {item.customer.name}
      </Link>
      <span>
        {t(`verdict.${item.verdict ?? 'keep'}`)} {item.proposedLevel && t('toLevel', { level: c(`level.${item.proposedLevel}`) })}
      </span>
      <span className={classes['hint']}>
        {item.note} · {item.owner.name}
      </span>
      {item.outcome && <StatusChip tone={tones[item.outcome]}>{t(`outcome.${item.outcome}`)}</StatusChip>}
    </span>
  )
}
