import { sql } from 'kysely'
import type { Tx } from '../platform/database/connect.ts'
import { reindex } from '../platform/database/search-grams.ts'
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

/** Stores customers under the ids they are given; all it asks, it asks at once. */
export async function insertCustomers(tx: Tx, caller: Caller, rows: readonly (NewCustomer & { id: string })[]): Promise<void> {
  if (rows.length === 0) return
  const stored = tx
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
  const findable = rows.map((row) => ({ entityId: row.id, texts: textsOf(row).texts }))
  await Promise.all([stored, reindex(tx, caller.orgId, 'customer', findable, { fresh: true })])
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

/** Writes what a customer now is over what it was; all it asks, it asks at once. */
export async function saveCustomer(
  tx: Tx,
  caller: Caller,
  { id, before, ownerId }: { id: string; before: CustomerFields; ownerId: string },
  fields: CustomerFields,
): Promise<void> {
  const stored = tx
    .updateTable('customer')
    .set({ ...columnsOf(fields), owner_id: ownerId, updated_at: caller.now, version: sql`version + 1` })
    .where('org_id', '=', caller.orgId)
    .where('id', '=', id)
    .execute()
  const { texts } = textsOf(fields)
  const isFoundAsBefore = texts.join('\n') === textsOf(before).texts.join('\n')
  await Promise.all([stored, isFoundAsBefore ? null : reindex(tx, caller.orgId, 'customer', [{ entityId: id, texts }])])
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
