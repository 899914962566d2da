import type { Selectable } from 'kysely'
import type { OpportunityTable } from '../../platform/database/tables.ts'
import { newId } from '../../platform/ids.ts'
import type { Caller } from '../../platform/session.ts'
import type { FieldEvent, History, Span, StageEvent, Status, TrackedFields } from '../stage-history.ts'
import type { BriefGap } from '../missing-at-gate.ts'

export type OpportunityRow = Selectable<OpportunityTable>

/** An event about to be recorded. */
export interface NewStageEvent extends StageEvent {
  reasonKey?: string | null
  competitorId?: string | null
  note?: string | null
  overrideReason?: string | null
  externalKey?: string | null
  /** Version of the pipeline whose gates were asked; null for history from elsewhere. */
  pipelineVersion?: number | null
  /** What was missing when it was let through all the same. */
  missing?: readonly BriefGap[] | null
}

/** The columns of the row that the fold decides. */
export function standingColumns({ standing }: History) {
  return {
    status: standing.status,
    stage_id: standing.stageId,
    stage_position: standing.stagePosition,
    entered_at: moment(standing.enteredAt),
    stage_since: moment(standing.stageSince),
    max_position: standing.maxPosition,
    stages_entered: standing.stagesEntered,
    closed_at: moment(standing.closedAt),
    back_moves: standing.backMoves,
    skips: standing.skips,
    reopened: standing.reopened,
    reworks: standing.reworks,
    close_pushes: standing.closePushes,
    credit_owner_id: standing.creditOwnerId,
  }
}

const moment = (time: number | null): Date | null => (time === null ? null : new Date(time))

export const stageEventRow = (caller: Caller, opportunityId: string, event: NewStageEvent) => ({
  org_id: caller.orgId,
  id: event.id,
  opportunity_id: opportunityId,
  kind: event.kind,
  from_stage_id: event.fromStageId,
  to_stage_id: event.toStageId,
  occurred_at: moment(event.occurredAt),
  recorded_at: new Date(event.recordedAt),
  actor_id: caller.memberId,
  reason_key: event.reasonKey ?? null,
  competitor_id: event.competitorId ?? null,
  note: event.note ?? null,
  override_reason: event.overrideReason ?? null,
  annuls_id: event.annulsId ?? null,
  pipeline_version: event.pipelineVersion ?? null,
  missing: event.missing?.length ? event.missing : null,
  external_key: event.externalKey ?? null,
})

export const fieldEventRow = (caller: Caller, opportunityId: string, event: FieldEvent) => ({
  org_id: caller.orgId,
  id: event.id,
  opportunity_id: opportunityId,
  field: event.field,
  old: event.old ?? null,
  new: event.new ?? null,
  occurred_at: moment(event.occurredAt),
  recorded_at: new Date(event.recordedAt),
  actor_id: caller.memberId,
})

export const spanRow = (row: { org_id: string; id: string; pipeline_id: string }, seq: number, span: Span) => ({
  org_id: row.org_id,
  opportunity_id: row.id,
  seq,
  valid_from: span.from === null ? '-infinity' : new Date(span.from),
  valid_to: span.to === null ? 'infinity' : new Date(span.to),
  pipeline_id: row.pipeline_id,
  stage_id: span.stageId,
  stage_position: span.position,
  status: span.status,
  visit: span.visit,
  stage_entered_at: moment(span.stageEnteredAt),
  exit: span.exit,
  previous_stage_id: span.previousStageId,
  next_stage_id: span.nextStageId,
  owner_id: span.ownerId,
  amount_minor: span.amountMinor,
  expected_close_on: span.expectedCloseOn,
})

/** A change of a tracked field at the caller's now; null when nothing changes. */
export const fieldChange = (caller: Caller, field: keyof TrackedFields, old: unknown, next: unknown): FieldEvent[] =>
  old === next ? [] : [{ id: newId(), field, old, new: next, occurredAt: caller.now.getTime(), recordedAt: caller.now.getTime() }]

/** Every column of a fresh opportunity, so that bulk and single insertion write the same row. */
export const blankOpportunity = (caller: Caller) => ({
  org_id: caller.orgId,
  id: newId(),
  name: '',
  pinyin: '',
  initials: '',
  customer_id: null as string | null,
  contact_id: null as string | null,
  product_id: null as string | null,
  source_id: null as string | null,
  region: null as string | null,
  pipeline_id: '',
  pipeline_version: 1,
  status: 'open' as Status,
  stage_id: '',
  stage_position: 1,
  entered_at: null as Date | null,
  stage_since: null as Date | null,
  max_position: 1,
  stages_entered: 0,
  closed_at: null as Date | null,
  back_moves: 0,
  skips: 0,
  reopened: 0,
  reworks: 0,
  owner_id: caller.memberId,
  credit_owner_id: caller.memberId,
  amount_minor: null as number | null,
  currency: caller.currency,
  expected_close_on: null as string | null,
  close_pushes: 0,
  own_probability: null as number | null,
  loss_reason_key: null as string | null,
  competitor_id: null as string | null,
  wake_up_on: null as string | null,
  next_step: null as string | null,
  next_step_on: null as string | null,
  board_rank: 0,
  predecessor_id: null as string | null,
  transferred_from_id: null as string | null,
  external_id: null as string | null,
  note: null as string | null,
  last_activity_at: null as Date | null,
  version: 1,
  created_at: caller.now,
  created_by: caller.memberId,
  updated_at: caller.now,
  deleted_at: null as Date | null,
})

export const tracked = (row: Pick<OpportunityRow, 'owner_id' | 'amount_minor' | 'expected_close_on'>): TrackedFields => ({
  ownerId: row.owner_id,
  amountMinor: row.amount_minor,
  expectedCloseOn: row.expected_close_on,
})
