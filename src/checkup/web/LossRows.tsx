import { UnstyledButton } from '@mantine/core'
import type { ReactNode } from 'react'
import { useWords } from '../../ui/use-words.ts'
import classes from './Checkup.module.css'
import type { Measure, OpenDeals } from './checkup-view.ts'
import type { LossRow } from './loss-shape.ts'
import { useFigures } from './use-figures.ts'
import { words } from './words/overview.ts'

interface LossRowsProps {
  rows: readonly LossRow[]
  measure: Measure
  onOpen: OpenDeals
}

/** The funnel of losses on the phone: the same bars as rows, with text in its own size. */
export function LossRows({ rows, measure, onOpen }: LossRowsProps): ReactNode {
  const t = useWords(words)
  const figures = useFigures()
  const text = ({ count, amountMinor }: { count: number; amountMinor: number }): string =>
    measure === 'count' ? figures.count(count) : figures.money(amountMinor)
  return (
    <ol className={classes['rows']}>
      {rows.map(({ stage, slices, tone, gross, expected }) => (
        <li key={stage.key}>
          <div className={classes['rowHead']}>
            <b>{stage.name}</b>
            <span>
              <b>{figures.share(stage.judged.share)}</b>{' '}
              <span className={classes['muted']}>
                {stage.judged.of < 10 ? t('tooFewShort') : figures.interval(stage.judged.low, stage.judged.high)}
              </span>
            </span>
          </div>
          {measure === 'price' ? (
            <div className={classes['prices']} aria-hidden="true">
              <span style={{ width: `${gross * 100}%` }} />
              <span data-expected style={{ width: `${expected * 100}%` }} />
            </div>
          ) : (
            <div className={classes['track']} aria-hidden="true">
              {slices.map(({ fate, start, end }) => (
                <span
                  key={fate}
                  data-fate={fate}
                  style={{
                    left: `${start * 100}%`,
                    width: `${Math.max(0.5, (end - start) * 100)}%`,
                    ...(fate === 'wentOn' && { background: `var(--funnel-${tone})` }),
                  }}
                />
              ))}
            </div>
          )}
          <div className={classes['rowFoot']}>
            {(['wentOn', 'stillThere', 'died'] as const).map((fate) => (
              <UnstyledButton
                key={fate}
                className={classes['chip']}
                data-fate={fate}
                onClick={() => onOpen({ outcome: fate, stage: stage.key })}
              >
                {t(`fate.${fate}`)} <b>{text(stage[fate])}</b>
              </UnstyledButton>
            ))}
            {measure === 'price' && (
              <span className={classes['chip']}>
                {t('expected')} <b>{figures.money(stage.expectedLossMinor)}</b>
              </span>
            )}
          </div>
        </li>
      ))}
    </ol>
  )
}
