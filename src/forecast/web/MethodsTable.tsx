import type { ReactNode } from 'react'
import { FigureTable } from '../../ui/charts/FigureTable.tsx'
import { Panel } from '../../ui/Page.tsx'
import { StatusChip } from '../../ui/StatusChip.tsx'
import { useWords } from '../../ui/use-words.ts'
import type { ForecastReply } from '../contract.ts'
import classes from './Forecast.module.css'
import { useTold } from './use-told.ts'
import { words } from './words/forecast.ts'

/** What every method says of the period, and how right each has been. */
export function MethodsTable({ reply }: { reply: ForecastReply }): ReactNode {
  const t = useWords(words)
  const told = useTold()
  return (
    <Panel title={t('methods')}>
      <p className={classes['hint']}>{t('methodsHint')}</p>
      <div className={classes['methods']}>
        <FigureTable
          cards
          label={t('methods')}
          heads={(['method', 'ofOpen', 'ofNew', 'total', 'wape', 'bias', 'coverage'] as const).map((key) => t(key))}
        >
          {reply.methods.map((method) => (
            <tr key={method.key} data-chosen={method.isDefault || undefined}>
              <th scope="row">
                {method.name} {method.isDefault && <StatusChip tone="primary">{t('isDefault')}</StatusChip>}
              </th>
              {method.totalMinor === null ? (
                <td colSpan={3} data-text className={classes['quiet']}>
                  {t('notYet')}
                </td>
              ) : (
                <>
                  <td data-label={t('ofOpen')}>{told.money(method.openMinor)}</td>
                  <td data-label={t('ofNew')}>{told.money(method.newMinor)}</td>
                  <td data-label={t('total')}>
                    <b>{told.money(method.totalMinor)}</b>
                  </td>
                </>
              )}
              <td data-label={t('wape')}>{told.share(method.wape)}</td>
              <td data-label={t('bias')}>{told.signed(method.bias)}</td>
              <td data-label={t('coverage')}>{told.share(method.coverage)}</td>
            </tr>
          ))}
        </FigureTable>
      </div>
    </Panel>
  )
}
