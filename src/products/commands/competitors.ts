import { difference } from '../../platform/audit-trail.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { accept, refuse, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { managingCatalogue } from '../permissions.ts'
import { insertCompetitor, lockCompetitor, saveCompetitor } from '../store.ts'
import { archive, nameTaken, restore, tell } from './catalogue.ts'

interface GivenCompetitor {
  name?: string | undefined
  note?: string | null | undefined
}

export async function createCompetitor(
  tx: Tx,
  caller: Caller,
  fields: GivenCompetitor & { name: string },
): Promise<Outcome<{ id: string }>> {
  const lacking = managingCatalogue(caller)
  if (lacking) return { ok: false, refusal: lacking }
  const taken = await nameTaken(tx, caller.orgId, 'competitor', fields.name, null)
  if (taken) return taken
  const competitor = { name: fields.name, note: fields.note || null }
  const id = await insertCompetitor(tx, caller.orgId, competitor)
  await tell(tx, caller, 'competitor', id, 'created', { after: competitor })
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
  const taken = await nameTaken(tx, caller.orgId, 'competitor', next.name, id)
  if (taken) return taken
  await saveCompetitor(tx, caller.orgId, id, next)
  await tell(tx, caller, 'competitor', id, 'changed', changed)
  return accept(undefined)
}

export const archiveCompetitor = (tx: Tx, caller: Caller, id: string): Promise<Outcome<undefined>> =>
  archive(tx, caller, 'competitor', id)

export const restoreCompetitor = (tx: Tx, caller: Caller, id: string): Promise<Outcome<undefined>> =>
  restore(tx, caller, 'competitor', id)
