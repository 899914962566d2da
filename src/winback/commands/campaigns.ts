import { difference } from '../../platform/audit-trail.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { newId } from '../../platform/ids.ts'
import { accept, refuse, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import type { Rule } from '../contract.ts'
import { checkCampaignStep, type CampaignState } from '../member-state.ts'
import { creatingCampaign, editingCampaign, puttingToWork } from '../permissions.ts'
import { campaignOf, type CampaignRow } from '../queries/campaigns.ts'
import { endMembers, insertCampaign, saveCampaign, saveMonths, savePeople, type PlannedMonth } from '../store.ts'
import { followCampaign } from './campaign-tasks.ts'
import { campaignFor, tellOfCampaign } from './tell.ts'

export interface CampaignChange {
  name?: string | undefined
  goal?: string | undefined
  method?: string | undefined
  materials?: string | undefined
  budgetMinor?: number | null | undefined
  startsOn?: string | undefined
  endsOn?: string | undefined
  holdOut?: number | undefined
  refills?: boolean | undefined
  rule?: Rule | undefined
  people?: string[] | undefined
  ownerId?: string | undefined
  state?: CampaignState | undefined
}

/** Left alone for comparison, where nobody says otherwise. */
const usualHoldOut = 0.2

export async function createCampaign(
  tx: Tx,
  caller: Caller,
  given: CampaignChange & { name: string; startsOn: string; endsOn: string },
): Promise<Outcome<{ id: string }>> {
  const lacking = creatingCampaign(caller)
  if (lacking) return { ok: false, refusal: lacking }
  if (given.endsOn < given.startsOn) return refuse('win-back-ends-before', {}, 400)
  const ownerId = given.ownerId ?? caller.memberId
  const people = given.people ?? [caller.memberId]
  const flaw = await peopleFlaw(tx, caller, [...people, ownerId])
  if (flaw) return flaw
  const id = newId()
  await insertCampaign(tx, caller, id, {
    name: given.name,
    goal: given.goal ?? '',
    method: given.method ?? '',
    materials: given.materials ?? '',
    budget_minor: given.budgetMinor ?? null,
    starts_on: given.startsOn,
    ends_on: given.endsOn,
    owner_id: ownerId,
    rule: JSON.stringify(given.rule ?? {}),
    hold_out: given.holdOut ?? usualHoldOut,
    refills: given.refills ?? true,
  })
  await savePeople(tx, caller.orgId, id, people)
  await tellOfCampaign(tx, caller, { id, owner_id: ownerId, people: people.map((one) => ({ id: one })) }, 'created', {
    after: { ...given, people, ownerId },
  })
  return accept({ id })
}

/** Changes a campaign, starts or stops it. A stop frees its deals and cancels what is still to do; a start brings both back. */
export async function changeCampaign(
  tx: Tx,
  caller: Caller,
  id: string,
  change: CampaignChange,
  ifMatch: number | null,
): Promise<Outcome<undefined>> {
  const found = await forEditing(tx, caller, id, ifMatch)
  if (!found.ok) return found
  const row = found.value
  const flaw = await flawOf(tx, caller, row, change)
  if (flaw) return flaw
  const changed = difference<Record<string, unknown>>(shownFields(row), given(change))
  if (!changed) return accept(undefined)
  const { people, state } = change
  await saveCampaign(tx, caller, id, columnsOf(change))
  if (people) await savePeople(tx, caller.orgId, id, people)
  if (state && state !== row.state) await passTo(tx, caller, row, state)
  await tellOfCampaign(tx, caller, row, state && state !== row.state ? state : 'changed', changed)
  return accept(undefined)
}

export async function archiveCampaign(tx: Tx, caller: Caller, id: string, archived: boolean): Promise<Outcome<undefined>> {
  const found = await campaignFor(tx, caller, id)
  if (!found.ok) return found
  const row = found.value
  const lacking = editingCampaign(caller, { ...campaignOf(row), archived: false })
  if (lacking) return { ok: false, refusal: lacking }
  if ((row.deleted_at !== null) === archived) return accept(undefined)
  await saveCampaign(tx, caller, id, {
    deleted_at: archived ? caller.now : null,
    ...(row.state === 'running' ? { state: 'stopped' as const } : {}),
  })
  if (archived && row.state === 'running') await passTo(tx, caller, row, 'stopped')
  await tellOfCampaign(tx, caller, row, archived ? 'archived' : 'restored')
  return accept(undefined)
}

/** Plans what each month is to bring; a month named twice is refused. */
export async function planMonths(
  tx: Tx,
  caller: Caller,
  id: string,
  months: readonly PlannedMonth[],
  ifMatch: number | null,
): Promise<Outcome<undefined>> {
  const found = await forEditing(tx, caller, id, ifMatch)
  if (!found.ok) return found
  if (months.some(({ month }) => !month.endsWith('-01')) || new Set(months.map(({ month }) => month)).size < months.length)
    return refuse('win-back-month', {}, 400)
  await saveMonths(tx, caller.orgId, id, months)
  await saveCampaign(tx, caller, id, {})
  await tellOfCampaign(tx, caller, found.value, 'months-planned', { after: { months } })
  return accept(undefined)
}

/** The campaign, locked, for somebody who may change it. */
export async function forEditing(tx: Tx, caller: Caller, id: string, ifMatch: number | null): Promise<Outcome<CampaignRow>> {
  const found = await campaignFor(tx, caller, id, ifMatch)
  if (!found.ok) return found
  const lacking = editingCampaign(caller, campaignOf(found.value))
  return lacking ? { ok: false, refusal: lacking } : found
}

async function passTo(tx: Tx, caller: Caller, row: CampaignRow, state: CampaignState): Promise<void> {
  await endMembers(tx, caller.orgId, row.id, state === 'stopped' ? caller.now : null)
  await followCampaign(tx, caller, row.id, state === 'running')
}

async function flawOf(tx: Tx, caller: Caller, row: CampaignRow, change: CampaignChange) {
  if ((change.endsOn ?? row.ends_on) < (change.startsOn ?? row.starts_on)) return refuse('win-back-ends-before', {}, 400)
  const step = checkCampaignStep(row.state, change.state ?? row.state)
  if (change.state && !step.ok) return step
  if (change.holdOut !== undefined && change.holdOut !== row.hold_out) {
    const member = await tx
      .selectFrom('winback_member')
      .select('opportunity_id')
      .where('org_id', '=', caller.orgId)
      .where('campaign_id', '=', row.id)
      .executeTakeFirst()
    if (member) return refuse('win-back-drawn', {}, 409)
  }
  const known = new Set(row.people.map(({ id }) => id))
  const fresh = [
    ...(change.people ?? []).filter((one) => !known.has(one)),
    ...(change.ownerId && change.ownerId !== row.owner_id ? [change.ownerId] : []),
  ]
  return fresh.length > 0 ? peopleFlaw(tx, caller, fresh) : undefined
}

async function peopleFlaw(tx: Tx, caller: Caller, people: readonly string[]) {
  const asked = [...new Set(people)]
  const known = await tx
    .selectFrom('member')
    .select('id')
    .where('org_id', '=', caller.orgId)
    .where('id', 'in', asked)
    .where('status', '!=', 'deactivated')
    .execute()
  if (known.length < asked.length) return refuse('unknown-reference', { field: 'people' })
  const lacking = asked.map((one) => puttingToWork(caller, one)).find((refusal) => refusal !== null)
  return lacking ? { ok: false as const, refusal: lacking } : undefined
}

const given = (change: CampaignChange): Record<string, unknown> =>
  Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))

const shownFields = (row: CampaignRow): Record<string, unknown> => ({
  name: row.name,
  goal: row.goal,
  method: row.method,
  materials: row.materials,
  budgetMinor: row.budget_minor,
  startsOn: row.starts_on,
  endsOn: row.ends_on,
  holdOut: row.hold_out,
  refills: row.refills,
  rule: row.rule,
  people: row.people.map(({ id }) => id),
  ownerId: row.owner_id,
  state: row.state,
})

function columnsOf({
  name,
  goal,
  method,
  materials,
  budgetMinor,
  startsOn,
  endsOn,
  holdOut,
  refills,
  rule,
  ownerId,
  state,
}: CampaignChange) {
  return {
    ...(name === undefined ? {} : { name }),
    ...(goal === undefined ? {} : { goal }),
    ...(method === undefined ? {} : { method }),
    ...(materials === undefined ? {} : { materials }),
    ...(budgetMinor === undefined ? {} : { budget_minor: budgetMinor }),
    ...(startsOn === undefined ? {} : { starts_on: startsOn }),
    ...(endsOn === undefined ? {} : { ends_on: endsOn }),
    ...(holdOut === undefined ? {} : { hold_out: holdOut }),
    ...(refills === undefined ? {} : { refills }),
    ...(rule === undefined ? {} : { rule: JSON.stringify(rule) }),
    ...(ownerId === undefined ? {} : { owner_id: ownerId }),
    ...(state === undefined ? {} : { state }),
  }
}
