import { useId, type ReactNode } from 'react'
import { relationships } from '../../customers/quality-matrix.ts'
import classes from './Quality.module.css'
import type { MatrixReply } from './quality-view.ts'

/** So many of the largest moves are drawn; the list below names all. */
const drawn = 8
/** A cell of the picture: about as wide and as high as the matrix draws it, so that heads keep their shape. */
const [wide, high] = [160, 100]

interface Way {
  x1: number
  y1: number
  x2: number
  y2: number
}

/** The way of a move: over the free right side of cells and the gaps between them, beside the figures; there and back apart. */
const wayOf = ({ x1, y1, x2, y2 }: Way): string => {
  if (y1 === y2 && Math.abs(x1 - x2) === 1) {
    const gap = Math.max(x1, x2) * wide
    const y = y1 * high + (x2 > x1 ? 44 : 26)
    return x2 > x1 ? `M${gap - 32} ${y}H${gap + 3}` : `M${gap + 2} ${y}H${gap - 32}`
  }
  if (x1 === x2) {
    const x = (x1 + 1) * wide - (y2 > y1 ? 26 : 10)
    return y2 > y1 ? `M${x} ${(y1 + 1) * high - 14}V${y2 * high + 12}` : `M${x} ${y1 * high + 12}V${(y2 + 1) * high - 14}`
  }
  // out of the cell into the gap between the rows, along it, and into the other
  const [from, to] = [(x1 + 1) * wide - 16, (x2 + 1) * wide - 16]
  const turn = Math.sign(to - from) * 14
  const isUp = y2 < y1
  const gap = isUp ? y1 * high : (y1 + 1) * high - 1
  const into = y2 > y1 ? y2 * high + 14 : (y2 + 1) * high - 16
  const back = y2 > y1 ? 8 : -8
  return `M${from} ${gap + (isUp ? 22 : -22)}Q${from} ${gap} ${from + turn} ${gap}H${to - turn}Q${to} ${gap} ${to} ${gap + back}V${into}`
}

/** Moves between cells as arrows over the matrix, the thicker the more; a picture of what the list of moves says. */
export function MoveArrows({ flows, rows }: { flows: MatrixReply['flows']; rows: readonly string[] }): ReactNode {
  const id = useId()
  const placed = flows.flatMap(({ from, to, customers }) => {
    const [x1, y1, x2, y2] = [relationships.indexOf(from.relationship), rows.indexOf(from.level), relationships.indexOf(to.relationship), rows.indexOf(to.level)] // prettier-ignore
    return y1 < 0 || y2 < 0 || (x1 === x2 && y1 === y2) ? [] : [{ x1, y1, x2, y2, customers }]
  })
  const most = Math.max(1, ...placed.map(({ customers }) => customers))
  return (
    <svg className={classes['arrows']} viewBox={`0 0 ${4 * wide} ${4 * high}`} preserveAspectRatio="none" aria-hidden="true">
      <defs>
        <marker
          id={id}
          viewBox="-1 -1 10 10"
          refX="6"
          refY="4"
          markerWidth="11"
          markerHeight="11"
          markerUnits="userSpaceOnUse"
          orient="auto"
        >
          <path d="M0 0L8 4L0 8z" fill="var(--ink)" stroke="var(--panel)" strokeWidth={1} />
        </marker>
      </defs>
      {placed.slice(0, drawn).map(({ customers, ...way }) => {
        const width = 1.2 + (2.8 * customers) / most
        const line = { d: wayOf(way), fill: 'none', vectorEffect: 'non-scaling-stroke' }
        return (
          <g key={Object.values(way).join('')}>
            {/* a bright edge: the line is seen on dark cells too */}
            <path {...line} stroke="var(--panel)" strokeWidth={width + 2} />
            <path {...line} stroke="var(--ink)" strokeWidth={width} markerEnd={`url(#${id})`} />
          </g>
        )
      })}
    </svg>
  )
}
