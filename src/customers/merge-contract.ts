import { z } from 'zod'
import { endpoint, id, idParams, moment } from '../platform/contract.ts'
import { customerDetail } from './contract.ts'
import { mergeFields } from './merge.ts'

const tag = 'customers'
const field = z.enum(mergeFields)
const ref = z.object({ id, name: z.string() })
const value = z.union([z.string(), z.number()]).nullable()

/** How many records of each kind a merge moves. */
const moves = z.object({
  contacts: z.int(),
  leads: z.int(),
  opportunities: z.int(),
  activities: z.int(),
  tasks: z.int(),
  documents: z.int(),
  trustProofs: z.int(),
  surveys: z.int(),
  complaints: z.int(),
  dates: z.int(),
  accountPlans: z.int(),
})

export const previewMerge = endpoint({
  method: 'GET',
  path: '/customers/merge-preview',
  summary: 'What merging one customer into another would keep from whom, and what it would move; changes nothing',
  tag,
  query: z.object({ keptId: id, otherId: id }),
  reply: z.object({
    kept: ref.extend({ owner: ref }),
    other: ref.extend({ owner: ref }),
    /** Facts in which the two differ; `taken` is what is taken from the other unless the request says otherwise. */
    fields: z.array(z.object({ field, kept: value, other: value, taken: z.boolean() })),
    moves,
    /** People of the same name or telephone on both sides: they stay two, to be looked at afterwards. */
    samePeople: z.int(),
  }),
})

export const mergeCustomers = endpoint({
  method: 'POST',
  path: '/customers/:id/merges',
  summary:
    'Merge another record of the same company into this one: its people, deals, activities, tasks, documents and leads move, it is archived',
  tag,
  params: idParams,
  body: z.object({
    otherId: id,
    /** Facts to take from the other record; what this one does not know when absent. */
    take: z.array(field).max(mergeFields.length).optional(),
  }),
  reply: z.object({ mergeId: id, customer: customerDetail }),
})

export const listMerges = endpoint({
  method: 'GET',
  path: '/customers/:id/merges',
  summary: 'Records that were merged into this customer, latest first',
  tag,
  params: idParams,
  reply: z.object({
    items: z.array(z.object({ id, merged: ref, at: moment, by: ref, moves, undone: z.boolean(), mayUndo: z.boolean() })),
  }),
})

export const undoMerge = endpoint({
  method: 'POST',
  path: '/customers/:id/merges/:mergeId/undo',
  summary: 'Take a merge apart: what moved goes back, and facts that were taken are again what they were',
  tag,
  params: z.object({ id, mergeId: id }),
  reply: customerDetail,
})
