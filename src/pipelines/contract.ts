import { z } from 'zod'
import { endpoint, id, idParams, line, moment, pageQuery, page, prose, share, verdict } from '../platform/contract.ts'
import { key, named, pipelineFull } from './definition-shape.ts'
import { outcomes, phases } from './stage.ts'

const tag = 'pipelines'
const days = z.number().min(0).max(3650)

export const stageShape = z.object({
  id,
  key: z.string(),
  position: z.int(),
  phase: z.enum(phases),
  /** In the caller's language. */
  name: z.string(),
  names: named,
  customerLooks: z.string().nullable(),
  probability: share,
  expectedDays: z.number().nullable(),
  warningDays: z.number().nullable(),
  criticalDays: z.number().nullable(),
  outcomes: z.array(z.enum(outcomes)),
})

export const pipelineShape = z.object({
  id,
  key: z.string(),
  name: z.string(),
  names: named,
  template: z.string().nullable(),
  isDefault: z.boolean(),
  active: z.boolean(),
  position: z.int(),
  currentVersion: z.int(),
  version: z.int(),
  stages: z.array(stageShape),
  openOpportunities: z.int(),
  permissions: z.object({ edit: verdict }),
})

const stageBody = z.object({
  /** Present for a stage that exists; absent for a new one. */
  id: id.optional(),
  key,
  phase: z.enum(phases),
  names: named,
  probability: z.number().min(0.01).max(0.99),
  expectedDays: days.nullable().default(null),
  warningDays: days.nullable().default(null),
  criticalDays: days.nullable().default(null),
  outcomes: z.array(z.enum(outcomes)).default([...outcomes]),
})

export const listPipelines = endpoint({
  method: 'GET',
  path: '/pipelines',
  summary: 'Pipelines with their stages',
  tag,
  query: z.object(pageQuery),
  reply: page(pipelineShape),
})
export const readPipeline = endpoint({
  method: 'GET',
  path: '/pipelines/:id',
  summary: 'One pipeline',
  tag,
  params: idParams,
  reply: pipelineShape,
})
export const createPipeline = endpoint({
  method: 'POST',
  path: '/pipelines',
  summary: 'A new pipeline, from a template or from its stages',
  tag,
  body: z.union([
    z.object({ template: z.string().max(60), key: line(60).optional(), names: named.optional() }),
    z.object({
      key,
      names: named,
      stages: z.array(stageBody).min(1).max(200),
    }),
    z.object({ key, names: named, definition: pipelineFull }),
  ]),
  reply: pipelineShape,
})
export const changePipeline = endpoint({
  method: 'PATCH',
  path: '/pipelines/:id',
  summary: 'Rename, reorder, make default, or publish a new version of the stages',
  tag,
  params: idParams,
  body: z.object({
    names: named.optional(),
    isDefault: z.literal(true).optional(),
    active: z.boolean().optional(),
    position: z.int().min(0).max(1000).optional(),
    stages: z.array(stageBody).min(1).max(200).optional(),
  }),
  reply: pipelineShape,
})
export const archivePipeline = endpoint({
  method: 'DELETE',
  path: '/pipelines/:id',
  summary: 'Take a pipeline without open opportunities out of use',
  tag,
  params: idParams,
})
const draftShape = z.object({
  definition: pipelineFull,
  /** Published version that the draft started from. */
  basedOn: z.int(),
  /** The draft's own version for If-Match; 0: nothing was saved yet, this is the published version. */
  version: z.int(),
  currentVersion: z.int(),
  updatedAt: moment.nullable(),
  updatedBy: z.object({ id, name: z.string() }).nullable(),
  flaws: z.array(z.object({ path: z.string(), code: z.string(), message: z.string() })),
})
export const readVersion = endpoint({
  method: 'GET',
  path: '/pipelines/:id/versions/:version',
  summary: 'A pipeline in full, as one version published it',
  tag,
  params: z.object({ id, version: z.coerce.number().int().min(1).max(1_000_000) }),
  reply: z.object({ version: z.int(), definition: pipelineFull }),
})
export const listVersions = endpoint({
  method: 'GET',
  path: '/pipelines/:id/versions',
  summary: 'Published versions, latest first, with the open deals that run by each',
  tag,
  params: idParams,
  reply: z.object({
    items: z.array(
      z.object({
        number: z.int(),
        publishedAt: moment,
        publishedBy: z.object({ id, name: z.string() }),
        openOpportunities: z.int(),
      }),
    ),
  }),
})
export const readDraft = endpoint({
  method: 'GET',
  path: '/pipelines/:id/draft',
  summary: 'The draft of a pipeline; the published version where there is none',
  tag,
  params: idParams,
  reply: draftShape,
})
export const saveDraft = endpoint({
  method: 'PUT',
  path: '/pipelines/:id/draft',
  summary: 'Keep a draft; it may still have flaws',
  tag,
  params: idParams,
  body: z.object({ definition: pipelineFull, basedOn: z.int().min(1) }),
  reply: draftShape,
})
export const discardDraft = endpoint({
  method: 'DELETE',
  path: '/pipelines/:id/draft',
  summary: 'Throw the draft away',
  tag,
  params: idParams,
})
export const exportPipeline = endpoint({
  method: 'GET',
  path: '/pipelines/:id/file',
  summary: 'The published pipeline as a YAML file',
  tag,
  params: idParams,
  reply: z.string(),
})
export const importPipeline = endpoint({
  method: 'POST',
  path: '/pipeline-files',
  summary: 'A new pipeline from such a file',
  tag,
  body: z.object({ file: prose(2_000_000) }),
  reply: pipelineShape,
})
export const listTemplates = endpoint({
  method: 'GET',
  path: '/pipeline-templates',
  summary: 'Templates that a pipeline can be made from',
  tag,
  reply: z.object({
    items: z.array(
      z.object({
        key: z.string(),
        name: z.string(),
        stages: z.array(z.object({ key: z.string(), name: z.string(), probability: share })),
      }),
    ),
  }),
})

export const lossReasonShape = z.object({
  key: z.string(),
  parentKey: z.string().nullable(),
  /** In the caller's language. */
  name: z.string(),
  names: named,
  needsCompetitor: z.boolean(),
  active: z.boolean(),
})
export const listLossReasons = endpoint({
  method: 'GET',
  path: '/loss-reasons',
  summary: 'Why deals end without a win',
  tag,
  reply: z.object({ items: z.array(lossReasonShape) }),
})
export const saveLossReason = endpoint({
  method: 'PUT',
  path: '/loss-reasons/:key',
  summary: 'Add or change a loss reason',
  tag,
  params: z.object({
    key,
  }),
  body: z.object({
    names: named,
    parentKey: z.string().max(60).nullable().default(null),
    needsCompetitor: z.boolean().default(false),
    active: z.boolean().default(true),
  }),
  reply: lossReasonShape,
})
