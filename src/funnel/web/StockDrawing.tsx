import type { ReactNode } from 'react'
import type { ReplyOf } from '../../ui/api.ts'
import { legendAt } from '../../ui/charts/clipped.ts'
import type { Drawing } from '../../ui/charts/Chart.tsx'
import { Pressable } from '../../ui/charts/Pressable.tsx'
import { ticks } from '../../ui/charts/scale.ts'
import type { readTrend } from '../trend-contract.ts'
import { toneOf } from './funnel-shape.ts'
import classes from './Movement.module.css'
import { stackOf, type StockBy } from './stock-shape.ts'

export type StockReply = ReplyOf<typeof readTrend>

interface DrawingProps {
  reply: StockReply
  by: StockBy
  width: number
  nameOf: (week: StockReply['weeks'][number]) => string
  figure: (of: { count: number; amountMinor: number }) => string
  onOpen: (day: string) => void
}

const plot = { left: 64, right: 8, foot: 24, tall: 190 }

/** A bar per week, its stages from the first one up, with a legend as wide as there is room. */
export const stockDrawing = (props: DrawingProps): Drawing => {
  const lines = legendLines(props)
  return { height: lines.length * 22 + 8 + plot.tall + plot.foot, content: <Stock {...props} lines={lines} /> }
}

/** The stages' names with their places, in as many lines as the width asks for. */
function legendLines({ reply, width }: DrawingProps): { name: string; tone: number; at: number }[][] {
  const lines: { name: string; tone: number; at: number }[][] = [[]]
  for (const [index, { name }] of reply.stages.entries()) {
    const line = lines.at(-1)!
    const places = legendAt([...line.map((one) => one.name), name, ''], 0, 34)
    const item = { name, tone: toneOf(index, reply.stages.length), at: places[line.length]! }
    if (line.length > 0 && places[line.length + 1]! > width) lines.push([{ ...item, at: 0 }])
    else line.push(item)
  }
  return lines
}

function Stock({
  reply,
  by,
  width,
  nameOf,
  figure,
  onOpen,
  lines,
}: DrawingProps & { lines: ReturnType<typeof legendLines> }): ReactNode {
  const { stages, weeks } = reply
  const head = lines.length * 22 + 8
  const stack = stackOf(reply, by)
  const marks = ticks(stack.most, 3)
  const most = marks.at(-1) || 1
  const y = (value: number): number => head + plot.tall * (1 - value / most)
  const each = (width - plot.left - plot.right) / Math.max(1, weeks.length)
  const bar = Math.max(3, each - Math.max(2, each * 0.22))
  const labelled = Math.max(1, Math.ceil(54 / each))
  return (
    <>
      {lines.map((line, row) =>
        line.map(({ name, tone, at }) => (
          <g key={name}>
            <rect x={at} y={row * 22 + 2} width={12} height={12} rx={2} fill={`var(--funnel-${tone})`} />
            <text x={at + 18} y={row * 22 + 12} className={classes['soft']} fontSize={12}>
              {name}
            </text>
          </g>
        )),
      )}
      {marks.map((mark) => (
        <g key={mark}>
          <line x1={plot.left} x2={width - plot.right} y1={y(mark)} y2={y(mark)} stroke="var(--line)" />
          <text x={plot.left - 8} y={y(mark) + 4} textAnchor="end" className={classes['soft']} fontSize={11}>
            {figure({ count: mark, amountMinor: mark })}
          </text>
        </g>
      ))}
      {weeks.map((week, index) => {
        const x = plot.left + index * each + (each - bar) / 2
        return (
          <g key={week.day}>
            <Pressable name={nameOf(week)} onPress={() => onOpen(week.day)}>
              <rect x={plot.left + index * each} y={head} width={each} height={plot.tall} fill="transparent" />
              {stack.weeks[index]!.map(([from, to], place) => (
                <rect
                  key={stages[place]!.stageId}
                  x={x}
                  y={y(to)}
                  width={bar}
                  height={Math.max(0, y(from) - y(to))}
                  fill={`var(--funnel-${toneOf(place, stages.length)})`}
                />
              ))}
            </Pressable>
            {(weeks.length - 1 - index) % labelled === 0 && (
              <text
                x={Math.min(width - plot.right - 16, x + bar / 2)}
                y={head + plot.tall + 16}
                textAnchor="middle"
                className={classes['soft']}
                fontSize={11}
              >
                {week.day.slice(5)}
              </text>
            )}
          </g>
        )
      })}
    </>
  )
}
