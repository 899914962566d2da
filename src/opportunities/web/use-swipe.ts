import { useRef, type TouchEvent } from 'react'

interface Handlers {
  onTouchStart: (event: TouchEvent) => void
  onTouchEnd: (event: TouchEvent) => void
}

const distance = 64

/** A decided sideways stroke: `by` is +1 for the next, -1 for the one before. Strokes that begin in something that scrolls sideways itself do not count. */
export const useSwipe = (onSwipe: (by: 1 | -1) => void): Handlers => {
  const start = useRef<{ x: number; y: number; at: number } | undefined>(undefined)
  return {
    onTouchStart: (event) => {
      const touch = event.touches[0]
      const isAlone = event.touches.length === 1 && !(event.target as HTMLElement).closest('[role="tablist"]')
      start.current = touch && isAlone ? { x: touch.clientX, y: touch.clientY, at: event.timeStamp } : undefined
    },
    onTouchEnd: (event) => {
      const touch = event.changedTouches[0]
      const from = start.current
      start.current = undefined
      if (!touch || !from || event.timeStamp - from.at > 800) return
      const x = touch.clientX - from.x
      const y = touch.clientY - from.y
      if (Math.abs(x) > distance && Math.abs(x) > 2 * Math.abs(y)) onSwipe(x < 0 ? 1 : -1)
    },
  }
}
