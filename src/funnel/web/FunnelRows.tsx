import { UnstyledButton } from '@mantine/core'
import type { ReactNode } from 'react'
import { useFormat } from '../../ui/Regional.tsx'
import { useWords } from '../../ui/use-words.ts'
import { words } from '../words.ts'
import classes from './Funnel.module.css'
import type { OpenList, Won } from './FunnelChart.tsx'
import type { Band, Measure } from './funnel-shape.ts'
import { useFigures } from './use-figures.ts'

interface FunnelRowsProps {
  bands: readonly Band[]
  won: Won
  measure: Measure
  onOpen: OpenList
}

/** The funnel on the phone: the same bars as HTML rows, with text in its own size. */
export function FunnelRows({ bands, won, measure, onOpen }: FunnelRowsProps): ReactNode {
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
            <Row
              name={stage.name}
              texts={measure === 'count' ? [count, amount] : [amount, count]}
              width={reached}
              colour={`var(--funnel-${tone})`}
              onPress={() => onOpen('entered', stage.key)}
            />
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
      <li>
        <Row
          name={t('won')}
          texts={
            measure === 'count'
              ? [format.count(won.count), format.money(won.amountMinor, 'compact')]
              : [format.money(won.amountMinor, 'compact'), format.count(won.count)]
          }
          width={won.width}
          colour="var(--done)"
          onPress={() => onOpen('won')}
        />
      </li>
    </ol>
  )
}

interface RowProps {
  name: string
  texts: readonly [string, string]
  /** 0-1 */
  width: number
  colour: string
  onPress: () => void
}

function Row({ name, texts: [first, second], width, colour, onPress }: RowProps): ReactNode {
  return (
    <UnstyledButton className={classes['row']} onClick={onPress}>
      <span className={classes['rowHead']}>
        <span className={classes['rowName']}>{name}</span>
        <span>
          <b>{first}</b> <span className={classes['muted']}>{second}</span>
        </span>
      </span>
      <span className={classes['track']}>
        <span className={classes['fill']} style={{ width: `${Math.max(1, width * 100)}%`, background: colour }} />
      </span>
    </UnstyledButton>
  )
}
