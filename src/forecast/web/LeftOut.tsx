import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Panel } from '../../ui/Page.tsx'
import { useWords } from '../../ui/use-words.ts'
import type { ForecastReply } from '../contract.ts'
import classes from './Forecast.module.css'
import { useTold } from './use-told.ts'
import { words } from './words/forecast.ts'

/** Of deals whose day is over so many are named; the list of close dates that do not hold has all of them. */
const mostNamed = 5

/** Deals that the figures above do not count as they stand, and why. */
export function LeftOut({ reply }: { reply: ForecastReply }): ReactNode {
  const t = useWords(words)
  const told = useTold()
  const { overdue, undated, withoutAmount, otherCurrency } = reply
  const isNone = overdue.deals + undated.deals + withoutAmount.deals + otherCurrency.length === 0
  return (
    <Panel title={t('left')}>
      {isNone && <p className={classes['hint']}>{t('leftNone')}</p>}
      <ul className={classes['notes']}>
        {overdue.deals > 0 && (
          <li>
            {t('overdue', { count: overdue.deals, amount: told.money(overdue.amountMinor) })}
            <ul>
              {overdue.first.slice(0, mostNamed).map((deal) => (
                <li key={deal.id}>
                  <Link to="/opportunities/$id" params={{ id: deal.id }}>
                    {deal.name}
                  </Link>{' '}
                  {deal.closeOn} · {told.money(deal.amountMinor, deal.currency)}
                </li>
              ))}
            </ul>
          </li>
        )}
        {undated.deals > 0 && <li>{t('undated', { count: undated.deals, amount: told.money(undated.amountMinor) })}</li>}
        {withoutAmount.deals > 0 && (
          <li>
            {withoutAmount.usualMinor === null
              ? t('withoutUsual', { count: withoutAmount.deals })
              : t('withoutAmount', { count: withoutAmount.deals, amount: told.money(withoutAmount.usualMinor) })}
          </li>
        )}
        {otherCurrency.map(({ currency, deals, amountMinor, rate, rateOn }) => {
          const facts = { currency, count: deals, amount: told.money(amountMinor, currency) }
          return (
            <li key={currency}>
              {rate === null || rateOn === null ? t('otherCurrency', facts) : t('converted', { ...facts, rate, day: rateOn })}
            </li>
          )
        })}
      </ul>
    </Panel>
  )
}
