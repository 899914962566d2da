import type { ReactNode } from 'react'
import { Money } from '../../../ui/Figures.tsx'
import { useWords } from '../../../ui/use-words.ts'
import type { RollUp } from '../../categories.ts'
import classes from './Rounds.module.css'
import { words } from './words.ts'

/** The cumulative sums of a period, each with what is in it. */
export function SumTiles({ sum, period }: { sum: RollUp; period: string }): ReactNode {
  const t = useWords(words)
  const tile = (label: string, hint: string, minor: number, isMain = false): ReactNode => (
    <div className={classes['tile']} data-main={isMain || undefined}>
      <span>{label}</span>
      <strong>
        <Money minor={minor} compact />
      </strong>
      <small>{hint}</small>
    </div>
  )
  return (
    <section className={classes['tiles']} aria-label={period}>
      {tile(t('closedSum'), period, sum.closedMinor)}
      {tile(t('commitSum'), t('commitHint'), sum.commitMinor, true)}
      {tile(t('bestSum'), t('bestHint'), sum.bestCaseMinor)}
      {tile(t('openSum'), t('openHint'), sum.openMinor)}
    </section>
  )
}
