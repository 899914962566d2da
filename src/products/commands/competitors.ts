import { difference, record } from '../../platform/audit-trail.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { announce } from '../../platform/news.ts'
import { accept, refuse, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { nameKey } from '../../platform/text/keys.ts'
import { managingCatalogue } from '../permissions.ts'
import { insertCompetitor, lockCompetitor, saveCompetitor, setArchived } from '../store.ts'

interface GivenCompetitor {
  name?: string | undefined
  note?: string | null | undefined
}

const tell = async (tx: Tx, caller: Caller, id: string, action: 'created' | 'changed' | 'archived' | 'restored', change = {}) => {
  await record(tx, caller, [{ entityKind: 'competitor', entityId: id, action, ...change }])
  await announce(tx, caller.orgId, [{ topic: `competitor.${action}`, entityKind: 'competitor', entityId: id, ownerId: null }])
}

export async function createCompetitor(
  tx: Tx,
  caller: Caller,
  fields: GivenCompetitor & { name: string },
): Promise<Outcome<{ id: string }>> {
  const lacking = managingCatalogue(caller)
  if (lacking) return { ok: false, refusal: lacking }
  if (await nameTaken(tx, caller.orgId, fields.name, null)) return refuse('competitor-name-taken', { name: fields.name }, 409)
  const competitor = { name: fields.name, note: fields.note || null }
  const id = await insertCompetitor(tx, caller.orgId, competitor)
  await tell(tx, caller, id, 'created', { after: competitor })
  return accept({ id })
}

export async function changeCompetitor(
  tx: Tx,
  caller: Caller,
  id: string,
  change: GivenCompetitor,
  ifMatch: number | null,
): Promise<Outcome<undefined>> {
  const lacking = managingCatalogue(caller)
  if (lacking) return { ok: false, refusal: lacking }
  const row = await lockCompetitor(tx, caller.orgId, id)
  if (!row || row.deleted_at) return refuse('not-found')
  if (ifMatch !== null && ifMatch !== row.version) return refuse('version-conflict', { version: row.version })
  const before = { name: row.name, note: row.note }
  const next = { name: change.name ?? row.name, note: change.note === undefined ? row.note : change.note || null }
  const changed = difference(before, next)
  if (!changed) return accept(undefined)
  if (await nameTaken(tx, caller.orgId, next.name, id)) return refuse('competitor-name-taken', { name: next.name }, 409)
  await saveCompetitor(tx, caller.orgId, id, next)
  await tell(tx, caller, id, 'changed', changed)
  return accept(undefined)
}

/** Lost deals that name the competitor keep it. */
export async function archiveCompetitor(tx: Tx, caller: Caller, id: string): Promise<Outcome<undefined>> {
  const lacking = managingCatalogue(caller)
  if (lacking) return { ok: false, refusal: lacking }
  const row = await lockCompetitor(tx, caller.orgId, id)
  if (!row) return refuse('not-found')
  if (row.deleted_at) return accept(undefined)
  await setArchived(tx, caller.orgId, 'competitor', id, caller.now)
  await tell(tx, caller, id, 'archived')
  return accept(undefined)
}

export async function restoreCompetitor(tx: Tx, caller: Caller, id: string): Promise<Outcome<undefined>> {
  const lacking = managingCatalogue(caller)
  if (lacking) return { ok: false, refusal: lacking }
  const row = await lockCompetitor(tx, caller.orgId, id)
  if (!row) return refuse('not-found')
  if (!row.deleted_at) return accept(undefined)
  if (await nameTaken(tx, caller.orgId, row.name, id)) return refuse('competitor-name-taken', { name: row.name }, 409)
  await setArchived(tx, caller.orgId, 'competitor', id, null)
  await tell(tx, caller, id, 'restored')
  return accept(undefined)
}

async function nameTaken(tx: Tx, orgId: string, name: string, except: string | null): Promise<boolean> {
  const row = await tx
    .selectFrom('competitor')
    .select('id')
    .where('org_id', '=', orgId)
    .where('name_key', '=', nameKey(name))
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  return row !== undefined && row.id !== except
}
