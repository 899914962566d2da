import { z } from 'zod'
import { endpoint, id, idParams, line, prose } from '../platform/contract.ts'
import { missingAtGate, opportunityDetail, refusedMove } from './contract.ts'

const tag = 'opportunities'
const why = {
  /** Pipeline key or id. */
  pipeline: z.string().min(1).max(60),
  reason: prose(2000).optional(),
  /** For a supervisor of the deal's owner: let it into a later stage whose gates are not met. */
  override: z.object({ reason: line(2000) }).optional(),
}

export const transferOpportunity = endpoint({
  method: 'POST',
  path: '/opportunities/:id/transfers',
  summary:
    'Carry a deal on in another pipeline: it ends here as transferred, which is no loss, and enters there with what is known of it',
  tag,
  params: idParams,
  body: z.object({
    ...why,
    /** Stage key or id of that pipeline; its first when absent. The gates on the way to a later stage are asked. */
    toStage: z.string().min(1).max(60).optional(),
  }),
  reply: z.object({
    /** The event by which it left; taking it back brings the deal back. */
    eventId: id,
    /** The deal as it goes on there. */
    opportunity: opportunityDetail,
    missing: z.array(missingAtGate).default([]),
  }),
})

export const transferMany = endpoint({
  method: 'POST',
  path: '/opportunity-transfers',
  summary:
    'Carry many deals on in another pipeline, each into the stage that its own is mapped to; each goes or is refused by itself',
  tag,
  status: 200,
  body: z.object({
    ids: z.array(id).min(1).max(200),
    ...why,
    /** Stage keys, here to there. */
    mapping: z.record(z.string().min(1).max(60), z.string().min(1).max(60)),
    dryRun: z.boolean().default(false),
  }),
  reply: z.object({
    /** `eventId` is the event by which it left: what `undoTransfers` takes back. */
    results: z.array(
      z.object({ id, ok: z.boolean(), newId: id.nullable(), eventId: id.nullable(), problem: refusedMove.nullable() }),
    ),
  }),
})

export const undoTransfers = endpoint({
  method: 'POST',
  path: '/opportunity-transfers/undo',
  summary: 'Take back transfers that one has just made; each comes back or is refused by itself',
  tag,
  status: 200,
  body: z.object({
    transfers: z
      .array(z.object({ id, eventId: id }))
      .min(1)
      .max(200),
  }),
  reply: z.object({ results: z.array(z.object({ id, ok: z.boolean(), problem: refusedMove.nullable() })) }),
})
