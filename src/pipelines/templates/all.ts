import type { PipelineTemplate } from '../template.ts'
import { b2bSixStages } from './b2b-six-stages.ts'
import { complexProject } from './complex-project.ts'
import { fastCycle } from './fast-cycle.ts'
import { showroom } from './showroom.ts'

/** The seeded templates; the first is a new organisation's default. */
export const templates: readonly PipelineTemplate[] = [b2bSixStages, complexProject, fastCycle, showroom]
