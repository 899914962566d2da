import { sql } from 'kysely'
import type { Tx } from '../../platform/database/connect.ts'
import type { Caller } from '../../platform/session.ts'
import { say } from '../../platform/words.ts'
import type { Grouping } from '../contract.ts'
import { words } from '../words.ts'
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

/** Rows grouped by owner, grouped by the owners' teams instead when teams are asked for. */
export async function regroup<T extends { group: string | null }>(
  tx: Tx,
  caller: Caller,
  groupBy: Grouping | undefined,
  rows: T[],
): Promise<T[]> {
  if (groupBy !== 'team') return rows
  const teams = await readTeamOfMembers(tx, caller)
  return rows.map((row) => ({ ...row, group: row.group === null ? null : (teams.get(row.group) ?? null) }))
}

/** More groups than this are not compared on one page. */
const most = 60

/** Groups of a report: how large each is, and what there is to say of some of them. */
export interface GroupParts<T> {
  sizes: ReadonlyMap<string | null, number>
  parts: (keys: readonly (string | null)[]) => Promise<ReadonlyMap<string | null, T>>
}

/** Groups with their names, the largest first; months and quarters in their order. Only those that are shown are worked out. */
export async function grouped<T>(tx: Tx, caller: Caller, groupBy: Grouping, { sizes, parts }: GroupParts<T>) {
  const names = await readGroupNames(tx, caller, groupBy)
  const none = say(caller.locale, words, 'groupNone')
  const all = [...sizes].map(([key, size]) => ({ key, name: key === null ? none : (names.get(key) ?? key), size }))
  const bySize = all.sort((a, b) => b.size - a.size || a.name.localeCompare(b.name)).slice(0, most)
  const inTime = groupBy === 'month' || groupBy === 'quarter'
  const shown = inTime ? bySize.sort((a, b) => (a.key ?? '').localeCompare(b.key ?? '')) : bySize
  const found = await parts(shown.map(({ key }) => key))
  return {
    groups: shown.map(({ key, name }) => ({ key, name, ...found.get(key)! })),
    groupsLeftOut: all.length - shown.length,
  }
}
