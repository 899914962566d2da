import type { ReactNode } from 'react'
import { Panel } from '../../ui/Page.tsx'
import { useWords } from '../../ui/use-words.ts'
import type { CapacityReply } from '../contract.ts'
import { catchUpPerDay, gapAsWork, pipelineNeeded } from '../coverage.ts'
import type { CapacityInputs } from '../model.ts'
import classes from './Capacity.module.css'
import { useFigure } from './use-figure.ts'
import { words } from './words.ts'

/** What the month still lacks: open pipeline against what is needed, the daily catch-up, and the gap as work. */
export function CoveragePanel({ coverage, given }: { coverage: CapacityReply['coverage']; given: CapacityInputs }): ReactNode {
  const t = useWords(words)
  const figure = useFigure()
  const { wonMinor, expectedNewMinor, openMinor, conversion, workdaysLeft, winRate, months } = coverage
  const { targetMinor, dealMinor, touches } = given
  const money = (value: number | null): string => (value === null ? '–' : figure('money', value))
  const needed = conversion === null ? null : pipelineNeeded({ targetMinor, wonMinor, expectedNewMinor, conversion })
  const expected = conversion === null ? 0 : openMinor * conversion
  const gap = Math.max(0, targetMinor - wonMinor - expectedNewMinor - expected)
  const work = winRate === null ? null : gapAsWork(gap, { dealMinor, winRate, visits: touches + 1 })
  const number = (value: number): string => figure('number', value)
  const scale = Math.max(1, openMinor, needed ?? 0)
  return (
    <Panel title={t('coverage')}>
      <dl className={classes['coverage']}>
        <Figure label={t('coverage.won')} text={`${money(wonMinor)} / ${money(targetMinor)}`} />
        <Figure label={t('coverage.new')} text={money(expectedNewMinor)} />
        <Figure label={t('coverage.conversion')} text={conversion === null ? '–' : figure('share', conversion)} />
        <Figure
          label={t('coverage.catchUp', { days: workdaysLeft })}
          text={money(catchUpPerDay(targetMinor, wonMinor, workdaysLeft))}
        />
        <Figure
          label={t('coverage.gap')}
          text={
            targetMinor === 0
              ? '–'
              : wonMinor >= targetMinor
                ? t('coverage.met')
                : gap === 0
                  ? t('coverage.enough')
                  : work === null
                    ? money(gap)
                    : `${money(gap)} ＝ ${t('coverage.work', { deals: number(work.deals), opportunities: number(work.opportunities), visits: number(work.visits) })}`
          }
        />
      </dl>
      <div className={classes['versus']}>
        {(
          [
            ['coverage.open', openMinor],
            ['coverage.needed', needed],
          ] as const
        ).map(([label, value]) => (
          <div key={label}>
            <span>{t(label)}</span>
            <span className={classes['versusTrack']}>
              <span data-kind={label} style={{ width: `${(100 * (value ?? 0)) / scale}%` }} />
            </span>
            <strong>{money(value)}</strong>
          </div>
        ))}
      </div>
      <p className={classes['hint']}>{conversion === null ? t('coverageNoPast') : t('coverageHint', { months })}</p>
    </Panel>
  )
}

function Figure({ label, text }: { label: string; text: string }): ReactNode {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{text}</dd>
    </div>
  )
}
