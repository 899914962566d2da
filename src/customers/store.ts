import { sql } from 'kysely'
import type { Tx } from '../platform/database/connect.ts'
import { reindex } from '../platform/database/search-grams.ts'
import { newId } from '../platform/ids.ts'
import type { Caller } from '../platform/session.ts'
import { coreKey, nameKey } from '../platform/text/keys.ts'
import { pinyinOf } from '../platform/text/pinyin.ts'
import { customerTexts, type CustomerFields } from './customer.ts'

export interface NewCustomer extends CustomerFields {
  ownerId: string
}

const textsOf = (fields: CustomerFields) => {
  const { full, initials } = pinyinOf(fields.name)
  return { pinyin: full, initials, texts: customerTexts({ ...fields, pinyin: full, initials }) }
}

const columnsOf = (fields: CustomerFields) => {
  const { pinyin, initials } = textsOf(fields)
  return {
    name: fields.name,
    name_key: nameKey(fields.name),
    core_key: coreKey(fields.name),
    pinyin,
    initials,
    industry: fields.industry,
    main_business: fields.mainBusiness,
    headcount_band: fields.headcountBand,
    headcount: fields.headcount,
    it_share: fields.itShare,
    revenue_minor: fields.revenueMinor,
    revenue_trend: fields.revenueTrend,
    goals: fields.goals,
    standing: fields.standing,
    region: fields.region,
    address: fields.address,
    website: fields.website,
    phone: fields.phone,
    social_credit_code: fields.socialCreditCode,
    source_id: fields.sourceId,
    level: fields.level,
    external_id: fields.externalId,
    note: fields.note,
  }
}

export async function insertCustomers(tx: Tx, caller: Caller, customers: readonly NewCustomer[]): Promise<string[]> {
  if (customers.length === 0) return []
  const rows = customers.map((customer) => ({ ...customer, id: newId() }))
  await tx
    .insertInto('customer')
    .values(
      rows.map((row) => ({
        org_id: caller.orgId,
        id: row.id,
        owner_id: row.ownerId,
        ...columnsOf(row),
        created_at: caller.now,
        created_by: caller.memberId,
        updated_at: caller.now,
      })),
    )
    .execute()
  await reindex(
    tx,
    caller.orgId,
    'customer',
    rows.map((row) => ({ entityId: row.id, texts: textsOf(row).texts })),
    { fresh: true },
  )
  return rows.map(({ id }) => id)
}

export async function lockCustomer(tx: Tx, orgId: string, id: string) {
  const row = await tx
    .selectFrom('customer')
    .selectAll()
    .where('org_id', '=', orgId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return row ?? null
}
export type CustomerRow = NonNullable<Awaited<ReturnType<typeof lockCustomer>>>

export const fieldsOf = (row: CustomerRow): CustomerFields => ({
  name: row.name,
  industry: row.industry,
  mainBusiness: row.main_business,
  headcountBand: row.headcount_band as CustomerFields['headcountBand'],
  headcount: row.headcount,
  itShare: row.it_share,
  revenueMinor: row.revenue_minor,
  revenueTrend: row.revenue_trend as CustomerFields['revenueTrend'],
  goals: row.goals,
  standing: row.standing,
  region: row.region,
  address: row.address,
  website: row.website,
  phone: row.phone,
  socialCreditCode: row.social_credit_code,
  sourceId: row.source_id,
  level: row.level as CustomerFields['level'],
  externalId: row.external_id,
  note: row.note,
})

export async function saveCustomer(tx: Tx, caller: Caller, id: string, fields: CustomerFields, ownerId: string): Promise<void> {
  await tx
    .updateTable('customer')
    .set({ ...columnsOf(fields), owner_id: ownerId, updated_at: caller.now, version: sql`version + 1` })
    .where('org_id', '=', caller.orgId)
    .where('id', '=', id)
    .execute()
  await reindex(tx, caller.orgId, 'customer', [{ entityId: id, texts: textsOf(fields).texts }])
}

export async function setArchived(tx: Tx, caller: Caller, id: string, deletedAt: Date | null): Promise<void> {
  await tx
    .updateTable('customer')
    .set({ deleted_at: deletedAt, updated_at: caller.now, version: sql`version + 1` })
    .where('org_id', '=', caller.orgId)
    .where('id', '=', id)
    .execute()
}

/** Two people who enter the same company at the same moment: the second waits and then sees the first one's record. */
export const oneAtATime = async (tx: Tx, orgId: string, name: string): Promise<void> => {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${orgId} ${coreKey(name)}`}, 0))`.execute(tx)
}
