import type { Card, BoardReply, Column } from './board-model.ts'
import { idsOf, inStage, totalsOf, withCard, without, type Totals } from './board-model.ts'

/**
 * The board's state outside React: a card listens for itself and a column for itself, so that a move draws two columns and
 * one card. What the server sends during a drag waits for the drop; moves not yet answered stay on top of what it sends.
 */
export interface Face {
  card: Card
  isSelected: boolean
  isFocused: boolean
  /** Moved, but the server has not answered yet. */
  isPending: boolean
  isDragged: boolean
}

interface Pending {
  before: Card
  /** null: taken off the board (an outcome). */
  to: string | null
}

type Listener = () => void

export const makeBoardStore = (now: () => Date = () => new Date()) => {
  let order: readonly string[] = []
  let currency = ''
  const columns = new Map<string, Column>()
  const cards = new Map<string, Card>()
  const faces = new Map<string, Face>()
  const pending = new Map<string, Pending>()
  let selected: ReadonlySet<string> = new Set()
  let anchor: string | undefined
  let focused: string | undefined
  let dragged: string | undefined
  let held: BoardReply | undefined
  let announcement = ''
  let totals: Totals | undefined
  const listeners = new Map<string, Set<Listener>>()

  const tell = (...keys: string[]): void => {
    for (const key of keys) for (const listener of listeners.get(key) ?? []) listener()
  }
  const subscribe = (key: string, listener: Listener): (() => void) => {
    const set = listeners.get(key) ?? new Set()
    listeners.set(key, set.add(listener))
    return () => {
      set.delete(listener)
      if (set.size === 0) listeners.delete(key)
    }
  }

  const drawCard = (id: string): void => {
    const card = cards.get(id)
    const before = faces.get(id)
    if (!card) {
      faces.delete(id)
    } else {
      const face: Face = {
        card,
        isSelected: selected.has(id),
        isFocused: focused === id,
        isPending: pending.has(id),
        isDragged: dragged === id,
      }
      const isSame =
        before !== undefined &&
        before.card === card &&
        before.isSelected === face.isSelected &&
        before.isFocused === face.isFocused &&
        before.isPending === face.isPending &&
        before.isDragged === face.isDragged
      if (isSame) return
      faces.set(id, face)
    }
    tell(`card:${id}`)
  }
  const setColumn = (column: Column): void => {
    columns.set(column.stage.id, column)
    totals = undefined
    tell(`column:${column.stage.id}`, 'totals')
  }
  /** Keeps the known object when nothing about the card has changed, so that it is not drawn again. */
  const keep = (card: Card): void => {
    const known = cards.get(card.id)
    if (known && known.version === card.version && JSON.stringify(known) === JSON.stringify(card)) return
    cards.set(card.id, card)
    drawCard(card.id)
  }
  const columnOf = (id: string): Column | undefined => {
    const stageId = cards.get(id)?.stage.id
    const column = stageId === undefined ? undefined : columns.get(stageId)
    return column && (column.fresh.includes(id) || column.tail.includes(id)) ? column : undefined
  }

  /** Lays a move that is not answered yet over the columns. */
  const lay = (id: string, { before, to }: Pending): void => {
    const from = columnOf(id)
    if (from?.stage.id === to) return
    if (from) setColumn(without(from, cards.get(id)!))
    const target = to === null ? undefined : columns.get(to)
    if (target) {
      const moved = inStage(before, target.stage, now())
      cards.set(id, moved)
      setColumn(withCard(target, moved, cards))
    }
    drawCard(id)
  }

  const receive = (reply: BoardReply): void => {
    if (dragged !== undefined) {
      held = reply
      return
    }
    const nextOrder = reply.columns.map(({ stage }) => stage.id)
    const hasNewOrder = nextOrder.join() !== order.join()
    const given = new Set(reply.columns.flatMap((column) => column.cards.map(({ id }) => id)))
    for (const id of [...columns.keys()]) if (!nextOrder.includes(id)) columns.delete(id)
    for (const { cards: first, stage, nextCursor, ...sums } of reply.columns) {
      for (const card of first) {
        const waiting = pending.get(card.id)
        if (!waiting) keep(card)
        else {
          // The truth below a move that is under way.
          waiting.before = card
          cards.set(card.id, card)
        }
      }
      const known = columns.get(stage.id)
      const tail =
        nextCursor === null
          ? []
          : (known ? idsOf(known) : []).slice(first.length).filter((id) => !given.has(id) && !pending.has(id))
      setColumn({ stage, ...sums, fresh: first.map(({ id }) => id), tail, nextCursor, isLoading: false, hasFailed: false })
    }
    order = nextOrder
    currency = reply.currency
    for (const [id, move] of pending) lay(id, move)
    if (hasNewOrder) tell('board')
  }

  /** More of a column, behind what is there. */
  const append = (stageId: string, items: readonly Card[], nextCursor: string | null): void => {
    const column = columns.get(stageId)
    if (!column) return
    const news = items.filter(({ id }) => !pending.has(id) && !column.fresh.includes(id))
    for (const card of news) keep(card)
    const fresh = [...column.fresh, ...news.map(({ id }) => id)]
    const isCaughtUp = nextCursor === null || fresh.length >= idsOf(column).length
    const tail = isCaughtUp ? [] : column.tail.filter((id) => !fresh.includes(id))
    setColumn({ ...column, fresh, tail, nextCursor, isLoading: false, hasFailed: false })
  }
  const setLoading = (stageId: string, isLoading: boolean): void => {
    const column = columns.get(stageId)
    if (column && column.isLoading !== isLoading) setColumn({ ...column, isLoading, hasFailed: false })
  }
  const fail = (stageId: string): void => {
    const column = columns.get(stageId)
    if (column) setColumn({ ...column, isLoading: false, hasFailed: true })
  }

  /** Shows the move at once; `settle` or `takeBack` follows with the answer. */
  const place = (id: string, to: string | null): void => {
    const card = cards.get(id)
    if (!card) return
    const move = { before: pending.get(id)?.before ?? card, to }
    pending.set(id, move)
    lay(id, move)
    drawCard(id)
  }
  const settle = (id: string, card: Card): void => {
    pending.delete(id)
    const isHere = card.status === 'open' && columns.has(card.stage.id) && order.length > 0
    const from = columnOf(id)
    if (from && (!isHere || from.stage.id !== card.stage.id)) setColumn(without(from, cards.get(id)!))
    cards.set(id, card)
    const target = columns.get(card.stage.id)
    if (isHere && target && !idsOf(target).includes(id)) setColumn(withCard(target, card, cards))
    drawCard(id)
  }
  const takeBack = (id: string): void => {
    const move = pending.get(id)
    if (!move) return
    settle(id, move.before)
  }

  const select = (ids: ReadonlySet<string>): void => {
    const touched = new Set([...selected, ...ids])
    selected = ids
    for (const id of touched) drawCard(id)
    tell('selection')
  }
  const toggle = (id: string): void => {
    const next = new Set(selected)
    if (!next.delete(id)) next.add(id)
    anchor = id
    select(next)
  }
  /** Everything from the last selected card to this one, in one column. */
  const selectTo = (id: string): void => {
    const column = columnOf(id)
    const ids = column ? idsOf(column) : []
    const from = anchor === undefined ? -1 : ids.indexOf(anchor)
    const to = ids.indexOf(id)
    if (from === -1 || to === -1) return toggle(id)
    select(new Set([...selected, ...ids.slice(Math.min(from, to), Math.max(from, to) + 1)]))
  }
  const focus = (id: string | undefined): void => {
    if (focused === id) return
    const before = focused
    focused = id
    if (before !== undefined) drawCard(before)
    if (id !== undefined) drawCard(id)
    tell('focus')
  }
  const setDragged = (id: string | undefined): void => {
    const before = dragged
    dragged = id
    for (const one of [before, id]) if (one !== undefined) drawCard(one)
    tell('drag')
    if (id === undefined && held) {
      const reply = held
      held = undefined
      receive(reply)
    }
  }
  const announce = (text: string): void => {
    announcement = text
    tell('announcement')
  }
  /** Another pipeline or filter: what was loaded and selected belongs to the former one. */
  const clear = (): void => {
    held = undefined
    pending.clear()
    columns.clear()
    const gone = [...cards.keys()]
    cards.clear()
    for (const id of gone) drawCard(id)
    order = []
    totals = undefined
    select(new Set())
    focus(undefined)
    tell('board', 'totals')
  }

  return {
    subscribe,
    receive,
    append,
    setLoading,
    fail,
    place,
    settle,
    takeBack,
    toggle,
    selectTo,
    select,
    focus,
    setDragged,
    announce,
    clear,
    order: () => order,
    currency: () => currency,
    column: (stageId: string) => columns.get(stageId),
    columnOf,
    card: (id: string) => cards.get(id),
    cards: () => cards as ReadonlyMap<string, Card>,
    face: (id: string) => faces.get(id),
    selected: () => selected,
    focused: () => focused,
    dragged: () => dragged,
    announcement: () => announcement,
    totals: () => (totals ??= totalsOf([...columns.values()])),
  }
}

export type BoardStore = ReturnType<typeof makeBoardStore>
