import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../../platform/database/connect.ts'
import type { Caller } from '../../platform/session.ts'
import { knownAt } from '../known.ts'
import { readHistories, readPositions } from '../store/histories.ts'

/** The columns of the row that a moment changes, in the order in which all three parts give them. */
const changing = [
  'status',
  'stage_id',
  'stage_position',
  'max_position',
  'stages_entered',
  'entered_at',
  'stage_since',
  'closed_at',
  'credit_owner_id',
  'amount_minor',
]
/** Those that are as they are today: they decide who may look, and by what is filtered. */
const lasting = [
  'org_id',
  'id',
  'pipeline_id',
  'name',
  'customer_id',
  'product_id',
  'source_id',
  'region',
  'owner_id',
  'currency',
  'deleted_at',
  'competitor_id',
  'loss_reason_key',
]
const columns = (changed: 'o' | 'k'): RawBuilder<unknown> =>
  sql.raw([...changing.map((column) => `${changed}.${column}`), ...lasting.map((column) => `o.${column}`)].join(', '))

/**
 * The opportunity table as it was known at a moment, to be read in its place (docs/decisions/070): deals about which nothing was
 * recorded since stand as they are; of the others stands what opportunity_known says was on record then; those with events
 * that were not learned yet are folded here from what had been recorded by then; deals not known yet are absent. `ids`: of these alone.
 */
export async function opportunitiesAsOf(
  tx: Tx,
  { orgId }: Pick<Caller, 'orgId'>,
  pipelineId: string,
  moment: Date,
  ids?: readonly string[],
): Promise<RawBuilder<unknown>> {
  const through = await readThrough(tx, orgId, pipelineId)
  const one = (column: string): RawBuilder<unknown> =>
    ids === undefined ? sql`true` : sql`${sql.ref(column)} = any(${[...ids]}::uuid[])`
  const toFold = (table: string): RawBuilder<unknown> => sql`
    select opportunity_id from ${sql.table(table)} where org_id = ${orgId} and ${one('opportunity_id')}
      and ${through === undefined ? sql`recorded_at > ${moment}` : sql`id > ${through}`}`
  const named = sql`${toFold('stage_event')} union ${toFold('field_event')}`
  const told = await readHistories(tx, orgId, pipelineId, named, moment)
  const positionOf = await readPositions(tx, orgId, pipelineId)
  const folded = told.flatMap(({ id, ...history }) => {
    const known = knownAt(moment.getTime(), history, positionOf)
    return known ? [rowOf(id, known)] : []
  })
  const toldOf = told.map(({ id }) => id)
  const notFolded = toldOf.length === 0 ? sql`true` : sql`o.id <> all(${toldOf}::uuid[])`
  const learned =
    through === undefined
      ? sql``
      : sql`and not exists (
          select from opportunity_known k
          where k.org_id = ${orgId} and k.pipeline_id = ${pipelineId} and k.opportunity_id = o.id and k.known_from > ${moment} and k.known_to = 'infinity')
        union all
        select ${columns('k')} from opportunity_known k join opportunity o on o.org_id = ${orgId} and o.id = k.opportunity_id
        where k.org_id = ${orgId} and k.pipeline_id = ${pipelineId} and ${one('k.opportunity_id')} and k.known_to > ${moment} and k.known_to <> 'infinity'
          and k.known_from <= ${moment} and ${notFolded}`
  const asFolded =
    folded.length === 0
      ? sql``
      : sql`union all
        select ${columns('k')} from json_populate_recordset(null::opportunity, ${JSON.stringify(folded)}::json) k
        join opportunity o on o.org_id = ${orgId} and o.id = k.id`
  return sql`(
    select ${columns('o')} from opportunity o
    where o.org_id = ${orgId} and o.pipeline_id = ${pipelineId} and o.deleted_at is null and ${one('o.id')} and ${notFolded} ${learned} ${asFolded})`
}

/** The event up to which what was known of a pipeline's deals was learned by its present stage numbers; undefined: nothing was. */
async function readThrough(tx: Tx, orgId: string, pipelineId: string): Promise<string | undefined> {
  const { rows } = await sql<{ through: string }>`
    select t.through from opportunity_known_through t
    join pipeline p on p.org_id = t.org_id and p.id = t.pipeline_id and p.current_version = t.pipeline_version
    where t.org_id = ${orgId} and t.pipeline_id = ${pipelineId}`.execute(tx)
  return rows[0]?.through
}

export interface Differing {
  ids: string[]
  /** What was known of the pipeline is learned: only what is younger is folded. */
  isLearned: boolean
}

/** The deals that did not stand then as they stand now, or may not: those with events not learned yet; where nothing was learned, all of which anything was recorded since. */
export async function readDifferingSince(tx: Tx, orgId: string, pipelineId: string, moment: Date): Promise<Differing> {
  const through = await readThrough(tx, orgId, pipelineId)
  const { rows } = await sql<{ ids: string[] | null }>`
    select json_agg(id order by id) as ids from (${
      through === undefined
        ? sql`
      select e.opportunity_id as id from (
        select opportunity_id from stage_event where org_id = ${orgId} and recorded_at > ${moment}
        union select opportunity_id from field_event where org_id = ${orgId} and recorded_at > ${moment}
      ) e join opportunity o on o.org_id = ${orgId} and o.id = e.opportunity_id and o.pipeline_id = ${pipelineId}`
        : sql`
      select opportunity_id as id from opportunity_known
      where org_id = ${orgId} and pipeline_id = ${pipelineId} and known_from > ${moment} and known_to = 'infinity'
      union select opportunity_id from stage_event where org_id = ${orgId} and id > ${through}
      union select opportunity_id from field_event where org_id = ${orgId} and id > ${through}`
    }) differing`.execute(tx)
  return { ids: rows[0]!.ids ?? [], isLearned: through !== undefined }
}

const iso = (time: number | null): string | null => (time === null ? null : new Date(time).toISOString())

const rowOf = (id: string, known: NonNullable<ReturnType<typeof knownAt>>) => ({
  id,
  status: known.status,
  stage_id: known.stageId,
  stage_position: known.stagePosition,
  max_position: known.maxPosition,
  stages_entered: known.stagesEntered,
  entered_at: iso(known.enteredAt),
  stage_since: iso(known.stageSince),
  closed_at: iso(known.closedAt),
  credit_owner_id: known.creditOwnerId,
  amount_minor: known.amountMinor,
})
