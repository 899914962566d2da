import type { ReactNode } from 'react'
import type { ReplyOf } from '../../ui/api.ts'
import { useFormat } from '../../ui/Regional.tsx'
import { useWords } from '../../ui/use-words.ts'
import type { listRepurchase } from '../contract.ts'
import classes from './Repurchase.module.css'
import { words } from './words.ts'

type Model = NonNullable<ReplyOf<typeof listRepurchase>['model']>

/** Which way tells who buys again, why that one, from which data, and how it did on months held out. */
export function HowTold({ model }: { model: Model }): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const { method, metrics, params } = model
  const number = (value: number): string => value.toFixed(value < 10 ? 2 : 1)
  return (
    <details className={classes['told']}>
      <summary>
        {t('howTold')}: {t(`method.${method}`)}
      </summary>
      <p>{t(`why.${method}`, { repeaters: model.repeaters, enough: model.enough })}</p>
      <p>{t('contractFirst')}</p>
      {model.fromDay && (
        <p>
          {t('window', {
            from: format.day(model.fromDay),
            through: format.day(model.throughDay),
            customers: format.count(model.customers),
            orders: format.count(model.orders),
            when: format.ago(model.fittedAt),
          })}
        </p>
      )}
      {metrics && (
        <>
          <p>{t('heldOut', { months: metrics.months, came: metrics.came })}</p>
          <ul>
            {metrics.ways.map(({ way, told, meanError }) => (
              <li key={way}>
                {t(`way.${way}`)}: {t('wayTold', { told: format.count(Math.round(told)), error: number(meanError) })}
              </li>
            ))}
          </ul>
        </>
      )}
      {params && (
        <p>{t('params', { r: number(params.r), alpha: number(params.alpha), a: number(params.a), b: number(params.b) })}</p>
      )}
    </details>
  )
}
