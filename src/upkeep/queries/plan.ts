import { sql } from 'kysely'
import { resolveScope } from '../../capacity/queries/scope.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { accept } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { planUpkeep, together, type Group } from '../planning.ts'
import { readUpkeep } from './setting.ts'

interface Asked {
  team?: string | undefined
  owner?: string | undefined
  /** Another budget than the setting's, to try out. */
  contacts?: number | undefined
}

/** What upkeep costs everybody within the scope, each under an own budget. */
export async function readPlan(tx: Tx, caller: Caller, asked: Asked) {
  const found = await resolveScope(tx, caller, asked)
  if (!found.ok) return found
  const ids = found.value.people.map(({ id }) => id)
  const { isDefault: _, version: __, ...kept } = await readUpkeep(tx, caller.orgId)
  const setting = { ...kept, contactsADay: asked.contacts ?? kept.contactsADay }
  const { rows } = await sql<Group & { owner: string }>`
    select owner_id as owner, grade, is_falling as "isFalling", count(*)::int as count from upkeep_plan
    where org_id = ${caller.orgId} and owner_id = any(${ids}::uuid[]) group by 1, 2, 3 order by 1, 2, 3`.execute(tx)
  const byOwner = new Map<string, Group[]>()
  for (const { owner, ...group } of rows) byOwner.set(owner, [...(byOwner.get(owner) ?? []), group])
  const plans = [...byOwner.values()].map((groups) => planUpkeep(groups, setting))
  return accept({ ...together(plans), people: plans.length, budget: setting.contactsADay })
}
