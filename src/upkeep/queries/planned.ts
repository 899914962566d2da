import { sql } from 'kysely'
import type { Tx } from '../../platform/database/connect.ts'
import type { Planned } from '../day-list.ts'

/** The customers of one person as they are planned, or one of them. */
export async function readPlanned(tx: Tx, orgId: string, ownerId: string, customerId?: string): Promise<Planned[]> {
  const { rows } = await sql<Planned>`
    select p.customer_id as id, p.grade, p.is_falling as "isFalling", p.cadence, p.minutes, p.contacted_on as "contactedOn", p.due_on as "dueOn",
      p.late_on as "lateOn", p.event, p.event_on as "eventOn", p.listed_on as "listedOn", p.meant_for as "meantFor"
    from upkeep_plan p where p.org_id = ${orgId} and ${customerId === undefined ? sql`p.owner_id = ${ownerId}` : sql`p.customer_id = ${customerId}`}
    order by p.customer_id`.execute(tx)
  return rows
}
