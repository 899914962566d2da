import { forecastVerb } from '../forecast/cli.ts'
import { funnelVerb } from '../funnel/cli.ts'
import { exportVerb, importVerb } from '../imports/cli.ts'
import { closeVerb, moveVerb, reworkVerb } from '../opportunities/cli.ts'
import type { Verb } from '../platform/verb.ts'
import { qualityMatrixVerb } from '../quality/cli.ts'
import { stageTasksVerb } from '../playbooks/cli.ts'
import { demo } from '../demo/cli.ts'
import type { LocalVerb } from './local-verb.ts'
import { backup, migrateTo, restore } from './verbs/copies.ts'
import { doctor } from './verbs/doctor.ts'
import { serveVerb, worker } from './verbs/serving.ts'
import { setup } from './verbs/setup.ts'

/** Commands about this installation. */
export const localVerbs: LocalVerb[] = [serveVerb, worker, backup, restore, migrateTo, doctor]

/** Commands about what is in it, all through the API: the same rules, permissions and messages as everywhere. */
export const verbs: Verb[] = [
  setup,
  demo,
  moveVerb,
  closeVerb,
  reworkVerb,
  stageTasksVerb,
  funnelVerb,
  forecastVerb,
  qualityMatrixVerb,
  importVerb,
  exportVerb,
]
