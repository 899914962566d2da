import { sql } from 'kysely'
import { editingCustomer, readingCustomers } from '../../customers/permissions.ts'
import { readOrganization, reachable } from '../../people/queries.ts'
import { inOwnCurrency } from '../../people/queries/rates.ts'
import { reaches } from '../../people/reach.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { verdictOf } from '../../platform/http/problem.ts'
import { accept, refuse } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import type { Behaviour } from '../interview.ts'
import { transactionsOf, type Order } from '../transactions.ts'

/** The record and all that were merged into it: what was told of any of them is told of the company. */
const records = (orgId: string, id: string) => sql`(
  with recursive r (id) as (
    select ${id}::uuid union select c.id from customer c join r on c.org_id = ${orgId} and c.merged_into_id = r.id)
  select id from r)`

/** Credit, transactions and interviews of a customer within reach. */
export async function readCards(tx: Tx, caller: Caller, id: string) {
  const refusal = readingCustomers(caller)
  if (refusal) return { ok: false as const, refusal }
  const { orgId } = caller
  const customer = await tx
    .selectFrom('customer')
    .select(['owner_id as ownerId', 'deleted_at'])
    .where('org_id', '=', orgId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!customer || !reaches(caller, customer.ownerId, id)) return refuse('not-found')
  const { currency } = await readOrganization(tx, orgId)
  const facts = await readFacts(tx, orgId, id)
  return accept({
    currency,
    credit: {
      ...(await readCredit(tx, orgId, id)),
      daysLate: facts?.days_late ?? null,
      overdueDays: facts?.overdue_days ?? null,
    },
    transactions: caller.abilities.has('opportunities.read')
      ? { ...(await readTransactions(tx, caller, id, currency)), margin: facts?.margin ?? null }
      : null,
    interviews: await readInterviews(tx, orgId, id),
    permissions: {
      edit: verdictOf(
        editingCustomer(caller, { id, ownerId: customer.ownerId, archived: customer.deleted_at !== null }),
        caller.locale,
      ),
    },
  })
}

async function readFacts(tx: Tx, orgId: string, id: string) {
  return tx
    .selectFrom('key_account_fact')
    .select(['days_late', 'overdue_days', 'margin'])
    .where('org_id', '=', orgId)
    .where('customer_id', '=', id)
    .executeTakeFirst()
}

/** What was told of the record itself, else of the one merged into it that was told of last. */
export async function readCredit(tx: Tx, orgId: string, id: string) {
  const { rows } = await sql<{
    customer_id: string
    limit_minor: number | null
    terms_days: number | null
    behaviour: Behaviour | null
    reviewed_on: string | null
    note: string | null
    version: number
    updated_by: string
    updated_at: Date
    name: string | null
  }>`
    select f.*, m.name from customer_credit f left join member m on m.org_id = f.org_id and m.id = f.updated_by
    where f.org_id = ${orgId} and f.customer_id in ${records(orgId, id)}
    order by (f.customer_id = ${id}) desc, f.updated_at desc limit 1`.execute(tx)
  const [row] = rows
  return {
    limitMinor: row?.limit_minor ?? null,
    termsDays: row?.terms_days ?? null,
    behaviour: row?.behaviour ?? null,
    reviewedOn: row?.reviewed_on ?? null,
    note: row?.note ?? null,
    version: row?.customer_id === id ? row.version : 0,
    by: row ? { id: row.updated_by, name: row.name ?? '' } : null,
    at: row?.updated_at.toISOString() ?? null,
  }
}

async function readTransactions(tx: Tx, caller: Caller, id: string, currency: string) {
  const worth = inOwnCurrency({ ...caller, currency }, { amount: sql`o.amount_minor`, of: sql`o.currency`, at: sql`o.closed_at` })
  const { rows } = await sql<Order & { unknown: boolean; product: string | null }>`
    select to_char(o.closed_at at time zone ${caller.timeZone}, 'YYYY-MM-DD') as on, ${worth} as "amountMinor",
      o.currency <> ${currency} and ${worth} is null as unknown,
      o.product_id as "productId", p.name as product
    from opportunity o left join product p on p.org_id = o.org_id and p.id = o.product_id
    where o.org_id = ${caller.orgId} and o.customer_id = ${id} and o.status = 'won' and o.deleted_at is null and o.closed_at is not null
      and ${reachable(caller, 'o.owner_id', 'o.customer_id')}`.execute(tx)
  const names = new Map(rows.flatMap(({ productId, product }) => (productId === null ? [] : [[productId, product ?? '']])))
  // an order whose currency has no rate is an order; its amount is in no sum
  const { products, ...all } = transactionsOf(rows)
  return {
    ...all,
    products: products.map(({ productId, ...totals }) => ({
      product: productId === null ? null : { id: productId, name: names.get(productId)! },
      ...totals,
    })),
    otherCurrencies: rows.filter(({ unknown }) => unknown).length,
  }
}

async function readInterviews(tx: Tx, orgId: string, id: string) {
  const { rows } = await sql<{
    id: string
    held_on: string
    motives: string | null
    appreciates: string | null
    doubts: string | null
    experience: string | null
    product_in_use: string | null
    competitor: string | null
    written_by: string
    written_at: Date
    name: string | null
  }>`
    select i.*, m.name from customer_interview i left join member m on m.org_id = i.org_id and m.id = i.written_by
    where i.org_id = ${orgId} and i.customer_id in ${records(orgId, id)} order by i.held_on desc, i.id desc limit 50`.execute(tx)
  return rows.map((row) => ({
    id: row.id,
    heldOn: row.held_on,
    motives: row.motives,
    appreciates: row.appreciates,
    doubts: row.doubts,
    experience: row.experience,
    productInUse: row.product_in_use,
    competitor: row.competitor,
    by: { id: row.written_by, name: row.name ?? '' },
    at: row.written_at.toISOString(),
  }))
}
