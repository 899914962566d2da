import { insertMany } from '../../platform/database/bulk.ts'
import type { Tx } from '../../platform/database/connect.ts'
import type { Caller } from '../../platform/session.ts'
import { lossReasons } from '../loss-reasons.ts'
import { insertPipeline } from '../store.ts'
import { definitionOf } from '../template.ts'
import { templates } from '../templates/all.ts'

/** What a new organisation starts with: the four templates, the first as default, and the loss reasons. */
export async function foundPipelines(tx: Tx, caller: Caller): Promise<void> {
  for (const [position, template] of templates.entries()) {
    await insertPipeline(tx, caller, {
      key: template.key,
      names: template.name,
      template: template.key,
      isDefault: position === 0,
      position,
      definition: definitionOf(template),
    })
  }
  await insertMany(
    tx,
    'loss_reason',
    lossReasons.map(({ key, name, needsCompetitor }, position) => ({
      org_id: caller.orgId,
      key,
      name,
      needs_competitor: needsCompetitor ?? false,
      position,
      active: true,
    })),
  )
}
