import { sql } from 'kysely'
import type { z } from 'zod'
import { reachable } from '../../people/queries.ts'
import type { Tx } from '../../platform/database/connect.ts'
import type { Caller } from '../../platform/session.ts'
import type { readChoices } from '../contract.ts'
import { named } from './pipeline.ts'

/** What the funnel can be filtered by: people within reach, and what the catalogue offers. */
export async function readFunnelChoices(tx: Tx, caller: Caller): Promise<z.output<typeof readChoices.reply>> {
  const { orgId, locale } = caller
  const { rows: pipelines } = await sql<{ id: string; key: string; name: unknown }>`
    select id, key, name from pipeline where org_id = ${orgId} and active order by is_default desc, position, id`.execute(tx)
  const { rows: owners } = await sql<{ id: string; name: string; team_id: string | null }>`
    select m.id, m.name, m.team_id from member m
    where m.org_id = ${orgId} and ${reachable(caller, 'm.id')}
      and exists (select from opportunity o where o.org_id = m.org_id and (o.owner_id = m.id or o.credit_owner_id = m.id))
    order by m.pinyin, m.name limit 1000`.execute(tx)
  const { rows: teams } = await sql<{ id: string; name: string }>`
    select t.id, t.name from team t
    where t.org_id = ${orgId} and t.deleted_at is null
      and (${caller.reach === 'organisation'} or t.id = any(${owners.flatMap(({ team_id }) => team_id ?? [])}::uuid[]))
    order by t.position, t.name`.execute(tx)
  const { rows: sources } = await sql<{ id: string; name: unknown }>`
    select id, name from source where org_id = ${orgId} order by position, id`.execute(tx)
  const { rows: products } = await sql<{ id: string; name: string }>`
    select id, name from product where org_id = ${orgId} and deleted_at is null order by name limit 500`.execute(tx)
  const { rows: regions } = await sql<{ region: string }>`
    select distinct o.region from opportunity o
    where o.org_id = ${orgId} and o.deleted_at is null and o.region is not null and ${reachable(caller, 'o.owner_id')}
    order by 1 limit 200`.execute(tx)
  return {
    pipelines: pipelines.map(({ id, key, name }) => ({ id, key, name: named(name, locale) })),
    owners: owners.map(({ id, name }) => ({ id, name })),
    teams,
    sources: sources.map(({ id, name }) => ({ id, name: named(name, locale) })),
    products,
    regions: regions.map(({ region }) => region),
  }
}
