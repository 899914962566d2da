import { type RawBuilder, sql } from 'kysely'
import { reachable } from '../../people/queries.ts'
import type { Caller } from '../../platform/session.ts'
import { bit, bitsTo, type Counting } from '../standing.ts'

/** Which deals a report is about, resolved: ids and moments instead of names and days. Null means all. */
export interface Selection {
  pipelineId: string
  owners: readonly string[] | null
  sources: readonly string[] | null
  products: readonly string[] | null
  regions: readonly string[] | null
}

export const all = (conditions: readonly RawBuilder<boolean>[]): RawBuilder<boolean> =>
  sql<boolean>`${sql.join(conditions.length > 0 ? conditions : [sql`true`], sql` and `)}`

const oneOf = (column: string, ids: readonly string[] | null): RawBuilder<boolean>[] =>
  ids === null ? [] : [sql<boolean>`${sql.ref(column)} = any(${[...ids]}::uuid[])`]

/** The deals of a selection that the caller reaches. Statistics count for the member credited with a deal; reach goes by its owner. */
export const selected = (caller: Caller, { pipelineId, owners, sources, products, regions }: Selection): RawBuilder<boolean> =>
  all([
    sql<boolean>`o.org_id = ${caller.orgId} and o.pipeline_id = ${pipelineId} and o.deleted_at is null`,
    ...(caller.reach === 'organisation' ? [] : [reachable(caller, 'o.owner_id')]),
    ...oneOf('o.credit_owner_id', owners),
    ...oneOf('o.source_id', sources),
    ...oneOf('o.product_id', products),
    ...(regions === null ? [] : [sql<boolean>`o.region = any(${[...regions]})`]),
  ])

/** SQL twin of `inCohort`. */
export const inCohortInSql = (from: Date | null, to: Date | null): RawBuilder<boolean> =>
  all([
    ...(from === null ? [] : [sql<boolean>`o.entered_at >= ${from}`]),
    ...(to === null ? [] : [sql<boolean>`o.entered_at < ${to}`]),
  ])

/** SQL twin of `reached`; `o` has the columns of Stood. */
export function reachedInSql(stage: number, counting: Counting): RawBuilder<boolean> {
  if (counting === 'implied') return sql<boolean>`(o.status = 'won' or o.max_position >= ${sql.lit(stage)})`
  const bits = counting === 'any' ? bit(stage) : bitsTo(stage)
  return sql<boolean>`(o.stages_entered & ${sql.lit(bits)}) = ${sql.lit(bits)}`
}

/** SQL twin of `passed`. */
export function passedInSql(stage: number, counting: Counting, stageCount: number): RawBuilder<boolean> {
  if (counting !== 'strict')
    return sql<boolean>`${reachedInSql(stage, counting)} and (o.status = 'won' or o.max_position > ${sql.lit(stage)})`
  return stage === stageCount
    ? sql<boolean>`${reachedInSql(stage, 'strict')} and o.status = 'won'`
    : reachedInSql(stage + 1, 'strict')
}

/** SQL twin of `skipped`. */
export const skippedInSql = (stage: number): RawBuilder<boolean> => sql<boolean>`${reachedInSql(stage, 'implied')}
  and (o.stages_entered & ${sql.lit(bit(stage))}) = 0
  and (o.entered_at is not null or (o.stages_entered & ${sql.lit(bitsTo(stage))}) <> 0)`

const statuses = { open: 'open', lost: 'lost', terminated: 'terminated', onHold: 'on-hold', transferred: 'transferred' } as const

/** SQL twin of `bucketAt`, for a deal that reached the stage. */
export function bucketInSql(bucket: keyof typeof statuses | 'advanced' | 'movedBack', stage: number): RawBuilder<boolean> {
  const here = sql.lit(stage)
  if (bucket === 'movedBack') return sql<boolean>`o.status <> 'won' and o.stage_position <> ${here} and o.max_position = ${here}`
  if (bucket === 'advanced')
    return sql<boolean>`(o.status = 'won' or (o.stage_position <> ${here} and o.max_position <> ${here}))`
  return sql<boolean>`o.stage_position = ${here} and o.status = ${sql.lit(statuses[bucket])}`
}
