import type { ReactNode } from 'react'
import { inTwoLines } from '../../ui/charts/clipped.ts'
import type { Drawing } from '../../ui/charts/Chart.tsx'
import { Pressable } from '../../ui/charts/Pressable.tsx'
import { useFormat } from '../../ui/Regional.tsx'
import { useWords } from '../../ui/use-words.ts'
import classes from './Movement.module.css'
import { type FlowOf, type Ribbon, type Sankey, sankeyOf } from './sankey-shape.ts'
import { words } from './words.ts'

const post = 14
const head = 94
const foot = 84

interface SankeyProps {
  stages: readonly { key: string; name: string }[]
  flows: readonly FlowOf[]
  by: 'count' | 'amountMinor'
  width: number
  onOpen: (flow: FlowOf) => void
}

/** Stage flows: ahead from left to right, losses turning down, steps over a stage and back as arcs above. */
export function sankeyDrawing({ stages, flows, by, width, onOpen }: SankeyProps): Drawing {
  const gap = (width - 30) / (stages.length + 1)
  const shape = sankeyOf(stages, flows, by, { tall: 220, turn: Math.max(24, gap - post - 46) })
  return {
    height: head + Math.max(90, shape.tallest) + foot,
    content: <SankeyPicture stages={stages} shape={shape} by={by} gap={gap} onOpen={onOpen} />,
  }
}

interface PictureProps {
  stages: readonly { key: string; name: string }[]
  shape: Sankey
  by: 'count' | 'amountMinor'
  gap: number
  onOpen: (flow: FlowOf) => void
}

const fillOf: Record<Ribbon['kind'], string> = {
  begin: 'var(--funnel-2)',
  ahead: 'var(--funnel-3)',
  won: 'var(--done)',
  lost: 'var(--risk-2-edge)',
  aside: 'var(--line-strong)',
  skip: 'var(--funnel-4)',
  back: 'var(--risk-1-edge)',
}

function SankeyPicture({ stages, shape, by, gap, onOpen }: PictureProps): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const x = (index: number): number => 10 + (index + 0.6) * gap
  const bottom = head + Math.max(90, shape.tallest) + 30
  const text = (flow: FlowOf): string => (by === 'count' ? format.count(flow.count) : format.money(flow.amountMinor, 'compact'))
  const nameOf = (flow: FlowOf): string => {
    const source = flow.from === null ? t('begun') : (stages.find(({ key }) => key === flow.from)?.name ?? '')
    const target = flow.end !== null ? t(`end.${flow.end as 'won'}`) : (stages.find(({ key }) => key === flow.to)?.name ?? '')
    return `${t('moved', { from: source, to: target })}: ${format.count(flow.count)} · ${format.money(flow.amountMinor, 'compact')}`
  }
  return (
    <>
      {shape.ribbons.map((ribbon) => (
        <g key={`${ribbon.flow.from} ${ribbon.flow.to} ${ribbon.flow.end}`} className={classes['ribbon']}>
          <Pressable name={nameOf(ribbon.flow)} onPress={() => onOpen(ribbon.flow)}>
            <RibbonPath ribbon={ribbon} x={x} gap={gap} bottom={bottom} />
          </Pressable>
        </g>
      ))}
      {stages.map(({ key, name }, index) => (
        <g key={key}>
          <title>{name}</title>
          <rect x={x(index)} y={head} width={post} height={Math.max(2, shape.heights[index]!)} rx={2} fill="var(--funnel-6)" />
          {inTwoLines(name, Math.floor(gap / 8.2) - 2).map((line, at, { length }) => (
            <text key={line} x={x(index) - 2} y={head - 12 - (length - 1 - at) * 16} className={classes['strong']} fontSize={13}>
              {line}
            </text>
          ))}
        </g>
      ))}
      {shape.ribbons.map((ribbon) => (
        <RibbonText
          key={`${ribbon.flow.from} ${ribbon.flow.to} ${ribbon.flow.end}`}
          ribbon={ribbon}
          text={text(ribbon.flow)}
          x={x}
          gap={gap}
        />
      ))}
      {stages.map(({ key }, index) => (
        <Ends
          key={key}
          ribbons={shape.ribbons.filter(
            ({ from, kind }) => from === index && (kind === 'won' || kind === 'lost' || kind === 'aside'),
          )}
          text={text}
          x={x(index) + post + 2}
          y={bottom + 16}
        />
      ))}
      {shape.begun.map(
        (amount, index) =>
          amount > 0 && (
            <text key={stages[index]!.key} x={x(index) - 2} y={head - 44} className={classes['soft']}>
              {t('begunHere', { amount: by === 'count' ? format.count(amount) : format.money(amount, 'compact') })}
            </text>
          ),
      )}
    </>
  )
}

interface PathProps {
  ribbon: Ribbon
  x: (index: number) => number
  gap: number
  bottom: number
}

function RibbonPath({ ribbon, x, gap, bottom }: PathProps): ReactNode {
  const { kind, from, to, thick, leaves, arrives, radius } = ribbon
  const width = Math.max(1.2, thick)
  const start = from === -1 ? x(0) - gap * 0.55 : x(from) + post
  const y = head + leaves + thick / 2
  const fill = fillOf[kind]
  if (kind === 'lost' || kind === 'aside') {
    return (
      <path
        d={`M${start} ${y}h4a${radius} ${radius} 0 0 1 ${radius} ${radius}V${bottom}`}
        fill="none"
        stroke={fill}
        strokeWidth={width}
        opacity={0.62}
      />
    )
  }
  if (kind === 'skip' || kind === 'back') {
    const [a, b] = [x(from) + post / 2, x(to) + post / 2]
    return (
      <path
        d={`M${a} ${head - 50}C${a} ${head - 90} ${b} ${head - 90} ${b} ${head - 50}`}
        fill="none"
        stroke={fill}
        strokeWidth={Math.min(9, Math.max(1.5, thick))}
        strokeDasharray={kind === 'back' ? '4 3' : undefined}
        opacity={0.75}
      />
    )
  }
  const end = kind === 'won' ? start + gap - post - 20 : x(to)
  const y2 = kind === 'won' ? y : head + arrives + thick / 2
  const middle = (start + end) / 2
  return (
    <path
      d={`M${start} ${y}C${middle} ${y} ${middle} ${y2} ${end} ${y2}`}
      fill="none"
      stroke={fill}
      strokeWidth={width}
      opacity={kind === 'begin' ? 0.55 : 0.62}
    />
  )
}

interface TextProps extends Omit<PathProps, 'bottom'> {
  text: string
}

/** The figure at a ribbon's end, where it is thick enough to be told apart; all of them stand in the table. */
function RibbonText({ ribbon, text, x, gap }: TextProps): ReactNode {
  const { kind, from, to, thick, leaves } = ribbon
  if ((kind === 'ahead' || kind === 'begin') && thick >= 10) {
    const left = from === -1 ? x(0) - gap * 0.5 : x(from) + post
    const y = head + leaves + thick / 2 + 4.5
    return (
      <text x={(left + x(to)) / 2} y={y} textAnchor="middle" className={classes['onRibbon']}>
        {text}
      </text>
    )
  }
  return null
}

interface EndsProps {
  ribbons: readonly Ribbon[]
  text: (flow: FlowOf) => string
  x: number
  y: number
}

/** Below a stage: what of it was lost, terminated, held or handed on. */
function Ends({ ribbons, text, x, y }: EndsProps): ReactNode {
  const t = useWords(words)
  return ribbons.map(({ flow }, index) => (
    <text
      key={flow.end}
      x={x}
      y={y + index * 15}
      className={classes[flow.end === 'won' ? 'wonText' : flow.end === 'lost' ? 'lossText' : 'soft']}
    >
      {t('endOf', { end: t(`end.${flow.end as 'won'}`), text: text(flow) })}
    </text>
  ))
}
