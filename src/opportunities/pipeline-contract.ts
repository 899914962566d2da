import { z } from 'zod'
import { endpoint, id, idParams } from '../platform/contract.ts'
import { key, pipelineFull } from '../pipelines/definition-shape.ts'

const tag = 'pipelines'
const mapping = z.record(z.string().max(60), key).default({})
const report = z.object({
  version: z.int(),
  /** Deals that now run by the current version. */
  moved: z.int(),
  /** Deals whose stage is no more, and where they stand now. */
  mapped: z.array(z.object({ from: z.string(), to: z.string(), deals: z.int() })),
  /** Deals in flight that still run by an older version. */
  stayed: z.int(),
})

export const publishPipeline = endpoint({
  method: 'POST',
  path: '/pipelines/:id/publications',
  summary: 'Publish the draft (or a definition given) as the next version; deals in flight stay on theirs or are moved',
  tag,
  params: idParams,
  body: z.object({
    definition: pipelineFull.optional(),
    /** Version that the definition started from; another publication since then is refused. */
    basedOn: z.int().min(1).optional(),
    /** Days for which gates that are new only warn; 0: they block at once. */
    graceDays: z.int().min(0).max(365).optional(),
    inFlight: z.enum(['stay', 'move']).default('stay'),
    /** For stages that are left out: old key to new key. */
    mapping,
  }),
  reply: z.object({ version: z.int(), report }),
})

export const changeVersion = endpoint({
  method: 'POST',
  path: '/pipelines/:id/version-moves',
  summary: 'Bring deals in flight to the current version',
  tag,
  params: idParams,
  body: z.object({ mapping, dryRun: z.boolean().default(false) }),
  reply: report,
})

const shares = { deals: z.int(), sampled: z.int(), held: z.int() }
export const tryPipeline = endpoint({
  method: 'POST',
  path: '/pipelines/:id/trials',
  summary: 'What the gates of the draft (or of a definition given) would have done to the deals of today and of the past year',
  tag,
  params: idParams,
  body: z.object({ definition: pipelineFull.optional() }),
  status: 200,
  reply: z.object({
    /** So many days back moves were looked at. */
    days: z.int(),
    gates: z.array(
      z.object({
        stage: z.string(),
        side: z.enum(['entry', 'exit']),
        today: z.object({
          ...shares,
          missing: z.array(z.object({ label: z.string(), deals: z.int() })),
          examples: z.array(z.object({ id, name: z.string() })),
        }),
        past: z.object({
          ...shares,
          passed: z.int(),
          never: z.int(),
          /** Median days until the evidence was there, over the deals that would have had to wait for it. */
          medianDays: z.number().nullable(),
        }),
      }),
    ),
    flaws: z.array(z.object({ path: z.string(), code: z.string(), message: z.string() })),
  }),
})
