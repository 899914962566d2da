import { type RawBuilder, sql } from 'kysely'
import { reachable } from '../../people/queries.ts'
import type { Caller } from '../../platform/session.ts'
import type { Selection } from '../selection.ts'
import { bit, bitsTo, type Counting } from '../standing.ts'
import { worth } from './money.ts'

export type { Selection }

export const all = (conditions: readonly RawBuilder<boolean>[]): RawBuilder<boolean> =>
  sql<boolean>`${sql.join(conditions.length > 0 ? conditions : [sql`true`], sql` and `)}`

const oneOf = (column: string, ids: readonly string[] | null): RawBuilder<boolean>[] =>
  ids === null ? [] : [sql<boolean>`${sql.ref(column)} = any(${[...ids]}::uuid[])`]

const isOneOf = (column: string, values: readonly string[] | null | undefined): RawBuilder<boolean>[] =>
  values ? [sql<boolean>`${sql.ref(column)} = any(${[...values]}::text[])`] : []

const ofCustomer = (caller: Caller, { bands, industries, levels }: Selection): RawBuilder<boolean>[] => {
  const asked = [...isOneOf('c.headcount_band', bands), ...isOneOf('c.industry', industries), ...isOneOf('c.level', levels)]
  return asked.length === 0
    ? []
    : [sql<boolean>`exists (select from customer c where c.org_id = ${caller.orgId} and c.id = o.customer_id and ${all(asked)})`]
}

const ofAmount = (caller: Caller, { amount }: Selection): RawBuilder<boolean>[] =>
  amount
    ? [
        sql<boolean>`${worth(caller)} is not null`,
        ...(amount.from === null ? [] : [sql<boolean>`${worth(caller)} >= ${amount.from}`]),
        ...(amount.to === null ? [] : [sql<boolean>`${worth(caller)} < ${amount.to}`]),
      ]
    : []

/**
 * The deals of a selection that the caller reaches. Statistics count for the member credited with a deal; reach goes by its owner.
 * SQL twin of `choose` in facts/chosen.ts; `o` is the opportunity table, or for the filters of as-of what stands in its place.
 */
export const selected = (caller: Caller, selection: Selection): RawBuilder<boolean> => {
  const { pipelineId, owners, sources, products, regions, competitors, lossReasons } = selection
  return all([
    sql<boolean>`o.org_id = ${caller.orgId} and o.pipeline_id = ${pipelineId} and o.deleted_at is null`,
    ...(caller.reach === 'organisation' ? [] : [reachable(caller, 'o.owner_id')]),
    ...oneOf('o.credit_owner_id', owners),
    ...oneOf('o.source_id', sources),
    ...oneOf('o.product_id', products),
    ...isOneOf('o.region', regions),
    ...oneOf('o.competitor_id', competitors ?? null),
    ...isOneOf('o.loss_reason_key', lossReasons),
    ...ofCustomer(caller, selection),
    ...ofAmount(caller, selection),
  ])
}

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
