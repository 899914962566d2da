import { sql, type RawBuilder } from 'kysely'
import { isAnswered, strengthFrom, strengthOrderFrom, windowBefore, worthAt } from '../../activities/queries/strength-in-sql.ts'
import { trustMonths } from '../../customers/relationship.ts'
import type { Tx } from '../../platform/database/connect.ts'

/** The moment that is measured, and the day it falls on. */
export interface Moment {
  at: Date
  today: string
}

/** Customers by their ids, or all between two ids (the first one excluded; null from the beginning). */
export type Some = readonly string[] | { after: string | null; through: string }

/** The condition that a column holds the id of one of them. */
export const isOneOf = (some: Some, column: string): RawBuilder<boolean> =>
  'through' in some
    ? sql<boolean>`(${sql.ref(column)} <= ${some.through}::uuid and ${some.after === null ? sql`true` : sql`${sql.ref(column)} > ${some.after}::uuid`})`
    : sql<boolean>`${sql.ref(column)} = any(${[...some]}::uuid[])`

/** Effort is what was done within so many days. */
export const effortDays = 90

/** Windows with an answer, gathered as bits so that no contact need be sorted. */
const windowCount = sql`(s.parts & 1) + (s.parts >> 1 & 1) + (s.parts >> 2 & 1) + (s.parts >> 3 & 1) + (s.parts >> 4 & 1) + (s.parts >> 5 & 1)`

/** What the contacts of customers come to at a moment, one row for each who had any; each contact is read once. */
const contactSums = (orgId: string, moment: RawBuilder<unknown>, only: RawBuilder<boolean>) => sql`
  select a.customer_id, sum(${worthAt(moment)}) as evidence, bit_or(1 << ${windowBefore(moment)}::int) as parts,
    count(*) filter (where ${isAnswered})::int as answered,
    min(a.happened_at) filter (where ${isAnswered}) as first, max(a.happened_at) filter (where ${isAnswered}) as last,
    count(*) filter (where a.happened_at > ${moment} - interval '${sql.raw(String(effortDays))} days')::int as effort_count,
    (sum(coalesce(a.duration_minutes, 30)) filter (where a.happened_at > ${moment} - interval '${sql.raw(String(effortDays))} days'))::int as effort_minutes
  from activity a
  where a.org_id = ${orgId} and a.customer_id is not null and a.deleted_at is null and a.happened_at <= ${moment} and ${only}
  group by a.customer_id`

/**
 * Keeps for all customers what their contacts come to, for the parts of a pass: the contacts of some thousand customers lie all over
 * the table, so reading them part by part would read all of it as often.
 */
export async function sumContacts(tx: Tx, orgId: string, at: Date): Promise<void> {
  await forgetSums(tx, orgId)
  // room for one group per customer, so that no contact is written aside; compiling the statement takes longer than it saves
  await sql`select set_config('work_mem', '128MB', true), set_config('jit', 'off', true)`.execute(tx)
  await sql`insert into customer_contact_sum (org_id, customer_id, evidence, parts, answered, first, last, effort_count, effort_minutes)
    select ${orgId}::uuid, s.* from (${contactSums(orgId, sql`${at}::timestamptz`, sql<boolean>`true`)}) s`.execute(tx)
}

export const forgetSums = (tx: Tx, orgId: string) => tx.deleteFrom('customer_contact_sum').where('org_id', '=', orgId).execute()

/** Whether what is kept of a contact or a deal has changed; the moment alone is no change. */
const measured = [
  'owner_id', 'evidence', 'regularity', 'strength', 'answered', 'answered_days', 'first_answered_at', 'last_answered_at', 'effort_count',
  'effort_minutes', 'open_minor', 'won_minor', 'won_deals', 'largest_deal_minor', 'trusted_until', 'strength_order',
] // prettier-ignore
const columnsOf = (row: string) => sql.raw(measured.map((column) => `${row}.${column}`).join(', '))

/**
 * Measures customers from their contacts (or from what is kept of them, `isSummed`) and deals as they were at a moment. One statement.
 * Customers who were not there yet and had no contact are left out; archived ones lose their row; who was measured for a later
 * moment by now stays so.
 */
export async function measureStandings(
  tx: Tx,
  orgId: string,
  { at, today }: Moment,
  currency: string,
  customers: Some,
  { isSummed = false } = {},
): Promise<void> {
  const moment = sql`${at}::timestamptz`
  const only = (column: string) => isOneOf(customers, column)
  await sql`delete from customer_standing s using customer c
    where s.org_id = ${orgId} and ${only('s.customer_id')} and c.org_id = s.org_id and c.id = s.customer_id and ${only('c.id')} and c.deleted_at is not null`.execute(
    tx,
  )
  const evidence = sql`coalesce(s.evidence, 0)`
  const answeredWindows = sql`coalesce(${windowCount}, 0)`
  await sql`
    insert into customer_standing as old (org_id, customer_id, owner_id, evidence, regularity, strength, answered, answered_days,
      first_answered_at, last_answered_at, effort_count, effort_minutes, open_minor, won_minor, won_deals, largest_deal_minor, trusted_until, strength_order, measured_at)
    select c.org_id, c.id, c.owner_id, ${evidence}, ${answeredWindows} / 6.0, ${strengthFrom(evidence, answeredWindows)},
      coalesce(s.answered, 0), case when s.first is null then 0 when s.last - s.first < interval '1 day' and s.first::date = s.last::date then 1 else 2 end,
      s.first, s.last, coalesce(s.effort_count, 0), coalesce(s.effort_minutes, 0),
      coalesce(d.open_minor, 0), coalesce(d.won_minor, 0), coalesce(d.won_deals, 0), d.largest_minor,
      (greatest(d.won_on, t.proved_on) + interval '${sql.raw(String(trustMonths))} months')::date,
      ${strengthOrderFrom(evidence, answeredWindows, moment)}, ${moment}
    from customer c
    left join (${
      isSummed
        ? sql`select * from customer_contact_sum a where a.org_id = ${orgId} and ${only('a.customer_id')}`
        : contactSums(orgId, moment, only('a.customer_id'))
    }) s on s.customer_id = c.id
    left join (
      select o.customer_id, sum(o.amount_minor) filter (where o.status = 'open') as open_minor,
        sum(o.amount_minor) filter (where o.status = 'won' and o.closed_at > ${moment} - interval '1 year' and o.closed_at <= ${moment}) as won_minor,
        count(*) filter (where o.status = 'won' and o.closed_at <= ${moment})::int as won_deals,
        max(o.amount_minor) filter (where o.status = 'open' or o.closed_at <= ${moment}) as largest_minor,
        (max(o.closed_at) filter (where o.status = 'won' and o.closed_at <= ${moment}))::date as won_on
      from opportunity o
      where o.org_id = ${orgId} and o.customer_id is not null and o.deleted_at is null and o.currency = ${currency}
        and o.status in ('open', 'won') and ${only('o.customer_id')}
      group by o.customer_id
    ) d on d.customer_id = c.id
    left join (
      select p.customer_id, max(p.proved_on) as proved_on from customer_trust_proof p
      where p.org_id = ${orgId} and p.deleted_at is null and p.proved_on <= ${today}::date and ${only('p.customer_id')} group by p.customer_id
    ) t on t.customer_id = c.id
    where c.org_id = ${orgId} and c.deleted_at is null and (c.created_at <= ${moment} or s.customer_id is not null) and ${only('c.id')}
    on conflict (org_id, customer_id) do update set (${sql.raw(measured.join(', '))}, measured_at) = (${columnsOf('excluded')}, excluded.measured_at)
      where old.measured_at <= excluded.measured_at and (${columnsOf('old')}) is distinct from (${columnsOf('excluded')})`.execute(
    tx,
  )
}
