import type { drag } from './drag.ts'

type Drag = typeof drag
let fetched: Promise<Drag> | undefined

/** Attaches something to the drag library once it is there; the answer detaches it, also when it never came so far. */
export const withDrag = (attach: (drag: Drag) => () => void): (() => void) => {
  let detach: (() => void) | undefined
  let hasLeft = false
  fetched ??= import('./drag.ts').then((it) => it.drag)
  fetched
    .then((it) => {
      if (!hasLeft) detach = attach(it)
    })
    .catch(() => {
      // Without it cards are moved by keys and by the menu; the next card asks again.
      fetched = undefined
    })
  return () => {
    hasLeft = true
    detach?.()
  }
}
