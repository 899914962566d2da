import { z } from 'zod'
import {
  amountMinor,
  currency,
  day,
  endpoint,
  flag,
  id,
  idParams,
  ids,
  line,
  moment,
  page,
  pageQuery,
  prose,
  share,
  verdict,
  word,
} from '../platform/contract.ts'

const tag = 'opportunities'
export const status = z.enum(['open', 'won', 'lost', 'terminated', 'on-hold', 'transferred'])
/** How long a deal has been in its stage against the stage's own standard. */
export const ageing = z.enum(['fine', 'warning', 'critical', 'unknown'])
/** Urgency of the next step: red, green, grey, yellow. */
export const nextStepState = z.enum(['overdue', 'today', 'planned', 'none'])
const amount = amountMinor.min(0)
export const ref = z.object({ id, name: z.string() })

/** A card on the board or a row in the list. */
export const opportunityShape = z.object({
  id,
  name: z.string(),
  customer: ref.nullable(),
  product: ref.nullable(),
  owner: ref,
  pipeline: ref.extend({ key: z.string() }),
  stage: z.object({ id, key: z.string(), name: z.string(), position: z.int() }),
  status,
  amountMinor: amount.nullable(),
  currency,
  expectedCloseOn: day.nullable(),
  /** The stage's configured chance; 0 and 1 for lost and won. */
  probability: share,
  ownProbability: share.nullable(),
  stageSince: moment.nullable(),
  /** Decimal days in the present stage; null where the entry is not known or the deal has ended. */
  daysInStage: z.number().nullable(),
  ageing,
  nextStep: z.string().nullable(),
  nextStepOn: day.nullable(),
  nextStepState,
  lastActivityAt: moment.nullable(),
  closedAt: moment.nullable(),
  region: z.string().nullable(),
  externalId: z.string().nullable(),
  createdAt: moment,
  version: z.int(),
  archived: z.boolean(),
})

export const opportunityDetail = opportunityShape.extend({
  contact: ref.nullable(),
  source: ref.nullable(),
  enteredAt: moment.nullable(),
  backMoves: z.int(),
  skips: z.int(),
  reopened: z.int(),
  /** Further rounds of the proposal. */
  reworks: z.int(),
  closePushes: z.int(),
  lossReason: z.object({ key: z.string(), name: z.string() }).nullable(),
  /** The foremost competitor named; of a lost deal the one it was lost to. */
  competitor: ref.nullable(),
  /** Every competitor named on the deal, by name. */
  competitors: z.array(ref),
  wakeUpOn: day.nullable(),
  predecessorId: id.nullable(),
  /** The same deal in the pipeline it came from, and in the one where it goes on. */
  transferredFrom: z.object({ id, pipeline: z.string() }).nullable(),
  transferredTo: z.object({ id, pipeline: z.string() }).nullable(),
  note: z.string().nullable(),
  /** The pipeline's stages in order, with what this deal did in each. */
  path: z.array(
    z.object({
      id,
      key: z.string(),
      name: z.string(),
      position: z.int(),
      probability: share,
      customerLooks: z.string().nullable(),
      expectedDays: z.number().nullable(),
      state: z.enum(['done', 'skipped', 'current', 'ahead', 'left']),
      /** Decimal days spent in it over all stays; null where unknown. */
      days: z.number().nullable(),
      visits: z.int(),
    }),
  ),
  permissions: z.object({ edit: verdict, move: verdict, close: verdict, reopen: verdict, assign: verdict, archive: verdict }),
})

export const filters = {
  q: word().optional(),
  pipeline: z.string().max(60).optional(),
  stage: z.string().max(60).optional(),
  status: z.union([status, z.array(status)]).optional(),
  owner: ids.optional(),
  team: id.optional(),
  customer: id.optional(),
  product: id.optional(),
  source: id.optional(),
  region: word().optional(),
  archived: flag.optional(),
}

export const listOpportunities = endpoint({
  method: 'GET',
  path: '/opportunities',
  summary: 'Opportunities within reach',
  tag,
  query: z.object({
    ...pageQuery,
    ...filters,
    sort: z.enum(['newest', 'urgency', 'amount', 'expectedClose', 'stageSince', 'name']).default('newest'),
  }),
  reply: page(opportunityShape),
})

export const readBoard = endpoint({
  method: 'GET',
  path: '/boards/:pipeline',
  summary: 'One pipeline’s open deals by stage: counts, sums, and the first cards of every column',
  tag,
  params: z.object({ pipeline: z.string().max(60) }),
  query: z.object({
    ...filters,
    limit: z.coerce.number().int().min(1).max(200).default(40),
    sort: z.enum(['urgency', 'amount', 'stageSince']).default('urgency'),
  }),
  reply: z.object({
    pipeline: ref.extend({ key: z.string() }),
    currency,
    columns: z.array(
      z.object({
        stage: z.object({
          id,
          key: z.string(),
          name: z.string(),
          position: z.int(),
          probability: share,
          customerLooks: z.string().nullable(),
          expectedDays: z.number().nullable(),
          warningDays: z.number().nullable(),
          criticalDays: z.number().nullable(),
        }),
        count: z.int(),
        amountMinor: z.int(),
        weightedAmountMinor: z.int(),
        withoutAmount: z.int(),
        overWarning: z.int(),
        overCritical: z.int(),
        /** Open deals whose next step was due before today. */
        overdueSteps: z.int(),
        cards: z.array(opportunityShape),
        /** For the rest of the column: GET /opportunities with this stage, the same filters and sort. */
        nextCursor: z.string().nullable(),
      }),
    ),
  }),
})

export const readOpportunity = endpoint({
  method: 'GET',
  path: '/opportunities/:id',
  summary: 'One opportunity',
  tag,
  params: idParams,
  reply: opportunityDetail,
})

const fields = {
  name: line(200),
  customerId: id,
  contactId: id.nullable(),
  productId: id.nullable(),
  sourceId: id.nullable(),
  amountMinor: amount.nullable(),
  expectedCloseOn: day.nullable(),
  ownProbability: share.nullable(),
  nextStep: line(300).nullable(),
  nextStepOn: day.nullable(),
  note: prose().nullable(),
}

export const createOpportunity = endpoint({
  method: 'POST',
  path: '/opportunities',
  summary: 'Open an opportunity for a customer',
  tag,
  body: z.object({
    ...fields,
    name: line(200).optional(),
    contactId: fields.contactId.optional(),
    productId: fields.productId.optional(),
    sourceId: fields.sourceId.optional(),
    amountMinor: fields.amountMinor.optional(),
    currency: currency.optional(),
    expectedCloseOn: fields.expectedCloseOn.optional(),
    ownProbability: fields.ownProbability.optional(),
    nextStep: fields.nextStep.optional(),
    nextStepOn: fields.nextStepOn.optional(),
    note: fields.note.optional(),
    /** Pipeline key or id; the default pipeline when absent. */
    pipeline: z.string().max(60).optional(),
    ownerId: id.optional(),
    externalId: line(120).optional(),
    predecessorId: id.optional(),
  }),
  reply: opportunityDetail,
})

export const changeOpportunity = endpoint({
  method: 'PATCH',
  path: '/opportunities/:id',
  summary: 'Change facts of an opportunity; stage and outcome have their own endpoints',
  tag,
  params: idParams,
  body: z
    .object({
      ...fields,
      /** The one competitor of the deal; it takes the place of all named before. */
      competitorId: id.nullable(),
      /** All competitors of the deal. The foremost stays the foremost while it is among them; else it is the first. */
      competitorIds: z.array(id).max(20),
      ownerId: id,
      region: word().nullable(),
    })
    .partial(),
  reply: opportunityDetail,
})

export const archiveOpportunity = endpoint({
  method: 'DELETE',
  path: '/opportunities/:id',
  summary: 'Archive an opportunity',
  tag,
  params: idParams,
})
export const restoreOpportunity = endpoint({
  method: 'POST',
  path: '/opportunities/:id/restoration',
  summary: 'Bring an archived opportunity back',
  tag,
  params: idParams,
  reply: opportunityDetail,
})

/** What is missing at a gate: as every refusal lists it, and what the criterion itself says. */
export const missingAtGate = z.object({
  kind: z.string(),
  key: z.string(),
  label: z.string(),
  /** Key of the stage whose gate it is. */
  stage: z.string(),
  side: z.enum(['entry', 'exit']),
  /** Whether it refuses the move, or is only told. */
  blocks: z.boolean(),
  have: z.int(),
  need: z.int(),
  criterion: z.unknown(),
})
/** `missing`: what was missing at gates that let it through all the same, with a warning or an override. */
const moved = z.object({ eventId: id, opportunity: opportunityDetail, missing: z.array(missingAtGate).default([]) })

export const moveStage = endpoint({
  method: 'POST',
  path: '/opportunities/:id/stage-moves',
  summary: 'Move to another stage; 422 gate-not-passed lists what is missing',
  tag,
  params: idParams,
  body: z.object({
    /** Stage key or id. */
    toStage: z.string().min(1).max(60),
    reason: prose(2000).optional(),
    /** For a supervisor of the deal's owner: let it pass gates that are not met. */
    override: z.object({ reason: line(2000) }).optional(),
    /** By which gesture, for what gates teach. */
    via: z.enum(['form', 'drag', 'cli']).optional(),
  }),
  reply: moved,
})

export const closeOpportunity = endpoint({
  method: 'POST',
  path: '/opportunities/:id/outcomes',
  summary: 'Won, lost, terminated or on hold',
  tag,
  params: idParams,
  body: z.object({
    outcome: z.enum(['won', 'lost', 'terminated', 'on-hold']),
    reasonKey: z.string().max(60).optional(),
    competitorId: id.optional(),
    wakeUpOn: day.optional(),
    note: prose(2000).optional(),
    /** The amount as signed, for a win. */
    amountMinor: amount.optional(),
    /** For a supervisor: let a win pass gates that are not met. */
    override: z.object({ reason: line(2000) }).optional(),
  }),
  reply: moved,
})

export const reopenOpportunity = endpoint({
  method: 'POST',
  path: '/opportunities/:id/reopenings',
  summary: 'Take a loss back within 90 days, or end a hold early',
  tag,
  params: idParams,
  body: z.object({ toStage: z.string().max(60).optional(), reason: prose(2000).optional() }),
  reply: moved,
})

export const reworkOpportunity = endpoint({
  method: 'POST',
  path: '/opportunities/:id/reworks',
  summary: 'Another round of the proposal: it was refused or not answered. The deal stays in its stage, and the round is counted',
  tag,
  params: idParams,
  body: z.object({ reason: prose(2000).optional() }),
  reply: moved,
})

export const undoEvent = endpoint({
  method: 'POST',
  path: '/opportunities/:id/history/:eventId/undo',
  summary: 'Take back one’s own latest move or outcome within ten minutes; it then counts in no statistic',
  tag,
  params: z.object({ id, eventId: id }),
  reply: moved,
})

/** The problem that a move alone would be refused with. */
export const refusedMove = z.looseObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  missing: z.array(z.looseObject({ kind: z.string(), key: z.string(), label: z.string() })).optional(),
})

export const bulkMove = endpoint({
  method: 'POST',
  path: '/opportunity-moves',
  summary: 'Move many opportunities; each succeeds or is refused by itself. dryRun says beforehand which would be refused',
  tag,
  status: 200,
  body: z.object({
    ids: z.array(id).min(1).max(200),
    toStage: z.string().max(60),
    reason: prose(2000).optional(),
    /** For a supervisor of the deals' owners: let them pass gates that are not met. */
    override: z.object({ reason: line(2000) }).optional(),
    dryRun: z.boolean().default(false),
  }),
  reply: z.object({
    /** A refused one carries the problem that a move of it alone would be refused with, what is missing included. */
    results: z.array(z.object({ id, ok: z.boolean(), problem: refusedMove.nullable() })),
  }),
})
