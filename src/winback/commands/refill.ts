import { sql } from 'kysely'
import { createTask } from '../../playbooks/commands/tasks.ts'
import { readWorkCalendar } from '../../people/queries.ts'
import { addWorkingDays } from '../../people/working-days.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { newId } from '../../platform/ids.ts'
import { accept, refuse, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { dayOf } from '../../platform/time.ts'
import { say } from '../../platform/words.ts'
import { assign, startsAfter } from '../assignment.ts'
import type { Rule } from '../contract.ts'
import { isHeldOut } from '../draw.ts'
import type { CampaignRow } from '../queries/campaigns.ts'
import { scoredLosses } from '../queries/lost-deals.ts'
import { insertMembers, removeBatch, saveCampaign, type NewMember } from '../store.ts'
import { words } from '../words.ts'
import { archiveTasks } from './campaign-tasks.ts'
import { forEditing } from './campaigns.ts'
import { tellOfCampaign } from './tell.ts'

/** So many come onto the list at a time: people cannot call more, and what is left comes the next night. */
export const mostPerRefill = 200

export interface Refilled {
  /** Null when nothing was found. */
  id: string | null
  enrolled: number
  heldOut: number
  /** Found by the rule and not enrolled this time. */
  left: number
}

/**
 * Puts on the list what the rule finds now, best score first: free lost deals within the caller's reach. Each customer is drawn to one
 * side once and for all; those worked on get a task, five a day for each person from the campaign's first day on.
 */
export async function refillCampaign(
  tx: Tx,
  caller: Caller,
  id: string,
  { limit = mostPerRefill }: { limit?: number | undefined } = {},
): Promise<Outcome<Refilled>> {
  const found = await forEditing(tx, caller, id, null)
  if (!found.ok) return found
  const campaign = found.value
  if (campaign.state !== 'running') return refuse('win-back-not-running', { state: campaign.state }, 409)
  if (campaign.people.length === 0) return refuse('win-back-nobody', {}, 409)
  // two refills at once would find the same deals
  await sql`select pg_advisory_xact_lock(hashtextextended(${`winback refill ${caller.orgId}`}, 0))`.execute(tx)
  const scored = await scoredLosses(tx, caller, filterOf(campaign.rule))
  const free = sql`(${scored}) s where not exists (select from winback_member m
    where m.org_id = ${caller.orgId} and m.campaign_id = ${id} and m.opportunity_id = s.id)`
  const { rows } = await sql<{
    id: string
    name: string
    customer_id: string | null
    owner_id: string
    score: number
    total: number
  }>`
    select s.id, s.name, s.customer_id, s.owner_id, s.score, count(*) over ()::int as total from ${free}
    order by s.score desc, s.id desc limit ${Math.min(limit, mostPerRefill)}`.execute(tx)
  if (rows.length === 0) return accept({ id: null, enrolled: 0, heldOut: 0, left: 0 })
  const side = new Map(rows.map((row) => [row.id, isHeldOut(id, row.customer_id ?? row.id, campaign.hold_out)]))
  const members = await withTasks(tx, caller, campaign, rows, side)
  if (!members.ok) return members
  const batchId = newId()
  await insertMembers(tx, caller, { campaignId: id, batchId }, members.value)
  await saveCampaign(tx, caller, id, { refilled_at: caller.now })
  const heldOut = members.value.filter((one) => one.heldOut).length
  await tellOfCampaign(tx, caller, campaign, 'refilled', { after: { refill: batchId, enrolled: rows.length, heldOut } })
  return accept({ id: batchId, enrolled: rows.length, heldOut, left: rows[0]!.total - rows.length })
}

/** Takes a whole refill back while none of it has been worked on: members and tasks go, and the deals are free again. */
export async function undoRefill(tx: Tx, caller: Caller, id: string, batchId: string): Promise<Outcome<undefined>> {
  const found = await forEditing(tx, caller, id, null)
  if (!found.ok) return found
  const members = await tx
    .selectFrom('winback_member')
    .select(['state'])
    .where('org_id', '=', caller.orgId)
    .where('campaign_id', '=', id)
    .where('batch_id', '=', batchId)
    .forUpdate()
    .execute()
  if (members.length === 0) return refuse('not-found')
  if (members.some(({ state }) => state !== 'planned')) return refuse('win-back-refill-worked-on', {}, 409)
  await archiveTasks(tx, caller, await removeBatch(tx, caller.orgId, id, batchId))
  await tellOfCampaign(tx, caller, found.value, 'refill-undone', { before: { refill: batchId, enrolled: members.length } })
  return accept(undefined)
}

interface Found {
  id: string
  name: string
  customer_id: string | null
  owner_id: string
  score: number
}

async function withTasks(
  tx: Tx,
  caller: Caller,
  campaign: CampaignRow,
  deals: readonly Found[],
  side: ReadonlyMap<string, boolean>,
): Promise<Outcome<NewMember[]>> {
  const { rows: loads } = await sql<{ id: string; n: number }>`
    select assignee_id as id, count(*)::int as n from winback_member
    where org_id = ${caller.orgId} and campaign_id = ${campaign.id} and not held_out group by 1`.execute(tx)
  const load = new Map(loads.map(({ id, n }) => [id, n]))
  const people = campaign.people.map(({ id }) => ({ id, has: load.get(id) ?? 0 }))
  const treated = deals.filter(({ id }) => !side.get(id))
  const taken = assign(
    treated.map(({ id, owner_id }) => ({ id, ownerId: owner_id })),
    people,
  )
  const today = dayOf(caller.now, caller.timeZone)
  const first = campaign.starts_on > today ? campaign.starts_on : today
  const calendar = await readWorkCalendar(tx, caller.orgId, first)
  const begun = new Map<string, number>()
  const members: NewMember[] = []
  for (const { id, name, score, owner_id } of deals) {
    const heldOut = side.get(id)!
    const assigneeId = taken.get(id) ?? owner_id
    let taskId: string | null = null
    if (!heldOut) {
      const before = begun.get(assigneeId) ?? 0
      begun.set(assigneeId, before + 1)
      const title = say(caller.locale, words, 'taskTitle', { campaign: campaign.name, deal: name }).slice(0, 200)
      const dueOn = addWorkingDays(first, startsAfter(before), calendar)
      const task = await createTask(tx, caller, { title, opportunityId: id, assigneeId, dueOn })
      if (!task.ok) return task
      taskId = task.value.id
    }
    members.push({ dealId: id, heldOut, score, assigneeId, taskId })
  }
  return accept(members)
}

const filterOf = (rule: Rule) => ({
  free: true,
  ...(rule.reasons && { reason: rule.reasons }),
  ...(rule.competitors && { competitor: rule.competitors }),
  ...(rule.products && { product: rule.products }),
  ...(rule.owners && { owner: rule.owners }),
  ...(rule.team && { team: rule.team }),
  ...(rule.minMonths !== undefined && { minMonths: rule.minMonths }),
  ...(rule.maxMonths !== undefined && { maxMonths: rule.maxMonths }),
  ...(rule.minAmountMinor !== undefined && { minAmountMinor: rule.minAmountMinor }),
  ...(rule.minScore !== undefined && { minScore: rule.minScore }),
})
