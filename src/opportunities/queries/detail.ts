import { sql } from 'kysely'
import { reachable } from '../../people/queries.ts'
import { reaches } from '../../people/reach.ts'
import { verdictOf } from '../../platform/http/problem.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { pageOf, decodeCursor } from '../../platform/cursor.ts'
import type { Caller } from '../../platform/session.ts'
import { dayOf } from '../../platform/time.ts'
import { archiving, assigning, closing, editing, moving, reopening } from '../permissions.ts'
import { asOf, effectiveEvents, foldHistory, initialFields, type EventKind, type StageVisit } from '../stage-history.ts'
import { checkUndo } from '../stage-gate.ts'
import { loadHistory, positions, stagesOf } from '../store/history.ts'
import { tracked } from '../store/rows.ts'
import { cardColumns, cardJoins, shapeCard, type Row } from './list.ts'

interface DetailRow extends Row {
  contact_id: string | null
  contact_name: string | null
  source_id: string | null
  source_name: string | null
  entered_at: Date | null
  back_moves: number
  skips: number
  reopened: number
  close_pushes: number
  loss_reason_key: string | null
  loss_reason_name: string | null
  competitor_id: string | null
  competitor_name: string | null
  wake_up_on: string | null
  predecessor_id: string | null
  note: string | null
}

/** One opportunity with its stage path and what this caller may do with it; null outside reach. */
export async function readOpportunity(tx: Tx, caller: Caller, id: string) {
  const { rows } = await sql<DetailRow>`
    select ${cardColumns(caller)}, o.contact_id, ct.name as contact_name, o.source_id, so.name ->> ${caller.locale} as source_name, o.entered_at, o.back_moves,
           o.skips, o.reopened, o.close_pushes, o.loss_reason_key, lr.name ->> ${caller.locale} as loss_reason_name, o.competitor_id,
           co.name as competitor_name, o.wake_up_on, o.predecessor_id, o.note
    from opportunity o ${cardJoins}
    left join contact ct on ct.org_id = o.org_id and ct.id = o.contact_id
    left join source so on so.org_id = o.org_id and so.id = o.source_id
    left join loss_reason lr on lr.org_id = o.org_id and lr.key = o.loss_reason_key
    left join competitor co on co.org_id = o.org_id and co.id = o.competitor_id
    where o.org_id = ${caller.orgId} and o.id = ${id} and ${reachable(caller, 'o.owner_id')}`.execute(tx)
  const row = rows[0]
  if (!row) return null
  const deal = { status: row.status, closedAt: row.closed_at?.getTime() ?? null, archived: row.deleted_at !== null }
  const sentence = (refusal: Parameters<typeof verdictOf>[0]) => verdictOf(refusal, caller.locale)
  return {
    ...shapeCard(row, caller.now, dayOf(caller.now, caller.timeZone)),
    contact: row.contact_id ? { id: row.contact_id, name: row.contact_name ?? '' } : null,
    source: row.source_id ? { id: row.source_id, name: row.source_name ?? '' } : null,
    enteredAt: row.entered_at?.toISOString() ?? null,
    backMoves: row.back_moves,
    skips: row.skips,
    reopened: row.reopened,
    closePushes: row.close_pushes,
    lossReason: row.loss_reason_key ? { key: row.loss_reason_key, name: row.loss_reason_name ?? row.loss_reason_key } : null,
    competitor: row.competitor_id ? { id: row.competitor_id, name: row.competitor_name ?? '' } : null,
    wakeUpOn: row.wake_up_on,
    predecessorId: row.predecessor_id,
    note: row.note,
    path: await stagePath(tx, caller, row),
    permissions: {
      edit: sentence(editing(caller, deal)),
      move: sentence(moving(caller, deal)),
      close: sentence(closing(caller, deal)),
      reopen: sentence(reopening(caller, deal, caller.now.getTime())),
      assign: sentence(assigning(caller, deal)),
      archive: sentence(archiving(caller)),
    },
  }
}

export type OpportunityDetail = NonNullable<Awaited<ReturnType<typeof readOpportunity>>>

async function stagePath(tx: Tx, caller: Caller, row: DetailRow) {
  const stages = await tx
    .selectFrom('stage')
    .select([
      'id',
      'key',
      sql<string>`name ->> ${caller.locale}`.as('name'),
      'position',
      'probability',
      sql<string | null>`customer_looks ->> ${caller.locale}`.as('looks'),
      'expected_days',
      'retired_at',
    ])
    .where('org_id', '=', caller.orgId)
    .where('pipeline_id', '=', row.pipeline_id)
    .orderBy('position')
    .execute()
  const { events, fieldEvents } = await loadHistory(tx, caller.orgId, row.id)
  const visits = foldHistory(events, fieldEvents, initialFields(tracked(row), fieldEvents), positions(stages))?.visits ?? []
  const reached = Math.max(0, ...visits.map(({ position }) => position))
  const ended = row.status !== 'open' && row.status !== 'on-hold'
  return stages
    .filter((stage) => !stage.retired_at || visits.some(({ stageId }) => stageId === stage.id))
    .map((stage) => {
      const own = visits.filter(({ stageId }) => stageId === stage.id)
      const state = (): 'done' | 'skipped' | 'current' | 'ahead' | 'left' => {
        if (stage.id === row.stage_id) return row.status === 'won' ? 'done' : 'current'
        if (stage.position > row.stage_position) return own.length > 0 ? 'left' : 'ahead'
        if (own.length > 0) return 'done'
        return stage.position < reached || ended ? 'skipped' : 'ahead'
      }
      return {
        id: stage.id,
        key: stage.key,
        name: stage.name,
        position: stage.position,
        probability: stage.probability,
        customerLooks: stage.looks,
        expectedDays: stage.expected_days,
        state: state(),
        days: daysSpent(own, caller.now.getTime()),
        visits: own.length,
      }
    })
}

/** Decimal days over all stays, the running one until now; null when a stay's beginning is unknown or there was none. */
function daysSpent(visits: readonly StageVisit[], now: number): number | null {
  if (visits.length === 0 || visits.some(({ enteredAt, from }) => enteredAt === null && from === null)) return null
  return visits.reduce((sum, { from, leftAt }) => sum + ((leftAt ?? now) - (from ?? now)) / 86_400_000, 0)
}

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
}

/** Every event of an opportunity within reach, newest first, field changes among them; null outside reach. */
export async function readHistory(
  tx: Tx,
  caller: Caller,
  id: string,
  ask: { limit: number; cursor?: string | undefined; asOf?: string | undefined },
) {
  const found = await ownerOf(tx, caller, id)
  if (!found) return null
  const place = decodeCursor(ask.cursor, 1)
  const after = place && /^[0-9a-f-]{36}$/.test(String(place[0])) ? sql`and e.id < ${place[0]}::uuid` : sql``
  const until = ask.asOf ? sql`and e.recorded_at <= ${ask.asOf}::timestamptz` : sql``
  const { rows } = await sql<EventRow>`
    select e.*, m.name as actor_name, lr.name ->> ${caller.locale} as reason_name, co.name as competitor_name from (
      select e.id, e.kind, e.from_stage_id, e.to_stage_id, null::text as field, null::jsonb as old, null::jsonb as new, e.occurred_at, e.recorded_at, e.actor_id,
             e.reason_key, e.competitor_id, e.note, e.override_reason
      from stage_event e where e.org_id = ${caller.orgId} and e.opportunity_id = ${id} ${after} ${until}
      union all
      select e.id, 'field', null, null, e.field, e.old, e.new, e.occurred_at, e.recorded_at, e.actor_id, null, null, null, null
      from field_event e where e.org_id = ${caller.orgId} and e.opportunity_id = ${id} ${after} ${until}
    ) e left join member m on m.org_id = ${caller.orgId} and m.id = e.actor_id
    left join loss_reason lr on lr.org_id = ${caller.orgId} and lr.key = e.reason_key
    left join competitor co on co.org_id = ${caller.orgId} and co.id = e.competitor_id
    order by e.id desc limit ${ask.limit + 1}`.execute(tx)
  const { events } = await loadHistory(tx, caller.orgId, id)
  const standing = effectiveEvents(events)
  const counting = new Set(standing.map((event) => event.id))
  const latest = [...standing].sort((a, b) => (a.id < b.id ? 1 : -1))[0]
  const stages = new Map(
    (
      await tx
        .selectFrom('stage')
        .select(['id', 'key', sql<string>`name ->> ${caller.locale}`.as('name')])
        .where('org_id', '=', caller.orgId)
        .where('pipeline_id', '=', found.pipeline_id)
        .execute()
    ).map((stage) => [stage.id, stage]),
  )
  const { items, nextCursor } = pageOf(rows, ask.limit, (row) => [row.id])
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

/** What was known of the opportunity at a moment; null outside reach. */
export async function readAsOf(tx: Tx, caller: Caller, id: string, at: Date) {
  const row = await ownerOf(tx, caller, id)
  if (!row) return null
  const stages = await stagesOf(tx, caller.orgId, row.pipeline_id)
  const { events, fieldEvents } = await loadHistory(tx, caller.orgId, id)
  const known = asOf(at.getTime(), events, fieldEvents, tracked(row), positions(stages))
  if (!known) return { known: false, status: null, stage: null, owner: null, amountMinor: null, expectedCloseOn: null }
  const { history, fields } = known
  const stage = await tx
    .selectFrom('stage')
    .select(['id', 'key', sql<string>`name ->> ${caller.locale}`.as('name')])
    .where('org_id', '=', caller.orgId)
    .where('id', '=', history.standing.stageId)
    .executeTakeFirst()
  const owner = await tx
    .selectFrom('member')
    .select(['id', 'name'])
    .where('org_id', '=', caller.orgId)
    .where('id', '=', fields.ownerId)
    .executeTakeFirst()
  return {
    known: true,
    status: history.standing.status,
    stage: stage ?? null,
    owner: owner ?? null,
    amountMinor: fields.amountMinor,
    expectedCloseOn: fields.expectedCloseOn,
  }
}

async function ownerOf(tx: Tx, caller: Caller, id: string) {
  const row = await tx
    .selectFrom('opportunity')
    .selectAll()
    .where('org_id', '=', caller.orgId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row && reaches(caller, row.owner_id) ? row : null
}
