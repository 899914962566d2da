import { sql } from 'kysely'
import { resolveScope, within } from '../../capacity/queries/scope.ts'
import { readOrganization, reachable } from '../../people/queries.ts'
import { decodeCursor, pageOf } from '../../platform/cursor.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { isId } from '../../platform/ids.ts'
import { accept } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { healthColours, type HealthColour, type RedFlag } from '../health-score.ts'
import { readProgress } from '../store/setting.ts'
import { readJudging } from './setting.ts'

interface Asked {
  limit: number
  cursor?: string | undefined
  team?: string | undefined
  owner?: string | undefined
  colour?: HealthColour | undefined
  flag?: RedFlag | undefined
  falling?: boolean | undefined
  all?: boolean | undefined
  sort: 'stake' | 'score'
}

interface Row {
  customer_id: string
  name: string
  owner_id: string
  owner_name: string
  score: number
  coverage: number
  colour: HealthColour
  is_capped: boolean
  flags: RedFlag[]
  slope: number | null
  is_falling: boolean
  open_minor: number
  revenue_minor: number
  stake_minor: number
  alerted_on: string | null
}

/** Orange, red or falling. */
const atRisk = sql`(h.score < 60 or h.is_falling)`

/** Customers at risk (or all) with what stands to be lost. Who lost a customer sees it no more at once, though it is still filed under the former owner. */
export async function listHealth(tx: Tx, caller: Caller, asked: Asked) {
  const found = await resolveScope(tx, caller, asked)
  if (!found.ok) return found
  const { orgId } = caller
  const own = within(caller, found.value, 'h.owner_id')
  const column = asked.sort === 'stake' ? sql`h.stake_minor` : sql`h.score`
  const isDown = asked.sort === 'stake'
  const after = decodeCursor(asked.cursor, 2)
  const isPlace = after !== null && typeof after[0] === 'number' && isId(String(after[1]))
  const place = isPlace
    ? sql`(${column}, h.customer_id) ${isDown ? sql`<` : sql`>`} (${after[0]}::${isDown ? sql`bigint` : sql`float8`}, ${after[1]}::uuid)`
    : null
  const conditions = [
    sql`h.org_id = ${orgId}`,
    own,
    ...(asked.all || asked.colour ? [] : [atRisk]),
    ...(asked.colour ? [sql`h.colour = ${asked.colour}`] : []),
    ...(asked.flag ? [sql`${asked.flag} = any(h.flags)`] : []),
    ...(asked.falling === undefined ? [] : [sql`h.is_falling = ${asked.falling}`]),
    ...(place ? [place] : []),
  ]
  const [{ threshold }, { currency }, progress, { rows: sums }, { rows }] = await Promise.all([
    readJudging(tx, orgId),
    readOrganization(tx, orgId),
    readProgress(tx, orgId),
    sql<{ colour: HealthColour; customers: number; stake: number; risky: number; risky_stake: number }>`
      select h.colour, count(*)::int as customers, sum(h.stake_minor)::bigint as stake, count(*) filter (where ${atRisk})::int as risky,
        coalesce(sum(h.stake_minor) filter (where ${atRisk}), 0)::bigint as risky_stake
      from customer_health h where h.org_id = ${orgId} and ${own} group by h.colour`.execute(tx),
    sql<Row>`
      select h.*, c.name, c.owner_id, m.name as owner_name
      from customer_health h
        join customer c on c.org_id = h.org_id and c.id = h.customer_id and c.deleted_at is null and ${reachable(caller, 'c.owner_id')}
        join member m on m.org_id = c.org_id and m.id = c.owner_id
      where ${sql.join(conditions, sql` and `)}
      order by ${column} ${isDown ? sql`desc` : sql`asc`}, h.customer_id ${isDown ? sql`desc` : sql`asc`}
      limit ${sql.lit(asked.limit + 1)}`.execute(tx),
  ])
  const { items, nextCursor } = pageOf(rows, asked.limit, (row) => [isDown ? row.stake_minor : row.score, row.customer_id])
  const byColour = new Map(sums.map((row) => [row.colour, row]))
  const total = (of: 'risky' | 'risky_stake'): number => sums.reduce((sum, row) => sum + row[of], 0)
  return accept({
    nextCursor,
    items: items.map((row) => ({
      customer: { id: row.customer_id, name: row.name },
      owner: { id: row.owner_id, name: row.owner_name },
      score: row.score,
      coverage: row.coverage,
      colour: row.colour,
      isCapped: row.is_capped,
      flags: row.flags,
      slope: row.slope,
      isFalling: row.is_falling,
      openMinor: row.open_minor,
      revenueMinor: row.revenue_minor,
      stakeMinor: row.stake_minor,
      alertedOn: row.alerted_on,
    })),
    colours: healthColours.map((colour) => ({
      colour,
      customers: byColour.get(colour)?.customers ?? 0,
      stakeMinor: byColour.get(colour)?.stake ?? 0,
    })),
    atRisk: { customers: total('risky'), stakeMinor: total('risky_stake') },
    judgedAt: progress?.through.toISOString() ?? null,
    threshold,
    currency,
  })
}
