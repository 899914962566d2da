import type { PipelineTemplate } from '../template.ts'
import { approved } from './complex-project/approved.ts'
import { chance } from './complex-project/chance.ts'
import { projectElements } from './complex-project/elements.ts'
import { need } from './complex-project/need.ts'
import { contractTalks } from './complex-project/negotiation.ts'
import { selected } from './complex-project/selected.ts'
import { shortlisted } from './complex-project/shortlisted.ts'
import { signing } from './complex-project/signing.ts'
import { support } from './complex-project/support.ts'
import { named } from './named.ts'

/**
 * DOMAIN §3: a purchase with project approval, shortlist and selection, in eight steps. A stage says what has been reached
 * ("Shortlisted"); its tasks head for the next one, so the bid is prepared in "Project approved".
 */
export const complexProject: PipelineTemplate = {
  key: 'complex-project',
  name: named('复杂项目八步', '複雜專案八步', 'Complex project in eight steps'),
  stages: [chance, need, support, approved, shortlisted, selected, contractTalks, signing],
  elements: projectElements,
}
