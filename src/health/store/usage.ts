import { sql } from 'kysely'
import type { Tx } from '../../platform/database/connect.ts'
import type { Caller } from '../../platform/session.ts'

export interface ToldUsage {
  customerId: string
  /** YYYY-MM. */
  month: string
  /** Null takes the month back. */
  used: number | null
  paidFor: number | null
  told: 'typed' | 'sent'
}

/** What is on record of the use of these customers, the latest month first. */
export async function readUsage(tx: Tx, orgId: string, ids: readonly string[]) {
  const { rows } = await sql<{
    customerId: string
    month: string
    used: number
    paidFor: number | null
    told: ToldUsage['told']
    at: Date
    by: { id: string; name: string }
  }>`
    select u.customer_id as "customerId", to_char(u.month, 'YYYY-MM') as month, u.used, u.paid_for as "paidFor", u.told, u.updated_at as at,
      json_build_object('id', u.updated_by, 'name', coalesce(m.name, '')) as by
    from customer_usage u left join member m on m.org_id = u.org_id and m.id = u.updated_by
    where u.org_id = ${orgId} and u.customer_id = any(${[...ids]}::uuid[]) order by u.month desc`.execute(tx)
  return rows
}

/** Keeps these months; those without a figure go. */
export async function saveUsage(tx: Tx, { orgId, memberId, now }: Caller, given: readonly ToldUsage[]): Promise<void> {
  const rows = given.map(({ customerId, month, used, paidFor, told }) => ({ id: customerId, month: `${month}-01`, used, paid_for: paidFor, told })) // prettier-ignore
  const told = sql`json_to_recordset(${JSON.stringify(rows)}::json) as r (id uuid, month date, used bigint, paid_for bigint, told text)`
  await sql`delete from customer_usage u using ${told}
    where u.org_id = ${orgId} and u.customer_id = r.id and u.month = r.month and r.used is null`.execute(tx)
  await sql`
    insert into customer_usage (org_id, customer_id, month, used, paid_for, told, updated_at, updated_by)
    select ${orgId}::uuid, r.id, r.month, r.used, r.paid_for, r.told, ${now}::timestamptz, ${memberId}::uuid from ${told} where r.used is not null
    on conflict (org_id, customer_id, month) do update set used = excluded.used, paid_for = excluded.paid_for, told = excluded.told,
      updated_at = excluded.updated_at, updated_by = excluded.updated_by`.execute(tx)
}
