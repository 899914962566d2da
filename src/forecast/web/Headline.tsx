import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Chart } from '../../ui/charts/Chart.tsx'
import { Panel } from '../../ui/Page.tsx'
import { useWords } from '../../ui/use-words.ts'
import type { ForecastReply } from '../contract.ts'
import classes from './Forecast.module.css'
import { rangeDrawing } from './RangeChart.tsx'
import { useTold } from './use-told.ts'
import { words } from './words/forecast.ts'

interface HeadlineProps {
  reply: ForecastReply
  period: string
  /** Stands where the range will be, while there is none yet. */
  simulating: ReactNode
}

/** What the period will bring, of which parts, between which bounds, and with which chance it meets its target. */
export function Headline({ reply, period, simulating }: HeadlineProps): ReactNode {
  const t = useWords(words)
  const told = useTold()
  const { p10Minor, p90Minor, closedWonMinor, openExpectedMinor, newExpectedMinor, open } = reply
  const parts = [
    { key: 'closed', minor: closedWonMinor, hint: t('partHint.closed') },
    {
      key: 'open',
      minor: openExpectedMinor,
      hint: t('partHint.open', { count: open.deals, amount: told.money(open.amountMinor) }),
    },
    {
      key: 'new',
      minor: newExpectedMinor,
      hint: t('partHint.new'),
    },
  ] as const
  return (
    <Panel>
      <div className={classes['headline']}>
        <div className={classes['told']}>
          <h2>{t('headline', { period })}</h2>
          <strong>{told.money(reply.p50Minor ?? reply.totalMinor)}</strong>
          {p10Minor !== null && p90Minor !== null ? (
            <p>{t('rangeSaid', { low: told.money(p10Minor), high: told.money(p90Minor) })}</p>
          ) : reply.simulation ? (
            simulating
          ) : (
            <p>{t('noRange')}</p>
          )}
          {reply.text.map(({ code, sentence }) => (
            <p key={code} className={classes['honest']}>
              {sentence}
            </p>
          ))}
        </div>
        <div className={classes['picture']}>
          <ul className={classes['parts']} aria-label={t('parts')}>
            {parts.map(({ key, minor, hint }) => (
              <li key={key} data-part={key}>
                <span>{t(`part.${key}`)}</span>
                <b>{told.money(minor)}</b>
                <small>{hint}</small>
              </li>
            ))}
          </ul>
          {reply.p50Minor !== null && told.money(reply.p50Minor) !== told.money(reply.totalMinor) && (
            <p className={classes['honest']}>{t('partsSum', { sum: told.money(reply.totalMinor) })}</p>
          )}
          <Chart title={t('headline', { period })} draw={(width) => rangeDrawing(reply, width)} />
        </div>
      </div>
    </Panel>
  )
}

/** Target and chance, how far to trust it, and what people and simple rules say. */
export function Beside({ reply }: { reply: ForecastReply }): ReactNode {
  const t = useWords(words)
  const told = useTold()
  const { categories, backtest, targetMinor, chanceOfTarget } = reply
  const said = [
    { key: 'commit', minor: categories?.commitMinor },
    { key: 'best', minor: categories?.bestCaseMinor },
    { key: 'open', minor: categories?.openMinor },
    { key: 'runRate', minor: reply.runRateMinor },
    { key: 'yearBefore', minor: reply.yearBeforeMinor },
  ] as const
  return (
    <div className={classes['beside']}>
      <section className={classes['tile']}>
        <h3>{t('chance')}</h3>
        <strong>{chanceOfTarget === null ? '–' : told.share(chanceOfTarget)}</strong>
        <p>
          {targetMinor === null ? (
            <>
              {t('noTarget')} · <Link to="/targets">{t('setTarget')}</Link>
            </>
          ) : chanceOfTarget === null ? (
            t('chanceNone')
          ) : (
            `${t('target')} ${told.money(targetMinor)}`
          )}
        </p>
      </section>
      <section className={classes['tile']}>
        <h3>{t('trust')}</h3>
        <strong>{backtest?.wape === null || !backtest ? '–' : `± ${told.share(backtest.wape)}`}</strong>
        <p>
          {backtest && backtest.wape !== null ? <Trust backtest={backtest} /> : t('noTrust')}{' '}
          <Link to="/forecast/track-record">{t('seeRecord')}</Link>
        </p>
      </section>
      <section className={classes['tile']}>
        <h3>{t('said')}</h3>
        <dl className={classes['said']}>
          {said.map(({ key, minor }) => (
            <div key={key}>
              <dt>{t(`said.${key}`)}</dt>
              <dd>{told.money(minor)}</dd>
            </div>
          ))}
        </dl>
      </section>
    </div>
  )
}

function Trust({ backtest }: { backtest: NonNullable<ForecastReply['backtest']> }): ReactNode {
  const t = useWords(words)
  const told = useTold()
  const { periods, wape, bias, coverage, earned } = backtest
  const leaning =
    bias === null || Math.abs(bias) < 0.02
      ? t('biasNone')
      : t(bias > 0 ? 'biasHigh' : 'biasLow', { share: told.share(Math.abs(bias)) })
  return (
    <>
      {t('trustSaid', { periods, wape: told.share(wape), bias: leaning })}
      {coverage !== null && <> · {t('coverageSaid', { coverage: told.share(coverage) })}</>}
      {' · '}
      {t(earned ? 'earned' : 'notEarned')}
    </>
  )
}
