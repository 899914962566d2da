import { sql } from 'kysely'
import { reaches } from '../../people/reach.ts'
import { followOwner } from '../../playbooks/commands/follow-stage.ts'
import { difference, record } from '../../platform/audit-trail.ts'
import { underway, type Tx } from '../../platform/database/connect.ts'
import { reindex } from '../../platform/database/search-grams.ts'
import { announce } from '../../platform/news.ts'
import { accept, refuse, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { pinyinOf } from '../../platform/text/pinyin.ts'
import { archiving, assigning, editing } from '../permissions.ts'
import { shapeOpportunity, shownAfter, type OpportunityDetail } from '../queries/detail.ts'
import { foldHistory, initialFields } from '../stage-history.ts'
import { appendHistory } from '../store/history.ts'
import { fieldChange, tracked, type OpportunityRow } from '../store/rows.ts'
import { competitorNames, nameCompetitors } from './competitors.ts'
import { contactFits, dealOf, denied, exists, loadReached, reachedCustomer, type Loaded } from './load.ts'

export interface Changed {
  /** The opportunity as it now is; null when it has left the caller's reach. */
  view: () => Promise<OpportunityDetail | null>
}

export interface OpportunityChange {
  name?: string | undefined
  customerId?: string | undefined
  contactId?: string | null | undefined
  productId?: string | null | undefined
  sourceId?: string | null | undefined
  competitorId?: string | null | undefined
  /** All competitors named; goes before `competitorId`, which names one alone. */
  competitorIds?: readonly string[] | undefined
  region?: string | null | undefined
  ownerId?: string | undefined
  amountMinor?: number | null | undefined
  expectedCloseOn?: string | null | undefined
  ownProbability?: number | null | undefined
  nextStep?: string | null | undefined
  nextStepOn?: string | null | undefined
  note?: string | null | undefined
}

const columns = {
  name: 'name',
  customerId: 'customer_id',
  contactId: 'contact_id',
  productId: 'product_id',
  sourceId: 'source_id',
  competitorId: 'competitor_id',
  region: 'region',
  ownerId: 'owner_id',
  amountMinor: 'amount_minor',
  expectedCloseOn: 'expected_close_on',
  ownProbability: 'own_probability',
  nextStep: 'next_step',
  nextStepOn: 'next_step_on',
  note: 'note',
} as const satisfies Record<Exclude<keyof OpportunityChange, 'competitorIds'>, keyof OpportunityRow>

/** Changes facts of an opportunity. Owner, amount and expected day go into its history; the stage has its own command. */
export async function changeOpportunity(
  tx: Tx,
  caller: Caller,
  id: string,
  asked: OpportunityChange,
  ifMatch: number | null,
): Promise<Outcome<Changed>> {
  const loaded = await loadReached(tx, caller, id, ifMatch)
  if (!loaded.ok) return loaded
  const { row, shown } = loaded.value
  const { change, rivals } = withRivals(asked, row)
  const refusal =
    editing(caller, dealOf(row)) ?? (change.ownerId && change.ownerId !== row.owner_id ? assigning(caller, dealOf(row)) : null)
  if (refusal) return denied(refusal)
  const rivalNames = await competitorNames(tx, caller, rivals ?? [])
  if (rivals?.some((rival) => !rivalNames.has(rival))) return refuse('unknown-reference', { field: 'competitorIds' })
  const namedBefore = (shown.competitors ?? []).map(([, name]) => name).sort()
  const before: Record<string, unknown> = {
    ...Object.fromEntries(Object.entries(columns).map(([field, column]) => [field, row[column]])),
    competitors: namedBefore,
  }
  const changed = difference<Record<string, unknown>>(before, {
    ...Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)),
    ...(rivals && { competitors: [...rivalNames.values()].sort() }),
  })
  if (!changed) return accept({ view: async () => shownAsItWas(caller, loaded.value) })
  const wrong = await wrongReference(tx, caller, row, changed.after as OpportunityChange)
  if (wrong) return wrong

  const after = { ...before, ...changed.after } as Required<OpportunityChange>
  const set = Object.fromEntries(
    Object.keys(changed.after)
      .filter((field) => field in columns)
      .map((field) => [columns[field as keyof typeof columns], after[field as keyof OpportunityChange]]),
  )
  const named = 'name' in changed.after ? pinyinOf(after.name!) : null
  const fieldEvents = (['ownerId', 'amountMinor', 'expectedCloseOn'] as const).flatMap((field) =>
    fieldChange(caller, field, before[field] ?? null, after[field] ?? null),
  )
  if (rivals) nameCompetitors(tx, caller, id, rivals)
  const written = { ...set, ...(named ? { pinyin: named.full, initials: named.initials } : {}) }
  const history = appendHistory(tx, caller, loaded.value, { fieldEvents, set: written })
  if (named)
    await reindex(tx, caller.orgId, 'opportunity', [{ entityId: id, texts: [after.name, named.initials, row.external_id] }])
  const owners = [...new Set([row.owner_id, after.ownerId!])]
  underway(
    record(tx, caller, [{ entityKind: 'opportunity', entityId: id, action: 'changed', ...told(changed) }]),
    announce(
      tx,
      caller.orgId,
      owners.map((ownerId) => ({ topic: 'opportunity.changed', entityKind: 'opportunity', entityId: id, ownerId })),
    ),
  )
  await followOwner(tx, caller, { id, ownerId: after.ownerId! }, row.owner_id)
  const { stages } = loaded.value
  const shownSet = 'competitors' in changed.after ? { ...written, competitors: rivals } : written
  return accept({ view: () => shownAfter(tx, caller, { row: shown, stages }, history, shownSet) })
}

/** What the audit trail says: competitors by their names, not by the id of the foremost. */
function told({ before, after }: { before: Partial<Record<string, unknown>>; after: Partial<Record<string, unknown>> }) {
  if (!('competitors' in after)) return { before, after }
  const { competitorId: _was, ...rest } = before
  const { competitorId: _is, ...now } = after
  return { before: rest, after: now }
}

/** A change with the competitors that it names: all of them, or the one alone. The foremost stays while it is among them. */
function withRivals(asked: OpportunityChange, row: OpportunityRow): { change: OpportunityChange; rivals: string[] | undefined } {
  const { competitorIds, ...change } = asked
  const { competitorId } = change
  if (competitorIds === undefined && competitorId === undefined) return { change, rivals: undefined }
  const rivals = [...new Set(competitorIds ?? (competitorId ? [competitorId] : []))]
  const foremost = row.competitor_id !== null && rivals.includes(row.competitor_id) ? row.competitor_id : (rivals[0] ?? null)
  return { change: { ...change, competitorId: foremost }, rivals }
}

/** An opportunity that nothing was written to, as it was loaded. */
function shownAsItWas(caller: Caller, { shown, stages, events, fieldEvents, positionOf }: Loaded): OpportunityDetail {
  const history = foldHistory(events, fieldEvents, initialFields(tracked(shown), fieldEvents), positionOf)
  return shapeOpportunity(caller, shown, stages, history)
}

async function wrongReference(
  tx: Tx,
  caller: Caller,
  row: OpportunityRow,
  change: OpportunityChange,
): Promise<Outcome<never> | null> {
  if (change.ownerId) {
    const owner = await tx
      .selectFrom('member')
      .select('id')
      .where('org_id', '=', caller.orgId)
      .where('id', '=', change.ownerId)
      .where('status', '!=', 'deactivated')
      .executeTakeFirst()
    if (!owner || !reaches(caller, owner.id)) return refuse('unknown-reference', { field: 'ownerId' })
  }
  if (change.customerId && !(await reachedCustomer(tx, caller, change.customerId)))
    return refuse('unknown-reference', { field: 'customerId' })
  if (change.productId && !(await exists(tx, caller, 'product', change.productId)))
    return refuse('unknown-reference', { field: 'productId' })
  if (change.sourceId && !(await exists(tx, caller, 'source', change.sourceId)))
    return refuse('unknown-reference', { field: 'sourceId' })
  const contactId = change.contactId === undefined ? row.contact_id : change.contactId
  const customerId = change.customerId ?? row.customer_id
  if (contactId && (change.contactId || change.customerId) && !(await contactFits(tx, caller, contactId, customerId)))
    return refuse('contact-of-other-customer')
  return null
}

/** Takes an opportunity out of lists, boards and statistics; its history stays and it can be brought back. */
export async function archiveOpportunity(
  tx: Tx,
  caller: Caller,
  id: string,
  archived: boolean,
  ifMatch: number | null = null,
): Promise<Outcome<undefined>> {
  const loaded = await loadReached(tx, caller, id, ifMatch)
  if (!loaded.ok) return loaded
  const { row } = loaded.value
  const refusal = archiving(caller, dealOf(row))
  if (refusal) return denied(refusal)
  if ((row.deleted_at !== null) === archived) return accept(undefined)
  if (!archived && row.transferred_from_id && !(await isStillElsewhere(tx, caller, row.transferred_from_id)))
    return refuse('transfer-undone', {}, 409)
  const verb = archived ? 'archived' : 'restored'
  underway(
    tx
      .updateTable('opportunity')
      .set({ deleted_at: archived ? caller.now : null, version: sql`version + 1`, updated_at: caller.now })
      .where('org_id', '=', caller.orgId)
      .where('id', '=', id)
      .execute(),
    record(tx, caller, [{ entityKind: 'opportunity', entityId: id, action: verb }]),
    announce(tx, caller.orgId, [
      { topic: `opportunity.${verb}`, entityKind: 'opportunity', entityId: id, ownerId: row.owner_id },
    ]),
  )
  return accept(undefined)
}

/** Whether the deal that this one continues is transferred, and goes on nowhere else. */
async function isStillElsewhere(tx: Tx, caller: Caller, id: string): Promise<boolean> {
  const { rows } = await sql<{ free: boolean }>`
    select o.status = 'transferred' and not exists (
             select from opportunity x where x.org_id = o.org_id and x.transferred_from_id = o.id and x.deleted_at is null) as free
      from opportunity o where o.org_id = ${caller.orgId} and o.id = ${id}`.execute(tx)
  return rows[0]?.free === true
}
