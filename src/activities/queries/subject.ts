import type { RawBuilder } from 'kysely'
import { sql } from 'kysely'
import { reachable } from '../../people/queries.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { carriesGrams, holds } from '../../platform/database/search-grams.ts'
import type { Caller } from '../../platform/session.ts'
import { searchable } from '../../platform/text/grams.ts'

interface Standing {
  id: string
  name: string
  ownerId: string
  customerId: string | null
}

const within = (caller: Caller, ability: string, column: string, customer?: string): RawBuilder<boolean> =>
  caller.abilities.has(ability) ? reachable(caller, column, customer) : sql<boolean>`false`

/** The opportunity, if the caller may see it. */
export async function opportunityWithin(tx: Tx, caller: Caller, id: string): Promise<Standing | null> {
  const row = await tx
    .selectFrom('opportunity')
    .select(['id', 'name', 'owner_id as ownerId', 'customer_id as customerId'])
    .where('org_id', '=', caller.orgId)
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .where(within(caller, 'opportunities.read', 'owner_id', 'customer_id'))
    .executeTakeFirst()
  return row ?? null
}

/** The customer, if the caller may see it: as its own, or through a deal with it. */
export async function customerWithin(
  tx: Tx,
  caller: Caller,
  id: string | RawBuilder<string>,
): Promise<{ id: string; name: string; ownerId: string } | null> {
  // worked out beforehand: a sub-query in a condition keeps the database from its index behind row-level security
  const { rows } = await sql<{ id: string; name: string; ownerId: string }>`
    with wanted as materialized (select ${id}::uuid as id)
    select c.id, c.name, c.owner_id as "ownerId" from wanted join customer c on c.org_id = ${caller.orgId} and c.id = wanted.id
    where c.deleted_at is null and (${within(caller, 'customers.read', 'c.owner_id', 'c.id')} or exists (
      select from opportunity o where o.org_id = c.org_id and o.customer_id = c.id and o.deleted_at is null
        and ${within(caller, 'opportunities.read', 'o.owner_id', 'o.customer_id')}))`.execute(tx)
  return rows[0] ?? null
}

/** The lead, if the caller may see it; `customerId` once it has become one. */
export async function leadWithin(tx: Tx, caller: Caller, id: string): Promise<(Standing & { person: string | null }) | null> {
  const row = await tx
    .selectFrom('lead')
    .select(['id', 'company as name', 'contact_name as person', 'owner_id as ownerId', 'customer_id as customerId'])
    .where('org_id', '=', caller.orgId)
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .where(within(caller, 'leads.read', 'owner_id'))
    .executeTakeFirst()
  return row ?? null
}

/** The customer of a deal or else of a lead, as a sub-query. */
export const customerOf = (
  caller: Caller,
  deal: string | undefined,
  lead: string | undefined,
): RawBuilder<string> => sql<string>`coalesce(
  (select o.customer_id from opportunity o where o.org_id = ${caller.orgId} and o.id = ${deal ?? null}::uuid),
  (select l.customer_id from lead l where l.org_id = ${caller.orgId} and l.id = ${lead ?? null}::uuid))`

/** These people with their customers, by name. */
export async function peopleNamed(tx: Tx, orgId: string, ids: readonly string[]) {
  if (ids.length === 0) return []
  return tx
    .selectFrom('contact')
    .select(['id', 'name', 'customer_id as customerId'])
    .where('org_id', '=', orgId)
    .where(sql<boolean>`id = any(${[...ids]}::uuid[])`)
    .where('deleted_at', 'is', null)
    .orderBy('name')
    .orderBy('id')
    .execute()
}

/** Which of these people are at the customer. */
export async function contactsAt(tx: Tx, orgId: string, customerId: string | null, ids: readonly string[]): Promise<Set<string>> {
  const people = customerId === null ? [] : await peopleNamed(tx, orgId, ids)
  return new Set(people.flatMap((person) => (person.customerId === customerId ? [person.id] : [])))
}

/** Names of members, by their ids. */
export async function memberNames(tx: Tx, orgId: string, ids: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from member where org_id = ${orgId} and id = any(${[...ids]}::uuid[])`.execute(tx)
  return new Map(rows.map(({ id, name }) => [id, name]))
}

const ref = ({ id, name }: { id: string; name: string }) => ({ id, name })

/** What one needs to know to record an activity: with whom, about what, and which step was planned. Null where nothing is within reach. */
export async function readSubject(
  tx: Tx,
  caller: Caller,
  asked: { customer?: string | undefined; lead?: string | undefined; opportunity?: string | undefined },
) {
  const opportunity = asked.opportunity ? await opportunityWithin(tx, caller, asked.opportunity) : null
  const lead = asked.lead ? await leadWithin(tx, caller, asked.lead) : null
  const customerId = asked.customer ?? opportunity?.customerId ?? lead?.customerId ?? null
  const customer = customerId ? await customerWithin(tx, caller, customerId) : null
  if (!customer && !lead && !opportunity) return null
  const contacts = customer
    ? await tx
        .selectFrom('contact')
        .select(['id', 'name', 'title'])
        .where('org_id', '=', caller.orgId)
        .where('customer_id', '=', customer.id)
        .where('deleted_at', 'is', null)
        .orderBy('name')
        .limit(200)
        .execute()
    : []
  const opportunities = customer
    ? await tx
        .selectFrom('opportunity')
        .select(['id', 'name', 'next_step as nextStep', 'next_step_on as nextStepOn'])
        .where('org_id', '=', caller.orgId)
        .where('customer_id', '=', customer.id)
        .where('deleted_at', 'is', null)
        .where((is) => is.or([is('status', '=', 'open'), is('id', '=', opportunity?.id ?? null)]))
        .where(within(caller, 'opportunities.read', 'owner_id', 'customer_id'))
        .orderBy('id', 'desc')
        .limit(50)
        .execute()
    : []
  return {
    customer: customer && ref(customer),
    lead: lead && { ...ref(lead), person: lead.person },
    opportunityId: opportunity?.id ?? null,
    contacts,
    opportunities,
  }
}

/** Customers and open leads to record an activity with: found by name, pinyin or initials; without a word those contacted last. */
export async function findSubjects(tx: Tx, caller: Caller, q: string | undefined) {
  const word = searchable(q ?? '')
  const named = (kind: 'customer' | 'lead', name: string, alias: string): RawBuilder<boolean> => {
    if (word === '') return sql<boolean>`true`
    const texts = sql`lower(${sql.ref(`${alias}.${name}`)} || ' ' || ${sql.ref(`${alias}.pinyin`)} || ' ' || ${sql.ref(`${alias}.initials`)})`
    return carriesGrams(caller.orgId, kind, word, `${alias}.id`) ?? holds(word, texts)
  }
  const { rows } = await sql<{ kind: 'customer' | 'lead'; id: string; name: string; hint: string | null }>`
    (select 'customer' as kind, c.id, c.name, c.region as hint, c.last_activity_at as last
     from customer c where c.org_id = ${caller.orgId} and c.deleted_at is null
       and ${within(caller, 'customers.read', 'c.owner_id', 'c.id')} and ${named('customer', 'name', 'c')}
     order by coalesce(c.last_activity_at, 'epoch'::timestamptz) desc, c.id desc limit 8)
    union all
    (select 'lead', l.id, l.company, l.contact_name, l.last_activity_at
     from lead l where l.org_id = ${caller.orgId} and l.deleted_at is null and l.status = 'open'
       and ${within(caller, 'leads.read', 'l.owner_id')} and ${named('lead', 'company', 'l')}
     order by l.id desc limit 5)`.execute(tx)
  return { items: rows.map(({ kind, id, name, hint }) => ({ kind, id, name, hint })) }
}
