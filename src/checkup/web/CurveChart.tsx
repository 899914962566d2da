import type { ReactNode } from 'react'
import { clipped, halvesOf, legendAt } from '../../ui/charts/clipped.ts'
import type { Drawing } from '../../ui/charts/Chart.tsx'
import { stepsOf, ticks } from '../../ui/charts/scale.ts'
import { useWords } from '../../ui/use-words.ts'
import type { TimeReply } from '../time-contract.ts'
import classes from './Checkup.module.css'
import { Hatch } from './LossChart.tsx'
import { useFigures } from './use-figures.ts'
import { words } from './words/time.ts'

type Stage = TimeReply['stages'][number]

const tall = 196
const plot = { top: 34, bottom: 28, left: 36, right: 12 }
const legend = 24

interface CurvesProps {
  stages: readonly Stage[]
  width: number
}

const columnsOf = (width: number): number => Math.max(1, Math.min(3, Math.floor(width / 300)))

/** One small picture per stage, side by side: what has become of those who came in, by the days they have been there. */
export const curvesDrawing = ({ stages, width }: CurvesProps): Drawing => ({
  height: legend + Math.ceil(stages.length / columnsOf(width)) * tall,
  content: <Curves stages={stages} width={width} />,
})

function Curves({ stages, width }: CurvesProps): ReactNode {
  const t = useWords(words)
  const columns = columnsOf(width)
  const each = width / columns
  const items = [
    { label: t('wentOn'), fill: 'var(--funnel-4)' },
    { label: t('stillThere'), fill: 'url(#still-there)' },
    { label: t('died'), fill: 'var(--risk-2-edge)' },
  ]
  const places = legendAt(
    items.map(({ label }) => label),
    plot.left,
    34,
  )
  return (
    <>
      <Hatch />
      {items.map(({ label, fill }, index) => {
        const from = places[index]!
        return (
          <g key={label}>
            <rect x={from} y={2} width={12} height={12} rx={2} fill={fill} />
            <text x={from + 18} y={12} className={classes['soft']}>
              {label}
            </text>
          </g>
        )
      })}
      {stages.map((stage, index) => (
        <g key={stage.key} transform={`translate(${(index % columns) * each} ${legend + Math.floor(index / columns) * tall})`}>
          <Curve stage={stage} width={each - 16} />
        </g>
      ))}
    </>
  )
}

function Curve({ stage, width }: { stage: Stage; width: number }): ReactNode {
  const t = useWords(words)
  const figures = useFigures()
  const { curve, limits } = stage
  const last = curve.at(-1)!
  const longest = Math.max(last.days, 1)
  const right = width - plot.right
  const x = (days: number): number => plot.left + (Math.min(days, longest) / longest) * (right - plot.left)
  const y = (share: number): number => plot.top + (1 - share) * (tall - plot.top - plot.bottom)
  const went = stepsOf(curve.map((point) => [x(point.days), y(point.wentOn)] as const))
  const died = stepsOf(curve.map((point) => [x(point.days), y(1 - point.died)] as const))
  const inTheEnd = t('inTheEnd', { share: figures.share(stage.wentOnInTheEnd) })
  // where both do not fit beside each other, as on a phone, the share stands below the name
  const isBeside = halvesOf(stage.name) * 7.8 + halvesOf(inTheEnd) * 6.6 + 12 <= right - plot.left
  const marks = ticks(longest, 3).filter((day) => day <= longest)
  const said = t('curveSaid', {
    stage: stage.name,
    wentOn: figures.share(stage.wentOnInTheEnd),
    died: figures.share(stage.diedInTheEnd),
    median: figures.days(stage.medianDays, stage.largestDays),
  })
  return (
    <g role="img" aria-label={said}>
      <title>{said}</title>
      <text x={plot.left} y={14} className={classes['strong']} fontSize={13}>
        {clipped(stage.name, Math.floor((right - plot.left) / 7.8))}
      </text>
      <text x={right} y={isBeside ? 14 : 29} textAnchor="end" className={classes['soft']}>
        {inTheEnd}
      </text>
      <rect x={plot.left} y={plot.top} width={right - plot.left} height={y(0) - plot.top} fill="url(#still-there)" />
      <path d={`${went}V${y(0)}H${x(curve[0]!.days)}Z`} fill="var(--funnel-4)" />
      <path d={`${died}V${y(1)}H${x(curve[0]!.days)}Z`} fill="var(--risk-2-edge)" />
      {[
        { days: limits.amberDays, colour: 'var(--risk-1-edge)' },
        { days: limits.redDays, colour: 'var(--risk-2)' },
      ]
        .filter(({ days }) => days <= longest)
        .map(({ days, colour }) => (
          <line
            key={colour}
            x1={x(days)}
            x2={x(days)}
            y1={plot.top}
            y2={y(0)}
            stroke={colour}
            strokeWidth={1.5}
            strokeDasharray="4 3"
          />
        ))}
      {[0, 0.5, 1].map((share) => (
        <text key={share} x={plot.left - 6} y={y(share) + 4} textAnchor="end" className={classes['soft']} fontSize={11}>
          {figures.share(share)}
        </text>
      ))}
      {marks.map((day, index) => (
        <text
          key={day}
          x={x(day)}
          y={tall - plot.bottom + 16}
          textAnchor={index === 0 ? 'start' : 'middle'}
          className={classes['soft']}
          fontSize={11}
        >
          {index === marks.length - 1 ? figures.days(day) : figures.count(day)}
        </text>
      ))}
    </g>
  )
}
