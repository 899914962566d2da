import { z } from 'zod'
import { endpoint, id, idParams, moment, page, pageQuery, prose } from '../platform/contract.ts'
import { parts } from './portfolio.ts'

const tag = 'handovers'
const ref = z.object({ id, name: z.string() })
const counts = z.object({
  customers: z.int(),
  contacts: z.int(),
  openDeals: z.int(),
  closedDeals: z.int(),
  leads: z.int(),
  /** Not done. */
  tasks: z.int(),
})

export const readPortfolio = endpoint({
  method: 'GET',
  path: '/members/:id/portfolio',
  summary: 'What a member looks after: what a hand-over would give away',
  tag,
  params: idParams,
  reply: z.object({ member: ref, counts }),
})

const handoverShape = z.object({
  id,
  from: ref,
  to: ref,
  by: ref,
  at: moment,
  reason: z.string().nullable(),
  moved: z.object({ customers: z.int(), contacts: z.int(), opportunities: z.int(), leads: z.int(), tasks: z.int() }),
  undoneAt: moment.nullable(),
  mayUndo: z.boolean(),
})

const giving = {
  toMemberId: id,
  /** What to give; everything when absent. */
  parts: z.array(z.enum(parts)).min(1).max(parts.length).optional(),
  reason: prose(2000).optional(),
}

export const handOver = endpoint({
  method: 'POST',
  path: '/members/:id/handovers',
  summary: 'Give all that a member looks after to a colleague in one step: customers with their people, deals, leads, open tasks',
  tag,
  params: idParams,
  body: z.object(giving),
  reply: handoverShape,
})

export const letGo = endpoint({
  method: 'POST',
  path: '/members/:id/departure',
  summary: 'Somebody leaves: hand over what they look after, or say that it stays theirs, and deactivate them, both or neither',
  tag,
  status: 200,
  params: idParams,
  body: z.object({
    /** Null: it stays with whoever leaves, to be handed over another time. */
    handOver: z.object(giving).nullable(),
  }),
  reply: z.object({ handoverId: id.nullable() }),
})

export const listHandovers = endpoint({
  method: 'GET',
  path: '/handovers',
  summary: 'Hand-overs within reach, latest first',
  tag,
  query: z.object({ ...pageQuery, member: id.optional() }),
  reply: page(handoverShape),
})

export const undoHandover = endpoint({
  method: 'POST',
  path: '/handovers/:id/undo',
  summary: 'Give back what is still with the colleague who took it over',
  tag,
  params: idParams,
  reply: handoverShape,
})

export const exportHandover = endpoint({
  method: 'GET',
  path: '/handovers/:id/sheet',
  summary: 'The hand-over sheet as a file: every customer, deal, lead and task that changed hands',
  tag,
  params: idParams,
  query: z.object({ format: z.enum(['xlsx', 'csv']).default('xlsx') }),
})
