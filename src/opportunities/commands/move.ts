import { allowsRework } from '../../pipelines/stage.ts'
import { followStage, type Step } from '../../playbooks/commands/follow-stage.ts'
import { record } from '../../platform/audit-trail.ts'
import { underway, type Tx } from '../../platform/database/connect.ts'
import { newId } from '../../platform/ids.ts'
import { announce } from '../../platform/news.ts'
import { accept, refuse, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { dayOf } from '../../platform/time.ts'
import { closing, moving, reopening } from '../permissions.ts'
import { checkOutcome, checkReopening, checkRework, checkUndo, type ClosingOutcome } from '../stage-gate.ts'
import { shownAfter, type OpportunityDetail } from '../queries/detail.ts'
import { bringBack } from './carry-along.ts'
import { goesOnAs } from './transfer.ts'
import { appendHistory } from '../store/history.ts'
import { notePlace } from '../store/last-seen.ts'
import { fieldChange, standingColumns, type NewStageEvent } from '../store/rows.ts'
import { foremostNamed, keepNamed } from './competitors.ts'
import { dealOf, denied, exists, findStage, labelled, loadReached, type Loaded } from './load.ts'
import { briefly, missingOf, type MissingAtGate } from '../missing-at-gate.ts'
import { foresee, passGate, passWinGate, pipelineOf, type GateAsk } from './pass-gate.ts'

export interface Moved {
  eventId: string
  /** What was missing at gates that let it through all the same. */
  missing: MissingAtGate[]
  /** The opportunity as it now is; null when it has left the caller's reach. */
  view: () => Promise<OpportunityDetail | null>
}

/** Moves an opportunity to another stage of its pipeline. The one way for form, drag, bulk, import, API and CLI. */
export async function moveStage(
  tx: Tx,
  caller: Caller,
  asked: { id: string; toStage: string; externalKey?: string | null } & GateAsk,
  ifMatch: number | null = null,
): Promise<Outcome<Moved>> {
  const loading = loadReached(tx, caller, asked.id, ifMatch)
  const foreseen = foresee(tx, caller, asked.id, asked.toStage)
  const loaded = await loading
  if (!loaded.ok) return loaded
  const { row } = loaded.value
  const refusal = moving(caller, dealOf(row))
  if (refusal) return denied(refusal)
  const passage = await passGate(tx, caller, row, asked.toStage, asked, foreseen)
  if (!passage.ok) return labelled(caller, passage)
  const { kind, result, missing, to, definition, ground } = passage.value
  const overrideReason = result === 'overridden' ? asked.override!.reason : null
  const moved = await write(
    tx,
    caller,
    loaded.value,
    {
      kind,
      toStageId: to.id,
      note: asked.reason ?? null,
      overrideReason,
      missing: briefly(missing),
      pipelineVersion: row.pipeline_version,
      externalKey: asked.externalKey ?? null,
    },
    'moved',
    { ground },
  )
  return moved.ok ? accept({ ...moved.value, missing: missingOf(missing, definition, caller) }) : moved
}

/** Ends an opportunity, or puts it on hold until a day. */
export async function closeOpportunity(
  tx: Tx,
  caller: Caller,
  asked: {
    id: string
    outcome: ClosingOutcome
    reasonKey?: string | undefined
    competitorId?: string | undefined
    wakeUpOn?: string | undefined
    note?: string | undefined
    amountMinor?: number | undefined
    override?: { reason: string } | undefined
    via?: string | undefined
  },
  ifMatch: number | null = null,
): Promise<Outcome<Moved>> {
  const loaded = await loadReached(tx, caller, asked.id, ifMatch)
  if (!loaded.ok) return loaded
  const { row, stages } = loaded.value
  const refusal = closing(caller, dealOf(row))
  if (refusal) return denied(refusal)
  const reason = asked.reasonKey ? await lossReason(tx, caller, asked.reasonKey) : null
  if (asked.reasonKey && !reason) return refuse('unknown-loss-reason', { reasonKey: asked.reasonKey })
  if (asked.competitorId && !(await exists(tx, caller, 'competitor', asked.competitorId)))
    return refuse('unknown-reference', { field: 'competitorId' })
  const { present } = await pipelineOf(tx, row)
  const allowed = present?.outcomes ?? findStage(stages, row.stage_id)?.outcomes ?? []
  const lossReasons = present?.lossReasons ?? null
  const isLoss = asked.outcome === 'lost' || asked.outcome === 'terminated'
  // the one competitor that a deal has named need not be named again; of several, the loss says which
  const named = (loaded.value.shown.competitors ?? []).map(([id]) => id)
  const lostTo = asked.competitorId ?? (named.length === 1 ? named[0] : undefined)
  const competitorId = isLoss ? lostTo : (asked.competitorId ?? row.competitor_id ?? undefined)
  const today = dayOf(caller.now, caller.timeZone)
  const kind = checkOutcome({ status: dealOf(row).status, allowed, lossReasons }, { ...asked, competitorId, reason }, today)
  if (!kind.ok) return labelled(caller, kind)
  const win = asked.outcome === 'won' ? await passWinGate(tx, caller, row, asked) : null
  if (win && !win.ok) return labelled(caller, win)
  if (row.competitor_id) keepNamed(tx, caller, row.id, [row.competitor_id])
  const held = asked.outcome === 'on-hold'
  const set = {
    loss_reason_key: reason?.key ?? null,
    competitor_id: competitorId ?? null,
    wake_up_on: held ? asked.wakeUpOn! : null,
    ...(held ? {} : { next_step: null, next_step_on: null }),
    ...(asked.amountMinor === undefined ? {} : { amount_minor: asked.amountMinor }),
  }
  const fieldEvents =
    asked.amountMinor === undefined ? [] : fieldChange(caller, 'amountMinor', row.amount_minor, asked.amountMinor)
  const event = {
    kind: kind.value,
    toStageId: null,
    reasonKey: reason?.key ?? null,
    competitorId: competitorId ?? null,
    note: asked.note ?? null,
    missing: briefly(win?.value.missing ?? []),
    overrideReason: win?.value.result === 'overridden' ? asked.override!.reason : null,
    pipelineVersion: row.pipeline_version,
  }
  const ended = await write(tx, caller, loaded.value, event, asked.outcome, { set, fieldEvents })
  return ended.ok && win ? accept({ ...ended.value, missing: missingOf(win.value.missing, win.value.definition, caller) }) : ended
}

/** Writes down another round of the proposal (方案调整): the deal stays where it is, its rounds are one more. */
export async function reworkOpportunity(
  tx: Tx,
  caller: Caller,
  asked: { id: string; reason?: string | undefined },
  ifMatch: number | null = null,
): Promise<Outcome<Moved>> {
  const loaded = await loadReached(tx, caller, asked.id, ifMatch)
  if (!loaded.ok) return loaded
  const { row } = loaded.value
  const refusal = moving(caller, dealOf(row))
  if (refusal) return denied(refusal)
  const { present } = await pipelineOf(tx, row)
  const kind = checkRework({ status: dealOf(row).status, allowed: present ? allowsRework(present) : true }, asked.reason)
  if (!kind.ok) return labelled(caller, kind)
  const event = { kind: kind.value, toStageId: row.stage_id, note: asked.reason!.trim(), pipelineVersion: row.pipeline_version }
  return write(tx, caller, loaded.value, event, 'reworked')
}

/** Takes a loss or a termination back within 90 days, or ends a hold. */
export async function reopenOpportunity(
  tx: Tx,
  caller: Caller,
  asked: { id: string; toStage?: string | undefined; reason?: string | undefined },
  ifMatch: number | null = null,
): Promise<Outcome<Moved>> {
  const loaded = await loadReached(tx, caller, asked.id, ifMatch)
  if (!loaded.ok) return loaded
  const { row, stages } = loaded.value
  const refusal = reopening(caller, dealOf(row), caller.now.getTime())
  if (refusal) return denied(refusal)
  return reopen(tx, caller, loaded.value, findStage(stages, asked.toStage ?? row.stage_id)?.id ?? null, asked.reason ?? null)
}

/** Ends a hold whose day has come; what the clock does, not a person. Returns whether it was still on hold. */
export async function wakeUp(tx: Tx, caller: Caller, id: string): Promise<boolean> {
  const loaded = await loadReached(tx, caller, id)
  if (!loaded.ok || loaded.value.row.status !== 'on-hold') return false
  return (await reopen(tx, caller, loaded.value, loaded.value.row.stage_id, null)).ok
}

async function reopen(
  tx: Tx,
  caller: Caller,
  loaded: Loaded,
  toStageId: string | null,
  note: string | null,
): Promise<Outcome<Moved>> {
  if (!toStageId) return refuse('unknown-stage')
  const { row } = loaded
  const kind = checkReopening(dealOf(row), caller.now.getTime())
  if (!kind.ok) return kind
  const set = { loss_reason_key: null, wake_up_on: null }
  return write(
    tx,
    caller,
    loaded,
    { kind: kind.value, toStageId: kind.value === 'resume' ? row.stage_id : toStageId, note },
    kind.value === 'resume' ? 'resumed' : 'reopened',
    { set },
  )
}

/** Events by which a competitor can come to be named. */
const endsOf = { win: true, lose: true, terminate: true, hold: true }

/** Takes back one's own latest move or outcome, soon after: both then count in no statistic. */
export async function undoEvent(tx: Tx, caller: Caller, asked: { id: string; eventId: string }): Promise<Outcome<Moved>> {
  const loaded = await loadReached(tx, caller, asked.id)
  if (!loaded.ok) return loaded
  const { events } = loaded.value
  const annulled = new Set(events.map(({ annulsId }) => annulsId))
  const standing = events.filter((event) => !event.annulsId && !annulled.has(event.id))
  const event = events.find(({ id }) => id === asked.eventId)
  if (!event) return refuse('not-found')
  const verdict = checkUndo(event, standing[standing.length - 1]?.id ?? '', caller.memberId, caller.now.getTime())
  if (!verdict.ok) return verdict
  const there = event.kind === 'transfer' ? await goesOnAs(tx, caller, asked.id) : null
  if (there?.further) return refuse('cannot-undo', { why: 'moved-on' })
  const before = standing[standing.length - 2]
  const earlier = before
    ? await tx
        .selectFrom('stage_event')
        .select(['reason_key', 'competitor_id'])
        .where('org_id', '=', caller.orgId)
        .where('id', '=', before.id)
        .executeTakeFirstOrThrow()
    : { reason_key: null, competitor_id: null }
  const { row } = loaded.value
  const competitor =
    event.kind in endsOf
      ? await foremostNamed(tx, caller, row.id, row.competitor_id)
      : event.kind === 'reopen' || event.kind === 'resume'
        ? (earlier.competitor_id ?? row.competitor_id)
        : row.competitor_id
  const set = {
    loss_reason_key: earlier.reason_key,
    competitor_id: competitor,
    ...(event.kind === 'hold' ? { wake_up_on: null } : {}),
    ...(there && {
      next_step: there.next_step,
      next_step_on: there.next_step_on,
      ...(await bringBack(tx, caller, row.id, there)),
    }),
  }
  return write(
    tx,
    caller,
    loaded.value,
    { kind: 'correction', toStageId: event.fromStageId, annulsId: event.id },
    'move-undone',
    { set },
  )
}

async function write(
  tx: Tx,
  caller: Caller,
  loaded: Loaded,
  event: Pick<NewStageEvent, 'kind' | 'toStageId'> & Partial<NewStageEvent>,
  verb: string,
  { ground, ...more }: Pick<Parameters<typeof appendHistory>[3], 'set' | 'fieldEvents'> & Pick<Step, 'ground'> = {},
): Promise<Outcome<Moved>> {
  const { row } = loaded
  // clocks of several machines differ a little: what is decided after an event never happened before it
  const at = Math.max(caller.now.getTime(), ...loaded.events.map(({ occurredAt }) => occurredAt ?? 0))
  const written: NewStageEvent = {
    id: newId(),
    fromStageId: row.stage_id,
    occurredAt: at,
    recordedAt: caller.now.getTime(),
    ...event,
  }
  const history = appendHistory(tx, caller, loaded, { stageEvents: [written], ...more })
  const { standing } = history
  notePlace({ ...row, ...standingColumns(history) })
  const before = { status: row.status, stageId: row.stage_id }
  const after = {
    status: standing.status,
    stageId: standing.stageId,
    ...(event.reasonKey ? { reasonKey: event.reasonKey } : {}),
    ...(event.note ? { note: event.note } : {}),
  }
  // another round in the same stage changes none of its tasks
  const followed =
    event.kind === 'rework'
      ? { changes: [], news: [] }
      : await followStage(tx, caller, { deal: row, event: written, history, ground })
  const of = { entityKind: 'opportunity', entityId: row.id }
  underway(
    record(tx, caller, [{ ...of, action: verb, before, after }, ...followed.changes]),
    announce(tx, caller.orgId, [{ ...of, topic: `opportunity.${verb}`, ownerId: row.owner_id, facts: after }, ...followed.news]),
  )
  const view = () => shownAfter(tx, caller, { row: loaded.shown, stages: loaded.stages }, history, more.set ?? {})
  return accept({ eventId: written.id, missing: [], view })
}

async function lossReason(tx: Tx, caller: Caller, key: string) {
  const row = await tx
    .selectFrom('loss_reason')
    .select(['key', 'needs_competitor'])
    .where('org_id', '=', caller.orgId)
    .where('key', '=', key)
    .where('active', '=', true)
    .executeTakeFirst()
  return row ? { key: row.key, needsCompetitor: row.needs_competitor } : null
}
