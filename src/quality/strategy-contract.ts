import { z } from 'zod'
import { strategyKeys } from '../customers/customer-tiers.ts'
import { endpoint, prose, verdict } from '../platform/contract.ts'

const tag = 'quality'
const texts = z.partialRecord(z.enum(strategyKeys), prose(600))
const reply = z.object({
  /** The house's own words; a tier that is not there has the usual ones. */
  texts,
  version: z.int(),
  permissions: z.object({ edit: verdict }),
})

export const readStrategies = endpoint({
  method: 'GET',
  path: '/quality/service-strategies',
  summary: 'How each tier of customers is served: value by potential, and layers of fit',
  tag,
  reply,
})
export const saveStrategies = endpoint({
  method: 'PUT',
  path: '/quality/service-strategies',
  summary: 'Change how tiers of customers are served; a blank text brings the usual words back',
  tag,
  body: z.object({ texts }),
  reply,
  status: 200,
})
