import type { RawBuilder } from 'kysely'
import type { Tx } from '../../platform/database/connect.ts'
import { accept, refuse, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { startOfDay } from '../../platform/time.ts'
import type { FunnelQuery } from '../contract.ts'
import { opportunitiesAsOf } from './as-of.ts'
import type { Selection } from './conditions.ts'
import { type Remember, remembering } from './memory.ts'
import { type FunnelPipeline, readPipeline } from './pipeline.ts'
import { resolveSelection } from './selection.ts'
import { present } from './stands.ts'

/** A request with everything looked up: which pipeline, which deals, which moments. */
export interface Resolved {
  query: FunnelQuery
  pipeline: FunnelPipeline
  selection: Selection
  from: Date | null
  to: Date | null
  /** The moment whose knowledge is used; null = now. */
  asOf: Date | null
  /** What is read as the opportunity table; found when first asked for. */
  table: () => Promise<RawBuilder<unknown>>
  /** The same with these deals alone: of a past day, all of them are many to look through. */
  tableOf: (ids: readonly string[]) => Promise<RawBuilder<unknown>>
  /** Answers what was counted since the last news from memory. */
  remember: Remember
}

/** Looks a funnel request up. Refuses an unknown pipeline, a span that is missing or runs backwards, and asOf with anything but the cohort. */
export async function resolve(tx: Tx, caller: Caller, query: FunnelQuery): Promise<Outcome<Resolved>> {
  const bounded = query.basis !== 'cohort'
  if (bounded && (query.from === undefined || query.to === undefined)) return refuse('span-needed')
  if (query.from !== undefined && query.to !== undefined && query.from > query.to) return refuse('span-backwards')
  if (bounded && query.asOf !== undefined) return refuse('as-of-needs-cohort')
  const remember = await remembering(tx, caller)
  const pipeline = await readPipelineOnce(tx, caller, remember, query.pipeline)
  if (!pipeline.ok) return pipeline
  const asOf = query.asOf === undefined ? null : momentOf(query.asOf, caller.timeZone)
  let table: Promise<RawBuilder<unknown>> | undefined
  const find = (ids?: readonly string[]): Promise<RawBuilder<unknown>> =>
    asOf === null || asOf >= caller.now ? Promise.resolve(present) : opportunitiesAsOf(tx, caller, pipeline.value.id, asOf, ids)
  return accept({
    query,
    pipeline: pipeline.value,
    selection: await resolveSelection(tx, caller, pipeline.value.id, query),
    from: query.from === undefined ? null : startOfDay(query.from, caller.timeZone),
    to: query.to === undefined ? null : startOfDay(query.to, caller.timeZone),
    asOf,
    table: () => (table ??= find()),
    tableOf: find,
    remember,
  })
}

export const readPipelineOnce = (tx: Tx, caller: Caller, remember: Remember, wanted: string | undefined) =>
  remember(['pipeline', wanted ?? null, caller.locale], () => readPipeline(tx, caller, wanted))

/** A day means its last millisecond: everything recorded on it was known. */
const momentOf = (asOf: string, timeZone: string): Date =>
  asOf.length === 10 ? new Date(startOfDay(asOf, timeZone, 1).getTime() - 1) : new Date(asOf)
