import type { z } from 'zod'
import type { ReplyOf } from '../../ui/api.ts'
import { useRead } from '../../ui/reading.ts'
import { readElements, type setElement } from '../element-contract.ts'

export type ElementsOfDeal = ReplyOf<typeof readElements>
export type Element = ElementsOfDeal['elements'][number]
export type Said = z.input<typeof setElement.body>

const follows = ['contacts', 'customers', 'activities', 'documents', 'pipelines']

/** What is known of a deal; asked once for all who show it. */
export const useElements = (dealId: string, enabled = true) =>
  useRead(readElements, { params: { id: dealId } }, { follows, enabled })
