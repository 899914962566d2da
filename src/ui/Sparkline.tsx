import type { ReactNode } from 'react'

/** A trend in the height of a line of text: `<Sparkline values={[3, 5, 4]} label="近 6 个月赢单数" />`. Zero baseline; the last point is marked. */
interface SparklineProps {
  values: readonly number[]
  label: string
  width?: number
  height?: number
}

export function Sparkline({ values, label, width = 96, height = 24 }: SparklineProps): ReactNode {
  if (values.length < 2) return null
  const top = Math.max(0, ...values)
  const bottom = Math.min(0, ...values)
  const span = top - bottom || 1
  const points = values.map((value, index) => [
    2 + (index / (values.length - 1)) * (width - 6),
    2 + (1 - (value - bottom) / span) * (height - 4),
  ])
  const [lastX = 0, lastY = 0] = points.at(-1) ?? []
  return (
    <svg role="img" aria-label={label} width={width} height={height} viewBox={`0 0 ${width} ${height}`}>
      <polyline
        points={points.map((point) => point.map((part) => part.toFixed(1)).join(',')).join(' ')}
        fill="none"
        stroke="var(--primary-ink)"
        strokeWidth={1.5}
        strokeLinejoin="round"
        strokeLinecap="round"
      />
      <circle cx={lastX} cy={lastY} r={2.2} fill="var(--primary-ink)" />
    </svg>
  )
}
