import type { PipelineTemplate } from '../template.ts'
import { closing } from './b2b-six-stages/closing.ts'
import { customerCare } from './b2b-six-stages/customer-care.ts'
import { leadCapture } from './b2b-six-stages/lead-capture.ts'
import { needDiscovery } from './b2b-six-stages/need-discovery.ts'
import { negotiation } from './b2b-six-stages/negotiation.ts'
import { solution } from './b2b-six-stages/solution.ts'
import { named } from './named.ts'
import { usualElements } from './usual-elements.ts'

/** DOMAIN §3: the usual way of a B2B deal. Probabilities and days are a starting point that every company adjusts. */
export const b2bSixStages: PipelineTemplate = {
  key: 'b2b-six-stages',
  name: named('B2B 六阶段', 'B2B 六階段', 'B2B in six stages'),
  stages: [leadCapture, needDiscovery, solution, negotiation, closing, customerCare],
  elements: usualElements,
}
