import { useRef, useState, type PointerEvent } from 'react'
import { card, within, type Place } from '../layout.ts'

/** What the pointer is doing: moving a card, or pulling a line out of one. */
export type Drawing = { kind: 'card' | 'line'; id: string; at: Place }

interface DrawingOptions {
  places: ReadonlyMap<string, Place>
  scale: number
  onMove: (id: string, to: Place) => void
  onLine: (id: string, bossId: string) => void
}

/** A card moves once the pointer has gone so far; below that it was a press. */
const threshold = 4
/** Cards come to rest on a fine grid, so that rows come out straight. */
const grid = 8
const onGrid = (value: number): number => Math.round(value / grid) * grid

/** Moving cards and drawing lines by pointer. `under` is who lies at a place of the picture. */
export function useDrawing({ places, scale, onMove, onLine }: DrawingOptions) {
  const [drawing, setDrawing] = useState<Drawing>()
  const justDrawn = useRef(false)
  const under = ({ x, y }: Place, not: string): string | undefined =>
    [...places].find(
      ([id, place]) => id !== not && x >= place.x && x <= place.x + card.width && y >= place.y && y <= place.y + card.height,
    )?.[0]
  const begin =
    (kind: Drawing['kind'], id: string) =>
    (event: PointerEvent<SVGGElement>): void => {
      const from = places.get(id)
      if (event.button !== 0 || !from || event.pointerType === 'touch') return
      event.stopPropagation()
      const start = { x: event.clientX, y: event.clientY }
      const origin = kind === 'card' ? from : { x: from.x + card.width / 2, y: from.y }
      let now: Drawing | undefined
      const move = (to: globalThis.PointerEvent): void => {
        const by = { x: (to.clientX - start.x) / scale, y: (to.clientY - start.y) / scale }
        if (!now && Math.hypot(by.x, by.y) < threshold) return
        const at = { x: origin.x + by.x, y: origin.y + by.y }
        now = { kind, id, at: kind === 'card' ? within({ x: onGrid(at.x), y: onGrid(at.y) }) : at }
        setDrawing(now)
      }
      const end = (up: globalThis.PointerEvent | globalThis.KeyboardEvent): void => {
        if ('key' in up && up.key !== 'Escape') return
        window.removeEventListener('pointermove', move)
        window.removeEventListener('pointerup', end)
        window.removeEventListener('pointercancel', end)
        window.removeEventListener('keydown', end)
        setDrawing(undefined)
        if (!now) return
        justDrawn.current = true
        setTimeout(() => (justDrawn.current = false), 0)
        if (up.type !== 'pointerup') return
        const boss = kind === 'line' ? under(now.at, id) : undefined
        if (kind === 'card') onMove(id, now.at)
        else if (boss) onLine(id, boss)
      }
      window.addEventListener('pointermove', move)
      window.addEventListener('pointerup', end)
      window.addEventListener('pointercancel', end)
      window.addEventListener('keydown', end)
    }
  return {
    drawing,
    /** Whom a line being pulled would end at. */
    target: drawing?.kind === 'line' ? under(drawing.at, drawing.id) : undefined,
    begin,
    /** A press that ends a drag is none. */
    isPress: () => !justDrawn.current,
  }
}
