import { sql } from 'kysely'
import type { Tx } from '../../platform/database/connect.ts'
import type { Caller } from '../../platform/session.ts'
import { dayOf, startOfDay } from '../../platform/time.ts'
import type { Taken } from '../rule.ts'

/** What the caller has claimed today and this month, and looks after now. */
export async function readTaken(tx: Tx, { orgId, memberId, now, timeZone }: Caller): Promise<Taken> {
  const today = dayOf(now, timeZone)
  const { rows } = await sql<Taken>`
    select count(*) filter (where e.at >= ${startOfDay(today, timeZone)})::int as today, count(*)::int as "thisMonth",
      (select count(*)::int from customer c where c.org_id = ${orgId} and c.owner_id = ${memberId} and c.deleted_at is null) as held
    from pool_event e where e.org_id = ${orgId} and e.to_owner_id = ${memberId} and e.kind = 'claimed'
      and e.at >= ${startOfDay(`${today.slice(0, 7)}-01`, timeZone)}`.execute(tx)
  return rows[0]!
}

/** How many customers each of these people looks after. */
export async function heldBy(tx: Tx, orgId: string, members: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await sql<{ id: string; held: number }>`
    select owner_id as id, count(*)::int as held from customer
    where org_id = ${orgId} and owner_id = any(${[...members]}::uuid[]) and deleted_at is null group by 1`.execute(tx)
  return new Map(rows.map(({ id, held }) => [id, held]))
}
