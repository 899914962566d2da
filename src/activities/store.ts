import { sql } from 'kysely'
import { underway, type Tx } from '../platform/database/connect.ts'
import type { ActivityKind } from './activity.ts'

export interface ActivityFields {
  kind: ActivityKind
  opportunityId: string | null
  contactIds: string[]
  people: string | null
  happenedAt: Date
  durationMinutes: number | null
  place: string | null
  purpose: string | null
  content: string
  feedback: string | null
  result: string | null
  nextStep: string | null
  nextStepOn: string | null
}

export interface NewActivity extends ActivityFields {
  id: string
  customerId: string | null
  leadId: string | null
  ownerId: string
  createdBy: string
  recordedAt: Date
  late: boolean
  externalId: string | null
}

const columnsOf = (fields: ActivityFields) => ({
  kind: fields.kind,
  opportunity_id: fields.opportunityId,
  people: fields.people,
  happened_at: fields.happenedAt,
  duration_minutes: fields.durationMinutes,
  place: fields.place,
  purpose: fields.purpose,
  content: fields.content,
  feedback: fields.feedback,
  result: fields.result,
  next_step: fields.nextStep,
  next_step_on: fields.nextStepOn,
})

/** What is written travels with what is asked next. */
export function insertActivity(tx: Tx, orgId: string, activity: NewActivity): void {
  const written = tx
    .insertInto('activity')
    .values({
      ...columnsOf(activity),
      org_id: orgId,
      id: activity.id,
      customer_id: activity.customerId,
      lead_id: activity.leadId,
      owner_id: activity.ownerId,
      created_by: activity.createdBy,
      recorded_at: activity.recordedAt,
      late: activity.late,
      external_id: activity.externalId,
    })
    .execute()
  underway(written, saveContacts(tx, orgId, activity.id, activity.contactIds))
}

export async function updateActivity(
  tx: Tx,
  orgId: string,
  id: string,
  fields: ActivityFields & { late: boolean },
  now: Date,
): Promise<void> {
  await tx
    .updateTable('activity')
    .set({ ...columnsOf(fields), late: fields.late, updated_at: now, version: sql`version + 1` })
    .where('org_id', '=', orgId)
    .where('id', '=', id)
    .execute()
  await tx.deleteFrom('activity_contact').where('org_id', '=', orgId).where('activity_id', '=', id).execute()
  await saveContacts(tx, orgId, id, fields.contactIds)
}

async function saveContacts(tx: Tx, orgId: string, activityId: string, contactIds: readonly string[]): Promise<void> {
  if (contactIds.length === 0) return
  await tx
    .insertInto('activity_contact')
    .values([...new Set(contactIds)].map((contactId) => ({ org_id: orgId, activity_id: activityId, contact_id: contactId })))
    .execute()
}

export async function markArchived(tx: Tx, orgId: string, id: string, at: Date | null): Promise<void> {
  await tx
    .updateTable('activity')
    .set({ deleted_at: at, version: sql`version + 1` })
    .where('org_id', '=', orgId)
    .where('id', '=', id)
    .execute()
}

/** Gives a lead's activities to the customer and deal it became; returns which. */
export async function moveToCustomer(
  tx: Tx,
  orgId: string,
  leadId: string,
  to: { customerId: string; opportunityId: string | null },
): Promise<string[]> {
  const rows = await tx
    .updateTable('activity')
    .set({ customer_id: to.customerId, opportunity_id: to.opportunityId, version: sql`version + 1` })
    .where('org_id', '=', orgId)
    .where('lead_id', '=', leadId)
    .where('customer_id', 'is', null)
    .returning('id')
    .execute()
  return rows.map(({ id }) => id)
}

/** An activity as it stands, locked until the transaction ends, with whose it and its customer, lead and deal are. */
export async function lockActivity(tx: Tx, orgId: string, id: string) {
  const row = await tx
    .selectFrom('activity')
    .selectAll()
    .where('org_id', '=', orgId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!row) return null
  const contacts = await tx
    .selectFrom('activity_contact')
    .select('contact_id')
    .where('org_id', '=', orgId)
    .where('activity_id', '=', id)
    .orderBy('contact_id')
    .execute()
  const [customer, lead, opportunity] = [
    row.customer_id ? await ownerIn(tx, 'customer', orgId, row.customer_id) : null,
    row.lead_id ? await ownerIn(tx, 'lead', orgId, row.lead_id) : null,
    row.opportunity_id ? await ownerIn(tx, 'opportunity', orgId, row.opportunity_id) : null,
  ]
  return {
    id: row.id,
    customerId: row.customer_id,
    leadId: row.lead_id,
    createdBy: row.created_by,
    recordedAt: row.recorded_at,
    late: row.late,
    version: row.version,
    archived: row.deleted_at !== null,
    belonging: {
      ownerId: row.owner_id,
      customerId: row.customer_id,
      customerOwnerId: customer,
      leadOwnerId: lead,
      opportunityOwnerId: opportunity,
      opportunityCustomerId: row.customer_id,
    },
    fields: {
      kind: row.kind as ActivityKind,
      opportunityId: row.opportunity_id,
      contactIds: contacts.map(({ contact_id }) => contact_id),
      people: row.people,
      happenedAt: row.happened_at,
      durationMinutes: row.duration_minutes,
      place: row.place,
      purpose: row.purpose,
      content: row.content,
      feedback: row.feedback,
      result: row.result,
      nextStep: row.next_step,
      nextStepOn: row.next_step_on,
    } satisfies ActivityFields,
  }
}

const ownerIn = async (tx: Tx, table: 'customer' | 'lead' | 'opportunity', orgId: string, id: string): Promise<string | null> =>
  (await tx.selectFrom(table).select('owner_id').where('org_id', '=', orgId).where('id', '=', id).executeTakeFirst())?.owner_id ??
  null

/*
 * The two columns below belong to records of other slices: when somebody last had contact, and what happens next with a deal.
 * Activities come before those slices and are where both facts are born, in the same transaction; decision 030 says why
 * they are written here and nowhere else is.
 */

/** Sets a record's last contact anew from its activities. */
export async function refreshLastActivity(
  tx: Tx,
  orgId: string,
  table: 'customer' | 'lead' | 'opportunity',
  id: string,
): Promise<void> {
  const by = { customer: 'customer_id', lead: 'lead_id', opportunity: 'opportunity_id' } as const
  await sql`
    update ${sql.table(table)} set last_activity_at =
      (select max(happened_at) from activity where org_id = ${orgId} and ${sql.ref(by[table])} = ${id} and deleted_at is null)
    where org_id = ${orgId} and id = ${id}`.execute(tx)
}

/** Moves a record's last contact on to a new activity, unless there was a later one. */
export async function noteLatestActivity(
  tx: Tx,
  orgId: string,
  table: 'customer' | 'lead' | 'opportunity',
  id: string,
  at: Date,
): Promise<void> {
  await sql`
    update ${sql.table(table)} set last_activity_at = ${at}
    where org_id = ${orgId} and id = ${id} and (last_activity_at is null or last_activity_at < ${at})`.execute(tx)
}

/** What a deal's plan is now, locked; null where the deal does not exist. */
export const lockPlan = (tx: Tx, orgId: string, opportunityId: string) =>
  tx
    .selectFrom('opportunity')
    .select(['status', 'owner_id', 'next_step', 'next_step_on', 'last_activity_at'])
    .where('org_id', '=', orgId)
    .where('id', '=', opportunityId)
    .forUpdate()
    .executeTakeFirst()

export async function savePlan(
  tx: Tx,
  orgId: string,
  opportunityId: string,
  plan: { step: string | null; on: string | null },
  now: Date,
): Promise<void> {
  await tx
    .updateTable('opportunity')
    .set({ next_step: plan.step, next_step_on: plan.on, updated_at: now, version: sql`version + 1` })
    .where('org_id', '=', orgId)
    .where('id', '=', opportunityId)
    .execute()
}
