import { useCallback, useEffect, useMemo, useRef } from 'react'
import { asProblem, call } from '../../ui/api.ts'
import { notify } from '../../ui/Notices.tsx'
import { useRead } from '../../ui/reading.ts'
import { listOpportunities, readBoard } from '../contract.ts'
import { boardAsked, boardFollows } from './board-query.ts'
import { makeBoardStore, type BoardStore } from './board-store.ts'
import type { Filters } from './opportunities-view.ts'

const moreCards = 60

interface Feed {
  store: BoardStore
  query: ReturnType<typeof useRead<typeof readBoard>>
  loadMore: (stageId: string) => void
}

/** Reads the board and keeps its store true: first page, further pages of a column, news of colleagues. */
export const useBoardFeed = (pipeline: string | undefined, filters: Filters, enabled: boolean): Feed => {
  const store = useMemo(() => makeBoardStore(), [])
  const query = useRead(readBoard, boardAsked(pipeline ?? '', filters), {
    ...boardFollows,
    keep: true,
    enabled: enabled && pipeline !== undefined,
  })
  const { data, isPlaceholderData } = query
  const shown = useRef('')
  const key = JSON.stringify([pipeline, filters])
  // The list knows a pipeline by its id; only the board understands "default".
  const pipelineId = data?.pipeline.id
  const latest = useRef({ pipelineId, filters, key })
  useEffect(() => {
    latest.current = { pipelineId, filters, key }
  })

  const loadMore = useCallback(
    async (stageId: string): Promise<void> => {
      const column = store.column(stageId)
      const { pipelineId: of, filters: by, key: asked } = latest.current
      if (!column || column.isLoading || column.nextCursor === null || of === undefined) return
      store.setLoading(stageId, true)
      try {
        const limit = Math.min(200, Math.max(moreCards, column.tail.length))
        const page = await call(listOpportunities, {
          query: { ...by, pipeline: of, stage: stageId, status: 'open', sort: 'urgency', limit, cursor: column.nextCursor },
        })
        // The board may have been read again, or show something else by now.
        const isSame = latest.current.key === asked && store.column(stageId)?.nextCursor === column.nextCursor
        if (isSame) store.append(stageId, page.items, page.nextCursor)
        else store.setLoading(stageId, false)
      } catch (error) {
        // Not tried again by itself: the button at the column's end does, and so does the next reading of the board.
        store.fail(stageId)
        notify.refused(asProblem(error))
      }
    },
    [store],
  )

  useEffect(() => {
    if (!data || isPlaceholderData) return
    if (shown.current !== key) store.clear()
    shown.current = key
    store.receive(data)
    for (const stageId of store.order()) {
      const column = store.column(stageId)
      if (column && column.tail.length > 0) void loadMore(stageId)
    }
  }, [store, data, isPlaceholderData, key, loadMore])

  return { store, query, loadMore: useCallback((stageId: string) => void loadMore(stageId), [loadMore]) }
}
