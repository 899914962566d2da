import type { ReactNode } from 'react'
import { inTwoLines } from '../../ui/charts/clipped.ts'
import type { Drawing } from '../../ui/charts/Chart.tsx'
import { Pressable } from '../../ui/charts/Pressable.tsx'
import { useFormat } from '../../ui/Regional.tsx'
import { useWords } from '../../ui/use-words.ts'
import type { Fall } from '../waterfall.ts'
import classes from './Movement.module.css'
import { words } from './words.ts'

const head = 26
const tall = 230
const foot = 46
const line = 15

interface WaterfallProps {
  falls: readonly Fall[]
  width: number
  onOpen: (part: Fall['key']) => void
}

/** The waterfall: each bar begins where the one before ended; dates that moved hang hatched below the level, as they change nothing. */
export const waterfallDrawing = (props: WaterfallProps): Drawing => ({
  height: head + tall + foot + (linesOf(props) - 1) * line,
  content: <Waterfall {...props} />,
})

const halvesIn = (column: number): number => Math.floor(column / 6.6)
/** How many lines the longest name below the bars takes. */
const linesOf = ({ falls, width }: WaterfallProps): number =>
  Math.max(1, ...falls.map(({ name }) => inTwoLines(name, halvesIn(width / falls.length)).length))

const fills: Record<Fall['kind'], string> = {
  stock: 'var(--funnel-3)',
  more: 'var(--done)',
  less: 'var(--risk-2-edge)',
  same: 'var(--line-strong)',
  beside: 'url(#date-moved)',
}

function Waterfall(props: WaterfallProps): ReactNode {
  const { falls, width, onOpen } = props
  const lines = linesOf(props)
  const column = width / falls.length
  const bar = Math.min(64, column * 0.66)
  const y = (share: number): number => head + (1 - share) * tall
  return (
    <>
      <defs>
        <pattern id="date-moved" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="6" height="6" fill="var(--risk-1-tint)" />
          <rect width="2" height="6" fill="var(--risk-1-edge)" />
        </pattern>
      </defs>
      <line x1={0} x2={width} y1={y(0)} y2={y(0)} stroke="var(--line-strong)" />
      {falls.map((fall, index) => {
        const x = index * column + (column - bar) / 2
        const level = fall.kind === 'less' ? fall.start : fall.end
        return (
          <g key={fall.key}>
            {index < falls.length - 1 && (
              <line x1={x + bar} x2={x + column} y1={y(level)} y2={y(level)} stroke="var(--line-strong)" strokeDasharray="2 3" />
            )}
            <Bar fall={fall} x={x} bar={bar} column={column} lines={lines} y={y} onOpen={onOpen} />
          </g>
        )
      })}
    </>
  )
}

interface BarProps {
  fall: Fall
  x: number
  bar: number
  column: number
  lines: number
  y: (share: number) => number
  onOpen: WaterfallProps['onOpen']
}

function Bar({ fall, x, bar, column, lines, y, onOpen }: BarProps): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const { key, name, count, amountMinor, kind, start, end } = fall
  const isStock = key === 'opening' || key === 'closing'
  const amount = `${kind === 'more' ? '+' : ''}${format.money(amountMinor, 'compact')}`
  const drawn = (
    <>
      <rect x={x - 4} y={y(end) - 20} width={bar + 8} height={y(0) - y(end) + 58 + (lines - 1) * line} fill="transparent" />
      <rect
        x={x}
        y={y(end)}
        width={bar}
        height={Math.max(count > 0 ? 2 : 0, y(start) - y(end))}
        rx={2}
        fill={key === 'won' ? 'var(--funnel-5)' : fills[kind]}
      />
      {count > 0 && (
        <text x={x + bar / 2} y={y(end) - 6} textAnchor="middle" className={isStock ? classes['strong'] : undefined}>
          {amount}
        </text>
      )}
      {inTwoLines(name, halvesIn(column)).map((text, index) => (
        <text key={text} x={x + bar / 2} y={y(0) + 17 + index * line} textAnchor="middle">
          {text}
        </text>
      ))}
      <text x={x + bar / 2} y={y(0) + 33 + (lines - 1) * line} textAnchor="middle" className={classes['soft']}>
        {t('count', { count: format.count(count) })}
      </text>
    </>
  )
  return count === 0 ? (
    <g>
      <title>{`${name} ${format.count(count)} · ${amount}`}</title>
      {drawn}
    </g>
  ) : (
    <Pressable name={`${amount} ${name} ${t('count', { count: format.count(count) })}`} onPress={() => onOpen(key)}>
      {drawn}
    </Pressable>
  )
}
