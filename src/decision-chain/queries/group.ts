import { sql } from 'kysely'
import { reaches } from '../../people/reach.ts'
import type { Tx } from '../../platform/database/connect.ts'
import type { Caller } from '../../platform/session.ts'

const deepest = 12
const most = 200

interface CompanyRow {
  id: string
  name: string
  parent: string | null
  owner_id: string
  people: number
  deciders: number
  supporters: number
}

/**
 * The company above each of these, as it stands now: one that was merged away stands for where it went, archived ones for nobody.
 * Walks at most twelve steps, up as down.
 */
export async function parentsOf(tx: Tx, orgId: string, id: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with recursive up (id, depth) as (
      select ${id}::uuid, 0
      union select at.id, up.depth + 1
      from up join customer_parent p on p.org_id = ${orgId} and p.customer_id = up.id
        join customer given on given.org_id = ${orgId} and given.id = p.parent_id
        join customer at on at.org_id = ${orgId} and at.id = coalesce(given.merged_into_id, given.id) and at.deleted_at is null
      where up.depth < ${sql.lit(deepest)} and at.id <> up.id)
    select id from up where depth > 0 order by depth`.execute(tx)
  return rows.map((row) => row.id)
}

/** The group a customer belongs to, as a tree in order; companies out of the caller's reach are counted and not named. */
export async function readGroup(tx: Tx, caller: Caller, id: string) {
  const { orgId } = caller
  const head = (await parentsOf(tx, orgId, id)).at(-1) ?? id
  const { rows } = await sql<CompanyRow>`
    with recursive down (id, parent, depth) as (
      select ${head}::uuid, null::uuid, 0
      union select c.id, down.id, down.depth + 1
      from down
        join lateral (
          select down.id as above union all
          select m.id from customer m where m.org_id = ${orgId} and m.merged_into_id = down.id) at on true
        join customer_parent p on p.org_id = ${orgId} and p.parent_id = at.above
        join customer c on c.org_id = ${orgId} and c.id = p.customer_id and c.deleted_at is null and c.id <> down.id
      where down.depth < ${sql.lit(deepest)})
    select d.id, c.name, d.parent, c.owner_id, coalesce(n.people, 0)::int as people, coalesce(n.deciders, 0)::int as deciders,
      coalesce(n.supporters, 0)::int as supporters
    from (select id, min(parent::text)::uuid as parent, min(depth) as depth from down group by id order by 3, 1 limit ${sql.lit(most)}) d
      join customer c on c.org_id = ${orgId} and c.id = d.id
      left join lateral (
        select count(*) as people, count(*) filter (where p.role = 'decider' or 'decider' = any(t.also_roles)) as deciders,
          count(*) filter (where p.attitude = 'supporter') as supporters
        from contact p left join contact_tie t on t.org_id = p.org_id and t.contact_id = p.id
        where p.org_id = ${orgId} and p.customer_id = d.id and p.deleted_at is null) n on true`.execute(tx)
  if (rows.length < 2) return { companies: [], hidden: 0 }
  const seen = rows.filter((row) => reaches(caller, row.owner_id, row.id))
  return { companies: inOrder(seen, rows), hidden: rows.length - seen.length }
}

/** As a tree, children by name below whom of their ancestors the caller sees. */
function inOrder(seen: readonly CompanyRow[], all: readonly CompanyRow[]) {
  const rows = new Map(all.map((row) => [row.id, row]))
  const names = new Set(seen.map(({ id }) => id))
  const above = ({ parent }: CompanyRow): string | null => {
    const at = parent === null ? undefined : rows.get(parent)
    return at === undefined ? null : names.has(at.id) ? at.id : above(at)
  }
  const walk = (parentId: string | null, depth: number): ReturnType<typeof shape>[] =>
    seen
      .filter((row) => above(row) === parentId)
      .toSorted((a, b) => a.name.localeCompare(b.name))
      .flatMap((row) => [shape(row, parentId, depth), ...walk(row.id, depth + 1)])
  return walk(null, 0)
}

const shape = ({ id, name, people, deciders, supporters }: CompanyRow, parentId: string | null, depth: number) => ({
  id,
  name,
  depth,
  parentId,
  people,
  deciders,
  supporters,
})
