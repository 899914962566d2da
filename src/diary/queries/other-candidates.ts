import { sql } from 'kysely'
import { inOwnCurrency, isCountable } from '../../people/queries/rates.ts'
import type { Tx } from '../../platform/database/connect.ts'
import type { Caller } from '../../platform/session.ts'
import { cadenceDays } from '../candidate.ts'

export interface CustomerToCall {
  id: string
  name: string
  phone: string | null
  ownerId: string
  level: string
  /** Days since the last contact; since the last win where there was none. */
  silentDays: number
  wonDaysAgo: number
  /** Of the largest deal won, minor units. */
  wonMinor: number
}

const perPerson = 15

/** What a won deal `o` brought, at the rate of its day. */
const worth = (caller: Caller) =>
  inOwnCurrency(caller, { amount: sql`o.amount_minor`, of: sql`o.currency`, at: sql`o.closed_at` })

/** Customers who have bought, with how long nobody has spoken to them and what they bought for. */
export async function readBuyers(tx: Tx, caller: Caller, owners: readonly string[]): Promise<CustomerToCall[]> {
  if (!caller.abilities.has('customers.read') || !caller.abilities.has('opportunities.read')) return []
  const cadence = sql`(case c.level when 'strategic' then ${cadenceDays['strategic']}::int when 'premium' then ${cadenceDays['premium']}::int
    when 'target' then ${cadenceDays['target']}::int else ${cadenceDays['potential']}::int end)`
  const { rows } = await sql<CustomerToCall>`
    select * from (
      select w.*, row_number() over (partition by "ownerId" order by ("silentDays" > cadence) desc, "wonMinor" desc, id) as place
      from (
        select c.id, c.name, c.phone, c.owner_id as "ownerId", c.level, ${cadence} as cadence,
               floor(extract(epoch from ${caller.now}::timestamptz - coalesce(c.last_activity_at, max(o.closed_at)))::float8 / 86400)::int as "silentDays",
               floor(extract(epoch from ${caller.now}::timestamptz - max(o.closed_at))::float8 / 86400)::int as "wonDaysAgo",
               max(${worth(caller)})::bigint as "wonMinor"
        from customer c
        join opportunity o on o.org_id = c.org_id and o.customer_id = c.id and o.status = 'won' and o.deleted_at is null
          and o.amount_minor > 0 and ${isCountable(caller, sql`o.currency`)} and o.closed_at is not null
        where c.org_id = ${caller.orgId} and c.owner_id = any(${[...owners]}::uuid[]) and c.deleted_at is null
        group by c.org_id, c.id
      ) w
    ) p where place <= ${sql.lit(perPerson)}`.execute(tx)
  return rows
}

export interface LeadToAnswer {
  id: string
  company: string
  phone: string | null
  ownerId: string
  hours: number
}

/** Leads to whom nobody has spoken yet, the freshest first. */
export async function readUnanswered(tx: Tx, caller: Caller, owners: readonly string[]): Promise<LeadToAnswer[]> {
  if (!caller.abilities.has('leads.read')) return []
  const { rows } = await sql<LeadToAnswer>`
    select * from (
      select l.id, l.company, l.phone, l.owner_id as "ownerId", extract(epoch from ${caller.now}::timestamptz - l.created_at) / 3600 as hours,
             row_number() over (partition by l.owner_id order by l.id desc) as place
      from lead l
      where l.org_id = ${caller.orgId} and l.owner_id = any(${[...owners]}::uuid[]) and l.status = 'open' and l.deleted_at is null
        and l.last_activity_at is null
    ) p where place <= ${sql.lit(perPerson)}`.execute(tx)
  return rows
}

/** Mean of what was won in the last year, minor units: what a lead of which nothing is known may bring. */
export async function readUsualWin(tx: Tx, caller: Caller): Promise<number> {
  const { rows } = await sql<{ mean: number | null }>`
    select avg(${worth(caller)})::float8 as mean from opportunity o
    where o.org_id = ${caller.orgId} and o.status = 'won' and o.deleted_at is null and o.amount_minor > 0
      and o.closed_at > ${caller.now}::timestamptz - interval '365 days'`.execute(tx)
  return Math.round(rows[0]?.mean ?? 0)
}
