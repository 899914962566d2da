import type { ReactNode } from 'react'
import type { Drawing } from '../../ui/charts/Chart.tsx'
import { ticks } from '../../ui/charts/scale.ts'
import { useWords } from '../../ui/use-words.ts'
import type { ForecastReply } from '../contract.ts'
import classes from './Forecast.module.css'
import { useTold } from './use-told.ts'
import { words } from './words/forecast.ts'

type Shown = Pick<
  ForecastReply,
  'closedWonMinor' | 'openExpectedMinor' | 'newExpectedMinor' | 'p10Minor' | 'p50Minor' | 'p90Minor' | 'targetMinor'
>

const height = 118
const bar = { top: 26, height: 28 }
const whisker = 72
const axis = 92
const margin = 8

/** Won, expected from open and expected from new in one bar (expectations are hatched), the range below it, the target as a tick. */
export const rangeDrawing = (reply: Shown, width: number): Drawing => ({ height, content: <Range reply={reply} width={width} /> })

function Range({ reply, width }: { reply: Shown; width: number }): ReactNode {
  const t = useWords(words)
  const told = useTold()
  const { closedWonMinor, openExpectedMinor, newExpectedMinor, p10Minor, p50Minor, p90Minor, targetMinor } = reply
  const total = closedWonMinor + openExpectedMinor + newExpectedMinor
  const marks = ticks(Math.max(total, p90Minor ?? 0, targetMinor ?? 0, 1), width < 480 ? 3 : 5)
  const most = marks.at(-1)!
  const x = (minor: number): number => margin + (Math.max(0, minor) / most) * (width - 2 * margin)
  const parts = [
    { key: 'closed', from: 0, to: closedWonMinor, fill: 'var(--funnel-6)' },
    { key: 'open', from: closedWonMinor, to: closedWonMinor + openExpectedMinor, fill: 'url(#expected-open)' },
    { key: 'new', from: closedWonMinor + openExpectedMinor, to: total, fill: 'url(#expected-new)' },
  ]
  const said = t('chartSaid', {
    closed: told.money(closedWonMinor),
    open: told.money(openExpectedMinor),
    fresh: told.money(newExpectedMinor),
  })
  const targetAt = targetMinor === null ? 0 : x(targetMinor)
  return (
    <g role="img" aria-label={said}>
      <title>{said}</title>
      <defs>
        <Hatch id="expected-open" ground="var(--funnel-2)" line="var(--funnel-5)" />
        <Hatch id="expected-new" ground="var(--funnel-1)" line="var(--funnel-3)" />
      </defs>
      {parts.map(({ key, from, to, fill }) => (
        <rect key={key} x={x(from)} y={bar.top} width={Math.max(0, x(to) - x(from))} height={bar.height} fill={fill} />
      ))}
      {p10Minor !== null && p50Minor !== null && p90Minor !== null && (
        <g stroke="var(--ink)" strokeWidth={1.5}>
          <line x1={x(p10Minor)} x2={x(p90Minor)} y1={whisker} y2={whisker} />
          <line x1={x(p10Minor)} x2={x(p10Minor)} y1={whisker - 6} y2={whisker + 6} />
          <line x1={x(p90Minor)} x2={x(p90Minor)} y1={whisker - 6} y2={whisker + 6} />
          <circle cx={x(p50Minor)} cy={whisker} r={4.5} fill="var(--panel)" />
        </g>
      )}
      {targetMinor !== null && (
        <>
          <line
            x1={targetAt}
            x2={targetAt}
            y1={bar.top - 8}
            y2={axis - 4}
            stroke="var(--ink)"
            strokeWidth={2}
            strokeDasharray="5 3"
          />
          <text x={targetAt} y={bar.top - 12} textAnchor={anchorAt(targetAt, width)} className={classes['strong']}>
            {t('chartTarget', { target: told.money(targetMinor) })}
          </text>
        </>
      )}
      <line x1={margin} x2={width - margin} y1={axis} y2={axis} stroke="var(--line-strong)" />
      {marks.map((mark, index) => (
        <text
          key={mark}
          x={x(mark)}
          y={axis + 17}
          textAnchor={index === 0 ? 'start' : index === marks.length - 1 ? 'end' : 'middle'}
          className={classes['soft']}
        >
          {told.money(mark)}
        </text>
      ))}
    </g>
  )
}

const anchorAt = (x: number, width: number): 'start' | 'middle' | 'end' => (x < 70 ? 'start' : x > width - 70 ? 'end' : 'middle')

/** What is expected and not yet there is hatched. */
export function Hatch({ id, ground, line }: { id: string; ground: string; line: string }): ReactNode {
  return (
    <pattern id={id} width={6} height={6} patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <rect width={6} height={6} fill={ground} />
      <rect width={2} height={6} fill={line} />
    </pattern>
  )
}
