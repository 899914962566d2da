import { reaches } from '../../people/reach.ts'
import { sql } from 'kysely'
import { record } from '../../platform/audit-trail.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { newId } from '../../platform/ids.ts'
import { announce } from '../../platform/news.ts'
import { accept, refuse, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { dayOf } from '../../platform/time.ts'
import type { ApprovalKind } from '../../pipelines/criteria.ts'
import { readHouse } from './house.ts'
import { dealOf, denied, labelled, loadReached } from './load.ts'
import { deciding, editing, withdrawing } from '../permissions.ts'

/** An approver has so long before the question goes on to the next above. */
export const decisionHours = 24

export interface ApprovalAsk {
  kind: ApprovalKind
  request: string
  /** Discount asked for, 0–1. */
  discount?: number | undefined
}

/** The tier of a customer and the discount, 0–1, that it may have without asking; null where no limit holds. */
export type DiscountLimit = (tx: Tx, orgId: string, customerId: string) => Promise<{ tier: string; limit: number } | null>

/**
 * Asks whoever leads the owner's team, or stands in for them; the time limit hands it further up. A discount within what the customer's
 * tier may have is approved by that rule at once, and says so.
 */
export async function askApproval(
  tx: Tx,
  caller: Caller,
  opportunityId: string,
  asked: ApprovalAsk,
  limitOf?: DiscountLimit,
): Promise<Outcome<{ id: string }>> {
  const loaded = await loadReached(tx, caller, opportunityId)
  if (!loaded.ok) return loaded
  const { row } = loaded.value
  const refusal = editing(caller, dealOf(row))
  if (refusal) return denied(refusal)
  if (row.status !== 'open') return refuse('not-open', { status: row.status })
  if (asked.kind === 'discount' && asked.discount === undefined)
    return labelled(
      caller,
      refuse('mandatory-field-missing', { missing: [{ kind: 'field', key: 'discount', label: 'discount' }] }),
    )
  const present = await tx
    .selectFrom('approval')
    .select('id')
    .where('org_id', '=', caller.orgId)
    .where('opportunity_id', '=', opportunityId)
    .where('kind', '=', asked.kind)
    .where('state', '=', 'asked')
    .executeTakeFirst()
  if (present) return refuse('approval-asked-already', { id: present.id }, 409)
  const house = await readHouse(tx, caller.orgId, dayOf(caller.now, caller.timeZone))
  const first = house.turn({ ownerId: row.owner_id, askedBy: caller.memberId }, null)
  const limit = asked.kind === 'discount' && row.customer_id ? await limitOf?.(tx, caller.orgId, row.customer_id) : null
  const isWithin = limit != null && asked.discount! <= limit.limit
  if (!first && !isWithin) return refuse('nobody-to-approve', {}, 409)
  const id = newId()
  await tx
    .insertInto('approval')
    .values({
      org_id: caller.orgId,
      id,
      opportunity_id: opportunityId,
      kind: asked.kind,
      stage_id: row.stage_id,
      amount_minor: row.amount_minor,
      discount: asked.discount ?? null,
      request: asked.request,
      state: isWithin ? 'approved' : 'asked',
      asked_at: caller.now,
      asked_by: caller.memberId,
      approver_id: first?.id ?? row.owner_id,
      instead_of_id: first?.insteadOfId ?? null,
      due_at: hoursAfter(caller.now),
      ...(isWithin ? { decided_at: caller.now } : {}),
      ...(limit ? { tier: limit.tier, tier_limit: limit.limit } : {}),
    })
    .execute()
  await tell(
    tx,
    caller,
    isWithin ? 'approval-approved' : 'approval-asked',
    { id, opportunityId, approverId: first?.id ?? row.owner_id, concerned: [first?.insteadOfId ?? null, row.owner_id] },
    { kind: asked.kind, request: asked.request },
  )
  return accept({ id })
}

const hoursAfter = (now: Date): Date => new Date(now.getTime() + decisionHours * 3_600_000)

/** Decides: the approver, whoever stands in today, or a director. A refusal says why. */
export async function decideApproval(
  tx: Tx,
  caller: Caller,
  id: string,
  given: { decision: 'approved' | 'refused'; note?: string | undefined },
): Promise<Outcome<undefined>> {
  const approval = await lock(tx, caller, id)
  if (!approval) return refuse('not-found')
  const refusal = deciding(caller, approval)
  if (refusal) return denied(refusal)
  if (approval.state !== 'asked') return refuse('approval-decided', { state: approval.state }, 409)
  if (given.decision === 'refused' && !given.note?.trim())
    return labelled(caller, refuse('reason-required', { missing: [{ kind: 'field', key: 'note', label: 'note' }] }))
  await tx
    .updateTable('approval')
    .set((set) => ({
      state: given.decision,
      decided_at: caller.now,
      decided_by: caller.memberId,
      note: given.note ?? null,
      version: set('version', '+', 1),
    }))
    .where('org_id', '=', caller.orgId)
    .where('id', '=', id)
    .execute()
  await tell(
    tx,
    caller,
    `approval-${given.decision}`,
    { id, opportunityId: approval.opportunity_id, approverId: approval.asked_by, concerned: peopleOf(approval) },
    given,
  )
  return accept(undefined)
}

/** Takes a question back. */
export async function withdrawApproval(tx: Tx, caller: Caller, id: string): Promise<Outcome<undefined>> {
  const approval = await lock(tx, caller, id)
  if (!approval) return refuse('not-found')
  const refusal = withdrawing(caller, approval)
  if (refusal) return denied(refusal)
  if (approval.state !== 'asked') return refuse('approval-decided', { state: approval.state }, 409)
  await tx
    .updateTable('approval')
    .set((set) => ({ state: 'withdrawn', decided_at: caller.now, decided_by: caller.memberId, version: set('version', '+', 1) }))
    .where('org_id', '=', caller.orgId)
    .where('id', '=', id)
    .execute()
  await tell(
    tx,
    caller,
    'approval-withdrawn',
    { id, opportunityId: approval.opportunity_id, approverId: approval.approver_id, concerned: peopleOf(approval) },
    {},
  )
  return accept(undefined)
}

/** So often the one at the top is given another day before the question lapses. */
const lastChances = 3

/** Hands every question whose time is over to the next above; at the top it waits a few days more and then lapses. Returns how many. */
export async function passUpOverdue(tx: Tx, caller: Caller): Promise<number> {
  const overdue = await tx
    .selectFrom('approval as a')
    .innerJoin('opportunity as o', (join) => join.onRef('o.org_id', '=', 'a.org_id').onRef('o.id', '=', 'a.opportunity_id'))
    .select(['a.id', 'a.opportunity_id', 'a.approver_id', 'a.instead_of_id', 'a.asked_by', 'a.waited_at_top', 'o.owner_id'])
    .where('a.org_id', '=', caller.orgId)
    .where('a.state', '=', 'asked')
    .where('a.due_at', '<=', caller.now)
    .orderBy('a.id')
    .limit(500)
    .forUpdate('a')
    .execute()
  if (overdue.length === 0) return 0
  const house = await readHouse(tx, caller.orgId, dayOf(caller.now, caller.timeZone))
  for (const approval of overdue) {
    const next = house.turn(
      { ownerId: approval.owner_id, askedBy: approval.asked_by },
      approval.instead_of_id ?? approval.approver_id,
    )
    const lapsed = !next && approval.waited_at_top >= lastChances
    await tx
      .updateTable('approval')
      .set((set) => ({
        ...(next ? { approver_id: next.id, instead_of_id: next.insteadOfId } : {}),
        ...(lapsed ? { state: 'expired', decided_at: caller.now } : { due_at: hoursAfter(caller.now) }),
        ...(next ? { passed_up: set('passed_up', '+', 1) } : { waited_at_top: set('waited_at_top', '+', 1) }),
        version: set('version', '+', 1),
      }))
      .where('org_id', '=', caller.orgId)
      .where('id', '=', approval.id)
      .execute()
    const approverId = next?.id ?? approval.approver_id
    const verb = lapsed ? 'approval-expired' : 'approval-passed-up'
    await tell(
      tx,
      caller,
      verb,
      {
        id: approval.id,
        opportunityId: approval.opportunity_id,
        approverId,
        concerned: [...peopleOf(approval), next?.insteadOfId ?? null],
      },
      { from: approval.approver_id },
    )
  }
  return overdue.length
}

/**
 * Lets waiting questions follow who is away today: they go to the stand-in, and come back when the absence is over or taken
 * back. The time limit stays. Returns how many changed hands.
 */
export async function followDelegations(tx: Tx, caller: Caller): Promise<number> {
  const house = await readHouse(tx, caller.orgId, dayOf(caller.now, caller.timeZone))
  const waiting = await tx
    .selectFrom('approval as a')
    .innerJoin('opportunity as o', (join) => join.onRef('o.org_id', '=', 'a.org_id').onRef('o.id', '=', 'a.opportunity_id'))
    .select(['a.id', 'a.opportunity_id', 'a.approver_id', 'a.instead_of_id', 'a.asked_by', 'o.owner_id'])
    .where('a.org_id', '=', caller.orgId)
    .where('a.state', '=', 'asked')
    .where(sql<boolean>`(a.instead_of_id is not null or a.approver_id = any(${[...house.away]}::uuid[]))`)
    .orderBy('a.id')
    .forUpdate('a')
    .execute()
  let moved = 0
  for (const approval of waiting) {
    const now = house.standIn(approval.instead_of_id ?? approval.approver_id, approval.owner_id, approval.asked_by)
    if (now.id === approval.approver_id) continue
    moved++
    await tx
      .updateTable('approval')
      .set((set) => ({ approver_id: now.id, instead_of_id: now.insteadOfId, version: set('version', '+', 1) }))
      .where('org_id', '=', caller.orgId)
      .where('id', '=', approval.id)
      .execute()
    await tell(
      tx,
      caller,
      'approval-handed-over',
      { id: approval.id, opportunityId: approval.opportunity_id, approverId: now.id, concerned: peopleOf(approval) },
      { from: approval.approver_id },
    )
  }
  return moved
}

async function lock(tx: Tx, caller: Caller, id: string) {
  const approval = await tx
    .selectFrom('approval as a')
    .innerJoin('opportunity as o', (join) => join.onRef('o.org_id', '=', 'a.org_id').onRef('o.id', '=', 'a.opportunity_id'))
    .select(['a.id', 'a.state', 'a.kind', 'a.opportunity_id', 'a.asked_by', 'a.approver_id', 'a.instead_of_id', 'o.owner_id'])
    .where('a.org_id', '=', caller.orgId)
    .where('a.id', '=', id)
    .forUpdate('a')
    .executeTakeFirst()
  const concerned = approval && (reaches(caller, approval.owner_id) || concerns(caller, approval))
  return concerned ? approval : undefined
}

/** Whoever asked, decides or is stood in for sees the question, even of a deal beyond their reach. */
const concerns = (caller: Caller, approval: { asked_by: string; approver_id: string; instead_of_id: string | null }): boolean =>
  [approval.asked_by, approval.approver_id, approval.instead_of_id].includes(caller.memberId)

const peopleOf = (approval: { asked_by: string; approver_id: string; instead_of_id: string | null; owner_id: string }) => [
  approval.asked_by,
  approval.approver_id,
  approval.instead_of_id,
  approval.owner_id,
]

interface Told {
  id: string
  opportunityId: string
  approverId: string
  /** Everybody else in whose lists the question stands, or stood until now. */
  concerned: readonly (string | null)[]
}

async function tell(
  tx: Tx,
  caller: Caller,
  action: string,
  { id, opportunityId, approverId, concerned }: Told,
  after: Record<string, unknown>,
): Promise<void> {
  await record(tx, caller, [
    { entityKind: 'opportunity', entityId: opportunityId, action, after: { approvalId: id, approverId, ...after } },
  ])
  await announce(
    tx,
    caller.orgId,
    [...new Set([approverId, ...concerned])]
      .filter((ownerId) => ownerId !== null)
      .map((ownerId) => ({
        topic: `approval.${action}`,
        entityKind: 'approval',
        entityId: id,
        ownerId,
        facts: { opportunityId },
      })),
  )
}
