import { sql, type RawBuilder } from 'kysely'
import { resolveScope, within } from '../../capacity/queries/scope.ts'
import { readOrganization, reachable } from '../../people/queries.ts'
import { decodeCursor, pageOf } from '../../platform/cursor.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { isId } from '../../platform/ids.ts'
import { accept } from '../../platform/refusal.ts'
import { dayOf } from '../../platform/time.ts'
import type { Caller } from '../../platform/session.ts'
import { isBeyondCapacity, tiers, type IndicatorValues, type KeyAccountScore, type Tier } from '../score.ts'
import { readProgress } from '../store.ts'
import { readJudging } from './setting.ts'

interface Asked {
  limit: number
  cursor?: string | undefined
  team?: string | undefined
  owner?: string | undefined
  tier?: Tier | undefined
  beyond?: boolean | undefined
  owed?: 'kept' | 'late' | undefined
  sort: 'score' | 'revenue'
  order: 'desc' | 'asc'
}

interface Row {
  id: string
  name: string
  owner_id: string
  owner_name: string
  tier: Tier
  score: number | null
  coverage: number
  caps: KeyAccountScore['caps']
  parts: KeyAccountScore['parts']
  known: IndicatorValues
  revenue_minor: number
  since: string
  rank: number
  place: number | null
  is_owed: boolean
  contact_due_on: string | null
  review_due_on: string | null
  role_due_on: string | null
  answer_due_on: string | null
}

/** One number to sort by: the tiers one after another and the score within; or what was won within a year. Indexes hold both as they stand here. */
const ranks: Record<Asked['sort'], RawBuilder<number>> = {
  score: sql<number>`((case k.tier when 'S' then 3000 when 'A' then 2000 when 'B' then 1000 else 0 end) + coalesce(k.score, -1))`,
  revenue: sql<number>`k.revenue_minor`,
}

const dueOn = ['contact', 'review', 'role', 'answer'] as const
/** Whether anything that the account is owed was due before today. */
const isLate = (today: string) =>
  sql<boolean>`least(s.contact_due_on, s.review_due_on, s.role_due_on, s.answer_due_on) < ${today}::date`
const ofState = sql`left join operating_state s on s.org_id = k.org_id and s.customer_id = k.customer_id`

/**
 * Customers by tier and score, the caller's scope and, where none is asked for, those in whose account team the caller is. Who lost a
 * customer sees it no more at once, though it is still filed under the former owner.
 */
export async function listAccounts(tx: Tx, caller: Caller, asked: Asked) {
  const found = await resolveScope(tx, caller, asked)
  if (!found.ok) return found
  const { orgId } = caller
  const today = dayOf(caller.now, caller.timeZone)
  const line = within(caller, found.value, 'k.owner_id')
  const teams = asked.team || asked.owner ? [] : [...(caller.accounts?.read ?? [])]
  const own = teams.length === 0 ? line : sql<boolean>`(${line} or k.customer_id = any(${teams}::uuid[]))`
  const [{ judging: _, capacity }, { currency }, progress, { rows: counts }] = await Promise.all([
    readJudging(tx, orgId),
    readOrganization(tx, orgId),
    readProgress(tx, orgId),
    sql<{ tier: Tier; customers: number; revenue: number; owed: number; late: number; all: number }>`
      select k.tier, count(*) filter (where ${own})::int as customers, coalesce(sum(k.revenue_minor) filter (where ${own}), 0)::bigint as revenue,
        count(s.customer_id) filter (where ${own})::int as owed, count(*) filter (where ${own} and ${isLate(today)})::int as late, count(*)::int as all
      from key_account k ${ofState} where k.org_id = ${orgId} group by k.tier`.execute(tx),
  ])
  const rank = ranks[asked.sort]
  const [direction, behind] = asked.order === 'asc' ? [sql`asc`, sql`>`] : [sql`desc`, sql`<`]
  const after = decodeCursor(asked.cursor, 2)
  const isPlace = after !== null && typeof after[0] === 'number' && isId(String(after[1]))
  const places = sql`(select customer_id, row_number() over (order by score desc, customer_id desc)::int as place
    from key_account where org_id = ${orgId} and tier = 'S')`
  const conditions = [
    sql`k.org_id = ${orgId}`,
    own,
    ...(asked.tier ? [sql`k.tier = ${asked.tier}`] : []),
    ...(asked.beyond
      ? [sql`k.customer_id in (select b.customer_id from ${places} b where b.place > ${capacity ?? 1_000_000_000})`]
      : []),
    ...(asked.owed
      ? [sql`s.customer_id is not null and ${isLate(today)} is ${asked.owed === 'late' ? sql`true` : sql`not true`}`]
      : []),
    ...(isPlace ? [sql`(${rank}, k.customer_id) ${behind} (${after[0]}, ${after[1]}::uuid)`] : []),
  ]
  const { rows } = await sql<Row>`
    with page as materialized (
      select c.id, c.name, c.owner_id, m.name as owner_name, k.tier, k.score, k.coverage, k.caps, k.parts, k.known, k.revenue_minor, k.since, ${rank} as rank,
        s.customer_id is not null as is_owed, s.contact_due_on, s.review_due_on, s.role_due_on, s.answer_due_on
      from key_account k
        join customer c on c.org_id = k.org_id and c.id = k.customer_id and c.deleted_at is null and ${reachable(caller, 'c.owner_id', 'c.id')}
        join member m on m.org_id = c.org_id and m.id = c.owner_id
        ${ofState}
      where ${sql.join(conditions, sql` and `)}
      order by ${rank} ${direction}, k.customer_id ${direction} limit ${sql.lit(asked.limit + 1)})
    select page.*, p.place from page left join ${places} p on page.tier = 'S' and p.customer_id = page.id
    order by page.rank ${direction}, page.id ${direction}`.execute(tx)
  const { items, nextCursor } = pageOf(rows, asked.limit, (row) => [row.rank, row.id])
  const byTier = new Map(counts.map((row) => [row.tier, row]))
  const strong = byTier.get('S')?.all ?? 0
  return accept({
    nextCursor,
    items: items.map((row) => ({
      customer: { id: row.id, name: row.name },
      owner: { id: row.owner_id, name: row.owner_name },
      tier: row.tier,
      score: row.score,
      coverage: row.coverage,
      caps: row.caps,
      place: row.place,
      isBeyond: row.place !== null && isBeyondCapacity(row.tier, row.place, capacity),
      values: row.known,
      parts: row.parts,
      revenueMinor: row.revenue_minor,
      since: row.since,
      owed: row.is_owed
        ? {
            contactDueOn: row.contact_due_on,
            reviewDueOn: row.review_due_on,
            late: dueOn.filter((kind) => isBefore(row[`${kind}_due_on`], today)),
          }
        : null,
    })),
    tiers: tiers.map((tier) => ({
      tier,
      customers: byTier.get(tier)?.customers ?? 0,
      revenueMinor: byTier.get(tier)?.revenue ?? 0,
    })),
    capacity,
    owed: counts.reduce((sum, { owed }) => sum + owed, 0),
    late: counts.reduce((sum, { late }) => sum + late, 0),
    beyond: capacity === null ? 0 : Math.max(0, strong - capacity),
    judgedAt: progress?.touched_through.toISOString() ?? null,
    currency,
  })
}

const isBefore = (day: string | null, today: string): boolean => day !== null && day < today
