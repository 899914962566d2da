import { sql } from 'kysely'
import type { Tx } from '../../platform/database/connect.ts'
import { newId } from '../../platform/ids.ts'
import type { Caller } from '../../platform/session.ts'
import type { Overrides } from '../contract.ts'

export interface ScopeKey {
  kind: 'organisation' | 'team' | 'member'
  id: string | null
}

const rowOf = (tx: Tx, orgId: string, { kind, id }: ScopeKey) =>
  tx
    .selectFrom('capacity_assumption')
    .selectAll()
    .where('org_id', '=', orgId)
    .where('scope', '=', kind)
    .$if(kind === 'team', (query) => query.where('team_id', '=', id!))
    .$if(kind === 'member', (query) => query.where('member_id', '=', id!))

/** Serialises everybody who saves for this scope, also when nothing is saved yet. */
export async function lockAssumptions(tx: Tx, orgId: string, key: ScopeKey) {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`capacity ${orgId} ${key.kind} ${key.id ?? ''}`}, 0))`.execute(tx)
  return rowOf(tx, orgId, key).executeTakeFirst()
}

export async function insertAssumptions(tx: Tx, caller: Caller, { kind, id }: ScopeKey, overrides: Overrides): Promise<string> {
  const rowId = newId()
  await tx
    .insertInto('capacity_assumption')
    .values({
      org_id: caller.orgId,
      id: rowId,
      scope: kind,
      team_id: kind === 'team' ? id : null,
      member_id: kind === 'member' ? id : null,
      overrides: JSON.stringify(overrides),
      updated_at: caller.now,
      updated_by: caller.memberId,
    })
    .execute()
  return rowId
}

export async function saveAssumptionRow(tx: Tx, caller: Caller, id: string, overrides: Overrides): Promise<void> {
  await tx
    .updateTable('capacity_assumption')
    .set({
      overrides: JSON.stringify(overrides),
      version: sql`version + 1`,
      updated_at: caller.now,
      updated_by: caller.memberId,
    })
    .where('org_id', '=', caller.orgId)
    .where('id', '=', id)
    .execute()
}

export async function removeAssumptionRow(tx: Tx, orgId: string, id: string): Promise<void> {
  await tx.deleteFrom('capacity_assumption').where('org_id', '=', orgId).where('id', '=', id).execute()
}
