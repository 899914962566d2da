import type { ReactNode } from 'react'
import { useWords } from '../../ui/use-words.ts'
import type { CheckupReply, SummaryReply } from '../contract.ts'
import type { TimeReply } from '../time-contract.ts'
import type { LossesReply } from '../why-contract.ts'
import { findingsOf } from './findings.ts'
import { Said } from './Headline.tsx'
import { IntervalBar } from './IntervalBar.tsx'
import { rankText } from './Reasons.tsx'
import { isCertain } from './JudgementChip.tsx'
import classes from './Print.module.css'
import { useFigures } from './use-figures.ts'
import { words as headline } from './words/headline.ts'
import { words } from './words/print.ts'

/** For those who read the first lines only: what the losses cost, and the three findings with their money. */
export function Board({ checkup, summary }: { checkup: CheckupReply; summary: SummaryReply }): ReactNode {
  const t = useWords(headline)
  const figures = useFigures()
  const { totals } = checkup
  return (
    <section>
      <p className={classes['price']}>
        <b>{figures.money(totals.expectedLossMinor)}</b>
        <span>
          {t('cost')} · {t('costDeals', { count: figures.count(totals.died.count) })}
          {t('costGross', { gross: figures.money(totals.grossLossMinor) })}
        </span>
      </p>
      <table className={classes['table']}>
        <tbody>
          {findingsOf(checkup, summary.actions).map((finding) => (
            <tr key={finding.kind}>
              <th scope="row">
                <span className={classes['soft']}>{t(`finding.${finding.kind}`)}</span> {finding.name}
              </th>
              <td data-text="">
                <Said finding={finding} />
              </td>
              <td>
                <b>{figures.money(finding.amountMinor)}</b>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** The ranked bottlenecks as a table for paper: certain ones in ink, the rest in grey. */
export function BottleneckTable({ reply }: { reply: CheckupReply }): ReactNode {
  const t = useWords(words)
  const figures = useFigures()
  const ranked = reply.bottlenecks.filter(({ gainMinor, gainDeals }) => gainMinor > 0 || gainDeals > 0)
  if (ranked.length === 0) return <p>{t('noBottleneck')}</p>
  return (
    <table className={classes['table']}>
      <thead>
        <tr>
          <th scope="col">{t('stage')}</th>
          <th scope="col">{t('kept')}</th>
          <th scope="col" className={classes['wide']}>
            {t('interval')}
          </th>
          <th scope="col">{t('benchmark')}</th>
          <th scope="col">{t('gain')}</th>
          <th scope="col">{t('verdict')}</th>
        </tr>
      </thead>
      <tbody>
        {ranked.map((one) => {
          const certain = isCertain(one.judgement)
          return (
            <tr key={one.stageKey} className={certain ? undefined : classes['soft']}>
              <th scope="row">{one.name}</th>
              <td>{figures.share(one.share)}</td>
              <td className={classes['wide']}>
                <IntervalBar share={one.share} low={one.low} high={one.high} benchmark={one.benchmark} certain={certain} />
              </td>
              <td>{figures.share(one.benchmark)}</td>
              <td>{t('gainOf', { money: figures.money(one.gainMinor), deals: figures.deals(one.gainDeals) })}</td>
              <td>{certain ? <b>{one.label}</b> : one.label}</td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

/** The first five reasons, by count with their intervals and by money. */
export function ReasonTable({ losses: { reasons } }: { losses: LossesReply }): ReactNode {
  const t = useWords(words)
  const figures = useFigures()
  if (reasons.ended === 0) return <p>{t('noLosses')}</p>
  return (
    <table className={classes['table']}>
      <thead>
        <tr>
          <th scope="col">{t('reason')}</th>
          <th scope="col">{t('deals')}</th>
          <th scope="col">{t('byCount')}</th>
          <th scope="col" className={classes['wide']}>
            {t('interval')}
          </th>
          <th scope="col">{t('byMoney')}</th>
        </tr>
      </thead>
      <tbody>
        {reasons.byCount.slice(0, 5).map((one) => (
          <tr key={one.key}>
            <th scope="row">
              {rankText(one)} {one.name}
            </th>
            <td>{figures.count(one.deals)}</td>
            <td>{figures.share(one.share)}</td>
            <td className={classes['wide']}>
              <IntervalBar share={one.share} low={one.low} high={one.high} certain={!one.tied} />
            </td>
            <td>
              {figures.money(one.amountMinor)}{' '}
              <span className={classes['soft']}>
                {figures.share(reasons.byMoney.find(({ key }) => key === one.key)?.share ?? null)}
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Days per stage and what is overdue. */
export function StayTable({ time }: { time: TimeReply }): ReactNode {
  const t = useWords(words)
  const figures = useFigures()
  return (
    <table className={classes['table']}>
      <thead>
        <tr>
          <th scope="col">{t('stage')}</th>
          <th scope="col">{t('median')}</th>
          <th scope="col">{t('p90')}</th>
          <th scope="col">{t('winners')}</th>
          <th scope="col">{t('limits')}</th>
          <th scope="col">{t('open')}</th>
          <th scope="col">{t('red')}</th>
        </tr>
      </thead>
      <tbody>
        {time.stages.map((one) => (
          <tr key={one.key}>
            <th scope="row">{one.name}</th>
            <td>{figures.days(one.medianDays, one.largestDays)}</td>
            <td>{figures.days(one.p90Days, one.largestDays)}</td>
            <td>{figures.days(one.winners.medianDays)}</td>
            <td>{t('limitPair', { amber: figures.days(one.limits.amberDays), red: figures.days(one.limits.redDays) })}</td>
            <td>
              {figures.count(one.open.deals)} <span className={classes['soft']}>{figures.money(one.open.amountMinor)}</span>
            </td>
            <td>{figures.count(one.open.red + one.open.forced)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
