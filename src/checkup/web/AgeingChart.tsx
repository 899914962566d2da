import type { ReactNode } from 'react'
import { clipped } from '../../ui/charts/clipped.ts'
import type { Drawing } from '../../ui/charts/Chart.tsx'
import { Pressable } from '../../ui/charts/Pressable.tsx'
import { ticks } from '../../ui/charts/scale.ts'
import { useWords } from '../../ui/use-words.ts'
import type { TimeReply } from '../time-contract.ts'
import { AgeingLegend } from './AgeingLegend.tsx'
import classes from './Checkup.module.css'
import type { OpenDeals } from './checkup-view.ts'
import { longestAge, radiusOf, spreadOf } from './ageing-shape.ts'
import { useFigures } from './use-figures.ts'
import { words } from './words/time.ts'

const lane = 74
const head = 30
const foot = 28
const names = 186

interface AgeingProps {
  reply: TimeReply
  width: number
  onDeal: (id: string) => void
  onOpen: OpenDeals
}

/** Open deals by their days in the stage, against the pace of winners (band) and the limits (amber, red). */
export const ageingDrawing = (props: AgeingProps): Drawing => ({
  height: head + props.reply.stages.length * lane + foot,
  content: <Ageing {...props} />,
})

function Ageing({ reply, width, onDeal, onOpen }: AgeingProps): ReactNode {
  const t = useWords(words)
  const figures = useFigures()
  const longest = longestAge(reply)
  const x = (days: number): number => names + 12 + (Math.min(days, longest) / longest) * (width - names - 44)
  const bottom = head + reply.stages.length * lane
  return (
    <>
      <AgeingLegend from={names + 12} width={width} />
      {ticks(longest, 6)
        .filter((day) => day <= longest)
        .map((day) => (
          <g key={day}>
            <line x1={x(day)} x2={x(day)} y1={head} y2={bottom} stroke="var(--line)" />
            <text x={x(day)} y={bottom + 18} textAnchor="middle" className={classes['soft']}>
              {figures.days(day)}
            </text>
          </g>
        ))}
      {reply.stages.map((stage, index) => (
        <g key={stage.key} transform={`translate(0 ${head + index * lane})`}>
          <line x1={0} x2={width} y1={lane} y2={lane} stroke="var(--line)" />
          <LaneName stage={stage} onOpen={onOpen} />
          <Pace stage={stage} x={x} longest={longest} />
          <Dots
            dots={reply.ageing.dots.filter(({ stageKey }) => stageKey === stage.key)}
            x={x}
            onDeal={onDeal}
            label={t('dots', { stage: stage.name })}
          />
        </g>
      ))}
    </>
  )
}

type Stage = TimeReply['stages'][number]

function LaneName({ stage, onOpen }: { stage: Stage; onOpen: OpenDeals }): ReactNode {
  const t = useWords(words)
  const figures = useFigures()
  const { open } = stage
  const stock = t('openDeals', { count: figures.count(open.deals), money: figures.money(open.amountMinor) })
  const slower =
    open.slowerThanWinners > 0
      ? t('slower', { count: figures.count(open.slowerThanWinners), money: figures.money(open.slowerMinor) })
      : ''
  // What is seen is its name.
  const name = [stage.name, stock, slower].join(' ')
  return (
    <Pressable name={name} onPress={() => onOpen({ outcome: 'openNow', stage: stage.key })}>
      <rect x={-2} y={8} width={names - 8} height={lane - 16} rx={4} fill="transparent" />
      <text x={2} y={26} className={classes['strong']} fontSize={13}>
        {clipped(stage.name, 22)}
      </text>
      <text x={2} y={42} className={classes['soft']}>
        {stock}
      </text>
      {slower !== '' && (
        <text x={2} y={58} className={classes['loss']}>
          {slower}
        </text>
      )}
    </Pressable>
  )
}

function Pace({
  stage: { winners, limits },
  x,
  longest,
}: {
  stage: Stage
  x: (days: number) => number
  longest: number
}): ReactNode {
  const { p25Days, medianDays, p75Days } = winners
  return (
    <>
      {p25Days !== null && p75Days !== null && (
        <rect
          x={x(p25Days)}
          y={6}
          width={Math.max(2, x(p75Days) - x(p25Days))}
          height={lane - 12}
          rx={2}
          fill="var(--done)"
          opacity={0.18}
        />
      )}
      {medianDays !== null && (
        <line x1={x(medianDays)} x2={x(medianDays)} y1={6} y2={lane - 6} stroke="var(--done)" strokeWidth={2} />
      )}
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
            y1={4}
            y2={lane - 4}
            stroke={colour}
            strokeWidth={2}
            strokeDasharray="4 3"
          />
        ))}
    </>
  )
}

type Dot = TimeReply['ageing']['dots'][number]
const fills: Record<Dot['level'], string> = {
  fresh: 'var(--funnel-5)',
  amber: 'var(--risk-1-edge)',
  red: 'var(--risk-2-edge)',
  forced: 'var(--risk-2)',
}

interface DotsProps {
  dots: readonly Dot[]
  x: (days: number) => number
  onDeal: (id: string) => void
  label: string
}

/** The deals of a stage, the youngest first; the arrow keys walk from one to the next (useWalk). */
function Dots({ dots, x, onDeal, label }: DotsProps): ReactNode {
  const t = useWords(words)
  const figures = useFigures()
  const sorted = dots.toSorted((a, b) => a.days - b.days)
  return (
    <g role="group" aria-label={label}>
      {sorted.map((dot, index) => {
        const name = t('dotSaid', {
          deal: dot.name,
          owner: dot.ownerName,
          days: figures.days(dot.days),
          money: figures.money(dot.amountMinor),
          chance: figures.share(dot.chanceToAdvance),
        })
        return (
          <g
            key={dot.id}
            role="link"
            tabIndex={-1}
            data-part=""
            aria-label={name}
            className={classes['dotLink']}
            onClick={() => onDeal(dot.id)}
            onKeyDown={(event) => event.key === 'Enter' && onDeal(dot.id)}
          >
            <title>{name}</title>
            <circle
              cx={x(dot.days)}
              cy={lane / 2 + spreadOf(index) * (lane / 2 - 14)}
              r={radiusOf(dot.amountMinor, dots)}
              fill={fills[dot.level]}
              fillOpacity={0.78}
              stroke="var(--panel)"
            />
          </g>
        )
      })}
    </g>
  )
}
