import { sql } from 'kysely'
import { isAnswered } from '../../activities/queries/strength-in-sql.ts'
import { inOwnCurrency, isCountable } from '../../people/queries/rates.ts'
import type { Tx } from '../../platform/database/connect.ts'
import type { Caller } from '../../platform/session.ts'
import { dayOf, startOfDay } from '../../platform/time.ts'

/** An old customer that the upkeep planner put on somebody's list of today and who was not contacted yet. */
export interface ListedCustomer {
  id: string
  name: string
  phone: string | null
  ownerId: string
  reason: string
  eventOn: string | null
  /** Working days since the last answered contact, and between two. */
  daysSince: number
  cadence: number
  minutes: number
  /** Of the largest deal won, minor units; null where nothing was bought. */
  wonMinor: number | null
}

/** The planner's lists of today, in its order; `planned` are those of the owners whose customers it keeps. */
export async function readListed(
  tx: Tx,
  caller: Caller,
  owners: readonly string[],
): Promise<{ listed: ListedCustomer[]; planned: Set<string> }> {
  if (!caller.abilities.has('customers.read')) return { listed: [], planned: new Set() }
  const today = dayOf(caller.now, caller.timeZone)
  const { orgId } = caller
  const worth = inOwnCurrency(caller, { amount: sql`o.amount_minor`, of: sql`o.currency`, at: sql`o.closed_at` })
  const { rows } = await sql<ListedCustomer>`
    select c.id, c.name, c.phone, c.owner_id as "ownerId", l.reason, l.event_on as "eventOn", l.days_since as "daysSince", l.cadence, l.minutes,
      (select max(${worth})::bigint from opportunity o where o.org_id = ${orgId} and o.customer_id = c.id and o.status = 'won'
        and o.deleted_at is null and ${isCountable(caller, sql`o.currency`)}) as "wonMinor"
    from upkeep_listed l join customer c on c.org_id = l.org_id and c.id = l.customer_id and c.owner_id = l.owner_id and c.deleted_at is null
    where l.org_id = ${orgId} and l.day = ${today}::date and l.owner_id = any(${[...owners]}::uuid[])
      and not exists (select from activity a where a.org_id = ${orgId} and a.customer_id = c.id and a.deleted_at is null and ${isAnswered}
        and a.happened_at >= ${startOfDay(today, caller.timeZone)})
    order by l.owner_id, l.place`.execute(tx)
  const { rows: kept } = await sql<{ id: string }>`
    select distinct p.owner_id as id from upkeep_listed p where p.org_id = ${orgId} and p.day = ${today}::date and p.owner_id = any(${[...owners]}::uuid[])`.execute(
    tx,
  )
  return { listed: rows, planned: new Set(kept.map(({ id }) => id)) }
}
