import type { ReactNode } from 'react'
import { FigureTable } from '../../ui/charts/FigureTable.tsx'
import { Panel } from '../../ui/Page.tsx'
import { StatusChip } from '../../ui/StatusChip.tsx'
import { useWords } from '../../ui/use-words.ts'
import type { TrackRecordReply } from '../contract.ts'
import classes from './Forecast.module.css'
import { isInside, toldOf, type Horizon, type Point } from './record-shape.ts'
import { useTold } from './use-told.ts'
import { words } from './words/record.ts'

/** Per method how right it was: at one moment of the period, or over all. */
export function MethodsRecord({ reply, horizon }: { reply: TrackRecordReply; horizon: Horizon | null }): ReactNode {
  const t = useWords(words)
  const told = useTold()
  const rows = reply.methods.filter((method) => method.horizon === horizon)
  const hasPinball = rows.some(({ pinball }) => pinball !== null)
  const name = reply.methods.find(({ key }) => key === reply.method)?.name
  return (
    <Panel title={t('methods')}>
      {name !== undefined && <p>{t(reply.earned ? 'earned' : 'notEarned', { method: name })}</p>}
      <p className={classes['hint']}>{t('methodsHint')}</p>
      <FigureTable
        label={t('methods')}
        heads={[
          ...(['method', 'periods', 'wape', 'mape', 'bias', 'coverage'] as const).map((key) => t(key)),
          ...(hasPinball ? [t('pinball')] : []),
        ]}
      >
        {rows.map((row) => (
          <tr key={row.key} data-chosen={row.key === reply.method || undefined}>
            <th scope="row">
              {row.name} {row.key === reply.method && <StatusChip tone="primary">{t('isDefault')}</StatusChip>}
            </th>
            <td>{row.periods}</td>
            <td>
              <b>{told.share(row.wape)}</b>
            </td>
            <td>{told.share(row.mape)}</td>
            <td>{told.signed(row.bias)}</td>
            <td>{told.share(row.coverage)}</td>
            {hasPinball && (
              <td>
                {row.pinball ? [row.pinball.p10, row.pinball.p50, row.pinball.p90].map((it) => told.money(it)).join(' / ') : '–'}
              </td>
            )}
          </tr>
        ))}
      </FigureTable>
    </Panel>
  )
}

/** The table twin of the chart of past periods. */
export function PointsTable({ points, method }: { points: readonly Point[]; method: TrackRecordReply['method'] }): ReactNode {
  const t = useWords(words)
  const told = useTold()
  return (
    <FigureTable
      label={t('points')}
      heads={(['period', 'asOf', 'closed', 'mid', 'interval', 'actual', 'inside'] as const).map((key) => t(key))}
    >
      {points.map((point) => (
        <tr key={`${point.period} ${point.horizon}`}>
          <th scope="row">{point.period}</th>
          <td>{point.asOf}</td>
          <td>{told.money(point.closedMinor)}</td>
          <td>{told.money(toldOf(point, method))}</td>
          <td>{point.p10Minor === null ? '–' : `${told.money(point.p10Minor)} – ${told.money(point.p90Minor)}`}</td>
          <td>{told.money(point.actualMinor)}</td>
          <td>{isInside(point) === null ? '–' : t(isInside(point) ? 'yes' : 'no')}</td>
        </tr>
      ))}
    </FigureTable>
  )
}
