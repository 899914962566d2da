import { Button, UnstyledButton } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Day } from '../../ui/Figures.tsx'
import { Panel } from '../../ui/Page.tsx'
import { useList } from '../../ui/reading.ts'
import { EmptyState, ErrorPanel, TextSkeleton } from '../../ui/States.tsx'
import { useWords } from '../../ui/use-words.ts'
import { listForecastDeals, type ForecastDeal, type ForecastDealsQuery } from '../contract.ts'
import { dealLists, type DealList } from '../deal-verdicts.ts'
import classes from './Forecast.module.css'
import { useTold } from './use-told.ts'
import { words } from './words/forecast.ts'

interface DealListsProps {
  scope: Pick<ForecastDealsQuery, 'pipeline' | 'team' | 'owner' | 'period'>
  list: DealList
  onList: (list: DealList) => void
}

/** The deals that will be won, that will be lost, whose date does not hold, that go slower than the winners: each with its reasons. */
export function DealLists({ scope, list, onList }: DealListsProps): ReactNode {
  const t = useWords(words)
  const deals = useList(listForecastDeals, { query: { ...scope, list } }, { follows: ['opportunities'], keep: true })
  return (
    <Panel
      title={t('lists')}
      actions={
        <nav className={classes['lists']} aria-label={t('lists')}>
          {dealLists.map((key) => (
            <UnstyledButton key={key} aria-current={key === list ? 'page' : undefined} onClick={() => onList(key)}>
              {t(`list.${key}`)}
            </UnstyledButton>
          ))}
        </nav>
      }
    >
      {deals.error && deals.items.length === 0 ? (
        <ErrorPanel problem={deals.error} retry={deals.refetch} />
      ) : deals.isPending ? (
        <TextSkeleton lines={6} />
      ) : deals.items.length === 0 ? (
        <EmptyState title={t(`empty.${list}`)} />
      ) : (
        <div data-stale={deals.isStale || undefined} className={classes['body']}>
          {deals.first && (
            <p className={classes['hint']}>
              {t('shownOf', { count: deals.first.total })} {deals.first.text.map(({ sentence }) => sentence).join(' ')}
            </p>
          )}
          <DealRows items={deals.items} list={list} />
          {deals.hasMore && (
            <div>
              <Button variant="default" size="xs" loading={deals.isLoadingMore} onClick={deals.loadMore}>
                {t('more')}
              </Button>
            </div>
          )}
        </div>
      )}
    </Panel>
  )
}

const reasonsOf = (deal: ForecastDeal, list: DealList): string[] =>
  list === 'close-dates'
    ? [deal.close.sentence]
    : list === 'slow'
      ? [deal.pace.sentence]
      : deal.reasons.map(({ sentence }) => sentence)

function DealRows({ items, list }: { items: readonly ForecastDeal[]; list: DealList }): ReactNode {
  const t = useWords(words)
  const told = useTold()
  const soon = list === 'will-lose' ? 'lose30' : 'win30'
  return (
    <div className={classes['scroll']} role="group" tabIndex={0} aria-label={t(`list.${list}`)}>
      <table className={classes['table']} data-deals>
        <thead>
          <tr>
            <th scope="col">{t('deal')}</th>
            <th scope="col" data-start>
              {t('stage')}
            </th>
            <th scope="col">{t('amount')}</th>
            <th scope="col">{t('closeOn')}</th>
            <th scope="col">{t('chanceOf')}</th>
            <th scope="col">{t('inPeriod')}</th>
            <th scope="col">{t(soon)}</th>
            <th scope="col" data-start>
              {t('reasons')}
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map((deal) => (
            <tr key={deal.id}>
              <th scope="row">
                <Link to="/opportunities/$id" params={{ id: deal.id }}>
                  {deal.name}
                </Link>
                <small>
                  {deal.customerName} · {deal.ownerName}
                </small>
              </th>
              <td data-start>{deal.stageName}</td>
              <td data-label={t('amount')}>{told.money(deal.amountMinor, deal.currency)}</td>
              <td data-label={t('closeOn')}>
                <Day on={deal.closeOn} />
              </td>
              <td data-label={t('chanceOf')}>{told.share(deal.chance)}</td>
              <td data-label={t('inPeriod')}>{told.share(deal.chanceInPeriod)}</td>
              <td data-label={t(soon)}>
                <b>{told.share(deal[soon])}</b>
              </td>
              <td data-start data-wide>
                {reasonsOf(deal, list).map((sentence) => (
                  <p key={sentence}>{sentence}</p>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
