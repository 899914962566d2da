import { UnstyledButton } from '@mantine/core'
import type { ReactNode } from 'react'
import { useFormat } from '../../ui/Regional.tsx'
import { useWords } from '../../ui/use-words.ts'
import { words } from '../words.ts'
import classes from './Funnel.module.css'
import type { OpenList } from './FunnelChart.tsx'
import type { Band, Measure } from './funnel-shape.ts'
import { useFigures } from './use-figures.ts'

/** The funnel on the phone: the same bars as HTML rows, with text in its own size. */
export function FunnelRows({
  bands,
  measure,
  onOpen,
}: {
  bands: readonly Band[]
  measure: Measure
  onOpen: OpenList
}): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const figures = useFigures()
  return (
    <ol className={classes['rows']}>
      {bands.map(({ stage, tone, reached }, index) => {
        const count = format.count(stage.entered)
        const amount = format.money(stage.enteredAmountMinor, 'compact')
        return (
          <li key={stage.key}>
            <UnstyledButton className={classes['row']} onClick={() => onOpen('entered', stage.key)}>
              <span className={classes['rowHead']}>
                <span className={classes['rowName']}>{stage.name}</span>
                <span>
                  <b>{measure === 'count' ? count : amount}</b>{' '}
                  <span className={classes['muted']}>{measure === 'count' ? amount : count}</span>
                </span>
              </span>
              <span className={classes['track']}>
                <span
                  className={classes['fill']}
                  style={{ width: `${Math.max(1, reached * 100)}%`, background: `var(--funnel-${tone})` }}
                />
              </span>
            </UnstyledButton>
            <div className={classes['rowFoot']}>
              <UnstyledButton className={classes['chip']} onClick={() => onOpen('passed', stage.key)}>
                {index < bands.length - 1 ? t('conversion') : t('won')} <b>{figures.share(stage.conversion)}</b>{' '}
                <span className={classes['muted']}>
                  {stage.conversion === null
                    ? ''
                    : stage.enough
                      ? figures.interval(stage.conversionLow, stage.conversionHigh)
                      : t('tooFew')}
                </span>
              </UnstyledButton>
              {stage.lost > 0 && (
                <UnstyledButton className={classes['chip']} data-loss onClick={() => onOpen('lost', stage.key)}>
                  {t('lost')} <b>{format.count(stage.lost)}</b> {format.money(stage.lostAmountMinor, 'compact')}
                </UnstyledButton>
              )}
              {stage.stays > 0 && (
                <span className={classes['chip']}>
                  {t('medianShort', { days: figures.days(stage.medianDays, stage.largestDays) })}
                </span>
              )}
            </div>
          </li>
        )
      })}
    </ol>
  )
}
