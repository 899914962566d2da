import type { QueryClient } from '@tanstack/react-query'
import { readAhead } from '../../ui/reading.ts'
import { readView } from '../../ui/url.ts'
import { readBoard } from '../contract.ts'
import { filtersOf, viewAsked, type Filters } from './opportunities-view.ts'

const firstCards = 30

/** The board as its page asks for it: the first cards of every column. */
export const boardAsked = (pipeline: string, filters: Filters) => ({
  params: { pipeline },
  query: { ...filters, limit: firstCards, sort: 'urgency' as const },
})
export const boardFollows = { follows: ['opportunities', 'pipelines'] } as const

/** Asks for the board that an address shows, before the page is there. */
export const readBoardAhead = (client: QueryClient, search: Record<string, unknown>): void => {
  const view = readView(viewAsked, search)
  if (view.layout === 'table') return
  readAhead(client, readBoard, boardAsked(view.pipeline ?? 'default', filtersOf(view)), boardFollows)
}
