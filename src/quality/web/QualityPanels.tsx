import type { ReactNode } from 'react'
import { matrixLevels, relationships } from '../../customers/quality-matrix.ts'
import { words as customerWords } from '../../customers/words.ts'
import { Count } from '../../ui/Figures.tsx'
import { Panel } from '../../ui/Page.tsx'
import { useFormat } from '../../ui/Regional.tsx'
import { StatusChip } from '../../ui/StatusChip.tsx'
import { useWords } from '../../ui/use-words.ts'
import { GradeChip } from './GradeChip.tsx'
import classes from './Quality.module.css'
import type { MatrixReply } from './quality-view.ts'
import { words } from './words.ts'

/** Level funnel and relationship funnel: how many have come how far. */
export function TwoFunnels({ matrix }: { matrix: MatrixReply }): ReactNode {
  const t = useWords(words)
  const c = useWords(customerWords)
  const total = (of: (cell: MatrixReply['cells'][number]) => boolean): number =>
    [...matrix.cells, ...matrix.outside].reduce((sum, cell) => sum + (of(cell) ? cell.customers : 0), 0)
  const levels = matrixLevels.map((level) => ({
    key: level,
    name: c(`level.${level}`),
    count: total((cell) => cell.level === level),
  }))
  const steps = relationships.map((each) => ({
    key: each,
    name: t(`relationship.${each}`),
    count: total((cell) => cell.relationship === each),
  }))
  return (
    <div className={classes['two']}>
      <Bars title={t('levelFunnel')} rows={levels} />
      <Bars title={t('relationshipFunnel')} rows={steps} />
    </div>
  )
}

function Bars({ title, rows }: { title: string; rows: readonly { key: string; name: string; count: number }[] }): ReactNode {
  const most = Math.max(1, ...rows.map(({ count }) => count))
  return (
    <Panel title={title}>
      <ul className={classes['bars']}>
        {rows.map(({ key, name, count }, at) => (
          <li key={key}>
            <span>{name}</span>
            <span className={classes['bar']}>
              <i style={{ inlineSize: `${(100 * count) / most}%`, background: `var(--funnel-${at + 2})` }} />
            </span>
            <Count value={count} />
          </li>
        ))}
      </ul>
    </Panel>
  )
}

/** Shares further apart than this are called too much or too little. */
const slack = 0.05

/** Share of effort per grade against the share it deserves. */
export function Effort({ matrix }: { matrix: MatrixReply }): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  return (
    <Panel title={t('effort')}>
      <table className={classes['table']}>
        <thead>
          <tr>
            <th scope="col">{t('effortGrade')}</th>
            <th scope="col">{t('effortCustomers')}</th>
            <th scope="col" className={classes['wide']}>
              {t('effortShare')}
            </th>
            <th scope="col">{t('effortMinutes')}</th>
            <th scope="col">{t('effortDeserved')}</th>
            <th scope="col">{t('effortVerdict')}</th>
          </tr>
        </thead>
        <tbody>
          {matrix.effort.map(({ grade, customers, share, minutesShare, deserved }) => {
            const gap = minutesShare - deserved
            const said = gap > slack ? 'tooMuch' : gap < -slack ? 'tooLittle' : 'balanced'
            return (
              <tr key={grade ?? 0}>
                <th scope="row">
                  <GradeChip grade={grade} />
                </th>
                <td>{format.count(customers)}</td>
                <td className={classes['wide']}>{format.share(share)}</td>
                <td>{format.share(minutesShare)}</td>
                <td>{format.share(deserved)}</td>
                <td>
                  <StatusChip tone={said === 'balanced' ? 'plain' : said === 'tooLittle' ? 'risk2' : 'risk1'}>
                    {t(said)}
                  </StatusChip>
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
      <p className={classes['hint']}>{t('effortHint')}</p>
    </Panel>
  )
}

/** What next month would bring. */
export function Outlook({ matrix }: { matrix: MatrixReply }): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const { forecast, assets } = matrix
  return (
    <Panel title={t('forecast')}>
      {forecast ? (
        <>
          <p className={classes['headline']}>
            {t('forecastIndex', {
              now: format.count(Math.round(assets.index)),
              next: format.count(Math.round(forecast.indexNext)),
            })}
          </p>
          <ul className={classes['outlook']}>
            {([1, 2, 3, 4, 5, null] as const).map((grade, at) => (
              <li key={grade ?? 0}>
                <GradeChip grade={grade} />
                <span>
                  {format.count(forecast.now[at]!)} → {format.count(Math.round(forecast.next[at]!))}
                </span>
              </li>
            ))}
          </ul>
          <p className={classes['hint']}>{t('forecastHint', { months: forecast.months })}</p>
        </>
      ) : (
        <p className={classes['hint']}>{t('forecastNone')}</p>
      )}
    </Panel>
  )
}

/** Every move since the day, the most frequent first. */
export function Moves({ matrix }: { matrix: MatrixReply }): ReactNode {
  const t = useWords(words)
  const c = useWords(customerWords)
  const name = ({ level, relationship }: MatrixReply['flows'][number]['from']): string =>
    t('cellName', { level: c(`level.${level}`), relationship: t(`relationship.${relationship}`) })
  return (
    <Panel title={t('flows')}>
      {matrix.flows.length === 0 ? (
        <p className={classes['hint']}>{t('flowsNone')}</p>
      ) : (
        <ul className={classes['moves']}>
          {matrix.flows.slice(0, 12).map(({ from, to, customers }) => (
            <li key={name(from) + name(to)}>
              <span>{t('flow', { from: name(from), to: name(to) })}</span>
              <Count value={customers} />
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}
