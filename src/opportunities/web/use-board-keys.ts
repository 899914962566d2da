import { useCallback, useRef, type KeyboardEvent, type RefObject } from 'react'
import { isTyping } from '../../ui/keys.ts'
import { useWords } from '../../ui/use-words.ts'
import { idsOf } from './board-model.ts'
import { useDealActions } from './deal-actions.ts'
import { useBoard } from './use-board.ts'
import { words } from './words.ts'

interface Given {
  box: RefObject<HTMLElement | null>
  onOpen: (id: string) => void
  onBulkMove: () => void
  onMenu: (at: { id: string; x: number; y: number }) => void
}

type ScrollTo = (index: number) => void

/**
 * The board without a mouse: arrows walk (columns scroll along), Home and End, Shift+←/→ move the card, Enter opens,
 * M asks where to, X selects, Shift+X up to here, Escape clears the selection.
 */
export const useBoardKeys = ({ box, onOpen, onBulkMove, onMenu }: Given) => {
  const t = useWords(words)
  const store = useBoard()
  const { move } = useDealActions()
  const scrollers = useRef(new Map<string, ScrollTo>())
  const wanted = useRef(0)

  const register = useCallback((stageId: string, scrollTo: ScrollTo) => {
    scrollers.current.set(stageId, scrollTo)
    return () => void scrollers.current.delete(stageId)
  }, [])

  /** Puts the focus on a card, wherever it stands; a virtual column needs a moment to draw it. */
  const focusCard = useCallback(
    (id: string): void => {
      const run = ++wanted.current
      const attempt = (left: number): void => {
        if (run !== wanted.current) return
        const column = store.columnOf(id)
        if (!column || left === 0) return
        // In its present column: the element that a move has left behind is gone with the next drawing.
        const element = box.current?.querySelector<HTMLElement>(`[data-stage="${column.stage.id}"] [data-card="${id}"]`)
        if (!element) {
          box.current?.querySelector(`[data-stage="${column.stage.id}"]`)?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
          scrollers.current.get(column.stage.id)?.(idsOf(column).indexOf(id))
          requestAnimationFrame(() => attempt(left - 1))
          return
        }
        scrollers.current.get(column.stage.id)?.(idsOf(column).indexOf(id))
        element.focus({ preventScroll: true })
        element.closest('[data-stage]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
      }
      store.focus(id)
      attempt(20)
    },
    [store, box],
  )

  const shift = async (id: string, by: 1 | -1): Promise<void> => {
    const card = store.card(id)
    const column = store.columnOf(id)
    if (!card || !column) return
    const order = store.order()
    const target = store.column(order[order.indexOf(column.stage.id) + by] ?? '')
    if (!target) return store.announce(t(by > 0 ? 'announceLast' : 'announceFirst', { name: card.name }))
    const answered = move(card, target.stage)
    focusCard(id)
    const problem = await answered
    const active = document.activeElement
    if (problem && (active === document.body || box.current?.contains(active))) focusCard(id)
  }

  const walk = (id: string, key: string): string | undefined => {
    const column = store.columnOf(id)
    if (!column) return undefined
    const ids = idsOf(column)
    const at = ids.indexOf(id)
    if (key === 'ArrowDown') return ids[at + 1]
    if (key === 'ArrowUp') return ids[at - 1]
    if (key === 'Home') return ids[0]
    if (key === 'End') return ids.at(-1)
    // Sideways to the card at the same height, past empty columns.
    const order = store.order()
    const step = key === 'ArrowRight' ? 1 : -1
    const shown = (stageId: string): number =>
      box.current?.querySelector(`[data-stage="${stageId}"] [role="listbox"]`)?.parentElement?.scrollTop ?? 0
    for (let next = order.indexOf(column.stage.id) + step; next >= 0 && next < order.length; next += step) {
      const other = store.column(order[next]!)
      const others = other ? idsOf(other) : []
      if (others.length === 0) continue
      const offset = Math.round((shown(order[next]!) - shown(column.stage.id)) / 90)
      return others[Math.max(0, Math.min(others.length - 1, at + offset))]
    }
    return undefined
  }

  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const element = (event.target as HTMLElement).closest<HTMLElement>('[data-card]')
    const id = element?.dataset['card']
    if (id === undefined || !element || isTyping(event) || event.ctrlKey || event.metaKey || event.altKey) return
    const isSideways = event.key === 'ArrowLeft' || event.key === 'ArrowRight'
    const letter = event.key.toLowerCase()
    if (event.shiftKey && isSideways) void shift(id, event.key === 'ArrowRight' ? 1 : -1)
    else if (event.key.startsWith('Arrow') || event.key === 'Home' || event.key === 'End') {
      const next = walk(id, event.key)
      if (next !== undefined) {
        focusCard(next)
        if (event.shiftKey) store.selectTo(next)
      }
    } else if (event.key === 'Enter') onOpen(id)
    else if (letter === 'm') {
      const { left, bottom } = element.getBoundingClientRect()
      if (store.selected().size > 1 && store.selected().has(id)) onBulkMove()
      else onMenu({ id, x: left + 12, y: bottom - 10 })
    } else if (letter === 'x' || event.key === ' ') {
      if (event.shiftKey) store.selectTo(id)
      else store.toggle(id)
    } else if (event.key === 'Escape' && store.selected().size > 0) store.select(new Set())
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  return { register, onKeyDown, focusCard }
}
