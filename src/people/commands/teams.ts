import { sql } from 'kysely'
import { difference, record } from '../../platform/audit-trail.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { newId } from '../../platform/ids.ts'
import { announce } from '../../platform/news.ts'
import { accept, refuse, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { needs } from '../permissions.ts'
import { wouldLoop } from '../reach.ts'

interface TeamFields {
  name?: string | undefined
  parentId?: string | null | undefined
  isRegion?: boolean | undefined
  position?: number | undefined
}

export async function createTeam(tx: Tx, caller: Caller, given: TeamFields & { name: string }): Promise<Outcome<{ id: string }>> {
  const lacking = needs(caller, 'members.manage')
  if (lacking) return { ok: false, refusal: lacking }
  const id = newId()
  const root = await tx
    .selectFrom('team')
    .select('id')
    .where('org_id', '=', caller.orgId)
    .where('parent_id', 'is', null)
    .where('deleted_at', 'is', null)
    .orderBy('id')
    .executeTakeFirst()
  const parentId = given.parentId ?? root?.id ?? null
  if (parentId && !(await exists(tx, caller.orgId, parentId))) return refuse('unknown-reference', { field: 'parentId' })
  await tx
    .insertInto('team')
    .values({
      org_id: caller.orgId,
      id,
      parent_id: parentId,
      name: given.name,
      is_region: given.isRegion ?? false,
      position: given.position ?? 0,
    })
    .execute()
  await record(tx, caller, [{ entityKind: 'team', entityId: id, action: 'created', after: { ...given, parentId } }])
  await announce(tx, caller.orgId, [{ topic: 'team.created', entityKind: 'team', entityId: id, ownerId: null }])
  return accept({ id })
}

export async function changeTeam(
  tx: Tx,
  caller: Caller,
  id: string,
  change: TeamFields,
  ifMatch: number | null,
): Promise<Outcome<undefined>> {
  const lacking = needs(caller, 'members.manage')
  if (lacking) return { ok: false, refusal: lacking }
  // the whole tree is locked: two moves at once could close a loop that neither alone would
  const teams = await tx.selectFrom('team').selectAll().where('org_id', '=', caller.orgId).orderBy('id').forUpdate().execute()
  const team = teams.find((candidate) => candidate.id === id && !candidate.deleted_at)
  if (!team) return refuse('not-found')
  if (ifMatch !== null && ifMatch !== team.version) return refuse('version-conflict', { version: team.version })
  if (change.parentId && !teams.some((candidate) => candidate.id === change.parentId && !candidate.deleted_at))
    return refuse('unknown-reference', { field: 'parentId' })
  const tree = teams.map((candidate) => ({ id: candidate.id, parentId: candidate.parent_id }))
  if (change.parentId !== undefined && wouldLoop(id, change.parentId, tree)) return refuse('team-loop')
  const before = { name: team.name, parentId: team.parent_id, isRegion: team.is_region, position: team.position }
  const changed = difference<Record<string, unknown>>(
    before,
    Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)),
  )
  if (!changed) return accept(undefined)
  const next = { ...before, ...changed.after } as typeof before
  await tx
    .updateTable('team')
    .set({
      name: next.name,
      parent_id: next.parentId,
      is_region: next.isRegion,
      position: next.position,
      version: sql`version + 1`,
    })
    .where('org_id', '=', caller.orgId)
    .where('id', '=', id)
    .execute()
  await record(tx, caller, [{ entityKind: 'team', entityId: id, action: 'changed', ...changed }])
  await announce(tx, caller.orgId, [{ topic: 'team.changed', entityKind: 'team', entityId: id, ownerId: null }])
  return accept(undefined)
}

/** Only an empty team can go; nobody falls out of the tree unseen. */
export async function archiveTeam(tx: Tx, caller: Caller, id: string): Promise<Outcome<undefined>> {
  const lacking = needs(caller, 'members.manage')
  if (lacking) return { ok: false, refusal: lacking }
  if (!(await exists(tx, caller.orgId, id))) return refuse('not-found')
  const members = await tx
    .selectFrom('member')
    .select('id')
    .where('org_id', '=', caller.orgId)
    .where('team_id', '=', id)
    .where('status', '!=', 'deactivated')
    .limit(1)
    .execute()
  const below = await tx
    .selectFrom('team')
    .select('id')
    .where('org_id', '=', caller.orgId)
    .where('parent_id', '=', id)
    .where('deleted_at', 'is', null)
    .limit(1)
    .execute()
  if (members.length + below.length > 0) return refuse('team-not-empty', {}, 409)
  await tx
    .updateTable('team')
    .set({ deleted_at: caller.now, version: sql`version + 1` })
    .where('org_id', '=', caller.orgId)
    .where('id', '=', id)
    .execute()
  await record(tx, caller, [{ entityKind: 'team', entityId: id, action: 'archived' }])
  return accept(undefined)
}

const exists = async (tx: Tx, orgId: string, id: string): Promise<boolean> =>
  (await tx
    .selectFrom('team')
    .select('id')
    .where('org_id', '=', orgId)
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()) !== undefined
