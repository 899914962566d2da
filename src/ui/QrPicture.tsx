import { useMemo, type ReactNode, type Ref } from 'react'
import { qrOf } from './qr.ts'

/** A text as a QR code, always dark on white with its quiet zone; nothing where the text is too long for one. */
export function QrPicture({
  text,
  label,
  className,
  svgRef,
}: {
  text: string
  label: string
  className?: string | undefined
  svgRef?: Ref<SVGSVGElement>
}): ReactNode {
  const modules = useMemo(() => qrOf(text), [text])
  if (!modules) return null
  const quiet = 4
  const size = modules.length + 2 * quiet
  const path = modules
    .flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x + quiet} ${y + quiet}h1v1h-1z`] : [])))
    .join('')
  return (
    <svg
      ref={svgRef}
      role="img"
      aria-label={label}
      className={className}
      width={size * 6}
      height={size * 6}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  )
}
