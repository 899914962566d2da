import type { ReactNode } from 'react'
import { FigureTable } from '../../ui/charts/FigureTable.tsx'
import { useWords } from '../../ui/use-words.ts'
import type { TimeReply } from '../time-contract.ts'
import classes from './Checkup.module.css'
import type { OpenDeals } from './checkup-view.ts'
import { Deals } from './LossTable.tsx'
import { useFigures } from './use-figures.ts'
import { words } from './words/time.ts'

type Stages = TimeReply['stages']

/** Days in each stage, with those that are still there counted as what they are; winners beside, and the limits learned from them. */
export function StaysTable({ stages, onOpen }: { stages: Stages; onOpen: OpenDeals }): ReactNode {
  const t = useWords(words)
  const figures = useFigures()
  return (
    <FigureTable
      cards
      label={t('stays')}
      heads={[
        t('stage'),
        t('median'),
        t('p90'),
        { key: 'naive', label: t('naive'), title: t('naiveHint') },
        t('winners'),
        t('limits'),
        t('open'),
        t('overdue'),
        t('slowerThan'),
        t('staysCount'),
      ]}
    >
      {stages.map((stage) => (
        <tr key={stage.key}>
          <th scope="row">{stage.name}</th>
          <td data-label={t('median')}>
            <b>{figures.days(stage.medianDays, stage.largestDays)}</b>
          </td>
          <td data-label={t('p90')}>{figures.days(stage.p90Days, stage.largestDays)}</td>
          <td data-label={t('naive')} className={classes['muted']}>
            {figures.days(stage.naiveMedianDays)}
          </td>
          <td data-label={t('winners')} title={t('winnersOf', { count: stage.winners.deals })}>
            {figures.days(stage.winners.medianDays)}
            {stage.winners.p25Days !== null && stage.winners.p75Days !== null && (
              <span className={classes['muted']}>
                {' '}
                {t('quartiles', { low: figures.days(stage.winners.p25Days), high: figures.days(stage.winners.p75Days) })}
              </span>
            )}
          </td>
          <td data-label={t('limits')} title={t(`source.${stage.limits.source}`)}>
            {t('limitPair', { amber: figures.days(stage.limits.amberDays), red: figures.days(stage.limits.redDays) })}
          </td>
          <td data-label={t('open')}>
            <Deals name={stage.name} value={stage.open.deals} onOpen={() => onOpen({ outcome: 'openNow', stage: stage.key })} />
          </td>
          <td data-label={t('overdue')}>
            <Deals
              name={`${stage.name} ${t('level.amber')}`}
              value={stage.open.amber}
              onOpen={() => onOpen({ outcome: 'amber', stage: stage.key })}
            />{' '}
            /{' '}
            <Deals
              name={`${stage.name} ${t('level.red')}`}
              value={stage.open.red + stage.open.forced}
              onOpen={() => onOpen({ outcome: 'overLimit', stage: stage.key })}
            />
          </td>
          <td data-label={t('slowerThan')}>
            <Deals
              name={`${stage.name} ${t('slowerThan')}`}
              value={stage.open.slowerThanWinners}
              onOpen={() => onOpen({ outcome: 'slower', stage: stage.key })}
            />{' '}
            <span className={classes['muted']}>{stage.open.slowerMinor > 0 && figures.money(stage.open.slowerMinor)}</span>
          </td>
          <td data-label={t('staysCount')} className={classes['muted']}>
            {t('finishedOf', { finished: figures.count(stage.finished), stays: figures.count(stage.stays) })}
          </td>
        </tr>
      ))}
    </FigureTable>
  )
}

/** The curves' table twin: what has become of those who came in after so many days. */
export function CurveTable({ stages }: { stages: Stages }): ReactNode {
  const t = useWords(words)
  const figures = useFigures()
  const days = [7, 14, 30, 60, 90, 180]
  return (
    <FigureTable label={t('curves')} heads={[t('stage'), ...days.map((day) => figures.days(day)), t('finally')]}>
      {stages.map((stage) => (
        <tr key={stage.key}>
          <th scope="row">{stage.name}</th>
          {days.map((day) => {
            const point = stage.curve.findLast((one) => one.days <= day)
            const known = point !== undefined && (stage.largestDays ?? 0) >= day
            return (
              <td key={day}>
                {known ? t('curveCell', { wentOn: figures.share(point.wentOn), died: figures.share(point.died) }) : '–'}
              </td>
            )
          })}
          <td>{t('curveCell', { wentOn: figures.share(stage.wentOnInTheEnd), died: figures.share(stage.diedInTheEnd) })}</td>
        </tr>
      ))}
    </FigureTable>
  )
}
