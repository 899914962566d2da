import { reaches } from '../../people/reach.ts'
import { reachable } from '../../people/queries.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { accept, refuse, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { say } from '../../platform/words.ts'
import type { Refusal } from '../../platform/refusal.ts'
import { lockShown, placeIn, stagesShown, type DetailRow, type StageShown } from '../queries/detail.ts'
import type { FieldEvent, PositionOf, StageEvent } from '../stage-history.ts'
import { loadHistory, positions } from '../store/history.ts'
import { notePlace } from '../store/last-seen.ts'
import { type OpportunityRow } from '../store/rows.ts'
import { words } from '../words.ts'

/** A locked opportunity with everything a rule may ask, and as it is shown to the caller. */
export interface Loaded {
  row: OpportunityRow
  shown: DetailRow
  stages: StageShown[]
  events: (StageEvent & { actorId: string })[]
  fieldEvents: FieldEvent[]
  positionOf: PositionOf
}

/** The opportunity for a change, locked; what the caller does not reach is not there. */
export async function loadReached(tx: Tx, caller: Caller, id: string, ifMatch: number | null = null): Promise<Outcome<Loaded>> {
  // one message; what stands behind the lock is read once it is held
  const [row, stages, history] = await Promise.all([
    lockShown(tx, caller, id),
    stagesShown(tx, caller, id),
    loadHistory(tx, caller.orgId, id),
  ])
  if (!row || !reaches(caller, row.owner_id, row.customer_id)) return refuse('not-found')
  notePlace(row)
  if (ifMatch !== null && ifMatch !== row.version) return refuse('version-conflict', { version: row.version })
  return accept({ row, shown: { ...row, ...placeIn(stages, row.stage_id) }, stages, ...history, positionOf: positions(stages) })
}

/** What permission sentences ask of a deal. */
export const dealOf = (row: OpportunityRow) => ({
  status: row.status as 'open',
  closedAt: row.closed_at?.getTime() ?? null,
  archived: row.deleted_at !== null,
  stageId: row.stage_id,
  stagePosition: row.stage_position,
  ownerId: row.owner_id,
  customerId: row.customer_id,
})

export const findStage = (stages: readonly StageShown[], keyOrId: string): StageShown | undefined =>
  stages.find(({ id, key }) => id === keyOrId || key === keyOrId)

export const denied = (refusal: Refusal) => ({ ok: false as const, refusal })

/** Fills the labels of missing things in the caller's language. */
export function labelled<T>(caller: Caller, outcome: Outcome<T>): Outcome<T> {
  const missing = outcome.ok
    ? undefined
    : (outcome.refusal.facts.missing as { kind: string; key: string; label: string }[] | undefined)
  if (outcome.ok || !missing) return outcome
  const named = missing.map((item) => ({
    ...item,
    label:
      item.label === item.key && `field.${item.key}` in words['zh-CN']
        ? say(caller.locale, words, `field.${item.key}` as 'field.reason')
        : item.label,
  }))
  return denied({ ...outcome.refusal, facts: { ...outcome.refusal.facts, missing: named } })
}

/** A customer within the caller's reach. */
export const reachedCustomer = (tx: Tx, caller: Caller, id: string) =>
  tx
    .selectFrom('customer')
    .select(['id', 'name', 'region', 'owner_id', 'source_id'])
    .where('org_id', '=', caller.orgId)
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .where(reachable(caller, 'owner_id', 'id'))
    .executeTakeFirst()

const references = { product: 'product', source: 'source', competitor: 'competitor' } as const

/** Whether the row of a catalogue exists in this organisation. */
export async function exists(tx: Tx, caller: Caller, table: keyof typeof references, id: string): Promise<boolean> {
  return (
    (await tx
      .selectFrom(references[table])
      .select('id')
      .where('org_id', '=', caller.orgId)
      .where('id', '=', id)
      .executeTakeFirst()) !== undefined
  )
}

export async function contactFits(tx: Tx, caller: Caller, contactId: string, customerId: string | null): Promise<boolean> {
  const contact = await tx
    .selectFrom('contact')
    .select('customer_id')
    .where('org_id', '=', caller.orgId)
    .where('id', '=', contactId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  return contact !== undefined && contact.customer_id === customerId
}
