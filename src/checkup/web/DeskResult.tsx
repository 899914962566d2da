import type { ReactNode } from 'react'
import { ChangeMark } from '../../ui/Figures.tsx'
import { MoneyField } from '../../ui/fields/NumberField.tsx'
import { useFormat } from '../../ui/Regional.tsx'
import { useWords } from '../../ui/use-words.ts'
import classes from './Checkup.module.css'
import type { DeskBase, DeskChange, DeskMove, DeskOutcome } from './desk.ts'
import { useFigures } from './use-figures.ts'
import { words } from './words/desk.ts'

interface DeskResultProps {
  /** The target is what was won in as many days before, until somebody types another. */
  isTargetGuessed: boolean
  base: DeskBase
  desk: DeskChange
  outcome: DeskOutcome
  move: (move: DeskMove) => void
}

/** What comes out: won deals, money, and how far from the target. */
export function DeskResult({ isTargetGuessed, desk, outcome, move }: DeskResultProps): ReactNode {
  const t = useWords(words)
  const figures = useFigures()
  const format = useFormat()
  const { base, difference, deals, moneyMinor, gap, gapBefore } = outcome
  const distance = (missing: number): string =>
    t(`${missing > 0 ? 'missing' : 'above'}${isTargetGuessed ? 'Before' : ''}`, { money: figures.money(Math.abs(missing)) })
  const changed = Math.abs(difference.deals) > 1e-9 || Math.abs(difference.moneyMinor) > 0.5
  return (
    <section className={classes['result']} aria-label={t('result')} aria-live="polite">
      <Figure
        label={t('won')}
        main={figures.deals(deals)}
        before={t('before', { value: figures.deals(base.deals) })}
        change={changed && <ChangeMark by={difference.deals} text={figures.deals(Math.abs(difference.deals))} />}
      />
      <Figure
        label={t('money')}
        main={figures.money(moneyMinor)}
        before={t('before', { value: figures.money(base.moneyMinor) })}
        change={
          changed && (
            <>
              <ChangeMark by={difference.moneyMinor} text={figures.money(Math.abs(difference.moneyMinor))} />{' '}
              {base.moneyMinor > 0 && (
                <span className={classes['muted']}>
                  {difference.moneyMinor >= 0 ? '+' : '−'}
                  {format.share(Math.abs(difference.moneyMinor / base.moneyMinor), 1)}
                </span>
              )}
            </>
          )
        }
      />
      <div className={classes['figure']}>
        <MoneyField
          size="xs"
          label={t(isTargetGuessed ? 'noTarget' : 'target')}
          description={isTargetGuessed ? t('targetGuessed') : undefined}
          value={desk.targetMinor}
          onChange={(targetMinor) => move({ kind: 'turn', at: 'target', change: { targetMinor } })}
        />
        {gap !== null && gapBefore !== null && (
          <>
            <span className={classes['resultMain']} data-reached={(gap <= 0 && !isTargetGuessed) || undefined}>
              {distance(gap)}
            </span>
            <span className={classes['targetBar']} aria-hidden="true">
              <span
                style={{ width: `${Math.min(100, (base.moneyMinor / Math.max(1, desk.targetMinor ?? 1)) * 100)}%` }}
                data-before
              />
              <span style={{ width: `${Math.min(100, (moneyMinor / Math.max(1, desk.targetMinor ?? 1)) * 100)}%` }} />
            </span>
            {changed && <span className={classes['muted']}>{t('before', { value: distance(gapBefore) })}</span>}
          </>
        )}
      </div>
      <p className={classes['note']}>{t(changed ? 'together' : 'turnSomething')}</p>
    </section>
  )
}

function Figure({ label, main, before, change }: { label: string; main: string; before: string; change: ReactNode }): ReactNode {
  return (
    <div className={classes['figure']}>
      <span className={classes['totalLabel']}>{label}</span>
      <span className={classes['resultMain']}>{main}</span>
      <span>
        {change || null} <span className={classes['muted']}>{before}</span>
      </span>
    </div>
  )
}
