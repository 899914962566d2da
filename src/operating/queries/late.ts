import { sql } from 'kysely'
import { reachable } from '../../people/queries.ts'
import type { Tx } from '../../platform/database/connect.ts'
import type { Caller } from '../../platform/session.ts'
import { dayOf } from '../../platform/time.ts'
import type { DutyKind } from '../duties.ts'

/** How many accounts within reach are late on anything, and on what. */
export async function readLate(tx: Tx, caller: Caller) {
  const today = dayOf(caller.now, caller.timeZone)
  const { rows } = await sql<{ accounts: number } & Record<DutyKind, number>>`
    select count(*)::int as accounts, count(*) filter (where s.contact_due_on < ${today}::date)::int as contact,
      count(*) filter (where s.review_due_on < ${today}::date)::int as review, count(*) filter (where s.role_due_on < ${today}::date)::int as role,
      count(*) filter (where s.answer_due_on < ${today}::date)::int as answer
    from operating_state s join customer c on c.org_id = s.org_id and c.id = s.customer_id and c.deleted_at is null
    where s.org_id = ${caller.orgId} and ${reachable(caller, 'c.owner_id', 'c.id')}
      and least(s.contact_due_on, s.review_due_on, s.role_due_on, s.answer_due_on) < ${today}::date`.execute(tx)
  const { accounts, contact, review, role, answer } = rows[0]!
  return { accounts, late: { contact, review, role, answer } }
}
