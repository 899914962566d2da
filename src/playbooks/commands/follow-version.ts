import { sql } from 'kysely'
import type { StageFull } from '../../pipelines/definition.ts'
import type { Tx } from '../../platform/database/connect.ts'
import type { Caller } from '../../platform/session.ts'
import type { TouchedTask } from '../store.ts'
import { cancelOpenTasks, makeStageTasks, type DealOfTasks } from './stage-tasks.ts'
import { tellOfDeal } from './tell.ts'

/** A deal that has come to another version of its pipeline. */
export interface Brought {
  deal: DealOfTasks & { status: string }
  /** Stage in which it stood; the same as `stage` where that has stayed. */
  fromStageId: string
  /** Stage in which it stands, by the new version. */
  stage: StageFull & { id: string }
  /** The correction that says so in its history; null where the stage has stayed. */
  eventId: string | null
}

/** The number of the stay in the present stage; the SQL twin of `stayOf`. */
const stayIn = (orgId: string, dealId: string, stageId: string) => sql`(
  select coalesce(max(sp.visit), 0) + 1 from opportunity_span sp
   where sp.org_id = ${orgId} and sp.opportunity_id = ${dealId} and sp.stage_id <> ${stageId})`

/**
 * Lets the tasks of a deal follow it to another version of its pipeline. What the new version asks for in its stage under the same
 * key goes on, open or done; what it no longer asks for is cancelled, and what is new is made, due from today. For a deal on hold all
 * of it waits until the deal wakes.
 */
export async function followVersion(tx: Tx, caller: Caller, { deal, fromStageId, stage, eventId }: Brought): Promise<void> {
  const keys = stage.tasks.map(({ key }) => key)
  const { rows } = await sql<{ stay: number }>`select ${stayIn(caller.orgId, deal.id, stage.id)}::int as stay`.execute(tx)
  const stay = rows[0]!.stay
  const ofDeal = sql`t.org_id = ${caller.orgId} and t.opportunity_id = ${deal.id} and t.deleted_at is null`
  if (fromStageId !== stage.id)
    await sql`
      update task t set stage_id = ${stage.id}, stage_visit = ${stay}, updated_at = ${caller.now}, version = t.version + 1
       where ${ofDeal} and t.stage_id = ${fromStageId} and t.key = any(${keys}::text[])
         and t.stage_visit = (select max(l.stage_visit) from task l where l.org_id = t.org_id and l.opportunity_id = t.opportunity_id and l.stage_id = t.stage_id)
         and not exists (select from task n where n.org_id = t.org_id and n.opportunity_id = t.opportunity_id
                            and n.stage_id = ${stage.id} and n.key = t.key and n.stage_visit = ${stay})`.execute(tx)
  // those that a hold has cancelled are given up too: waking must not bring them back
  const { rows: cancelled } = await sql<TouchedTask & { was: boolean }>`
    update task t set cancelled_at = coalesce(t.cancelled_at, ${caller.now}), cancelled_event_id = ${eventId}::uuid, updated_at = ${caller.now},
           version = t.version + 1
      from task before
     where before.org_id = t.org_id and before.id = t.id and ${ofDeal} and t.done_at is null
       and (t.stage_id = ${stage.id} and t.stage_visit = ${stay} and t.key <> all(${keys}::text[])
            or t.stage_id = ${fromStageId} and t.stage_id <> ${stage.id})
    returning t.id, t.assignee_id as "assigneeId", t.title, before.cancelled_at is not null as was`.execute(tx)
  const isOpen = deal.status === 'open'
  const made = await makeStageTasks(tx, caller, { opportunity: deal, stage, stay, enteredAt: caller.now })
  if (!isOpen) await cancelOpenTasks(tx, caller, deal, latestHold(caller.orgId, deal.id))
  tellOfDeal(tx, caller, deal.id, [
    { action: 'tasks-cancelled', tasks: cancelled.filter(({ was }) => !was) },
    { action: 'tasks-made', tasks: isOpen ? made : [] },
  ])
}

const latestHold = (orgId: string, dealId: string) => sql`(
  select e.id from stage_event e where e.org_id = ${orgId} and e.opportunity_id = ${dealId} and e.kind = 'hold' order by e.id desc limit 1)`
