import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { Meaning } from '../../ui/charts/Meaning.tsx'
import { Panel } from '../../ui/Page.tsx'
import { useFormat } from '../../ui/Regional.tsx'
import { FigureTable } from '../../ui/charts/FigureTable.tsx'
import { useWords } from '../../ui/use-words.ts'
import type { TimeReply } from '../time-contract.ts'
import classes from './Checkup.module.css'
import { useFigures } from './use-figures.ts'
import { words } from './words/time.ts'

const most = 10

/** How much money comes per day, per segment and added; the figure from averages over all stands beside it as a warning. */
export function Velocity({ velocity }: { velocity: TimeReply['velocity'] }): ReactNode {
  const t = useWords(words)
  const figures = useFigures()
  const format = useFormat()
  const [isWhole, setWhole] = useState(false)
  const { segments } = velocity
  return (
    <Panel title={t('velocity')}>
      <Meaning sentence={velocity.definition.sentence} lies={velocity.definition.lies} />
      <p>
        <b className={classes['big']}>{t('perDay', { money: figures.money(velocity.perDayMinor) })}</b>{' '}
        <span className={classes['muted']}>
          {t('blended', {
            money: figures.money(velocity.blendedPerDayMinor),
            from: format.day(velocity.from),
            to: format.day(velocity.to),
          })}
        </span>
      </p>
      <FigureTable
        label={t('velocity')}
        cards
        heads={[t('segment'), t('open'), t('winRate'), t('wonAmount'), t('cycle'), t('daily')]}
      >
        {segments.slice(0, isWhole ? segments.length : most).map((one) => (
          <tr key={`${one.productId} ${one.band}`}>
            <th scope="row">
              {one.productName} {one.band !== null && <span className={classes['muted']}>{one.band}</span>}
            </th>
            <td data-label={t('open')}>{figures.count(one.open)}</td>
            <td data-label={t('winRate')}>
              {one.won + one.lost < 10 ? (
                <span className={classes['muted']}>{t('tooFew', { more: 10 - one.won - one.lost })}</span>
              ) : (
                figures.share(one.winRate)
              )}
            </td>
            <td data-label={t('wonAmount')}>{figures.money(one.wonAmountMinor)}</td>
            <td data-label={t('cycle')}>{figures.days(one.cycleDays)}</td>
            <td data-label={t('daily')}>
              <b>{figures.money(one.perDayMinor)}</b>
            </td>
          </tr>
        ))}
      </FigureTable>
      {segments.length > most && (
        <Button size="compact-sm" variant="default" aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
          {isWhole ? t('fewer') : t('allSegments', { count: segments.length })}
        </Button>
      )}
    </Panel>
  )
}
