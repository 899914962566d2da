import { sql } from 'kysely'
import { editingCustomer } from '../../customers/permissions.ts'
import { reaches } from '../../people/reach.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { verdictOf } from '../../platform/http/problem.ts'
import type { Caller } from '../../platform/session.ts'
import type { DateKind } from '../customer-dates.ts'
import { readModel } from './model.ts'
import { toldColumns, toldOf, type ToldRow } from './told.ts'

const mostDeals = 30

/** What one customer is expected to buy again, and its dates; null when it is not there or out of reach. */
export async function readBuyer(tx: Tx, caller: Caller, id: string) {
  const { orgId } = caller
  const customer = await tx
    .selectFrom('customer')
    .select(['owner_id as ownerId', 'deleted_at'])
    .where('org_id', '=', orgId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!customer || !reaches(caller, customer.ownerId, id)) return null
  const [model, told, dates, deals] = [
    await readModel(tx, orgId),
    await sql<ToldRow>`select ${toldColumns} from repurchase_customer r where r.org_id = ${orgId} and r.customer_id = ${id}`.execute(tx), // prettier-ignore
    await readDates(tx, orgId, id),
    await sql<{ id: string; name: string; wonOn: string }>`
      select id, name, (closed_at at time zone ${caller.timeZone})::date as "wonOn" from opportunity
      where org_id = ${orgId} and customer_id = ${id} and status = 'won' and deleted_at is null and closed_at is not null
      order by closed_at desc limit ${sql.lit(mostDeals)}`.execute(tx),
  ]
  const archived = customer.deleted_at !== null
  return {
    told: told.rows[0] ? toldOf(told.rows[0]) : null,
    model,
    dates,
    deals: deals.rows,
    permissions: { edit: verdictOf(editingCustomer(caller, { id, ownerId: customer.ownerId, archived }), caller.locale) },
  }
}

async function readDates(tx: Tx, orgId: string, customerId: string) {
  const rows = await tx
    .selectFrom('customer_date as d')
    .innerJoin('member as m', (join) => join.onRef('m.org_id', '=', 'd.org_id').onRef('m.id', '=', 'd.created_by'))
    .leftJoin('opportunity as o', (join) => join.onRef('o.org_id', '=', 'd.org_id').onRef('o.id', '=', 'd.opportunity_id'))
    .select([
      'd.id',
      'd.kind',
      'd.on_day',
      'd.amount_minor',
      'd.note',
      'd.created_by',
      'm.name as by',
      'd.opportunity_id',
      'o.name',
    ])
    .where('d.org_id', '=', orgId)
    .where('d.customer_id', '=', customerId)
    .where('d.deleted_at', 'is', null)
    .orderBy('d.on_day')
    .orderBy('d.id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind as DateKind,
    on: row.on_day,
    amountMinor: row.amount_minor,
    opportunity: row.opportunity_id && row.name ? { id: row.opportunity_id, name: row.name } : null,
    note: row.note,
    by: { id: row.created_by, name: row.by },
  }))
}
