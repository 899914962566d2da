import { sql, type RawBuilder } from 'kysely'
import { reachable } from '../../people/queries.ts'
import { pageOf, placeAfter } from '../../platform/cursor.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { verdictOf } from '../../platform/http/problem.ts'
import type { Caller } from '../../platform/session.ts'
import { holds } from '../../platform/database/search-grams.ts'
import { searchable } from '../../platform/text/grams.ts'
import { wilson } from '../../platform/wilson.ts'
import { managingCatalogue } from '../../products/permissions.ts'

interface CardRow {
  id: string
  name: string
  name_key: string
  strengths: string | null
  weaknesses: string | null
  answer: string | null
  version: number | null
  updated_at: Date | null
  updated_by: string | null
  updater_name: string | null
  won: number
  lost: number
  open: number
}

/**
 * Deals within reach that name the competitor, by how they stand, counted anew every time. A loss counts where it was lost to
 * this competitor, not where it was one of several.
 */
const cards = (caller: Caller, which: RawBuilder<unknown>, order: RawBuilder<unknown> = sql``) => sql<CardRow>`
  select k.id, k.name, k.name_key, b.strengths, b.weaknesses, b.answer, b.version, b.updated_at, b.updated_by, m.name as updater_name,
         coalesce(r.won, 0) as won, coalesce(r.lost, 0) as lost, coalesce(r.open, 0) as open
  from competitor k
  left join battlecard b on b.org_id = k.org_id and b.competitor_id = k.id
  left join member m on m.org_id = b.org_id and m.id = b.updated_by
  left join lateral (
    select count(*) filter (where o.status = 'won')::int as won, count(*) filter (where o.status = 'lost' and o.foremost)::int as lost,
           count(*) filter (where o.status in ('open', 'on-hold'))::int as open
    from (
      select o.status, true as foremost from opportunity o
       where o.org_id = k.org_id and o.competitor_id = k.id and o.deleted_at is null and ${reachable(caller, 'o.owner_id')}
      union all
      select o.status, false from named_competitor n join opportunity o on o.org_id = n.org_id and o.id = n.opportunity_id
       where n.org_id = k.org_id and n.competitor_id = k.id and o.competitor_id is distinct from k.id and o.deleted_at is null
         and ${reachable(caller, 'o.owner_id')}) o
  ) r on true
  where k.org_id = ${caller.orgId} and ${which} ${order}`

function shapeCard(caller: Caller, row: CardRow) {
  const { won, lost, open } = row
  const { low, high } = wilson(won, won + lost)
  return {
    competitor: { id: row.id, name: row.name },
    strengths: row.strengths ?? '',
    weaknesses: row.weaknesses ?? '',
    answer: row.answer ?? '',
    record: caller.abilities.has('opportunities.read')
      ? { won, lost, open, winRate: won + lost > 0 ? won / (won + lost) : null, winRateLow: low, winRateHigh: high }
      : null,
    version: row.version ?? 0,
    updatedAt: row.updated_at?.toISOString() ?? null,
    updatedBy: row.updated_by ? { id: row.updated_by, name: row.updater_name ?? '' } : null,
    permissions: { edit: verdictOf(managingCatalogue(caller), caller.locale) },
  }
}

export async function readBattlecard(tx: Tx, caller: Caller, competitorId: string) {
  const { rows } = await cards(caller, sql`k.id = ${competitorId}`).execute(tx)
  return rows[0] ? shapeCard(caller, rows[0]) : null
}

/** The cards of these competitors, in the order given. */
export async function readBattlecards(tx: Tx, caller: Caller, competitorIds: readonly string[]) {
  if (competitorIds.length === 0) return []
  const { rows } = await cards(caller, sql`k.id = any(${[...competitorIds]}::uuid[])`).execute(tx)
  return competitorIds.flatMap((id) => {
    const row = rows.find((one) => one.id === id)
    return row ? [shapeCard(caller, row)] : []
  })
}

/** All competitors that are not archived, by name, whether or not somebody has written their card. */
export async function listBattlecards(
  tx: Tx,
  caller: Caller,
  filter: { limit: number; cursor?: string | undefined; q?: string | undefined },
) {
  const after = placeAfter(filter.cursor, ['text', 'id'])
  const word = searchable(filter.q ?? '')
  const conditions = [
    sql`k.deleted_at is null`,
    ...(word === '' ? [] : [holds(word, sql`regexp_replace(k.name_key, '[\\s._/-]', '', 'g')`)]),
    ...(after ? [sql`(k.name_key, k.id) > (${after[0]}, ${after[1]}::uuid)`] : []),
  ]
  const { rows } = await cards(
    caller,
    sql.join(conditions, sql` and `),
    sql`order by k.name_key, k.id limit ${filter.limit + 1}`,
  ).execute(tx)
  const { items, nextCursor } = pageOf(rows, filter.limit, (row) => [row.name_key, row.id])
  return { items: items.map((row) => shapeCard(caller, row)), nextCursor }
}
