import { sql } from 'kysely'
import { insertMany } from '../../platform/database/bulk.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { askFor } from '../../platform/jobs.ts'
import { keepUpKind, knownOf, type Known } from '../known.ts'
import { readHistories, readPositions } from '../store/histories.ts'

/**
 * The id before which every event is committed: ids carry the time at which they were made, so those older than every running
 * transaction, and by a minute for clocks that differ, can grow no more.
 */
export async function readSettledId(tx: Tx): Promise<string> {
  const { rows } = await sql<{ at: number }>`
    select round(date_part('epoch', least(now(), min(xact_start)) - interval '1 minute') * 1000) as at
    from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`.execute(tx)
  const time = rows[0]!.at.toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7fff-bfff-ffffffffffff`
}

/** Learns what was known of these deals anew. Returns those of which something else had been kept. */
export async function learn(tx: Tx, orgId: string, pipelineId: string, ids: readonly string[]): Promise<string[]> {
  const named = sql`select unnest(${[...ids]}::uuid[]) as opportunity_id`
  const histories = await readHistories(tx, orgId, pipelineId, named)
  const positionOf = await readPositions(tx, orgId, pipelineId)
  const kept = await readKept(tx, orgId, ids)
  const differing = histories
    .map(({ id, ...told }) => ({ id, rows: knownOf(told, positionOf).map((known) => rowOf(orgId, pipelineId, id, known)) }))
    .filter(({ id, rows }) => JSON.stringify(rows) !== JSON.stringify(kept.get(id) ?? []))
  const changed = differing.map(({ id }) => id)
  await sql`delete from opportunity_known where org_id = ${orgId} and opportunity_id = any(${changed}::uuid[])`.execute(tx)
  await insertMany(
    tx,
    'opportunity_known',
    differing.flatMap(({ rows }) => rows),
  )
  return changed
}

/** What was learned of an organisation's deals no longer holds (their past was written by other means than the moves): it is learned anew by the next job. */
export async function forgetKnown(tx: Tx, orgId: string): Promise<void> {
  await sql`delete from opportunity_known_through where org_id = ${orgId}`.execute(tx)
}

/** Once what is being written now counts as settled. */
const settledMs = 90_000

/** Asks for what many deals have told to be learned as soon as it can be, so that the first question about a past day need not fold their histories. */
export const learnSoon = (tx: Tx, orgId: string): Promise<unknown> =>
  askFor(tx, { orgId, kind: keepUpKind, uniqueKey: `${keepUpKind} soon`, runAt: new Date(Date.now() + settledMs) })

type KnownRow = ReturnType<typeof rowOf>

const iso = (time: number | null): string | null => (time === null ? null : new Date(time).toISOString())

const rowOf = (orgId: string, pipelineId: string, opportunityId: string, known: Known) => ({
  org_id: orgId,
  opportunity_id: opportunityId,
  known_from: iso(known.knownFrom),
  known_to: iso(known.knownTo) ?? 'infinity',
  pipeline_id: pipelineId,
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

async function readKept(tx: Tx, orgId: string, ids: readonly string[]): Promise<Map<string, KnownRow[]>> {
  const { rows } = await sql<Record<keyof KnownRow, unknown>>`
    select org_id, opportunity_id, known_from, known_to, pipeline_id, status, stage_id, stage_position, max_position, stages_entered,
      entered_at, stage_since, closed_at, credit_owner_id, amount_minor
    from opportunity_known where org_id = ${orgId} and opportunity_id = any(${[...ids]}::uuid[]) order by opportunity_id, known_from`.execute(
    tx,
  )
  const kept = new Map<string, KnownRow[]>()
  for (const row of rows) {
    const plain = Object.fromEntries(
      Object.entries(row).map(([column, value]) => [
        column,
        value instanceof Date ? value.toISOString() : value === Infinity ? 'infinity' : value,
      ]),
    ) as unknown as KnownRow
    const own = kept.get(plain.opportunity_id)
    if (own) own.push(plain)
    else kept.set(plain.opportunity_id, [plain])
  }
  return kept
}
