import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../../platform/database/connect.ts'
import type { DeedKind } from '../deeds/deeds.ts'
import type { Told } from '../deeds/strand.ts'

/** Those of these deals, as on record then (null: now), or so many behind a place in the order in which they lie (null: from the first on). */
export type Which = { deals: readonly string[]; known: Date | null } | { after: readonly string[] | null; most: number }

const nil = '00000000-0000-0000-0000-000000000000'

/**
 * Things of one kind, packed into one row by the database, each with the moment from which it counts. Everything is read in the order in which
 * it was written, not by deal: a million deals are read from end to end, not place by place. `last` is the place of the last one; null: none.
 */
export async function readDeeds(
  tx: Tx,
  orgId: string,
  kind: DeedKind,
  which: Which,
): Promise<{ told: Told; last: string[] | null }> {
  const { rows } = await sql<Omit<Told, 'what'> & { what: string[] | null; last: string[] | null }>`
    with part as materialized (${statements[kind](orgId, which)})
    select t.*, (select place::text[] from part order by place desc limit 1) as last from (
      select count(*)::int as rows, string_agg(uuid_send(deal), '') as deals, string_agg(timestamptz_send(at), '') as at,
        json_agg(what) as what, string_agg(int8send(who), '') as who, string_agg(int8send(ordinal), '') as order
      from part where tells
    ) t`.execute(tx)
  const { last, what, ...told } = rows[0]!
  return { told: what === null ? nothing : { ...told, what }, last }
}

/** How many things there are of all kinds, to tell how much of them is read. */
export async function countDeeds(tx: Tx, orgId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select (select count(*) from activity where org_id = ${orgId} and deleted_at is null and opportunity_id is not null)
      + (select count(*) from activity_contact where org_id = ${orgId})
      + (select count(*) from field_event where org_id = ${orgId} and field like 'element:%') as count`.execute(tx)
  return Number(rows[0]!.count)
}

const none = new Uint8Array()
const nothing: Told = { rows: 0, deals: none, at: none, what: [], who: none, order: none }

interface Cut {
  where: RawBuilder<unknown>
  known: RawBuilder<unknown>
  end: RawBuilder<unknown>
}

/** `deal` names the column with the deal, `place` those by which things are in order. */
function cut(which: Which, deal: string, recorded: string, place: readonly string[]): Cut {
  if ('deals' in which)
    return {
      where: sql`${sql.ref(deal)} = any(${[...which.deals]}::uuid[])`,
      known: which.known === null ? sql`true` : sql`${sql.ref(recorded)} <= ${which.known}`,
      end: sql``,
    }
  const columns = sql.join(place.map((column) => sql.ref(column)))
  const after = sql.join(place.map((_, index) => sql`${which.after?.[index] ?? nil}::uuid`))
  return { where: sql`(${columns}) > (${after})`, known: sql`true`, end: sql`order by ${columns} limit ${sql.lit(which.most)}` }
}

const microseconds = (column: string): RawBuilder<unknown> => sql`(extract(epoch from ${sql.ref(column)}) * 1000000)::bigint`

// what teaches nothing, and from when on the rest counts: opportunities/element-past.ts tells it one by one
const statements: Record<DeedKind, (orgId: string, which: Which) => RawBuilder<unknown>> = {
  activities: (orgId, which) => {
    const { where, known, end } = cut(which, 'a.opportunity_id', 'a.recorded_at', ['a.id'])
    return sql`
      select a.opportunity_id as deal, a.happened_at as at, a.kind || case when a.late then '!' else '' end as what, 0::bigint as who,
        0::bigint as ordinal, array[a.id] as place, true as tells
      from activity a where a.org_id = ${orgId} and a.deleted_at is null and a.opportunity_id is not null and ${where} and ${known} ${end}`
  },
  met: (orgId, which) => {
    const { where, known, end } = cut(which, 'a.opportunity_id', 'a.recorded_at', ['p.activity_id', 'p.contact_id'])
    return sql`
      select a.opportunity_id as deal, a.happened_at as at, coalesce(c.role, '') as what, uuid_hash_extended(c.id, 0) as who,
        ${microseconds('a.happened_at')} as ordinal, array[p.activity_id, p.contact_id] as place, true as tells
      from activity_contact p
      join activity a on a.org_id = p.org_id and a.id = p.activity_id and a.deleted_at is null and a.opportunity_id is not null
      join contact c on c.org_id = p.org_id and c.id = p.contact_id
      where p.org_id = ${orgId} and ${where} and ${known} ${end}`
  },
  elements: (orgId, which) => {
    const { where, known, end } = cut(which, 'f.opportunity_id', 'f.recorded_at', ['f.id'])
    return sql`
      select f.opportunity_id as deal, substr(f.field, 9) || '=' || coalesce(f.new ->> 'state', '') as what,
        hashtextextended(f.field, 0) as who, ${microseconds('f.recorded_at')} as ordinal, array[f.id] as place,
        case when f.recorded_at <= e.born then least(f.recorded_at, coalesce(f.occurred_at, '-infinity')) else f.recorded_at end as at,
        (f.occurred_at is null or o.closed_at is null or f.occurred_at < o.closed_at)
          and (f.recorded_at < least(o.closed_at, e.closing, 'infinity') or coalesce(f.recorded_at <= e.born, false)) as tells
      from (
        select * from field_event f where f.org_id = ${orgId} and f.field like 'element:%' and ${where} and ${known} ${end}
      ) f
      join opportunity o on o.org_id = ${orgId} and o.id = f.opportunity_id
      cross join lateral (
        select min(e.recorded_at) as born, max(e.recorded_at) filter (where o.status in ('won', 'lost', 'terminated')
          and e.kind in ('win', 'lose', 'terminate') and not exists (
            select from stage_event n where n.org_id = e.org_id and n.opportunity_id = e.opportunity_id and n.annuls_id = e.id)) as closing
        from stage_event e where e.org_id = ${orgId} and e.opportunity_id = f.opportunity_id
      ) e`
  },
}
