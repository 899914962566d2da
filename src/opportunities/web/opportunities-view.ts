import { useMemo } from 'react'
import type { z } from 'zod'
import { asked, type ViewOf } from '../../ui/url.ts'
import type { status } from '../contract.ts'

/** What the address of the opportunities page says: pipeline, layout, filters, the deal looked at. */
export const viewAsked = {
  layout: asked.oneOf(['board', 'table']),
  pipeline: asked.text,
  q: asked.text,
  owner: asked.text,
  team: asked.text,
  product: asked.text,
  source: asked.text,
  customer: asked.text,
  status: asked.oneOf(['open', 'won', 'lost', 'terminated', 'on-hold', 'transferred', 'all']),
  sort: asked.oneOf(['newest', 'urgency', 'amount', 'expectedClose', 'stageSince', 'name']),
  stage: asked.text,
  archived: asked.flag,
  deal: asked.text,
}

export type View = ViewOf<typeof viewAsked>
export type Status = z.output<typeof status>

/** The filters that board and table share, as the server names them. */
export interface Filters {
  q?: string
  owner?: string
  team?: string
  product?: string
  source?: string
  customer?: string
}

export const filtersOf = ({ q, owner, team, product, source, customer }: View): Filters => ({
  ...(q && { q }),
  ...(owner && { owner }),
  ...(team && { team }),
  ...(product && { product }),
  ...(source && { source }),
  ...(customer && { customer }),
})

export const useFilters = ({ q, owner, team, product, source, customer }: View): Filters =>
  useMemo(() => filtersOf({ q, owner, team, product, source, customer }), [q, owner, team, product, source, customer])
