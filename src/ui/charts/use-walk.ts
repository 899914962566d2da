import { useLayoutEffect, useState, type FocusEvent, type KeyboardEvent, type RefObject } from 'react'

/** Parts of a picture that can be pressed (Pressable). */
const part = '[data-part]'

/** What is said beside the part that has the focus, in pixels of the picture's box. */
export interface Tip {
  text: string
  left: number
  /** Where its lower edge stands; below the part where there is no room above. */
  top: number
  isBelow: boolean
}

/**
 * The keyboard in a picture: the whole picture is one stop of the Tab key, the arrow keys walk from part to part (up and down to the
 * nearest one of another row), Home and End go to the ends. The part that has the focus says its name beside it, as the mouse has its title.
 */
export function useWalk(box: RefObject<HTMLElement | null>): {
  tip: Tip | undefined
  onKeyDown: (event: KeyboardEvent) => void
  onFocus: (event: FocusEvent) => void
  onBlur: () => void
} {
  const [tip, setTip] = useState<Tip>()
  const parts = (): SVGElement[] => [...(box.current?.querySelectorAll<SVGElement>(part) ?? [])]
  useLayoutEffect(() => {
    const all = parts()
    const active = all.find((one) => one === document.activeElement) ?? all.find((one) => one.tabIndex === 0) ?? all[0]
    enter(all, active)
  })
  return {
    tip,
    onKeyDown: (event) => {
      const all = parts()
      const at = all.findIndex((one) => one === event.target)
      if (at < 0 || event.ctrlKey || event.metaKey || event.altKey) return
      const next = neighbour(all, at, event.key)
      if (next === undefined) return
      event.preventDefault()
      next.focus()
    },
    onFocus: (event) => {
      const on = (event.target as Element).closest<SVGElement>('[aria-label]')
      if (!box.current || !on || on.tagName === 'svg') return
      if (on.matches(part)) enter(parts(), on)
      if (on.matches(':focus-visible')) setTip(tipOf(on, box.current))
    },
    onBlur: () => setTip(undefined),
  }
}

const enter = (all: readonly SVGElement[], active: SVGElement | undefined): void => {
  for (const one of all) one.tabIndex = one === active ? 0 : -1
}

function tipOf(on: Element, box: HTMLElement): Tip {
  const [at, frame] = [on.getBoundingClientRect(), box.getBoundingClientRect()]
  const isBelow = at.top - frame.top < 34
  return {
    text: on.getAttribute('aria-label') ?? '',
    left: Math.min(Math.max(0, at.left - frame.left), Math.max(0, frame.width - 260)),
    top: isBelow ? at.bottom - frame.top + 4 : at.top - frame.top - 4,
    isBelow,
  }
}

function neighbour(all: readonly SVGElement[], at: number, key: string): SVGElement | undefined {
  if (key === 'ArrowRight') return all[at + 1]
  if (key === 'ArrowLeft') return all[at - 1]
  if (key === 'Home') return all[0]
  if (key === 'End') return all.at(-1)
  const down = { ArrowDown: 1, ArrowUp: -1 }[key]
  if (down === undefined) return undefined
  const here = middleOf(all[at]!)
  const beyond = all.map((one) => ({ one, ...middleOf(one) })).filter(({ y }) => (y - here.y) * down > 8)
  const row = Math.min(...beyond.map(({ y }) => (y - here.y) * down))
  return beyond
    .filter(({ y }) => (y - here.y) * down < row + 8)
    .sort((a, b) => Math.abs(a.x - here.x) - Math.abs(b.x - here.x))[0]?.one
}

function middleOf(one: Element): { x: number; y: number } {
  const { left, top, width, height } = one.getBoundingClientRect()
  return { x: left + width / 2, y: top + height / 2 }
}
