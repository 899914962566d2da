import type { ReactNode } from 'react'
import { legendAt } from '../../ui/charts/clipped.ts'
import { useWords } from '../../ui/use-words.ts'
import classes from './Checkup.module.css'
import { words } from './words/time.ts'

/** What the bands, lines and circles of the ageing chart are, from so many pixels on, or from further left where the width asks for it. */
export function AgeingLegend({ from, width }: { from: number; width: number }): ReactNode {
  const t = useWords(words)
  const items = [
    { text: t('winnersBand'), mark: <rect x={0} y={6} width={22} height={10} rx={2} fill="var(--done)" opacity={0.18} /> },
    { text: t('amber'), mark: <Limit colour="var(--risk-1-edge)" /> },
    { text: t('red'), mark: <Limit colour="var(--risk-2)" /> },
    { text: t('size'), mark: <circle cx={12} cy={11} r={6} fill="var(--funnel-5)" fillOpacity={0.78} /> },
  ]
  const texts = items.map(({ text }) => text)
  const long = legendAt([...texts, ''], 0, 50).at(-1)!
  const places = legendAt(texts, Math.max(0, Math.min(from, width - long)), 50)
  return (
    <g className={classes['axis']}>
      {items.map(({ text, mark }, index) => {
        return (
          <g key={text} transform={`translate(${places[index]} 0)`}>
            {mark}
            <text x={28} y={15}>
              {text}
            </text>
          </g>
        )
      })}
    </g>
  )
}

const Limit = ({ colour }: { colour: string }): ReactNode => (
  <line x1={14} x2={14} y1={3} y2={19} stroke={colour} strokeWidth={2} strokeDasharray="4 3" />
)
