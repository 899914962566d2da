import { readDefinition } from '../../pipelines/queries.ts'
import type { Named } from '../../pipelines/stage.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { accept, refuse } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { readingDeals } from '../permissions.ts'
import { readBattlecards } from './battlecards.ts'
import { dealWithin } from './deal-tasks.ts'
import { readFitTiers } from './fit-tiers.ts'

/** What helps with this deal now: the playbook of its stage, the cards of the competitors it names, the foremost first, whom its product fits. */
export async function readPlaybook(tx: Tx, caller: Caller, opportunityId: string) {
  const lacking = readingDeals(caller)
  if (lacking) return { ok: false as const, refusal: lacking }
  const deal = await dealWithin(tx, caller, opportunityId)
  if (!deal) return refuse('not-found')
  const { stages } = await readDefinition(tx, caller.orgId, deal.pipeline_id, deal.pipeline_version)
  const stage = stages.find(({ id }) => id === deal.stage_id)
  const told = (texts: Named) => ({ text: texts[caller.locale], texts })
  const [battlecards, fitTiers] = await Promise.all([
    readBattlecards(tx, caller, deal.competitors ?? []),
    deal.product_id ? readFitTiers(tx, caller, deal.product_id) : null,
  ])
  return accept({
    stage: stage ? { id: deal.stage_id, key: stage.key, name: stage.name[caller.locale] } : null,
    talkTracks: stage?.playbook.talkTracks.map(told) ?? [],
    questions: stage?.playbook.questions.map(told) ?? [],
    materials: stage?.playbook.materials.map(({ name, address }) => ({ name: name[caller.locale], names: name, address })) ?? [],
    battlecards,
    fitTiers,
  })
}
