import { sql, type RawBuilder } from 'kysely'
import { resolveScope, within } from '../../capacity/queries/scope.ts'
import { reachable, readOrganization } from '../../people/queries.ts'
import { decodeCursor, pageOf } from '../../platform/cursor.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { isId } from '../../platform/ids.ts'
import { accept } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { riskyStates, states, type State } from '../expectation.ts'
import { readProgress } from '../store.ts'
import { readModel } from './model.ts'
import { toldColumns, toldOf, type ToldRow } from './told.ts'

interface Asked {
  limit: number
  cursor?: string | undefined
  team?: string | undefined
  owner?: string | undefined
  state?: State | undefined
  risk?: boolean | undefined
  sort: 'risk' | 'usual' | 'expected' | 'silent' | 'contract'
}

interface Row extends ToldRow {
  id: string
  name: string
  owner_id: string
  owner_name: string
  rank: number
}

/** One number to sort by, the highest first. */
const ranks: Record<Asked['sort'], RawBuilder<number>> = {
  risk: sql`r.at_risk_minor`,
  usual: sql`r.usual_minor`,
  expected: sql`coalesce(r.expected_orders, -1)`,
  silent: sql`coalesce(date '2200-01-01' - r.last_on, -1)`,
  contract: sql`coalesce(date '2200-01-01' - r.contract_ends_on, -1)`,
}

/** Customers who have bought or have a contract. Who lost a customer sees it no more at once, though it is still filed under the former owner. */
export async function listBuyers(tx: Tx, caller: Caller, asked: Asked) {
  const found = await resolveScope(tx, caller, asked)
  if (!found.ok) return found
  const { orgId } = caller
  const own = within(caller, found.value, 'r.owner_id')
  const counts = await sql<{ state: State; customers: number; usual: number; risk: number }>`
    select r.state, count(*)::int as customers, sum(r.usual_minor)::bigint as usual, sum(r.at_risk_minor)::bigint as risk
    from repurchase_customer r where r.org_id = ${orgId} and ${own} group by r.state`.execute(tx)
  const rank = ranks[asked.sort]
  const after = decodeCursor(asked.cursor, 2)
  const isPlace = after !== null && typeof after[0] === 'number' && isId(String(after[1]))
  const conditions = [
    sql`r.org_id = ${orgId}`,
    own,
    ...(asked.state ? [sql`r.state = ${asked.state}`] : []),
    ...(asked.risk ? [sql`r.state in (${sql.join(riskyStates.map((each) => sql.lit(each)))})`] : []),
    ...(isPlace ? [sql`(${rank}, r.customer_id) < (${after[0]}::float8, ${after[1]}::uuid)`] : []),
  ]
  const { rows } = await sql<Row>`
    select c.id, c.name, c.owner_id, m.name as owner_name, ${toldColumns}, ${rank}::float8 as rank
    from repurchase_customer r
      join customer c on c.org_id = r.org_id and c.id = r.customer_id and c.deleted_at is null and ${reachable(caller, 'c.owner_id')}
      join member m on m.org_id = c.org_id and m.id = c.owner_id
    where ${sql.join(conditions, sql` and `)}
    order by ${rank} desc, r.customer_id desc limit ${sql.lit(asked.limit + 1)}`.execute(tx)
  const { items, nextCursor } = pageOf(rows, asked.limit, (row) => [row.rank, row.id])
  const byState = new Map(counts.rows.map((row) => [row.state, row]))
  const [model, progress, { currency }] = [await readModel(tx, orgId), await readProgress(tx, orgId), await readOrganization(tx, orgId)] // prettier-ignore
  return accept({
    nextCursor,
    items: items.map((row) => ({
      customer: { id: row.id, name: row.name },
      owner: { id: row.owner_id, name: row.owner_name },
      ...toldOf(row),
    })),
    states: states.map((state) => ({
      state,
      customers: byState.get(state)?.customers ?? 0,
      usualMinor: byState.get(state)?.usual ?? 0,
      atRiskMinor: byState.get(state)?.risk ?? 0,
    })),
    model,
    judgedAt: progress?.through.toISOString() ?? null,
    currency,
  })
}
