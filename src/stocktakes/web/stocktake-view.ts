import { useQueryClient } from '@tanstack/react-query'
import type { ReplyOf } from '../../ui/api.ts'
import { readAgain } from '../../ui/reading.ts'
import { asked, type ViewOf } from '../../ui/url.ts'
import type { listItems, listStocktakes, readStocktake } from '../contract.ts'

export type Head = ReplyOf<typeof listStocktakes>['items'][number]
export type Result = ReplyOf<typeof readStocktake>
export type Item = ReplyOf<typeof listItems>['items'][number]

export const states = ['open', 'signed', 'confirmed', 'ended'] as const
export const listAsked = { state: asked.oneOf(states) }
export type ListView = ViewOf<typeof listAsked>

/** Everything that shows this stocktake is read again. */
export const useStocktakeAgain = (): (() => void) => {
  const client = useQueryClient()
  return () => void readAgain(client, ['stocktakes'])
}
