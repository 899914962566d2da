import { sql } from 'kysely'
import type { Tx } from '../../platform/database/connect.ts'
import type { Caller } from '../../platform/session.ts'
import type { Grouping } from '../contract.ts'
import { named } from './pipeline.ts'

/** What groups are called: key → name. Regions, months and quarters are their own names and are not listed. */
export async function readGroupNames(tx: Tx, { orgId, locale }: Caller, groupBy: Grouping): Promise<Map<string, string>> {
  if (groupBy === 'source') {
    const rows = await tx.selectFrom('source').select(['id', 'name']).where('org_id', '=', orgId).execute()
    return new Map(rows.map(({ id, name }) => [id, named(name, locale)]))
  }
  if (groupBy !== 'owner' && groupBy !== 'team' && groupBy !== 'product') return new Map()
  const table = { owner: 'member', team: 'team', product: 'product' } as const
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from ${sql.table(table[groupBy])} where org_id = ${orgId}`.execute(tx)
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** Which team each member belongs to; members without one are absent. */
export async function readTeamOfMembers(tx: Tx, { orgId }: Caller): Promise<Map<string, string>> {
  const rows = await tx
    .selectFrom('member')
    .select(['id', 'team_id'])
    .where('org_id', '=', orgId)
    .where('team_id', 'is not', null)
    .execute()
  return new Map(rows.map(({ id, team_id }) => [id, team_id!]))
}
