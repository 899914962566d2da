import type { ReactNode } from 'react'
import { Money } from '../../ui/Figures.tsx'
import { useFormat } from '../../ui/Regional.tsx'
import { useWords } from '../../ui/use-words.ts'
import classes from './Cards.module.css'
import type { Cards } from './CustomerCards.tsx'
import { words } from './words.ts'

type Bought = NonNullable<Cards['transactions']>
const shownProducts = 6

/** What was bought, from won deals: by year and product, first and last order, the rhythm. */
export function Transactions({ of }: { of: Bought }): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const { orders, amountMinor, first, last, meanInterval, margin, years, products, otherCurrencies } = of
  if (orders === 0) return <p className={classes['hint']}>{t('transactionsNone')}</p>
  const figures: [label: string, value: ReactNode][] = [
    [t('ordersIs'), format.count(orders)],
    [t('amount'), <Money key="amount" minor={amountMinor} compact />],
    [t('first'), first && format.day(first)],
    [t('last'), last && format.day(last)],
    ...(meanInterval === null ? [] : [[t('interval'), t('days', { count: Math.round(meanInterval) })] as [string, ReactNode]]),
    ...(margin === null ? [] : [[t('margin'), format.share(margin)] as [string, ReactNode]]),
  ]
  return (
    <div className={classes['stack']}>
      <dl className={classes['figures']}>
        {figures.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <div className={classes['tables']}>
        <Totals head={t('year')} rows={years.map(({ year, ...totals }) => ({ key: `${year}`, name: `${year}`, ...totals }))} />
        <Totals
          head={t('product')}
          rows={products
            .slice(0, shownProducts)
            .map(({ product, ...totals }) => ({ key: product?.id ?? 'none', name: product?.name ?? t('noProduct'), ...totals }))}
        />
      </div>
      <p className={classes['hint']}>
        {t('transactionsHint')}
        {otherCurrencies > 0 && <> · {t('otherCurrencies', { count: otherCurrencies })}</>}
      </p>
    </div>
  )
}

interface TotalsProps {
  head: string
  rows: readonly { key: string; name: string; orders: number; amountMinor: number }[]
}

function Totals({ head, rows }: TotalsProps): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  return (
    <table className={classes['table']}>
      <thead>
        <tr>
          <th scope="col">{head}</th>
          <th scope="col">{t('ordersIs')}</th>
          <th scope="col">{t('amount')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, name, orders, amountMinor }) => (
          <tr key={key}>
            <th scope="row">{name}</th>
            <td>{format.count(orders)}</td>
            <td>
              <Money minor={amountMinor} compact />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
