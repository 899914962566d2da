import { sql } from 'kysely'
import { record } from '../../platform/audit-trail.ts'
import type { Tx } from '../../platform/database/connect.ts'
import type { Caller } from '../../platform/session.ts'

interface Place {
  customer_id: string
  role: string
}

const tell = async (
  tx: Tx,
  caller: Caller,
  memberId: string,
  places: readonly Place[],
  side: 'before' | 'after',
): Promise<void> => {
  const changes = places.map(({ customer_id, role }) => ({
    entityKind: 'customer',
    entityId: customer_id,
    action: 'changed',
    [side]: { accountTeam: [memberId, role] },
  }))
  if (changes.length > 0) await record(tx, caller, changes)
}

/** Ends all places of a member in account teams, on record with each customer: who left or handed over reaches them no more. */
export async function endAccountPlaces(tx: Tx, caller: Caller, memberId: string, reason: 'left' | 'handed-over'): Promise<void> {
  const { rows } = await sql<Place>`
    update account_member set ended_at = ${caller.now}, ended_by = ${caller.memberId}, end_reason = ${reason}
     where org_id = ${caller.orgId} and member_id = ${memberId} and ended_at is null returning customer_id, role`.execute(tx)
  await tell(tx, caller, memberId, rows, 'before')
}

/** Gives back the places that a hand-over ended at this moment, but for those that were given anew meanwhile. */
export async function resumeAccountPlaces(tx: Tx, caller: Caller, memberId: string, endedAt: Date): Promise<void> {
  const { rows } = await sql<Place>`
    update account_member a set ended_at = null, ended_by = null, end_reason = null
     where a.org_id = ${caller.orgId} and a.member_id = ${memberId} and a.end_reason = 'handed-over' and a.ended_at = ${endedAt}
       and not exists (select from account_member b where b.org_id = a.org_id and b.customer_id = a.customer_id
         and b.member_id = a.member_id and b.role = a.role and b.ended_at is null)
    returning a.customer_id, a.role`.execute(tx)
  await tell(tx, caller, memberId, rows, 'after')
}
