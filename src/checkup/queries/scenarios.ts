import { type RawBuilder, sql } from 'kysely'
import type { z } from 'zod'
import { named } from '../../funnel/queries/pipeline.ts'
import { reachable } from '../../people/queries.ts'
import { pageOf, placeAfter } from '../../platform/cursor.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { verdictOf } from '../../platform/http/problem.ts'
import type { Caller } from '../../platform/session.ts'
import { editingScenario } from '../permissions.ts'
import { predicted, type ScenarioBase, type ScenarioChange } from '../scenario.ts'
import type { listScenarios as listContract, Scenario } from '../scenario-contract.ts'

/** One's own, those shared with everybody, and those shared with a team: one's own team's, and of people one leads. */
export const visible = (
  caller: Caller,
): RawBuilder<boolean> => sql<boolean>`(c.owner_id = ${caller.memberId} or c.sharing = 'organisation'
  or (c.sharing = 'team' and (${reachable(caller, 'c.owner_id')} or exists (
    select from member a join member b on b.org_id = a.org_id and b.team_id = a.team_id
    where a.org_id = c.org_id and a.id = c.owner_id and b.id = ${caller.memberId}))))`

interface Row {
  id: string
  name: string
  note: string
  sharing: Scenario['sharing']
  owner_id: string
  owner_name: string
  pipeline_id: string
  pipeline_name: unknown
  stages: { key: string; name: unknown }[] | null
  filters: Record<string, string>
  base: ScenarioBase & { stageKeys: string[] }
  change: ScenarioChange
  starts_on: string
  currency: string
  created_at: Date
  version: number
  deleted_at: Date | null
}

/** Newest first. */
export async function listScenarios(
  tx: Tx,
  caller: Caller,
  { pipeline, mine, archived, limit, cursor }: z.output<typeof listContract.query>,
): Promise<{ items: Scenario[]; nextCursor: string | null }> {
  const place = placeAfter(cursor, ['id'])
  const conditions = [
    sql`(c.deleted_at is not null) = ${archived ?? false}`,
    ...(mine ? [sql`c.owner_id = ${caller.memberId}`] : []),
    ...(pipeline === undefined ? [] : [sql`(p.key = ${pipeline} or p.id::text = ${pipeline})`]),
    ...(place === null ? [] : [sql`c.id < ${place[0]}::uuid`]),
  ]
  const rows = await read(tx, caller, sql`${sql.join(conditions, sql` and `)} order by c.id desc limit ${limit + 1}`)
  const { items, nextCursor } = pageOf(rows, limit, ({ id }) => [id])
  return { items: items.map((row) => shape(row, caller)), nextCursor }
}

/** A scenario that the caller may see; null otherwise. */
export async function readScenario(tx: Tx, caller: Caller, id: string): Promise<Scenario | null> {
  const [row] = await read(tx, caller, sql`c.id = ${id}`)
  return row ? shape(row, caller) : null
}

async function read(tx: Tx, caller: Caller, which: RawBuilder<unknown>): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select c.id, c.name, c.note, c.sharing, c.owner_id, m.name as owner_name, c.pipeline_id, p.name as pipeline_name,
      (select json_agg(json_build_object('key', s.key, 'name', s.name)) from stage s where s.org_id = c.org_id and s.pipeline_id = c.pipeline_id) as stages,
      c.filters, c.base, c.change, c.starts_on::text, c.currency, c.created_at, c.version, c.deleted_at
    from scenario c
    join member m on m.org_id = c.org_id and m.id = c.owner_id
    join pipeline p on p.org_id = c.org_id and p.id = c.pipeline_id
    where c.org_id = ${caller.orgId} and ${visible(caller)} and ${which}`.execute(tx)
  return rows
}

function shape(row: Row, caller: Caller): Scenario {
  const names = new Map((row.stages ?? []).map(({ key, name }) => [key, named(name, caller.locale)]))
  const { stageKeys, ...base } = row.base
  const may = verdictOf(editingScenario(caller, { ownerId: row.owner_id }), caller.locale)
  return {
    id: row.id,
    name: row.name,
    note: row.note,
    sharing: row.sharing,
    owner: { id: row.owner_id, name: row.owner_name },
    pipeline: { id: row.pipeline_id, name: named(row.pipeline_name, caller.locale) },
    // stages as they were when it was saved; one that was left out since keeps its key
    stages: stageKeys.map((key) => ({ key, name: names.get(key) ?? key })),
    filters: row.filters,
    base: { ...base, reached: [...base.reached] },
    change: { ...row.change, rates: [...row.change.rates] },
    predicted: predicted(base, row.change),
    startsOn: row.starts_on,
    currency: row.currency,
    createdAt: row.created_at.toISOString(),
    version: row.version,
    archived: row.deleted_at !== null,
    permissions: { edit: may, archive: may },
  }
}
