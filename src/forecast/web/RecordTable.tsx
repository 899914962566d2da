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
        cards
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
            <td data-label={t('periods')}>{row.periods}</td>
            <td data-label={t('wape')}>
              <b>{told.share(row.wape)}</b>
            </td>
            <td data-label={t('mape')}>{told.share(row.mape)}</td>
            <td data-label={t('bias')}>{told.signed(row.bias)}</td>
            <td data-label={t('coverage')}>{told.share(row.coverage)}</td>
            {hasPinball && (
              <td data-label={t('pinball')}>
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
      cards
      label={t('points')}
      heads={(['period', 'asOf', 'closed', 'mid', 'interval', 'actual', 'inside'] as const).map((key) => t(key))}
    >
      {points.map((point) => (
        <tr key={`${point.period} ${point.horizon}`}>
          <th scope="row">{point.period}</th>
          <td data-label={t('asOf')}>{point.asOf}</td>
          <td data-label={t('closed')}>{told.money(point.closedMinor)}</td>
          <td data-label={t('mid')}>{told.money(toldOf(point, method))}</td>
          <td data-label={t('interval')}>
            {point.p10Minor === null ? '–' : `${told.money(point.p10Minor)} – ${told.money(point.p90Minor)}`}
          </td>
          <td data-label={t('actual')}>{told.money(point.actualMinor)}</td>
          <td data-label={t('inside')}>{isInside(point) === null ? '–' : t(isInside(point) ? 'yes' : 'no')}</td>
        </tr>
      ))}
    </FigureTable>
  )
}
