import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Panel } from '../../ui/Page.tsx'
import { useFormat } from '../../ui/Regional.tsx'
import { useList } from '../../ui/reading.ts'
import { EmptyState, ErrorPanel, TextSkeleton } from '../../ui/States.tsx'
import { useWords } from '../../ui/use-words.ts'
import { words as kit } from '../../ui/words.ts'
import { listPushed } from '../flow-contract.ts'
import classes from './Funnel.module.css'
import { words } from './words.ts'

/** Open deals whose date slips again and again: a forecast that counts on them is wishful. */
export function PushedDeals({ query }: { query: object }): ReactNode {
  const t = useWords(words)
  const k = useWords(kit)
  const format = useFormat()
  const pushed = useList(listPushed, { query: { ...query, limit: 10 } }, { follows: ['opportunities'] })
  return (
    <Panel title={t('pushedTitle')}>
      <p className={classes['note']}>
        {t('pushedHint')}{' '}
        {pushed.first &&
          pushed.first.total > 0 &&
          t('pushedSum', { count: format.count(pushed.first.total), amount: format.money(pushed.first.amountMinor, 'compact') })}
      </p>
      {pushed.error ? (
        <ErrorPanel problem={pushed.error} retry={pushed.refetch} />
      ) : pushed.isPending ? (
        <TextSkeleton lines={4} />
      ) : pushed.items.length === 0 ? (
        <EmptyState title={t('noPushed')} />
      ) : (
        <ul className={classes['deals']} data-stale={pushed.isStale || undefined}>
          {pushed.items.map((deal) => (
            <li key={deal.id} className={classes['deal']}>
              <Link to="/opportunities/$id" params={{ id: deal.id }} className={classes['dealName']!}>
                {deal.name}
              </Link>
              <span className={classes['dealAmount']}>
                <b>{t('pushesOf', { count: deal.pushes })}</b>{' '}
                {deal.amountMinor === null ? '–' : format.money(deal.amountMinor, 'compact', deal.currency)}
              </span>
              <span className={classes['muted']}>{[deal.customerName, deal.ownerName].filter(Boolean).join(' · ')}</span>
              <span className={classes['muted']}>
                {deal.stageName}
                {deal.closeOn !== null && ` · ${t('closesNow')} ${format.day(deal.closeOn)}`}
              </span>
            </li>
          ))}
        </ul>
      )}
      {pushed.hasMore && (
        <Button variant="default" size="xs" loading={pushed.isLoadingMore} onClick={pushed.loadMore}>
          {k('loadMore')}
        </Button>
      )}
    </Panel>
  )
}
