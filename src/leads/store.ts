import { sql } from 'kysely'
import type { Tx } from '../platform/database/connect.ts'
import { reindex } from '../platform/database/search-grams.ts'
import { newId } from '../platform/ids.ts'
import type { Caller } from '../platform/session.ts'
import { nameKey } from '../platform/text/keys.ts'
import { pinyinOf } from '../platform/text/pinyin.ts'
import type { LeadFields, LeadStatus } from './lead.ts'

const columnsOf = (fields: LeadFields) => {
  const { full, initials } = pinyinOf(fields.company)
  return {
    company: fields.company,
    name_key: nameKey(fields.company),
    pinyin: full,
    initials,
    contact_name: fields.contactName,
    phone: fields.phone,
    phone_given: fields.phoneGiven,
    email: fields.email,
    industry: fields.industry,
    region: fields.region,
    source_id: fields.sourceId,
    product_id: fields.productId,
    demand: fields.demand,
    note: fields.note,
  }
}

export async function insertLead(
  tx: Tx,
  caller: Caller,
  fields: LeadFields,
  given: { ownerId: string; externalId: string | null },
): Promise<string> {
  const id = newId()
  await tx
    .insertInto('lead')
    .values({
      org_id: caller.orgId,
      id,
      ...columnsOf(fields),
      owner_id: given.ownerId,
      external_id: given.externalId,
      created_at: caller.now,
      created_by: caller.memberId,
      updated_at: caller.now,
    })
    .execute()
  await fileForSearch(tx, caller.orgId, id, fields, true)
  return id
}

export async function saveLead(tx: Tx, caller: Caller, id: string, fields: LeadFields, ownerId: string): Promise<void> {
  await setColumns(tx, caller, id, { ...columnsOf(fields), owner_id: ownerId })
  await fileForSearch(tx, caller.orgId, id, fields, false)
}

/** Names under one heading, ways to reach the person under another that not everybody may search. */
async function fileForSearch(tx: Tx, orgId: string, id: string, fields: LeadFields, fresh: boolean): Promise<void> {
  await reindex(tx, orgId, 'lead', [{ entityId: id, texts: nameTexts(fields) }], { fresh })
  await reindex(tx, orgId, 'lead-reach', [{ entityId: id, texts: [fields.phone, fields.email] }], { fresh: true })
}

const nameTexts = ({ company, contactName }: LeadFields): string[] =>
  [company, contactName].flatMap((name) => {
    if (!name) return []
    const { full, initials } = pinyinOf(name)
    return [name, full, initials]
  })

export async function saveStatus(
  tx: Tx,
  caller: Caller,
  id: string,
  change: {
    status: LeadStatus
    invalidReason?: string | null
    invalidNote?: string | null
    customerId?: string
    opportunityId?: string | null
  },
): Promise<void> {
  await setColumns(tx, caller, id, {
    status: change.status,
    invalid_reason: change.invalidReason ?? null,
    invalid_note: change.invalidNote ?? null,
    ...(change.status === 'qualified'
      ? { qualified_at: caller.now, customer_id: change.customerId!, opportunity_id: change.opportunityId ?? null }
      : {}),
  })
}

export const setArchived = (tx: Tx, caller: Caller, id: string, deletedAt: Date | null): Promise<void> =>
  setColumns(tx, caller, id, { deleted_at: deletedAt })

async function setColumns(tx: Tx, caller: Caller, id: string, columns: Record<string, unknown>): Promise<void> {
  await tx
    .updateTable('lead')
    .set({ ...columns, updated_at: caller.now, version: sql`version + 1` })
    .where('org_id', '=', caller.orgId)
    .where('id', '=', id)
    .execute()
}

/** A lead as it stands, locked until the transaction ends. */
export async function lockLead(tx: Tx, orgId: string, id: string) {
  const row = await tx
    .selectFrom('lead')
    .selectAll()
    .where('org_id', '=', orgId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!row) return null
  return {
    id: row.id,
    ownerId: row.owner_id,
    status: row.status as LeadStatus,
    archived: row.deleted_at !== null,
    version: row.version,
    invalidReason: row.invalid_reason,
    fields: {
      company: row.company,
      contactName: row.contact_name,
      phone: row.phone,
      phoneGiven: row.phone_given,
      email: row.email,
      industry: row.industry,
      region: row.region,
      sourceId: row.source_id,
      productId: row.product_id,
      demand: row.demand,
      note: row.note,
    } satisfies LeadFields,
  }
}
export type LockedLead = NonNullable<Awaited<ReturnType<typeof lockLead>>>
