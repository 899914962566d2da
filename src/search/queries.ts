import { sql, type RawBuilder } from 'kysely'
import type { z } from 'zod'
import { maskedPhone, seesContactDetails } from '../contacts/masking.ts'
import { contactKinds, foundByContact, saysOfContact } from '../contacts/queries.ts'
import { foundByCustomer, mayBePhone, saysOfCustomer } from '../customers/queries/search.ts'
import { foundByLead, leadKinds } from '../leads/queries/leads.ts'
import { reachable } from '../people/queries.ts'
import { underway, type Tx } from '../platform/database/connect.ts'
import { carriesAll, carriesGrams, gramHits, holds, newestCarrying } from '../platform/database/search-grams.ts'
import type { Caller } from '../platform/session.ts'
import { searchable } from '../platform/text/grams.ts'
import type { hitShape, SearchKind } from './contract.ts'
import { best } from './ranking.ts'

type Hit = z.output<typeof hitShape>
interface Row {
  id: string
  title: string
  belongs_to: string | null
  /** Instead of `belongs_to`: what it belongs to, whose name is asked for what is shown. */
  belongs_id: string | null
  phone: string | null
  owner_id: string | null
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
  if (isAlong(caller, q)) underway(onePlanForAll(tx))
  const found = await Promise.all(open.map(async (kind) => ({ kind, ...(await finders[kind](caller, q).execute(tx)) })))
  const groups = found.flatMap(({ kind, rows }) => (rows.length > 0 ? [{ kind, ...best(q, rows, limit) }] : []))
  const names = await namesOf(tx, caller, groups)
  return {
    groups: groups.map(({ kind, items, more }) => ({ kind, items: items.map((row) => hitOf(caller, kind, row, names)), more })),
  }
}

const isPersonal = (kind: SearchKind): boolean => kind === 'contact' || kind === 'lead'

const hitOf = (caller: Caller, kind: SearchKind, row: Row, names: ReadonlyMap<string, string>): Hit => ({
  id: row.id,
  kind,
  title: row.title,
  belongsTo: row.belongs_to ?? (row.belongs_id ? (names.get(row.belongs_id) ?? null) : null),
  phone: row.phone && isPersonal(kind) && !seesContactDetails(caller) ? maskedPhone(row.phone) : row.phone,
  ownerName: row.owner_id ? (names.get(row.owner_id) ?? null) : null,
})

/**
 * The names behind the references of what is shown: of two hundred hits a few. As joins they would take part in the order in which
 * records and pieces are joined, and working that out costs more than a search itself.
 */
async function namesOf(tx: Tx, caller: Caller, groups: readonly { kind: SearchKind; items: readonly Row[] }[]) {
  const rows = groups.flatMap(({ items }) => items)
  const wanted = (ids: readonly (string | null)[]) => [...new Set(ids.filter((id) => id !== null))]
  const belongings = groups.map(({ kind, items }) => ({ kind, ids: items.map(({ belongs_id }) => belongs_id) }))
  const ofTeams = wanted(belongings.flatMap(({ kind, ids }) => (kind === 'member' ? ids : [])))
  const ofCustomers = wanted(belongings.flatMap(({ kind, ids }) => (kind === 'member' ? [] : ids)))
  const named = async (table: 'member' | 'customer' | 'team', ids: readonly string[]) =>
    ids.length === 0
      ? []
      : (
          await sql<{
            id: string
            name: string
          }>`select id, name from ${sql.table(table)} where org_id = ${caller.orgId} and id = any(${ids}::uuid[])`.execute(tx)
        ).rows
  const found = await Promise.all([
    named('member', wanted(rows.map(({ owner_id }) => owner_id))),
    named('customer', ofCustomers),
    named('team', ofTeams),
  ])
  return new Map(found.flat().map(({ id, name }) => [id, name]))
}

const isSingle = (q: string): boolean => [...searchable(q)].length < 2

/** Which column names the customer, by whose account team somebody may reach a record. */
const customerIn: Partial<Record<string, string>> = { customer: 'id', contact: 'customer_id', opportunity: 'customer_id' }

/** The newest records of a table within reach and not archived: all of them, or for a single character only the newest few. */
const newest = (caller: Caller, q: string, table: string): RawBuilder<unknown> =>
  isSingle(q)
    ? sql`(select * from ${sql.table(table)} where org_id = ${caller.orgId} and deleted_at is null
         and ${reachable(caller, 'owner_id', customerIn[table])} order by id desc limit ${sql.lit(looked)})`
    : sql.table(table)

const isAlong = (caller: Caller, q: string): boolean => caller.reach === 'organisation' && !isSingle(q) && !mayBePhone(caller, q)

/** Until the message ends: the searches along the rarest piece need no plan of their own for each word. */
const onePlanForAll = (tx: Tx) => sql`select set_config('plan_cache_mode', 'force_generic_plan', true)`.execute(tx)

/** Who reaches everything and asks for more than one character, no telephone of a customer's people, is answered along the rarest piece of the word, newest first. */
function along(
  caller: Caller,
  q: string,
  kinds: readonly string[],
  from: Omit<Parameters<typeof newestCarrying>[3], 'most'>,
): RawBuilder<Row> | null {
  return isAlong(caller, q) ? (newestCarrying(caller.orgId, kinds, q, { ...from, most: ranked }) as RawBuilder<Row> | null) : null
}

const customerColumns = sql`cu.id, cu.name as title, cu.region as belongs_to, null::uuid as belongs_id, cu.phone, cu.owner_id`
const contactColumns = sql`c.id, c.name as title, null as belongs_to, c.customer_id as belongs_id, c.phone, c.owner_id`
const ofLivingCustomer = sql`(select cu.deleted_at is null from customer cu where cu.org_id = c.org_id and cu.id = c.customer_id)`
const opportunityColumns = sql`o.id, o.name as title, null as belongs_to, o.customer_id as belongs_id, null as phone, o.owner_id`
const saysOfOpportunity = (q: string): RawBuilder<boolean> =>
  holds(
    searchable(q),
    sql`regexp_replace(lower(normalize(o.name, NFKC)), '[\\s[:punct:]]', '', 'g') || ' ' || o.pinyin || ' ' || o.initials || ' ' || lower(coalesce(o.external_id, ''))`,
  )
const leadColumns = sql`l.id, l.company as title, l.contact_name as belongs_to, null::uuid as belongs_id, l.phone, l.owner_id`

const finders: Record<SearchKind, (caller: Caller, q: string) => RawBuilder<Row>> = {
  customer: (caller, q) =>
    along(caller, q, ['customer'], {
      table: 'customer',
      alias: 'cu',
      columns: customerColumns,
      condition: sql`cu.deleted_at is null and ${saysOfCustomer(q)}`,
    }) ??
    sql<Row>`
    select ${customerColumns} from ${newest(caller, q, 'customer')} cu
    where cu.org_id = ${caller.orgId} and cu.deleted_at is null and ${reachable(caller, 'cu.owner_id', 'cu.id')} and ${foundByCustomer(caller, q)}
    order by cu.id desc limit ${sql.lit(ranked)}`,
  contact: (caller, q) =>
    along(caller, q, contactKinds(caller, q), {
      table: 'contact',
      alias: 'c',
      columns: contactColumns,
      condition: sql`c.deleted_at is null and ${ofLivingCustomer} and ${saysOfContact(caller, q)}`,
    }) ??
    sql<Row>`
    select ${contactColumns} from ${newest(caller, q, 'contact')} c
    where c.org_id = ${caller.orgId} and c.deleted_at is null and ${ofLivingCustomer} and ${reachable(caller, 'c.owner_id', 'c.customer_id')} and ${foundByContact(caller, q)}
    order by c.id desc limit ${sql.lit(ranked)}`,
  opportunity: (caller, q) =>
    along(caller, q, ['opportunity'], {
      table: 'opportunity',
      alias: 'o',
      columns: opportunityColumns,
      condition: sql`o.deleted_at is null and ${saysOfOpportunity(q)}`,
    }) ??
    sql<Row>`
    select ${opportunityColumns} from ${newest(caller, q, 'opportunity')} o
    where o.org_id = ${caller.orgId} and o.deleted_at is null and ${reachable(caller, 'o.owner_id', 'o.customer_id')}
      and ${carriesGrams(caller.orgId, 'opportunity', q, 'o.id') ?? sql<boolean>`true`} and ${saysOfOpportunity(q)}
    order by o.id desc limit ${sql.lit(ranked)}`,
  lead: (caller, q) =>
    along(caller, q, leadKinds(caller, q), {
      table: 'lead',
      alias: 'l',
      columns: leadColumns,
      condition: sql`l.deleted_at is null and ${carriesAll(caller.orgId, leadKinds(caller, q), q, 'l.id')}`,
    }) ??
    sql<Row>`
    select ${leadColumns} from ${newest(caller, q, 'lead')} l
    where l.org_id = ${caller.orgId} and l.deleted_at is null and ${reachable(caller, 'l.owner_id')} and ${foundByLead(caller, q)}
    order by l.id desc limit ${sql.lit(ranked)}`,
  member: (caller, q) => sql<Row>`
    select m.id, m.name as title, null as belongs_to, m.team_id as belongs_id, null as phone, null::uuid as owner_id
    from member m
    where m.org_id = ${caller.orgId} and m.status <> 'deactivated'
      and ${holds(searchable(q), sql`replace(m.name_key, ' ', '') || ' ' || m.pinyin || ' ' || m.initials`)}
    order by m.id desc limit ${sql.lit(ranked)}`,
  product: (caller, q) => sql<Row>`
    select p.id, p.name as title, p.series as belongs_to, null::uuid as belongs_id, null as phone, null::uuid as owner_id
    from product p
    where p.org_id = ${caller.orgId} and p.deleted_at is null
      and (${holds(searchable(q), sql`regexp_replace(p.name_key, '[\\s._/-]', '', 'g') || ' ' || lower(coalesce(p.code, ''))`)}
        or p.id = any(array${gramHits(caller.orgId, ['product'], q) ?? sql`(select null::uuid)`}))
    order by p.id desc limit ${sql.lit(ranked)}`,
}
