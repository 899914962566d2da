import { sql, type RawBuilder } from 'kysely'
import { reachable } from '../people/queries.ts'
import { pageOf, placeAfter } from '../platform/cursor.ts'
import type { Tx } from '../platform/database/connect.ts'
import { carriesPieces, holds } from '../platform/database/search-grams.ts'
import { verdictOf } from '../platform/http/problem.ts'
import type { Caller } from '../platform/session.ts'
import { searchable } from '../platform/text/grams.ts'
import type { Attitude, ContactRole } from './role.ts'
import { maskedFor, seesContactDetails } from './masking.ts'
import { archivingContact, editingContact } from './permissions.ts'

const contactRows = (tx: Tx, caller: Caller) =>
  tx
    .selectFrom('contact as c')
    .innerJoin('customer as cu', (join) => join.onRef('cu.org_id', '=', 'c.org_id').onRef('cu.id', '=', 'c.customer_id'))
    .innerJoin('member as m', (join) => join.onRef('m.org_id', '=', 'c.org_id').onRef('m.id', '=', 'c.owner_id'))
    .selectAll('c')
    .select(['cu.name as customer_name', 'm.name as owner_name'])
    .where('c.org_id', '=', caller.orgId)
    .where(reachable(caller, 'c.owner_id', 'c.customer_id'))
type ContactRow = Awaited<ReturnType<ReturnType<typeof contactRows>['executeTakeFirstOrThrow']>>

const shapeContact = (caller: Caller, row: ContactRow) => {
  const standing = { ownerId: row.owner_id, customerId: row.customer_id, archived: row.deleted_at !== null }
  return maskedFor(caller, {
    id: row.id,
    customer: { id: row.customer_id, name: row.customer_name },
    owner: { id: row.owner_id, name: row.owner_name },
    name: row.name,
    title: row.title,
    role: row.role as ContactRole | null,
    attitude: row.attitude as Attitude | null,
    phone: row.phone,
    phoneExtension: row.phone_extension,
    phoneGiven: row.phone_given,
    email: row.email,
    wechat: row.wechat,
    note: row.note,
    externalId: row.external_id,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
    version: row.version,
    archived: standing.archived,
    permissions: {
      edit: verdictOf(editingContact(caller, standing), caller.locale),
      archive: verdictOf(archivingContact(caller, standing), caller.locale),
    },
  })
}
export type ContactView = ReturnType<typeof shapeContact>

export async function readContact(tx: Tx, caller: Caller, id: string): Promise<ContactView | null> {
  const row = await contactRows(tx, caller).where('c.id', '=', id).executeTakeFirst()
  return row ? shapeContact(caller, row) : null
}

/** The people of a customer, deciders first; archived ones are left out. */
export async function contactsOf(tx: Tx, caller: Caller, customerId: string): Promise<ContactView[]> {
  const rows = await contactRows(tx, caller)
    .where('c.customer_id', '=', customerId)
    .where('c.deleted_at', 'is', null)
    .orderBy(sql`array_position(array['decider', 'influencer', 'user', 'gatekeeper', 'coach'], c.role) nulls last`)
    .orderBy('c.id')
    .limit(200)
    .execute()
  return rows.map((row) => shapeContact(caller, row))
}

/** Who looks after the customer, when it is there and within reach: a contact can only be added to such a one. */
export async function customerFor(tx: Tx, caller: Caller, customerId: string | RawBuilder<string>) {
  // worked out beforehand: a sub-query in a condition keeps the database from its index behind row-level security
  const { rows } = await sql<{ owner_id: string; name: string; address: string | null }>`
    with wanted as materialized (select ${customerId}::uuid as id)
    select c.owner_id, c.name, c.address from wanted join customer c on c.org_id = ${caller.orgId} and c.id = wanted.id
    where c.deleted_at is null and ${reachable(caller, 'c.owner_id', 'c.id')} for update of c`.execute(tx)
  const row = rows[0]
  return row ? { ownerId: row.owner_id, companyText: `${row.name} ${row.address ?? ''}` } : null
}

/** The customer of a contact, as a sub-query. */
export const customerOfContact = (caller: Caller, id: string): RawBuilder<string> =>
  sql<string>`(select customer_id from contact where org_id = ${caller.orgId} and id = ${id})`

const isReach = (word: string) => word.length >= 3 && /^[\x21-\x7e]+$/.test(word)

/**
 * Contacts (table alias `c`) that the word finds: by any part of name, pinyin, initials, and for callers who see contacts
 * unmasked by telephone, e-mail and WeChat (from three characters). Everybody else finds nothing by those, not even that there is one.
 */
export function foundByContact(caller: Caller, q: string): RawBuilder<boolean> {
  if (searchable(q) === '') return sql<boolean>`false`
  const hits = carriesPieces(caller.orgId, contactKinds(caller, q), q, 'c.id')
  const checked = saysOfContact(caller, q)
  return hits ? sql<boolean>`(${hits} and ${checked})` : checked
}

/** The headings under which the caller may look for a contact by this word. */
export const contactKinds = (caller: Caller, q: string): string[] =>
  seesContactDetails(caller) && isReach(searchable(q)) ? ['contact', 'contact-reach'] : ['contact']

/** The check of a word against a contact's own texts. */
export function saysOfContact(caller: Caller, q: string): RawBuilder<boolean> {
  const word = searchable(q)
  const inName = holds(word, sql`c.search_text`)
  const inReach = sql<boolean>`(position(${word} in coalesce(c.phone, '')) > 0
      or position(${word} in translate(coalesce(c.email, '') || ' ' || lower(coalesce(c.wechat, '')), '.@_-+', '')) > 0)`
  return contactKinds(caller, q).length > 1 ? sql<boolean>`(${inName} or ${inReach})` : inName
}

interface ContactFilter {
  limit: number
  cursor?: string | undefined
  q?: string | undefined
  customer?: string | undefined
  owner?: string[] | undefined
  role?: ContactRole | ContactRole[] | undefined
  attitude?: Attitude | Attitude[] | undefined
  archived?: boolean | undefined
  sort: 'name' | 'newest'
}

const many = <T>(given: T | T[]): T[] => (Array.isArray(given) ? given : [given])

/** Contacts of customers that are not archived, within reach; newest first or by pinyin. */
export async function listContacts(tx: Tx, caller: Caller, filter: ContactFilter) {
  const byName = filter.sort === 'name'
  const after = placeAfter(filter.cursor, byName ? ['text', 'id'] : ['id'])
  const { q, customer, owner, role, attitude } = filter
  const rows = await contactRows(tx, caller)
    .where('cu.deleted_at', 'is', null)
    .where('c.deleted_at', filter.archived ? 'is not' : 'is', null)
    .$if(customer !== undefined, (query) => query.where('c.customer_id', '=', customer!))
    .$if(owner !== undefined && owner.length > 0, (query) => query.where('c.owner_id', 'in', owner!))
    .$if(role !== undefined, (query) => query.where('c.role', 'in', many(role!)))
    .$if(attitude !== undefined, (query) => query.where('c.attitude', 'in', many(attitude!)))
    .$if(q !== undefined && q !== '', (query) => query.where(foundByContact(caller, q!)))
    .$if(after !== null && byName, (query) => query.where(sql<boolean>`(c.pinyin, c.id) > (${after![0]}, ${after![1]}::uuid)`))
    .$if(after !== null && !byName, (query) => query.where('c.id', '<', String(after![0])))
    .$if(byName, (query) => query.orderBy('c.pinyin').orderBy('c.id'))
    .$if(!byName, (query) => query.orderBy('c.id', 'desc'))
    .limit(sql.lit(filter.limit + 1))
    .execute()
  const { items, nextCursor } = pageOf(rows, filter.limit, (row) => (byName ? [row.pinyin, row.id] : [row.id]))
  return { items: items.map((row) => shapeContact(caller, row)), nextCursor }
}
