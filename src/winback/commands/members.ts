import { reopenOrFollow } from './return-deal.ts'
import { completeTask, undoCompletion } from '../../playbooks/commands/tasks.ts'
import { record } from '../../platform/audit-trail.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { announce } from '../../platform/news.ts'
import { accept, refuse, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { say } from '../../platform/words.ts'
import { checkReturn, checkStep, type MemberState } from '../member-state.ts'
import { workingOn } from '../permissions.ts'
import { campaignOf, type CampaignRow } from '../queries/campaigns.ts'
import { readMember } from '../queries/members.ts'
import { lockMember, saveMember, type MemberColumns } from '../store.ts'
import { words } from '../words.ts'
import { campaignFor } from './tell.ts'

type Member = NonNullable<Awaited<ReturnType<typeof lockMember>>>

/** Says how far a member got. Reaching somebody completes the task; taking it back opens the task again. */
export async function stepMember(
  tx: Tx,
  caller: Caller,
  asked: { id: string; dealId: string; state: Exclude<MemberState, 're-opened'>; note?: string | undefined },
  ifMatch: number | null,
): Promise<Outcome<CampaignRow>> {
  const found = await memberFor(tx, caller, asked, ifMatch)
  if (!found.ok) return found
  const { campaign, member } = found.value
  const may = checkStep({ state: member.state as MemberState, heldOut: member.held_out, campaign: campaign.state }, asked.state)
  if (!may.ok) return may
  const note = asked.note?.trim() || null
  await saveMember(tx, caller.orgId, asked.id, asked.dealId, {
    state: asked.state,
    ...(note === null ? {} : { note }),
    ...timesOf(member, asked.state, caller.now),
  })
  if (member.task_id) {
    if (asked.state === 'planned') await undoCompletion(tx, caller, member.task_id, null)
    else
      await completeTask(tx, caller, member.task_id, { result: note ?? say(caller.locale, words, `done.${asked.state}`) }, null)
  }
  await tellOfMember(tx, caller, asked, member, { state: asked.state, ...(note ? { note } : {}) })
  return accept(campaign)
}

/** Makes the member a deal again: the same within 90 days of its loss, a new one that follows it later. */
export async function returnMember(
  tx: Tx,
  caller: Caller,
  asked: {
    id: string
    dealId: string
    note?: string | undefined
    amountMinor?: number | null | undefined
    pipeline?: string | undefined
  },
  ifMatch: number | null,
): Promise<Outcome<CampaignRow>> {
  const found = await memberFor(tx, caller, asked, ifMatch)
  if (!found.ok) return found
  const { campaign, member } = found.value
  const may = checkReturn({ state: member.state as MemberState, heldOut: member.held_out, campaign: campaign.state })
  if (!may.ok) return may
  const returned = await reopenOrFollow(tx, caller, { ...asked, assigneeId: member.assignee_id })
  if (!returned.ok) return returned
  const { successorId } = returned.value
  await saveMember(tx, caller.orgId, asked.id, asked.dealId, {
    state: 're-opened',
    reopened_at: caller.now,
    contacted_at: member.contacted_at ?? caller.now,
    successor_id: successorId,
    ...(asked.note?.trim() ? { note: asked.note.trim() } : {}),
  })
  if (member.task_id)
    await completeTask(tx, caller, member.task_id, { result: say(caller.locale, words, 'done.re-opened') }, null)
  await tellOfMember(tx, caller, asked, member, { state: 're-opened', successorId })
  return accept(campaign)
}

async function memberFor(tx: Tx, caller: Caller, { id, dealId }: { id: string; dealId: string }, ifMatch: number | null) {
  const found = await campaignFor(tx, caller, id)
  if (!found.ok) return found
  const campaign = found.value
  const member = await lockMember(tx, caller.orgId, id, dealId)
  if (!member || !(await readMember(tx, caller, campaign, dealId))) return refuse('not-found')
  if (ifMatch !== null && ifMatch !== member.version) return refuse('version-conflict', { version: member.version })
  const lacking = workingOn(caller, campaignOf(campaign), member.assignee_id)
  return lacking ? { ok: false as const, refusal: lacking } : accept({ campaign, member })
}

/** When each step was made; a step back forgets what it takes back. */
function timesOf(member: Member, to: MemberState, now: Date): MemberColumns {
  if (to === 'planned') return { contacted_at: null, answered_at: null, declined_at: null }
  const contacted = { contacted_at: member.contacted_at ?? now }
  if (to === 'contacted') return { ...contacted, answered_at: null, declined_at: null }
  if (to === 'answered') return { ...contacted, answered_at: member.answered_at ?? now, declined_at: null }
  return { ...contacted, declined_at: now }
}

async function tellOfMember(
  tx: Tx,
  caller: Caller,
  { id, dealId }: { id: string; dealId: string },
  member: Member,
  after: Record<string, unknown>,
): Promise<void> {
  const before = { dealId, state: member.state }
  await record(tx, caller, [
    { entityKind: 'win-back-campaign', entityId: id, action: 'member-changed', before, after: { dealId, ...after } },
  ])
  await announce(tx, caller.orgId, [
    { topic: 'win-back-campaign.member-changed', entityKind: 'win-back', entityId: id, ownerId: member.assignee_id },
  ])
}
