import type { ReactNode } from 'react'
import type { Drawing } from '../../ui/charts/Chart.tsx'
import { ticks } from '../../ui/charts/scale.ts'
import { useWords } from '../../ui/use-words.ts'
import type { TrackRecordReply } from '../contract.ts'
import classes from './Forecast.module.css'
import { toldOf, type Point } from './record-shape.ts'
import { useTold } from './use-told.ts'
import { words } from './words/record.ts'

interface RecordChartProps {
  points: readonly Point[]
  method: TrackRecordReply['method']
  width: number
}

const height = 260
const plot = { top: 32, bottom: 30, left: 64, right: 8 }

/** Per period the range that was told, its middle, and what came. */
export const recordDrawing = (props: RecordChartProps): Drawing => ({ height, content: <RecordChart {...props} /> })

function RecordChart({ points, method, width }: RecordChartProps): ReactNode {
  const t = useWords(words)
  const told = useTold()
  const most = Math.max(1, ...points.flatMap((point) => [point.actualMinor, point.p90Minor ?? 0, toldOf(point, method) ?? 0]))
  const marks = ticks(most)
  const y = (minor: number): number => plot.top + (1 - Math.max(0, minor) / marks.at(-1)!) * (height - plot.top - plot.bottom)
  const each = (width - plot.left - plot.right) / Math.max(1, points.length)
  // Names of periods are thinned out where they would touch.
  const step = Math.max(1, Math.ceil(58 / each))
  return (
    <>
      <Legend />
      {marks.map((mark) => (
        <g key={mark}>
          <line x1={plot.left} x2={width - plot.right} y1={y(mark)} y2={y(mark)} stroke="var(--line)" />
          <text x={plot.left - 8} y={y(mark) + 4} textAnchor="end" className={classes['soft']}>
            {told.money(mark)}
          </text>
        </g>
      ))}
      {points.map((point, index) => {
        const x = plot.left + (index + 0.5) * each
        const half = Math.min(14, each * 0.3)
        const { p10Minor, p90Minor, actualMinor, period } = point
        const middle = toldOf(point, method)
        const said = t('pointSaid', {
          period,
          told: told.money(middle),
          low: told.money(p10Minor),
          high: told.money(p90Minor),
          actual: told.money(actualMinor),
        })
        return (
          <g key={`${period} ${point.horizon}`} role="img" aria-label={said} tabIndex={0}>
            <title>{said}</title>
            <rect x={x - each / 2} y={plot.top} width={each} height={height - plot.top - plot.bottom} fill="transparent" />
            {p10Minor !== null && p90Minor !== null && (
              <rect
                x={x - half}
                y={y(p90Minor)}
                width={2 * half}
                height={Math.max(1, y(p10Minor) - y(p90Minor))}
                rx={3}
                fill="var(--funnel-1)"
              />
            )}
            <line
              x1={x - half - 4}
              x2={x + half + 4}
              y1={y(actualMinor)}
              y2={y(actualMinor)}
              stroke="var(--ink)"
              strokeWidth={2.5}
            />
            {middle !== null && <circle cx={x} cy={y(middle)} r={4} fill="var(--funnel-5)" />}
            {index % step === 0 && (
              <text x={x} y={height - 10} textAnchor="middle" className={classes['soft']}>
                {period}
              </text>
            )}
          </g>
        )
      })}
    </>
  )
}

function Legend(): ReactNode {
  const t = useWords(words)
  return (
    <g>
      <rect x={plot.left} y={4} width={12} height={12} rx={3} fill="var(--funnel-1)" />
      <text x={plot.left + 18} y={14} className={classes['soft']}>
        {t('interval')}
      </text>
      <circle cx={plot.left + 106} cy={10} r={4} fill="var(--funnel-5)" />
      <text x={plot.left + 116} y={14} className={classes['soft']}>
        {t('mid')}
      </text>
      <line x1={plot.left + 170} x2={plot.left + 188} y1={10} y2={10} stroke="var(--ink)" strokeWidth={2.5} />
      <text x={plot.left + 194} y={14} className={classes['soft']}>
        {t('actual')}
      </text>
    </g>
  )
}
