import type { PipelineTemplate } from '../template.ts'
import { care } from './fast-cycle/care.ts'
import { deal } from './fast-cycle/deal.ts'
import { fastElements } from './fast-cycle/elements.ts'
import { lead } from './fast-cycle/lead.ts'
import { named } from './named.ts'

/** DOMAIN §3: small deals decided in days. */
export const fastCycle: PipelineTemplate = {
  key: 'fast-cycle',
  name: named('快速成交三阶段', '快速成交三階段', 'Fast cycle in three stages'),
  stages: [lead, deal, care],
  elements: fastElements,
}
