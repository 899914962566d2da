import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Panel } from '../../ui/Page.tsx'
import { useWords } from '../../ui/use-words.ts'
import type { ForecastReply } from '../contract.ts'
import classes from './Forecast.module.css'
import { useTold } from './use-told.ts'
import { words } from './words/forecast.ts'

/** The deals whose win or loss moves the chance of the target most: from the chance if lost to the chance if won. */
export function Deciding({ reply }: { reply: ForecastReply }): ReactNode {
  const t = useWords(words)
  const told = useTold()
  return (
    <Panel title={t('deciding')}>
      <p className={classes['hint']}>{t(reply.deciding.length > 0 ? 'decidingHint' : 'decidingNone')}</p>
      <ul className={classes['deciding']}>
        {reply.deciding.map((deal) => {
          const said = t('decidingSaid', {
            name: deal.name,
            won: told.share(deal.chanceIfWon),
            lost: told.share(deal.chanceIfLost),
          })
          return (
            <li key={deal.id}>
              <div>
                <Link to="/opportunities/$id" params={{ id: deal.id }}>
                  {deal.name}
                </Link>
                <small>
                  {deal.stageName} · {deal.ownerName} · {told.money(deal.amountMinor, deal.currency)} ·{' '}
                  <span className={classes['whole']}>
                    {t('chanceOf')} {told.share(deal.chance)}
                  </span>
                </small>
              </div>
              <span className={classes['swing']} role="img" aria-label={said} title={said}>
                <span
                  style={{
                    insetInlineStart: `${100 * deal.chanceIfLost}%`,
                    width: `${Math.max(1, 100 * (deal.chanceIfWon - deal.chanceIfLost))}%`,
                  }}
                />
              </span>
              <span className={classes['figures']}>
                {told.share(deal.chanceIfLost)} → {told.share(deal.chanceIfWon)}
              </span>
            </li>
          )
        })}
      </ul>
    </Panel>
  )
}
