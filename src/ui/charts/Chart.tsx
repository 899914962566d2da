import type { ReactNode, Ref } from 'react'
import classes from './Charts.module.css'
import { useWalk } from './use-walk.ts'
import { useWidth } from './use-width.ts'

export interface Drawing {
  height: number
  content: ReactNode
}

interface ChartProps {
  title: string
  /** Draws for a width in pixels. */
  draw: (width: number) => Drawing
  svgRef?: Ref<SVGSVGElement>
}

/** The picture alone, as wide as its place; what can be pressed in it is walked with the arrow keys. */
export function Chart({ title, draw, svgRef }: ChartProps): ReactNode {
  const [box, width] = useWidth()
  const { tip, ...keys } = useWalk(box)
  const drawing = width > 0 ? draw(width) : undefined
  return (
    <div ref={box} className={classes['chart']} {...keys}>
      {drawing && (
        <svg
          ref={svgRef}
          width={width}
          height={drawing.height}
          viewBox={`0 0 ${width} ${drawing.height}`}
          role="group"
          aria-label={title}
        >
          {drawing.content}
        </svg>
      )}
      {tip && (
        <span className={classes['tip']} style={{ left: tip.left, top: tip.top }} data-below={tip.isBelow || undefined}>
          {tip.text}
        </span>
      )}
    </div>
  )
}
