import { createContext, useCallback, useContext, useSyncExternalStore } from 'react'
import type { BoardStore, Face } from './board-store.ts'
import type { Column, Totals } from './board-model.ts'

export const BoardContext = createContext<BoardStore | undefined>(undefined)

export const useBoard = (): BoardStore => {
  const store = useContext(BoardContext)
  if (!store) throw new Error('A board component outside its board')
  return store
}

/** Draws again only when what `key` names has changed. */
export const useOf = <T>(store: BoardStore, key: string, read: () => T): T =>
  useSyncExternalStore(
    useCallback((listener) => store.subscribe(key, listener), [store, key]),
    read,
  )

export const useFace = (id: string): Face | undefined => {
  const store = useBoard()
  return useOf(store, `card:${id}`, () => store.face(id))
}
export const useColumn = (stageId: string): Column | undefined => {
  const store = useBoard()
  return useOf(store, `column:${stageId}`, () => store.column(stageId))
}
export const useOrder = (): readonly string[] => {
  const store = useBoard()
  return useOf(store, 'board', store.order)
}
export const useTotals = (store: BoardStore): Totals => useOf(store, 'totals', store.totals)
export const useSelected = (): ReadonlySet<string> => {
  const store = useBoard()
  return useOf(store, 'selection', store.selected)
}
