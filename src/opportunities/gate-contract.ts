import { z } from 'zod'
import { day, endpoint, idParams, share, verdict } from '../platform/contract.ts'
import { approvalKinds, type Evidence } from '../pipelines/criteria.ts'
import { elementState, gate, named } from '../pipelines/definition-shape.ts'
import { outcomes } from '../pipelines/stage.ts'
import { missingAtGate } from './contract.ts'

const tag = 'opportunities'
const nameOnly = z.object({ key: z.string(), name: named })

const evidenceShape = z.object({
  fields: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
  contacts: z.array(
    z.object({
      role: z.enum(['decider', 'influencer', 'user', 'gatekeeper', 'coach']).nullable(),
      attitude: z.string().nullable(),
      reachable: z.boolean(),
    }),
  ),
  activities: z.record(z.string(), z.int()),
  elements: z.record(z.string(), elementState),
  tasksDone: z.array(z.string()),
  documents: z.record(z.string(), z.int()),
  approvals: z.array(z.enum(approvalKinds)),
}) as unknown as z.ZodType<Evidence>

/** Everything `checkMove` (stage-gate.ts) needs, so that a page asks the very function that the server asks. */
export const gatesOfDeal = z.object({
  pipelineVersion: z.int(),
  currentVersion: z.int(),
  /** Stage the deal stands in; null where its version does not know it. */
  stageKey: z.string().nullable(),
  today: day,
  stages: z.array(
    z.object({
      id: z.string(),
      key: z.string(),
      name: named,
      position: z.int(),
      probability: share,
      entry: gate,
      exit: gate,
      tasks: z.array(nameOnly),
    }),
  ),
  elements: z.array(nameOnly),
  evidence: evidenceShape,
  winGate: z.enum(['warn', 'block']),
  /** How the deal may end in the stage it stands in, by the version it runs by. `lossReasons` null: all. */
  ends: z
    .object({ outcomes: z.array(z.enum(outcomes)), lossReasons: z.array(z.string()).nullable(), rework: z.boolean() })
    .nullable(),
  /** The answer for every other stage, in order. */
  moves: z.array(
    z.object({
      stage: z.string(),
      kind: z.enum(['advance', 'skip', 'back']).nullable(),
      /** `refused`: what is missing blocks; `reason`: a move back that needs one. */
      result: z.enum(['passed', 'warned', 'refused', 'reason']),
      missing: z.array(missingAtGate),
    }),
  ),
  win: z.object({ result: z.enum(['passed', 'warned', 'refused']), missing: z.array(missingAtGate) }),
  permissions: z.object({ override: verdict }),
})

export const readGates = endpoint({
  method: 'GET',
  path: '/opportunities/:id/gates',
  summary: 'Which stages would take this deal now, and what is missing for the others',
  tag,
  params: idParams,
  reply: gatesOfDeal,
})
