import { sql } from 'kysely'
import { reaches } from '../../people/reach.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { pageOf, decodeCursor } from '../../platform/cursor.ts'
import type { Caller } from '../../platform/session.ts'
import { readDefinition } from '../../pipelines/queries.ts'
import { labelsOfRecord, type BriefGap } from '../missing-at-gate.ts'
import { asOf, effectiveEvents, type EventKind } from '../stage-history.ts'
import { checkUndo } from '../stage-gate.ts'
import { loadEvents, loadHistory, positions } from '../store/history.ts'
import { tracked } from '../store/rows.ts'
import { stagesShown } from './detail.ts'
import type { Row } from './list.ts'

interface EventRow {
  id: string
  kind: EventKind | 'field'
  from_stage_id: string | null
  to_stage_id: string | null
  field: string | null
  old: unknown
  new: unknown
  occurred_at: Date | null
  recorded_at: Date
  actor_id: string
  actor_name: string | null
  reason_key: string | null
  reason_name: string | null
  competitor_id: string | null
  competitor_name: string | null
  note: string | null
  override_reason: string | null
  missing: BriefGap[] | null
  pipeline_version: number | null
}

/** Every event of an opportunity within reach, newest first, field changes among them; null outside reach. */
export async function readHistory(
  tx: Tx,
  caller: Caller,
  id: string,
  ask: { limit: number; cursor?: string | undefined; asOf?: string | undefined },
) {
  const place = decodeCursor(ask.cursor, 1)
  const after = place && /^[0-9a-f-]{36}$/.test(String(place[0])) ? sql`and e.id < ${place[0]}::uuid` : sql``
  const until = ask.asOf ? sql`and e.recorded_at <= ${ask.asOf}::timestamptz` : sql``
  const reading = sql<EventRow>`
    select e.*, m.name as actor_name, lr.name ->> ${caller.locale} as reason_name, co.name as competitor_name from (
      select e.id, e.kind, e.from_stage_id, e.to_stage_id, null::text as field, null::jsonb as old, null::jsonb as new, e.occurred_at, e.recorded_at, e.actor_id,
             e.reason_key, e.competitor_id, e.note, e.override_reason, e.missing, e.pipeline_version
      from stage_event e where e.org_id = ${caller.orgId} and e.opportunity_id = ${id} ${after} ${until}
      union all
      select e.id, 'field', null, null, e.field, e.old, e.new, e.occurred_at, e.recorded_at, e.actor_id, null, null, null, null, null, null
      from field_event e where e.org_id = ${caller.orgId} and e.opportunity_id = ${id} ${after} ${until}
    ) e left join member m on m.org_id = ${caller.orgId} and m.id = e.actor_id
    left join loss_reason lr on lr.org_id = ${caller.orgId} and lr.key = e.reason_key
    left join competitor co on co.org_id = ${caller.orgId} and co.id = e.competitor_id
    order by e.id desc limit ${sql.lit(ask.limit + 1)}`.execute(tx)
  const [found, { rows }, events, named] = await Promise.all([
    ownerOf(tx, caller, id),
    reading,
    loadEvents(tx, caller.orgId, id),
    stagesShown(tx, caller, id),
  ])
  if (!found) return null
  const standing = effectiveEvents(events)
  const counting = new Set(standing.map((event) => event.id))
  const latest = [...standing].sort((a, b) => (a.id < b.id ? 1 : -1))[0]
  const stages = new Map(named.map(({ id, key, name }) => [id, { id, key, name }]))
  const { items, nextCursor } = pageOf(rows, ask.limit, (row) => [row.id])
  const labels = await labelsOfVersions(tx, caller, id, items)
  return {
    nextCursor,
    items: items.map((row) => ({
      id: row.id,
      kind: row.kind,
      fromStage: stages.get(row.from_stage_id ?? '') ?? null,
      toStage: stages.get(row.to_stage_id ?? '') ?? null,
      field: row.field,
      old: row.old,
      new: row.new,
      occurredAt: row.occurred_at?.toISOString() ?? null,
      recordedAt: row.recorded_at.toISOString(),
      actor: row.actor_name === null ? null : { id: row.actor_id, name: row.actor_name },
      reason: row.reason_key ? { key: row.reason_key, name: row.reason_name ?? row.reason_key } : null,
      competitor: row.competitor_id ? { id: row.competitor_id, name: row.competitor_name ?? '' } : null,
      note: row.note,
      overrideReason: row.override_reason,
      missing: (row.missing ?? []).map((gap) => labels.get(row.pipeline_version)?.(gap) ?? gap.key),
      annulled: row.kind !== 'field' && row.kind !== 'correction' && !counting.has(row.id),
      mayUndo:
        row.kind !== 'field' &&
        checkUndo(
          { id: row.id, kind: row.kind, actorId: row.actor_id, recordedAt: row.recorded_at.getTime() },
          latest?.id ?? '',
          caller.memberId,
          caller.now.getTime(),
        ).ok,
    })),
  }
}

/** How the versions by which these events went word what was missing; nothing is asked where nothing was. */
async function labelsOfVersions(tx: Tx, caller: Caller, id: string, rows: readonly EventRow[]) {
  const versions = new Set(rows.flatMap(({ missing, pipeline_version: number }) => (missing?.length && number ? [number] : [])))
  const labels = new Map<number | null, ReturnType<typeof labelsOfRecord>>()
  if (versions.size === 0) return labels
  const deal = await tx
    .selectFrom('opportunity')
    .select('pipeline_id')
    .where('org_id', '=', caller.orgId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  for (const number of versions)
    labels.set(number, labelsOfRecord(await readDefinition(tx, caller.orgId, deal.pipeline_id, number), caller.locale))
  return labels
}

/** What was known of the opportunity at a moment; null outside reach. */
export async function readAsOf(tx: Tx, caller: Caller, id: string, at: Date) {
  const [row, stages, { events, fieldEvents }] = await Promise.all([
    ownerOf(tx, caller, id),
    stagesShown(tx, caller, id),
    loadHistory(tx, caller.orgId, id),
  ])
  if (!row) return null
  const known = asOf(at.getTime(), events, fieldEvents, tracked(row), positions(stages))
  if (!known) return { known: false, status: null, stage: null, owner: null, amountMinor: null, expectedCloseOn: null }
  const { history, fields } = known
  const stage = stages.find(({ id }) => id === history.standing.stageId)
  const owner = await tx
    .selectFrom('member')
    .select(['id', 'name'])
    .where('org_id', '=', caller.orgId)
    .where('id', '=', fields.ownerId)
    .executeTakeFirst()
  return {
    known: true,
    status: history.standing.status,
    stage: stage ? { id: stage.id, key: stage.key, name: stage.name } : null,
    owner: owner ?? null,
    amountMinor: fields.amountMinor,
    expectedCloseOn: fields.expectedCloseOn,
  }
}

async function ownerOf(tx: Tx, caller: Caller, id: string) {
  const { rows } = await sql<Pick<Row, 'owner_id' | 'amount_minor' | 'expected_close_on'> & { customer_id: string | null }>`
    select owner_id, customer_id, amount_minor, expected_close_on from opportunity where org_id = ${caller.orgId} and id = ${id}`.execute(
    tx,
  )
  return rows[0] && reaches(caller, rows[0].owner_id, rows[0].customer_id) ? rows[0] : null
}
