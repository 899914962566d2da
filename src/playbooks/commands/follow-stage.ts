import { sql, type RawBuilder } from 'kysely'
import type { StageFull } from '../../pipelines/definition.ts'
import { readDefinition } from '../../pipelines/queries.ts'
import { underway, type Tx } from '../../platform/database/connect.ts'
import type { Caller } from '../../platform/session.ts'
import { stayOf } from '../task.ts'
import { insertTasks, type TouchedTask } from '../store.ts'
import {
  cancelOpenTasks,
  passOnTasks,
  planStageTasks,
  reviveTasks,
  type DealOfTasks,
  type PlanningGround,
} from './stage-tasks.ts'
import { tellOfDeal, toTellOfDeal, type ToTell } from './tell.ts'

/** The deal as it stood before the event, its event, and its history after it: what opportunities hand over. */
export interface Step {
  deal: { id: string; owner_id: string; pipeline_id: string; pipeline_version: number }
  event: { id: string; kind: string; annulsId?: string | null }
  history: { standing: { status: string; stageId: string; stagePosition: number }; visits: readonly { stageId: string }[] }
  /** What the tasks of the stage are planned by, where that was read already. */
  ground?: PlanningGround | null | undefined
}

const endings = ['win', 'lose', 'terminate', 'hold', 'transfer']

/**
 * Lets a deal's stage tasks follow an event of its history. Entering a stage makes its tasks; an end or a hold cancels what is
 * open; going back cancels what later stages still wanted; and whatever takes an event back brings back what it cancelled.
 * Returns what is to be put on record and told of it, so that it goes with what is said of the event itself.
 */
export async function followStage(tx: Tx, caller: Caller, step: Step): Promise<ToTell> {
  const { deal, event, history } = step
  const opportunity = { id: deal.id, ownerId: deal.owner_id }
  const isOpen = history.standing.status === 'open'
  const isRevival = isOpen && (event.kind === 'reopen' || event.kind === 'resume')
  const [undone, revived] = event.annulsId
    ? await takeBack(tx, caller, opportunity, { ...event, annulsId: event.annulsId }, stayOf(history.visits))
    : [[], isRevival ? await reviveTasks(tx, caller, opportunity, sql`t.cancelled_event_id in (${endingsOf(opportunity)})`) : []]
  const [cancelled, made] = isOpen
    ? event.annulsId
      ? [[], []]
      : await enter(tx, caller, opportunity, step)
    : [await cancelOpenTasks(tx, caller, opportunity, sql`coalesce((${latestEnding(opportunity)}), ${event.id}::uuid)`), []]
  return toTellOfDeal(caller, deal.id, [
    { action: 'tasks-revived', tasks: revived },
    { action: 'tasks-cancelled', tasks: [...undone, ...cancelled] },
    { action: 'tasks-made', tasks: made },
  ])
}

/** An event is taken back: what it made is needless, what it cancelled is wanted again. */
async function takeBack(tx: Tx, caller: Caller, opportunity: DealOfTasks, event: { id: string; annulsId: string }, stay: number) {
  return Promise.all([
    cancelOpenTasks(tx, caller, opportunity, sql`${event.id}`, sql`t.stage_visit > ${stay}`),
    reviveTasks(tx, caller, opportunity, sql`t.cancelled_event_id = ${event.annulsId}`),
  ])
}

async function enter(
  tx: Tx,
  caller: Caller,
  opportunity: DealOfTasks,
  { deal, event, history, ground }: Step,
): Promise<[cancelled: TouchedTask[], made: TouchedTask[]]> {
  const { standing, visits } = history
  const stay = stayOf(visits)
  // a hold or a loss that is taken back in the very stage goes on with the tasks of before
  if (stay < visits.length) return [[], []]
  const { stages } = await readDefinition(tx, caller.orgId, deal.pipeline_id, deal.pipeline_version)
  const stage: StageFull | undefined = stages.find(({ id }) => id === standing.stageId)
  const isStepBack = event.kind === 'back' || event.kind === 'reopen'
  const [cancelled, planned] = await Promise.all([
    isStepBack ? cancelOpenTasks(tx, caller, opportunity, sql`${event.id}`, laterThan(stay, standing.stagePosition)) : [],
    stage ? planStageTasks(tx, caller, { opportunity, stage, stay, enteredAt: caller.now }, ground) : [],
  ])
  underway(insertTasks(tx, caller, planned))
  return [cancelled, planned]
}

/** Tasks of earlier stays in this stage and in those behind it. */
const laterThan = (stay: number, position: number): RawBuilder<unknown> =>
  sql`t.stage_visit < ${stay} and exists (select from stage s where s.org_id = t.org_id and s.id = t.stage_id and s.position >= ${position})`

const endingsOf = ({ id }: DealOfTasks): RawBuilder<unknown> =>
  sql`select e.id from stage_event e where e.org_id = t.org_id and e.opportunity_id = ${id} and e.kind = any(${endings})`

/** The end that stands: this event, or an earlier one that counts again because its taking back was taken back. */
const latestEnding = (opportunity: DealOfTasks): RawBuilder<unknown> =>
  sql`${endingsOf(opportunity)} and not exists (
        select from stage_event n where n.org_id = e.org_id and n.opportunity_id = e.opportunity_id and n.annuls_id = e.id)
      order by e.id desc limit 1`

/** A deal has another owner: so have its open tasks that were its former owner's. */
export async function followOwner(tx: Tx, caller: Caller, opportunity: DealOfTasks, formerOwnerId: string): Promise<void> {
  if (opportunity.ownerId === formerOwnerId) return
  const tasks = await passOnTasks(tx, caller, opportunity, formerOwnerId)
  tellOfDeal(tx, caller, opportunity.id, [{ action: 'tasks-handed-over', tasks }], [formerOwnerId])
}
