import type { ReactNode } from 'react'
import { clipped, halvesOf, legendAt } from '../../ui/charts/clipped.ts'
import type { Drawing } from '../../ui/charts/Chart.tsx'
import { Pressable } from '../../ui/charts/Pressable.tsx'
import { useWords } from '../../ui/use-words.ts'
import classes from './Checkup.module.css'
import type { Measure, OpenDeals } from './checkup-view.ts'
import { type Fate, fates, type LossRow } from './loss-shape.ts'
import { type Figures, useFigures } from './use-figures.ts'
import { words } from './words/overview.ts'

const bar = 30
const row = 52
const head = 46

/** Room for the stages' names beside their bars: as much as the longest takes, so that short names leave it to the bars. */
const namesOf = (rows: readonly LossRow[]): number =>
  Math.min(200, Math.max(168, 14 + 8 * Math.max(0, ...rows.map(({ stage }) => halvesOf(stage.name)))))

interface LossChartProps {
  rows: readonly LossRow[]
  measure: Measure
  width: number
  onOpen: OpenDeals
}

/** Height and content of the funnel of losses for a width. */
export const lossDrawing = (props: LossChartProps): Drawing => ({
  height: head + props.rows.length * row,
  content: <LossChart {...props} />,
})

/** Stages from top to bottom; each bar is those who came in, cut into what became of them, with what it cost at the side. */
function LossChart({ rows, measure, width, onOpen }: LossChartProps): ReactNode {
  const t = useWords(words)
  const names = namesOf(rows)
  const side = width > 980 ? 360 : 264
  const room = Math.max(120, width - names - side - 24)
  const at = { bar: names, rate: names + room + 116, loss: width - (side > 300 ? 118 : 0), price: width }
  return (
    <>
      <Hatch />
      <Legend measure={measure} from={names} />
      <g className={classes['axis']}>
        <text x={at.rate} y={head - 10} textAnchor="end">
          {t('kept')}
        </text>
        <text x={at.loss} y={head - 10} textAnchor="end">
          {t('lostOf')}
        </text>
        {side > 300 && (
          <text x={at.price} y={head - 10} textAnchor="end">
            {t('expectedShort')}
          </text>
        )}
      </g>
      {rows.map((one, index) => (
        <g key={one.stage.key} transform={`translate(0 ${head + index * row})`}>
          <StageName row={one} />
          {measure === 'price' ? (
            <PriceBars row={one} x={at.bar} room={room} onOpen={onOpen} />
          ) : (
            <FateBar row={one} measure={measure} x={at.bar} room={room} onOpen={onOpen} />
          )}
          <Side row={one} at={at} withPrice={side > 300} onOpen={onOpen} />
        </g>
      ))}
    </>
  )
}

/** Who is still there is neither kept nor lost: hatched. */
export function Hatch(): ReactNode {
  return (
    <defs>
      <pattern id="still-there" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect width="6" height="6" fill="var(--hover)" />
        <rect width="2" height="6" fill="var(--line-strong)" />
      </pattern>
    </defs>
  )
}

export const fillOf = (fate: Fate, tone: number): string =>
  fate === 'wentOn'
    ? `var(--funnel-${tone})`
    : fate === 'died'
      ? 'var(--risk-2-edge)'
      : fate === 'stillThere'
        ? 'url(#still-there)'
        : 'var(--line-strong)'

function Legend({ measure, from }: { measure: Measure; from: number }): ReactNode {
  const t = useWords(words)
  const items =
    measure === 'price'
      ? [
          { name: t('gross'), fill: 'var(--risk-2-edge)', opacity: 0.35 },
          { name: t('expected'), fill: 'var(--risk-2-edge)', opacity: 1 },
        ]
      : fates.map((fate) => ({ name: t(`fate.${fate}`), fill: fillOf(fate, 4), opacity: 1 }))
  const places = legendAt(
    items.map(({ name }) => name),
    from,
    34,
  )
  return (
    <g>
      {items.map(({ name, fill, opacity }, index) => {
        const from = places[index]!
        return (
          <g key={name}>
            <rect x={from} y={4} width={12} height={12} rx={2} fill={fill} opacity={opacity} />
            <text x={from + 18} y={14} className={classes['soft']}>
              {name}
            </text>
          </g>
        )
      })}
    </g>
  )
}

function StageName({ row: { stage } }: { row: LossRow }): ReactNode {
  const t = useWords(words)
  const figures = useFigures()
  return (
    <g>
      <title>{stage.name}</title>
      <text x={0} y={13} className={classes['strong']} fontSize={13}>
        {clipped(stage.name, 22)}
      </text>
      <text x={0} y={29} className={classes['soft']}>
        {clipped(t('cameInShort', { count: figures.count(stage.cameIn.count), days: figures.days(stage.medianDays) }), 28)}
      </text>
    </g>
  )
}

const textOf = (measure: Measure, count: number, amountMinor: number, figures: Figures): string =>
  measure === 'count' ? figures.count(count) : figures.money(amountMinor)

interface BarProps {
  row: LossRow
  x: number
  room: number
  onOpen: OpenDeals
}

function FateBar({ row: { stage, slices, tone }, measure, x, room, onOpen }: BarProps & { measure: Measure }): ReactNode {
  const t = useWords(words)
  const figures = useFigures()
  return (
    <>
      {slices.map(({ fate, start, end, count, amountMinor }) => {
        const width = Math.max(1.5, (end - start) * room - 1)
        const text = textOf(measure, count, amountMinor, figures)
        const name = `${stage.name} ${t(`fate.${fate}`)} ${figures.count(count)} · ${figures.money(amountMinor)}`
        const slice = (
          <>
            <rect x={x + start * room} width={width} height={bar} rx={2} fill={fillOf(fate, tone)} />
            {width > 10 + halvesOf(text) * 7 && (
              <text
                x={x + start * room + width / 2}
                y={bar / 2 + 4.5}
                textAnchor="middle"
                fontSize={13}
                style={{ fill: fate === 'wentOn' ? `var(--funnel-ink-${tone})` : fate === 'died' ? '#fff' : 'var(--ink)' }}
                className={fate === 'stillThere' ? classes['onHatch'] : undefined}
              >
                {text}
              </text>
            )}
          </>
        )
        return fate === 'elsewhere' ? (
          <g key={fate}>
            <title>{name}</title>
            {slice}
          </g>
        ) : (
          <Pressable key={fate} name={name} onPress={() => onOpen({ outcome: fate, stage: stage.key })}>
            {slice}
          </Pressable>
        )
      })}
    </>
  )
}

/** What the losses of a stage cost: gross, and what would have become of it. */
function PriceBars({ row: { stage, gross, expected }, x, room, onOpen }: BarProps): ReactNode {
  const t = useWords(words)
  const figures = useFigures()
  if (stage.died.count === 0) return null
  const bars = [
    { key: 'gross' as const, share: gross, minor: stage.grossLossMinor, y: 0, opacity: 0.35 },
    { key: 'expected' as const, share: expected, minor: stage.expectedLossMinor, y: 17, opacity: 1 },
  ]
  return (
    <Pressable
      name={`${stage.name} ${t('gross')} · ${t('expected')}: ${figures.money(stage.grossLossMinor)} ${figures.money(stage.expectedLossMinor)}`}
      onPress={() => onOpen({ outcome: 'died', stage: stage.key })}
    >
      {bars.map(({ key, share, minor, y, opacity }) => (
        <g key={key}>
          <rect
            x={x}
            y={y}
            width={Math.max(2, share * (room - 84))}
            height={14}
            rx={2}
            fill="var(--risk-2-edge)"
            opacity={opacity}
          />
          <text x={x + Math.max(2, share * (room - 84)) + 6} y={y + 11.5}>
            {figures.money(minor)}
          </text>
        </g>
      ))}
    </Pressable>
  )
}

interface SideProps {
  row: LossRow
  at: { rate: number; loss: number; price: number }
  withPrice: boolean
  onOpen: OpenDeals
}

function Side({ row: { stage }, at, withPrice, onOpen }: SideProps): ReactNode {
  const t = useWords(words)
  const figures = useFigures()
  const { judged, died } = stage
  const range = judged.of < 10 ? t('tooFewShort') : figures.interval(judged.low, judged.high)
  const interval =
    stage.horizonDays === null ? range : t('withinDays', { interval: range, days: figures.days(stage.horizonDays) })
  const part = stage.lossShare === null || died.count === 0 ? '' : t('ofAllLosses', { share: figures.share(stage.lossShare) })
  const loss = t('lossOf', { count: figures.count(died.count), amount: figures.money(stage.grossLossMinor) })
  return (
    <>
      <Pressable
        name={`${stage.name} ${t('kept')} ${figures.share(judged.share)} ${interval}`}
        onPress={() => onOpen({ outcome: 'inTime', stage: stage.key })}
      >
        <rect x={at.rate - 100} y={-4} width={104} height={40} rx={4} fill="transparent" />
        <text x={at.rate} y={13} textAnchor="end" className={classes['strong']} fontSize={14}>
          {figures.share(judged.share)}
        </text>
        <text x={at.rate} y={29} textAnchor="end" className={classes['soft']}>
          {judged.share === null ? '' : interval}
        </text>
      </Pressable>
      {died.count > 0 && (
        <Pressable
          name={`${stage.name} ${t('fate.died')} ${loss} ${part}`}
          onPress={() => onOpen({ outcome: 'died', stage: stage.key })}
        >
          <rect x={at.loss - 108} y={-4} width={112} height={40} rx={4} fill="transparent" />
          <text x={at.loss} y={13} textAnchor="end" fontSize={13} className={classes['loss']}>
            {loss}
          </text>
          <text x={at.loss} y={29} textAnchor="end" className={classes['soft']}>
            {part}
          </text>
        </Pressable>
      )}
      {withPrice && died.count > 0 && (
        <text x={at.price} y={13} textAnchor="end" fontSize={13}>
          {figures.money(stage.expectedLossMinor)}
        </text>
      )}
    </>
  )
}
