import { sql } from 'kysely'
import type { Tx } from '../platform/database/connect.ts'
import { reindex } from '../platform/database/search-grams.ts'
import type { Caller } from '../platform/session.ts'
import { pinyinOf } from '../platform/text/pinyin.ts'
import { contactReachTexts, contactTexts, type ContactFields } from './contact.ts'

export interface NewContact extends ContactFields {
  customerId: string
  ownerId: string
}

const namesOf = ({ name }: { name: string }) => {
  const { full, initials } = pinyinOf(name)
  return { name, pinyin: full, initials }
}

const columnsOf = (fields: ContactFields) => {
  return {
    ...namesOf(fields),
    title: fields.title,
    role: fields.role,
    attitude: fields.attitude,
    phone: fields.phone,
    phone_extension: fields.phoneExtension,
    phone_given: fields.phoneGiven,
    email: fields.email,
    wechat: fields.wechat,
    note: fields.note,
    external_id: fields.externalId,
  }
}

/** Stores contacts under the ids they are given; all it asks, it asks at once. */
export async function insertContacts(tx: Tx, caller: Caller, rows: readonly (NewContact & { id: string })[]): Promise<void> {
  if (rows.length === 0) return
  const stored = tx
    .insertInto('contact')
    .values(
      rows.map((row) => ({
        org_id: caller.orgId,
        id: row.id,
        customer_id: row.customerId,
        owner_id: row.ownerId,
        ...columnsOf(row),
        created_at: caller.now,
        created_by: caller.memberId,
        updated_at: caller.now,
      })),
    )
    .execute()
  await Promise.all([stored, fileForSearch(tx, caller.orgId, rows, true)])
}

/** Names under one heading, ways to reach the person under another that not everybody may search. */
async function fileForSearch(
  tx: Tx,
  orgId: string,
  rows: readonly (ContactFields & { id: string })[],
  fresh: boolean,
): Promise<void> {
  const names = rows.map((row) => ({ entityId: row.id, texts: contactTexts(namesOf(row)) }))
  const reach = rows.map((row) => ({ entityId: row.id, texts: contactReachTexts(row) }))
  await Promise.all([
    reindex(tx, orgId, 'contact', names, { fresh }),
    reindex(tx, orgId, 'contact-reach', reach, { fresh: true }),
  ])
}

export async function lockContact(tx: Tx, orgId: string, id: string) {
  const row = await tx
    .selectFrom('contact')
    .selectAll()
    .where('org_id', '=', orgId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return row ?? null
}
export type ContactRow = NonNullable<Awaited<ReturnType<typeof lockContact>>>

export const fieldsOf = (row: ContactRow): ContactFields => ({
  name: row.name,
  title: row.title,
  role: row.role as ContactFields['role'],
  attitude: row.attitude as ContactFields['attitude'],
  phone: row.phone,
  phoneExtension: row.phone_extension,
  phoneGiven: row.phone_given,
  email: row.email,
  wechat: row.wechat,
  note: row.note,
  externalId: row.external_id,
})

/** All it asks, it asks at once. */
export async function saveContact(tx: Tx, caller: Caller, id: string, fields: ContactFields): Promise<void> {
  const stored = tx
    .updateTable('contact')
    .set({ ...columnsOf(fields), updated_at: caller.now, version: sql`version + 1` })
    .where('org_id', '=', caller.orgId)
    .where('id', '=', id)
    .execute()
  await Promise.all([stored, fileForSearch(tx, caller.orgId, [{ ...fields, id }], false)])
}

export async function setArchived(tx: Tx, caller: Caller, id: string, deletedAt: Date | null): Promise<void> {
  await tx
    .updateTable('contact')
    .set({ deleted_at: deletedAt, updated_at: caller.now, version: sql`version + 1` })
    .where('org_id', '=', caller.orgId)
    .where('id', '=', id)
    .execute()
}

/** A customer's people belong to whoever looks after the customer. */
export async function setOwnerOfContacts(tx: Tx, caller: Caller, customerId: string, ownerId: string): Promise<void> {
  await tx
    .updateTable('contact')
    .set({ owner_id: ownerId, updated_at: caller.now })
    .where('org_id', '=', caller.orgId)
    .where('customer_id', '=', customerId)
    .execute()
}
