import { record } from '../../platform/audit-trail.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { announce } from '../../platform/news.ts'
import { accept, refuse, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { nameKey } from '../../platform/text/keys.ts'
import { managingCatalogue } from '../permissions.ts'
import { lockCompetitor, lockProduct, setArchived } from '../store.ts'

/** What the commands of all entries of the catalogue have in common. */

type Action = 'created' | 'changed' | 'archived' | 'restored'
type Kind = 'product' | 'source' | 'competitor'
/** Those whose name is taken once, among the ones that are not archived. */
type Named = Exclude<Kind, 'source'>

/** Into the audit trail and to every open page; the catalogue is nobody's own. */
export async function tell(tx: Tx, caller: Caller, kind: Kind, id: string, action: Action, change = {}): Promise<void> {
  await record(tx, caller, [{ entityKind: kind, entityId: id, action, ...change }])
  await announce(tx, caller.orgId, [{ topic: `${kind}.${action}`, entityKind: kind, entityId: id, ownerId: null }])
}

/** The refusal when another entry of the kind has this name. */
export async function nameTaken(tx: Tx, orgId: string, kind: Named, name: string, except: string | null) {
  const row = await tx
    .selectFrom(kind)
    .select('id')
    .where('org_id', '=', orgId)
    .where('name_key', '=', nameKey(name))
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  return row !== undefined && row.id !== except ? refuse(`${kind}-name-taken`, { name }, 409) : undefined
}

const lock = { product: lockProduct, competitor: lockCompetitor }

/** No longer offered, and its name is free again; deals that name it keep it. */
export async function archive(tx: Tx, caller: Caller, kind: Named, id: string): Promise<Outcome<undefined>> {
  const lacking = managingCatalogue(caller)
  if (lacking) return { ok: false, refusal: lacking }
  const row = await lock[kind](tx, caller.orgId, id)
  if (!row) return refuse('not-found')
  if (row.deleted_at) return accept(undefined)
  await setArchived(tx, caller.orgId, kind, id, caller.now)
  await tell(tx, caller, kind, id, 'archived')
  return accept(undefined)
}

/** Offered again, unless its name has been given away meanwhile. */
export async function restore(tx: Tx, caller: Caller, kind: Named, id: string): Promise<Outcome<undefined>> {
  const lacking = managingCatalogue(caller)
  if (lacking) return { ok: false, refusal: lacking }
  const row = await lock[kind](tx, caller.orgId, id)
  if (!row) return refuse('not-found')
  if (!row.deleted_at) return accept(undefined)
  const taken = await nameTaken(tx, caller.orgId, kind, row.name, id)
  if (taken) return taken
  await setArchived(tx, caller.orgId, kind, id, null)
  await tell(tx, caller, kind, id, 'restored')
  return accept(undefined)
}
