import type { ReactNode, Ref } from 'react'
import { clipped } from '../../ui/charts/clipped.ts'
import { Pressable } from '../../ui/charts/Pressable.tsx'
import { useWidth } from '../../ui/charts/use-width.ts'
import { useFormat } from '../../ui/Regional.tsx'
import { useWords } from '../../ui/use-words.ts'
import type { Basis, DealList, StageReply } from '../contract.ts'
import { words } from '../words.ts'
import classes from './Funnel.module.css'
import { type Band, type Measure, neck } from './funnel-shape.ts'
import { useFigures } from './use-figures.ts'

export interface OpenList {
  (list: DealList, stage?: string): void
}

/** What came out at the end: the last bar. */
export interface Won {
  count: number
  amountMinor: number
  /** Width of its bar, 0-1 of the widest one. */
  width: number
}

interface FunnelChartProps {
  bands: readonly Band[]
  won: Won
  basis: Basis
  measure: Measure
  title: string
  onOpen: OpenList
  svgRef: Ref<SVGSVGElement>
}

const bar = 36
const gap = 30
const head = 28
const labels = 172
const losses = 250

/** The funnel itself: bars as wide as what came, necks as wide as what went on, losses at the side. Stages from top to bottom. */
export function FunnelChart({ bands, won, basis, measure, title, onOpen, svgRef }: FunnelChartProps): ReactNode {
  const t = useWords(words)
  const [box, width] = useWidth()
  const height = head + bands.length * (bar + gap) + bar + 4
  const room = Math.max(160, width - labels - losses - 32)
  const middle = labels + room / 2
  const side = labels + room + 32
  return (
    <div ref={box} className={classes['chart']}>
      {width > 0 && (
        <svg ref={svgRef} width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="group" aria-label={title}>
          <g className={classes['axis']}>
            <text x={0} y={14}>
              {t('stage')}
            </text>
            <text x={middle} y={14} textAnchor="middle">
              {t(basis === 'cohort' ? 'entered' : basis === 'period' ? 'firstEntered' : 'opening')}
            </text>
            <text x={side} y={14}>
              {t('lost')}
            </text>
          </g>
          {bands.map((band, index) => {
            const y = head + index * (bar + gap)
            // Only a cohort's next bar is what this one led to; elsewhere the neck shows the share that went on.
            const next = basis === 'cohort' ? (bands[index + 1]?.reached ?? won.width) : band.passing
            return (
              <g key={band.stage.key}>
                <Neck band={band} next={next} y={y + bar} middle={middle} room={room} onOpen={onOpen} />
                <StageLabel band={band} y={y} />
                <Bar band={band} y={y} middle={middle} room={room} measure={measure} onOpen={onOpen} />
                <Losses band={band} y={y} x={side} onOpen={onOpen} />
              </g>
            )
          })}
          <WonBar won={won} y={head + bands.length * (bar + gap)} middle={middle} room={room} measure={measure} onOpen={onOpen} />
        </svg>
      )}
    </div>
  )
}

function StageLabel({ band: { stage }, y }: { band: Band; y: number }): ReactNode {
  const t = useWords(words)
  const figures = useFigures()
  return (
    <g>
      <text x={0} y={y + 15} className={classes['stageName']}>
        {clipped(stage.name, 25)}
        <title>{stage.name}</title>
      </text>
      <text x={0} y={y + 32} className={classes['small']}>
        {stage.stays > 0 ? t('medianShort', { days: figures.days(stage.medianDays, stage.largestDays) }) : ''}
      </text>
    </g>
  )
}

interface WonBarProps {
  won: Won
  y: number
  middle: number
  room: number
  measure: Measure
  onOpen: OpenList
}

function WonBar({ won, y, middle, room, measure, onOpen }: WonBarProps): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const texts = [format.count(won.count), format.money(won.amountMinor, 'compact')] as const
  return (
    <g>
      <text x={0} y={y + bar / 2 + 4.5} className={classes['stageName']}>
        {t('won')}
      </text>
      <Pressable name={`${t('won')} ${texts[0]} · ${texts[1]}`} onPress={() => onOpen('won')}>
        <LabelledBar
          texts={measure === 'count' ? texts : [texts[1], texts[0]]}
          width={won.width}
          y={y}
          middle={middle}
          room={room}
          fill="var(--done)"
          ink="var(--panel)"
        />
      </Pressable>
    </g>
  )
}

interface BarProps {
  band: Band
  y: number
  middle: number
  room: number
  measure: Measure
  onOpen: OpenList
}

function Bar({ band, y, middle, room, measure, onOpen }: BarProps): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const { stage, tone, reached } = band
  const count = format.count(stage.entered)
  const amount = format.money(stage.enteredAmountMinor, 'compact')
  const name = `${stage.name} ${t('entered')} ${count} · ${amount}`
  return (
    <Pressable name={name} onPress={() => onOpen('entered', stage.key)}>
      <LabelledBar
        texts={measure === 'count' ? [count, amount] : [amount, count]}
        width={reached}
        y={y}
        middle={middle}
        room={room}
        fill={`var(--funnel-${tone})`}
        ink={`var(--funnel-ink-${tone})`}
      />
    </Pressable>
  )
}

interface LabelledBarProps {
  texts: readonly [string, string]
  /** 0-1 of `room`. */
  width: number
  y: number
  middle: number
  room: number
  fill: string
  ink: string
}

/** A bar with its two figures inside it, or beside it where it is too narrow. */
function LabelledBar({ texts: [first, second], width: share, y, middle, room, fill, ink }: LabelledBarProps): ReactNode {
  const width = share === 0 ? 0 : Math.max(3, share * room)
  const inside = width > 34 + 7.5 * (first.length + second.length)
  return (
    <>
      <rect x={middle - width / 2} y={y} width={width} height={bar} rx={4} fill={fill} />
      <text
        x={inside || width === 0 ? middle : middle + width / 2 + 10}
        y={y + bar / 2 + 4.5}
        textAnchor={inside || width === 0 ? 'middle' : 'start'}
        fill={inside ? ink : 'var(--ink)'}
        className={classes['barText']}
      >
        <tspan className={classes['strong']}>{first}</tspan>
        <tspan dx={8} opacity={0.9}>
          {second}
        </tspan>
      </text>
    </>
  )
}

/** A tenth or more of the deals have had no time yet: then the share so far misleads, and the estimate stands beside it. */
const isUndecided = ({ entered, open, onHold, advancedInTheEnd, enough }: StageReply): boolean =>
  enough && advancedInTheEnd !== null && open + onHold >= entered / 10

interface NeckProps {
  band: Band
  /** Width of the bar below, 0-1. */
  next: number
  y: number
  middle: number
  room: number
  onOpen: OpenList
}

function Neck({ band, next, y, middle, room, onOpen }: NeckProps): ReactNode {
  const t = useWords(words)
  const figures = useFigures()
  const { stage } = band
  const conversion = figures.share(stage.conversion)
  const interval = figures.interval(stage.conversionLow, stage.conversionHigh)
  const inTheEnd = isUndecided(stage) ? t('inTheEndShort', { share: figures.share(stage.advancedInTheEnd) }) : ''
  return (
    <Pressable
      name={`${stage.name} ${t('conversion')} ${conversion} ${stage.enough ? interval : t('tooFew')} ${inTheEnd}`.trim()}
      onPress={() => onOpen('passed', stage.key)}
    >
      <polygon points={neck(band.reached, next, y, gap, middle, room)} fill={`var(--funnel-${band.tone})`} opacity={0.22} />
      <text x={middle} y={y + gap / 2 + 4.5} textAnchor="middle" className={classes['neckText']}>
        <tspan className={classes['strong']}>{conversion}</tspan>
        <tspan dx={6} className={classes['muted']}>
          {stage.conversion === null ? '' : stage.enough ? interval : t('tooFew')}
        </tspan>
        {inTheEnd && (
          <tspan dx={10} className={classes['muted']}>
            {inTheEnd}
          </tspan>
        )}
      </text>
    </Pressable>
  )
}

function Losses({ band: { stage, lost }, y, x, onOpen }: { band: Band; y: number; x: number; onOpen: OpenList }): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const count = format.count(stage.lost)
  const amount = format.money(stage.lostAmountMinor, 'compact')
  const track = 104
  return (
    <g>
      {stage.lost > 0 ? (
        <Pressable name={`${stage.name} ${t('lost')} ${count} · ${amount}`} onPress={() => onOpen('lost', stage.key)}>
          <rect x={x} y={y} width={losses} height={20} fill="transparent" />
          <rect x={x} y={y + 5} width={Math.max(2, lost * track)} height={10} rx={2} fill="var(--risk-2-edge)" />
          <text x={x + Math.max(2, lost * track) + 8} y={y + 14} className={classes['lossText']}>
            <tspan className={classes['strong']}>{count}</tspan>
            <tspan dx={6}>{amount}</tspan>
          </text>
        </Pressable>
      ) : (
        <text x={x} y={y + 14} className={classes['small']}>
          –
        </text>
      )}
      {stage.open > 0 && (
        <Pressable name={`${stage.name} ${t('open')} ${stage.open}`} onPress={() => onOpen('open', stage.key)}>
          <rect x={x} y={y + 20} width={90} height={16} fill="transparent" />
          <text x={x} y={y + 32} className={classes['small']}>
            {t('open')} {format.count(stage.open)}
          </text>
        </Pressable>
      )}
    </g>
  )
}
