import { IconHourglassHigh } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { Hint } from '../../ui/Hint.tsx'
import { useFormat } from '../../ui/Regional.tsx'
import { useWords } from '../../ui/use-words.ts'
import type { Column } from './board-model.ts'
import classes from './Board.module.css'
import { words } from './words.ts'

/** Of a stage: how many deals, their sum and weighted sum, its chance, and how many have been in it for too long. */
export function ColumnHead({ column }: { column: Column }): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const { stage, count, amountMinor, weightedAmountMinor, overWarning, overCritical, withoutAmount } = column
  const money = (minor: number): string => format.money(minor, 'compact')
  const standard = stage.expectedDays === null ? '' : t('stageStandard', { days: stage.expectedDays })
  return (
    <Hint
      label={
        <>
          {stage.customerLooks && <p>{stage.customerLooks}</p>}
          {standard && <p>{standard}</p>}
          <p>{t('sums', { sum: format.money(amountMinor), weighted: format.money(weightedAmountMinor) })}</p>
          {withoutAmount > 0 && <p>{t('withoutAmount', { count: withoutAmount })}</p>}
        </>
      }
    >
      <header className={classes['head']}>
        <div className={classes['headLine']}>
          <h2 className={classes['stage']}>{stage.name}</h2>
          <span className={classes['count']}>{format.count(count)}</span>
        </div>
        <div className={classes['headLine']}>
          <span className={classes['sum']}>{money(amountMinor)}</span>
          <span className={classes['weighted']}>{t('weighted', { amount: money(weightedAmountMinor) })}</span>
        </div>
        <div className={classes['headLine']}>
          <span className={classes['chance']}>{t('chance', { share: format.share(stage.probability) })}</span>
          {overWarning > 0 && (
            <span className={classes['over']} data-critical={overCritical > 0 || undefined}>
              <IconHourglassHigh size={12} aria-hidden="true" />
              {t('overAge', { count: overWarning })}
            </span>
          )}
        </div>
      </header>
    </Hint>
  )
}
