import { sql, type RawBuilder } from 'kysely'
import type { z } from 'zod'
import { maskedPhone, seesContactDetails } from '../contacts/masking.ts'
import { foundByContact } from '../contacts/queries.ts'
import { foundByCustomer } from '../customers/queries/search.ts'
import { foundByLead } from '../leads/queries/leads.ts'
import { reachable } from '../people/queries.ts'
import type { Tx } from '../platform/database/connect.ts'
import { carriesGrams } from '../platform/database/search-grams.ts'
import type { Caller } from '../platform/session.ts'
import { searchable } from '../platform/text/grams.ts'
import type { hitShape, SearchKind } from './contract.ts'
import { best } from './ranking.ts'

type Hit = z.output<typeof hitShape>
interface Row {
  id: string
  title: string
  belongs_to: string | null
  phone: string | null
  owner_name: string | null
}

/** So many of the newest hits are ranked; of a word that finds more, a longer one will find the rest. */
const ranked = 200
/** A single character has no index: it is looked for in so many of the newest records. */
const looked = 2000

const abilities: Partial<Record<SearchKind, string>> = {
  customer: 'customers.read',
  contact: 'customers.read',
  opportunity: 'opportunities.read',
  lead: 'leads.read',
}

/** The best hits of each kind the caller may read, in the order of the kinds asked for; kinds without a hit are left out. */
export async function search(
  tx: Tx,
  caller: Caller,
  { q, kinds, limit }: { q: string; kinds: readonly SearchKind[]; limit: number },
) {
  if (searchable(q) === '') return { groups: [] }
  const open = kinds.filter((kind) => caller.abilities.has(abilities[kind] ?? '') || !abilities[kind])
  // every kind in one message
  const found = await Promise.all(open.map(async (kind) => ({ kind, ...(await finders[kind](caller, q).execute(tx)) })))
  const groups = found.flatMap(({ kind, rows }) => {
    const hits = rows.map((row) => hitOf(caller, kind, row))
    return hits.length > 0 ? [{ kind, ...best(q, hits, limit) }] : []
  })
  return { groups }
}

const isPersonal = (kind: SearchKind): boolean => kind === 'contact' || kind === 'lead'

const hitOf = (caller: Caller, kind: SearchKind, row: Row): Hit => ({
  id: row.id,
  kind,
  title: row.title,
  belongsTo: row.belongs_to,
  phone: row.phone && isPersonal(kind) && !seesContactDetails(caller) ? maskedPhone(row.phone) : row.phone,
  ownerName: row.owner_name,
})

const isSingle = (q: string): boolean => [...searchable(q)].length < 2

/** The newest records of a table within reach and not archived: all of them, or for a single character only the newest few. */
const newest = (caller: Caller, q: string, table: string): RawBuilder<unknown> =>
  isSingle(q)
    ? sql`(select * from ${sql.table(table)} where org_id = ${caller.orgId} and deleted_at is null
         and ${reachable(caller, 'owner_id')} order by id desc limit ${sql.lit(looked)})`
    : sql.table(table)

/**
 * The name behind a reference of a record, looked up for what was found. As a join it would take part in the order in which
 * records and pieces are joined, and working that out costs more than a search itself.
 */
const nameOf = (table: 'member' | 'customer' | 'team', of: string, column: string): RawBuilder<string> =>
  sql`(select n.name from ${sql.table(table)} n where n.org_id = ${sql.ref(`${of}.org_id`)} and n.id = ${sql.ref(`${of}.${column}`)})`

const finders: Record<SearchKind, (caller: Caller, q: string) => RawBuilder<Row>> = {
  customer: (caller, q) => sql<Row>`
    select cu.id, cu.name as title, cu.region as belongs_to, cu.phone, ${nameOf('member', 'cu', 'owner_id')} as owner_name
    from ${newest(caller, q, 'customer')} cu
    where cu.org_id = ${caller.orgId} and cu.deleted_at is null and ${reachable(caller, 'cu.owner_id')} and ${foundByCustomer(caller, q)}
    order by cu.id desc limit ${sql.lit(ranked)}`,
  contact: (caller, q) => sql<Row>`
    select c.id, c.name as title, ${nameOf('customer', 'c', 'customer_id')} as belongs_to, c.phone, ${nameOf('member', 'c', 'owner_id')} as owner_name
    from ${newest(caller, q, 'contact')} c
    where c.org_id = ${caller.orgId} and c.deleted_at is null
      and (select cu.deleted_at is null from customer cu where cu.org_id = c.org_id and cu.id = c.customer_id) and ${reachable(caller, 'c.owner_id')} and ${foundByContact(caller, q)}
    order by c.id desc limit ${sql.lit(ranked)}`,
  opportunity: (caller, q) => sql<Row>`
    select o.id, o.name as title, ${nameOf('customer', 'o', 'customer_id')} as belongs_to, null as phone, ${nameOf('member', 'o', 'owner_id')} as owner_name
    from ${newest(caller, q, 'opportunity')} o
    where o.org_id = ${caller.orgId} and o.deleted_at is null and ${reachable(caller, 'o.owner_id')}
      and ${carriesGrams(caller.orgId, 'opportunity', q, 'o.id') ?? sql<boolean>`true`}
      and position(${searchable(q)} in regexp_replace(lower(normalize(o.name, NFKC)), '[\\s[:punct:]]', '', 'g')
        || ' ' || o.pinyin || ' ' || o.initials || ' ' || lower(coalesce(o.external_id, ''))) > 0
    order by o.id desc limit ${sql.lit(ranked)}`,
  lead: (caller, q) => sql<Row>`
    select l.id, l.company as title, l.contact_name as belongs_to, l.phone, ${nameOf('member', 'l', 'owner_id')} as owner_name
    from ${newest(caller, q, 'lead')} l
    where l.org_id = ${caller.orgId} and l.deleted_at is null and ${reachable(caller, 'l.owner_id')} and ${foundByLead(caller, q)}
    order by l.id desc limit ${sql.lit(ranked)}`,
  member: (caller, q) => sql<Row>`
    select m.id, m.name as title, ${nameOf('team', 'm', 'team_id')} as belongs_to, null as phone, null as owner_name
    from member m
    where m.org_id = ${caller.orgId} and m.status <> 'deactivated'
      and position(${searchable(q)} in replace(m.name_key, ' ', '') || ' ' || m.pinyin || ' ' || m.initials) > 0
    order by m.id desc limit ${sql.lit(ranked)}`,
  product: (caller, q) => sql<Row>`
    select p.id, p.name as title, p.series as belongs_to, null as phone, null as owner_name
    from product p
    where p.org_id = ${caller.orgId} and p.deleted_at is null
      and (position(${searchable(q)} in regexp_replace(p.name_key, '[\\s._/-]', '', 'g') || ' ' || lower(coalesce(p.code, ''))) > 0
        or ${carriesGrams(caller.orgId, 'product', q, 'p.id') ?? sql<boolean>`false`})
    order by p.id desc limit ${sql.lit(ranked)}`,
}
