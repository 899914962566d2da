import { sql } from 'kysely'
import { nameKey } from '../../platform/text/keys.ts'
import { pinyinOf } from '../../platform/text/pinyin.ts'
import { lookUp } from '../store/rows.ts'
import type { Run } from './run.ts'

export interface NamedDeal {
  id: string
  name: string
  customerId: string | null
  ownerId: string
  pipelineId: string
}

// Each key by itself, and what else is asked of the row outside: of tables that this very transaction fills the database has no
// statistics, takes any index for as good as another, and would read all of the organisation's rows for every key.

/** Opportunities by external id, else by a name that only one of them has. Key: as given. */
export async function dealsNamed(run: Run, names: readonly (string | null | undefined)[]): Promise<Map<string, NamedDeal>> {
  const wanted = [...new Set(names.filter((name): name is string => !!name))]
  if (wanted.length === 0) return new Map()
  const rows = await lookUp(
    run.tx,
    sql<{
      id: string
      name: string
      external_id: string | null
      customer_id: string | null
      owner_id: string
      pipeline_id: string
    }>`
    select o.id, o.name, o.external_id, o.customer_id, o.owner_id, o.pipeline_id
    from unnest(${wanted}::text[]) as asked (key)
      cross join lateral (select * from opportunity o
                          where o.org_id = ${run.caller.orgId} and o.external_id = asked.key offset 0) o
    where o.deleted_at is null
    union
    select id, name, external_id, customer_id, owner_id, pipeline_id from opportunity
    where org_id = ${run.caller.orgId} and pinyin = any(${wanted.map((name) => pinyinOf(name).full)}::text[])
      and name = any(${wanted}::text[]) and deleted_at is null`,
  )
  const shape = (row: (typeof rows)[number]): NamedDeal => ({
    id: row.id,
    name: row.name,
    customerId: row.customer_id,
    ownerId: row.owner_id,
    pipelineId: row.pipeline_id,
  })
  const byExternal = new Map(rows.flatMap((row) => (row.external_id ? [[row.external_id, row] as const] : [])))
  const byName = new Map<string, (typeof rows)[number][]>()
  for (const row of rows) byName.set(nameKey(row.name), [...(byName.get(nameKey(row.name)) ?? []), row])
  return new Map(
    wanted.flatMap((name) => {
      const namesakes = byName.get(nameKey(name)) ?? []
      const row = byExternal.get(name) ?? (namesakes.length === 1 ? namesakes[0] : undefined)
      return row ? [[name, shape(row)] as const] : []
    }),
  )
}

/** Ids of the opportunities that carry these external ids, archived ones left out. */
export async function dealsByExternalId(run: Run, externalIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await lookUp(
    run.tx,
    sql<{ id: string; external_id: string }>`
    select o.id, o.external_id from unnest(${[...new Set(externalIds)]}::text[]) as asked (external_id)
      cross join lateral (select * from opportunity o
                          where o.org_id = ${run.caller.orgId} and o.external_id = asked.external_id offset 0) o
    where o.deleted_at is null`,
  )
  return new Map(rows.map(({ id, external_id }) => [external_id, id]))
}
