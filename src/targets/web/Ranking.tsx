import type { ReactNode } from 'react'
import { Panel } from '../../ui/Page.tsx'
import { useFormat } from '../../ui/Regional.tsx'
import { useWords } from '../../ui/use-words.ts'
import type { AttainmentReply } from '../attainment-contract.ts'
import classes from './Targets.module.css'
import { useAmount } from './use-amount.ts'
import { words } from './words.ts'

type Row = AttainmentReply['rows'][number]

/** Teams or people by attainment; a row is looked at alone. */
export function Ranking({ reply, onRow }: { reply: AttainmentReply; onRow: (row: Row) => void }): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const amount = useAmount(reply.measure)
  const rows = reply.rows.toSorted((a, b) => (a.rank ?? 1e9) - (b.rank ?? 1e9) || b.attained.actual - a.attained.actual)
  return (
    <Panel title={t('ranking')} flush>
      <table className={classes['ranking']}>
        <thead>
          <tr>
            <th scope="col">{t('ranking')}</th>
            <th scope="col" data-text="true">
              {t('ranking.name')}
            </th>
            <th scope="col" data-text="true">
              {t('ranking.share')}
            </th>
            <th scope="col">{t('ranking.actual')}</th>
            <th scope="col">{t('ranking.target')}</th>
            <th scope="col">{t('ranking.gap')}</th>
            <th scope="col">{t('ranking.perDay')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const { attained } = row
            return (
              <tr key={row.id}>
                <td>{row.rank ?? '–'}</td>
                <th scope="row" data-text="true">
                  <button type="button" onClick={() => onRow(row)}>
                    {row.name}
                  </button>
                  {!row.active && <small> {t('left')}</small>}
                </th>
                <td data-text="true" data-risk={(attained.pace !== null && attained.pace < 0.9) || undefined}>
                  <span className={classes['shareBar']}>
                    <span style={{ width: `${100 * Math.min(1, attained.share ?? 0)}%` }} />
                  </span>
                  {attained.share === null ? '–' : format.share(attained.share)}
                </td>
                <td data-label={t('ranking.actual')}>{amount(attained.actual)}</td>
                <td data-label={t('ranking.target')}>{attained.target > 0 ? amount(attained.target) : '–'}</td>
                <td>{attained.target === 0 ? '–' : attained.gap === 0 ? t('kpi.met') : amount(attained.gap)}</td>
                <td>{attained.target === 0 || attained.catchUpPerDay === null ? '–' : amount(attained.catchUpPerDay)}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </Panel>
  )
}
