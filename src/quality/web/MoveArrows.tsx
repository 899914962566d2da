import { useId, type ReactNode } from 'react'
import { relationships } from '../../customers/quality-matrix.ts'
import classes from './Quality.module.css'
import type { MatrixReply } from './quality-view.ts'

/** So many of the largest moves are drawn; the list below names all. */
const drawn = 8

/** Moves between cells as arrows over the matrix, the thicker the more; a picture of what the list of moves says. */
export function MoveArrows({ flows, rows }: { flows: MatrixReply['flows']; rows: readonly string[] }): ReactNode {
  const id = useId()
  const placed = flows.flatMap(({ from, to, customers }) => {
    const [x1, y1, x2, y2] = [relationships.indexOf(from.relationship), rows.indexOf(from.level), relationships.indexOf(to.relationship), rows.indexOf(to.level)] // prettier-ignore
    return y1 < 0 || y2 < 0 || (x1 === x2 && y1 === y2) ? [] : [{ x1, y1, x2, y2, customers }]
  })
  const most = Math.max(1, ...placed.map(({ customers }) => customers))
  return (
    <svg className={classes['arrows']} viewBox="0 0 400 400" preserveAspectRatio="none" aria-hidden="true">
      <defs>
        <marker
          id={id}
          viewBox="0 0 8 8"
          refX="6"
          refY="4"
          markerWidth="7"
          markerHeight="7"
          markerUnits="userSpaceOnUse"
          orient="auto"
        >
          <path d="M0 0L8 4L0 8z" fill="context-stroke" />
        </marker>
      </defs>
      {placed.slice(0, drawn).map(({ x1, y1, x2, y2, customers }) => {
        const centre = (at: number): number => at * 100 + 50
        const [dx, dy] = [x2 - x1, y2 - y1]
        const length = Math.hypot(dx, dy)
        // across the gap between cells, beside the figures, and a little to the left of the way so that there and back do not meet
        const [ox, oy] = [(-dy / length) * 9, (dx / length) * 9]
        const [sx, sy] = [centre(x1) + (dx / length) * 41 + ox, centre(y1) + (dy / length) * 41 + oy]
        const [ex, ey] = [centre(x2) - (dx / length) * 41 + ox, centre(y2) - (dy / length) * 41 + oy]
        const bow = length > 1 ? 46 : 0
        const [mx, my] = [(sx + ex) / 2 - (dy / length) * bow, (sy + ey) / 2 + (dx / length) * bow]
        return (
          <path
            key={`${x1}${y1}${x2}${y2}`}
            d={`M${sx} ${sy}Q${mx} ${my} ${ex} ${ey}`}
            fill="none"
            stroke="var(--ink)"
            strokeOpacity={0.7}
            strokeWidth={1.2 + (2.8 * customers) / most}
            vectorEffect="non-scaling-stroke"
            markerEnd={`url(#${id})`}
          />
        )
      })}
    </svg>
  )
}
