import { z } from 'zod'
import { endpoint, id, share, verdict } from '../platform/contract.ts'

const tag = 'demo'

export const parts = ['people', 'customers', 'opportunities', 'activities', 'leads', 'finishing'] as const

export const loadDemo = endpoint({
  method: 'POST',
  path: '/demo',
  summary: 'Load the demo company into this organisation; only while it has no customers',
  tag,
  status: 202,
  reply: z.object({ jobId: id }),
})

export const readDemo = endpoint({
  method: 'GET',
  path: '/demo',
  summary: 'Whether the demo company is here, being loaded, or may be loaded',
  tag,
  reply: z.object({
    status: z.enum(['none', 'waiting', 'running', 'done', 'failed']),
    jobId: id.nullable(),
    /** Of the loading, 0 to 1. */
    progress: share,
    /** What is being written now. */
    part: z.enum(parts).nullable(),
    permissions: z.object({ load: verdict }),
  }),
})
