import { archiveTask } from '../../playbooks/commands/tasks.ts'
import type { Tx } from '../../platform/database/connect.ts'
import type { Caller } from '../../platform/session.ts'

/** Archives (or brings back) the tasks of members that nobody has worked on yet; a task done or out of reach stays as it is. */
export async function followCampaign(tx: Tx, caller: Caller, campaignId: string, runs: boolean): Promise<void> {
  const rows = await tx
    .selectFrom('winback_member as m')
    .innerJoin('task as t', (join) => join.onRef('t.org_id', '=', 'm.org_id').onRef('t.id', '=', 'm.task_id'))
    .select('t.id')
    .where('m.org_id', '=', caller.orgId)
    .where('m.campaign_id', '=', campaignId)
    .where('m.state', 'in', ['planned', 'contacted', 'answered'])
    .where('t.done_at', 'is', null)
    .where('t.deleted_at', runs ? 'is not' : 'is', null)
    .$if(runs, (query) => query.where('m.ended_at', 'is', null))
    .execute()
  for (const { id } of rows) await archiveTask(tx, caller, id, !runs)
}

export async function archiveTasks(tx: Tx, caller: Caller, ids: readonly string[]): Promise<void> {
  for (const id of ids) await archiveTask(tx, caller, id, true)
}
