import type { ReactNode } from 'react'
import { FigureTable } from '../../ui/charts/FigureTable.tsx'
import { useWords } from '../../ui/use-words.ts'
import type { CheckupReply } from '../contract.ts'
import classes from './Checkup.module.css'
import { useFigures } from './use-figures.ts'
import { words } from './words/keep.ts'

type Reading = 'compound' | 'added' | 'upperBound'
const readings: readonly Reading[] = ['compound', 'added', 'upperBound']

/** One more customer kept at every stage in its three honest readings, from what the same deals bring today; and at one stage alone. */
export function KeepOneMore({
  reply: { keepOneMore, chain, stages },
}: {
  reply: Pick<CheckupReply, 'keepOneMore' | 'chain' | 'stages'>
}): ReactNode {
  const t = useWords(words)
  const figures = useFigures()
  const now = chain.reached.at(-1) ?? 0
  if (now === 0) return null
  const money = (deals: number): string => figures.money(deals * chain.amountMinor)
  return (
    <div className={classes['keep']}>
      <h3>{t('keepOneMore')}</h3>
      <p className={classes['note']}>
        {t('keepBase', { volume: figures.deals(chain.reached[0] ?? 0), deals: figures.deals(now), money: money(now) })}
      </p>
      <FigureTable label={t('keepOneMore')} heads={[t('keepReading'), t('keepDeals'), t('keepGain'), t('keepMoney')]}>
        {readings.map((reading) => (
          <tr key={reading} data-usual={reading === 'compound' || undefined}>
            <th scope="row">
              {t(`keep.${reading}`)} <span className={classes['muted']}>{t(`keepSaid.${reading}`)}</span>
            </th>
            <td>{figures.deals(keepOneMore[reading])}</td>
            <td>+{figures.deals(keepOneMore[reading] - now)}</td>
            <td>+{money(keepOneMore[reading] - now)}</td>
          </tr>
        ))}
      </FigureTable>
      <p className={classes['note']}>
        {t('keepSingle')}{' '}
        {keepOneMore.single
          .map((deals, index) => t('keepAt', { stage: stages[index]?.name ?? '', deals: deals.toFixed(2) }))
          .join(t('listComma'))}
      </p>
    </div>
  )
}
