import { sql } from 'kysely'
import { insertMany } from '../platform/database/bulk.ts'
import type { Tx } from '../platform/database/connect.ts'
import type { Caller } from '../platform/session.ts'
import type { CampaignState, MemberState } from './member-state.ts'
import type { RecoverabilityTable } from './score.ts'

export interface CampaignColumns {
  name?: string
  goal?: string
  method?: string
  materials?: string
  budget_minor?: number | null
  starts_on?: string
  ends_on?: string
  state?: CampaignState
  owner_id?: string
  rule?: string
  hold_out?: number
  refills?: boolean
  refilled_at?: Date
  deleted_at?: Date | null
}

export const lockCampaign = (tx: Tx, orgId: string, id: string) =>
  tx.selectFrom('winback_campaign').select('id').where('org_id', '=', orgId).where('id', '=', id).forUpdate().executeTakeFirst()

export async function insertCampaign(
  tx: Tx,
  caller: Caller,
  id: string,
  columns: Required<Omit<CampaignColumns, 'refilled_at' | 'deleted_at' | 'state'>>,
): Promise<void> {
  await tx
    .insertInto('winback_campaign')
    .values({
      org_id: caller.orgId,
      id,
      ...columns,
      currency: caller.currency,
      created_at: caller.now,
      created_by: caller.memberId,
      updated_at: caller.now,
    })
    .execute()
}

export async function saveCampaign(tx: Tx, caller: Caller, id: string, columns: CampaignColumns): Promise<void> {
  await tx
    .updateTable('winback_campaign')
    .set({
      ...columns,
      updated_at: caller.now,
      version: sql`version + 1`,
    })
    .where('org_id', '=', caller.orgId)
    .where('id', '=', id)
    .execute()
}

export async function savePeople(tx: Tx, orgId: string, campaignId: string, people: readonly string[]): Promise<void> {
  await tx.deleteFrom('winback_person').where('org_id', '=', orgId).where('campaign_id', '=', campaignId).execute()
  await insertMany(
    tx,
    'winback_person',
    [...new Set(people)].map((id) => ({ org_id: orgId, campaign_id: campaignId, member_id: id })),
  )
}

export interface PlannedMonth {
  month: string
  reached: number
  reopened: number
  won: number
  moneyMinor: number
}

export async function saveMonths(tx: Tx, orgId: string, campaignId: string, months: readonly PlannedMonth[]): Promise<void> {
  await tx.deleteFrom('winback_month').where('org_id', '=', orgId).where('campaign_id', '=', campaignId).execute()
  await insertMany(
    tx,
    'winback_month',
    months.map(({ moneyMinor, ...one }) => ({ org_id: orgId, campaign_id: campaignId, ...one, money_minor: moneyMinor })),
  )
}

export interface NewMember {
  dealId: string
  heldOut: boolean
  score: number
  assigneeId: string
  taskId: string | null
}

/** Those enrolled; a deal that is on a running list meanwhile is left out. */
export async function insertMembers(
  tx: Tx,
  caller: Caller,
  { campaignId, batchId }: { campaignId: string; batchId: string },
  members: readonly NewMember[],
): Promise<void> {
  await insertMany(
    tx,
    'winback_member',
    members.map(({ dealId, heldOut, score, assigneeId, taskId }) => ({
      org_id: caller.orgId,
      campaign_id: campaignId,
      opportunity_id: dealId,
      held_out: heldOut,
      score,
      assignee_id: assigneeId,
      task_id: taskId,
      batch_id: batchId,
      enrolled_at: caller.now,
      version: 1,
      state: 'planned',
    })),
  )
}

export const lockMember = (tx: Tx, orgId: string, campaignId: string, dealId: string) =>
  tx
    .selectFrom('winback_member')
    .selectAll()
    .where('org_id', '=', orgId)
    .where('campaign_id', '=', campaignId)
    .where('opportunity_id', '=', dealId)
    .forUpdate()
    .executeTakeFirst()

export interface MemberColumns {
  state?: MemberState
  note?: string | null
  contacted_at?: Date | null
  answered_at?: Date | null
  reopened_at?: Date | null
  declined_at?: Date | null
  successor_id?: string | null
}

export async function saveMember(
  tx: Tx,
  orgId: string,
  campaignId: string,
  dealId: string,
  columns: MemberColumns,
): Promise<void> {
  await tx
    .updateTable('winback_member')
    .set({ ...columns, version: sql`version + 1` })
    .where('org_id', '=', orgId)
    .where('campaign_id', '=', campaignId)
    .where('opportunity_id', '=', dealId)
    .execute()
}

/** Takes a batch off the list; returns the tasks that were made for it. */
export async function removeBatch(tx: Tx, orgId: string, campaignId: string, batchId: string): Promise<string[]> {
  const rows = await tx
    .deleteFrom('winback_member')
    .where('org_id', '=', orgId)
    .where('campaign_id', '=', campaignId)
    .where('batch_id', '=', batchId)
    .returning('task_id')
    .execute()
  return rows.flatMap(({ task_id }) => (task_id === null ? [] : [task_id]))
}

/** The list ends with its campaign, so that its deals are free for another; or goes on, except for those that another has taken. */
export async function endMembers(tx: Tx, orgId: string, campaignId: string, endedAt: Date | null): Promise<void> {
  await sql`update winback_member m set ended_at = ${endedAt}, version = version + 1
    where m.org_id = ${orgId} and m.campaign_id = ${campaignId} and (m.ended_at is null) = ${endedAt !== null}
      and (${endedAt !== null} or not exists (select from winback_member other where other.org_id = m.org_id
        and other.opportunity_id = m.opportunity_id and other.ended_at is null))`.execute(tx)
}

export async function saveSetting(
  tx: Tx,
  caller: Caller,
  { recoverability, fit }: { recoverability: RecoverabilityTable; fit: Record<string, number> },
): Promise<void> {
  const columns = {
    recoverability: JSON.stringify(recoverability),
    fit: JSON.stringify(fit),
    updated_at: caller.now,
    updated_by: caller.memberId,
  }
  await tx
    .insertInto('winback_setting')
    .values({ org_id: caller.orgId, ...columns })
    .onConflict((conflict) => conflict.column('org_id').doUpdateSet({ ...columns, version: sql`winback_setting.version + 1` }))
    .execute()
}

export const lockSetting = async (tx: Tx, orgId: string) => {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`winback ${orgId}`}, 0))`.execute(tx)
  return tx.selectFrom('winback_setting').selectAll().where('org_id', '=', orgId).executeTakeFirst()
}

export async function saveContractEnd(tx: Tx, caller: Caller, dealId: string, endsOn: string | null): Promise<void> {
  const columns = { contract_ends_on: endsOn, updated_at: caller.now, updated_by: caller.memberId }
  await tx
    .insertInto('winback_fact')
    .values({ org_id: caller.orgId, opportunity_id: dealId, ...columns })
    .onConflict((conflict) =>
      conflict.columns(['org_id', 'opportunity_id']).doUpdateSet({ ...columns, version: sql`winback_fact.version + 1` }),
    )
    .execute()
}
