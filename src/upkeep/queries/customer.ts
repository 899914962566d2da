import { editingCustomer } from '../../customers/permissions.ts'
import { reaches } from '../../people/reach.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { verdictOf } from '../../platform/http/problem.ts'
import type { Caller } from '../../platform/session.ts'
import type { EventKind } from '../events.ts'
import { planningContact } from '../permissions.ts'
import type { KeptGrade } from '../setting.ts'

/** How often one customer is contacted; null when it is not there or out of reach. */
export async function readCustomer(tx: Tx, caller: Caller, id: string) {
  const row = await tx
    .selectFrom('customer as c')
    .leftJoin('upkeep_plan as p', (join) => join.onRef('p.org_id', '=', 'c.org_id').onRef('p.customer_id', '=', 'c.id'))
    .selectAll('p')
    .select(['c.owner_id as ownerId', 'c.deleted_at as gone'])
    .where('c.org_id', '=', caller.orgId)
    .where('c.id', '=', id)
    .executeTakeFirst()
  if (!row || !reaches(caller, row.ownerId, id)) return null
  const closed = planningContact(caller) ?? editingCustomer(caller, { id, ownerId: row.ownerId, archived: row.gone !== null })
  return {
    plan:
      row.grade === null
        ? null
        : {
            grade: row.grade as KeptGrade,
            isJudged: row.is_judged!,
            isFalling: row.is_falling!,
            cadence: row.cadence!,
            minutes: row.minutes!,
            lastContactOn: row.has_contact ? row.contacted_on : null,
            dueOn: row.due_on!,
            lateOn: row.late_on!,
            event: row.event as EventKind | null,
            eventOn: row.event_on,
            listedOn: row.listed_on,
            meantFor: row.meant_for,
          },
    permissions: { plan: verdictOf(closed, caller.locale) },
  }
}
