import { sql } from 'kysely'
import { insertMany } from '../../platform/database/bulk.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { newId } from '../../platform/ids.ts'
import type { Moment } from '../commands/measure.ts'

/** Overrides whose last day has passed end by themselves. */
export async function endExpired(tx: Tx, orgId: string, { at, today }: Moment): Promise<void> {
  await sql`update customer_override set ended_at = ${at}
    where org_id = ${orgId} and ended_at is null and expires_on < ${today}::date`.execute(tx)
}

export interface NewOverride {
  customerId: string
  of: 'level' | 'relationship'
  value: string
  proposed: string | null
  reason: string | null
  madeBy: string
  expiresOn: string
}

/** Puts overrides in the place of those there were. */
export async function insertOverrides(tx: Tx, orgId: string, at: Date, overrides: readonly NewOverride[]): Promise<void> {
  if (overrides.length === 0) return
  for (const of of ['level', 'relationship'] as const) {
    const ids = overrides.filter((one) => one.of === of).map(({ customerId }) => customerId)
    if (ids.length > 0) await endOverrides(tx, orgId, at, of, ids, overrides[0]!.madeBy)
  }
  await insertMany(
    tx,
    'customer_override',
    overrides.map((one) => ({
      org_id: orgId,
      id: newId(),
      customer_id: one.customerId,
      of: one.of,
      value: one.value,
      proposed: one.proposed,
      reason: one.reason,
      made_at: at,
      made_by: one.madeBy,
      expires_on: one.expiresOn,
    })),
  )
}

/** Ends what holds; returns how many there were. */
export async function endOverrides(
  tx: Tx,
  orgId: string,
  at: Date,
  of: NewOverride['of'],
  customers: readonly string[],
  by: string,
): Promise<number> {
  const { numAffectedRows } = await sql`update customer_override set ended_at = ${at}, ended_by = ${by}
    where org_id = ${orgId} and of = ${of} and ended_at is null and customer_id = any(${[...customers]}::uuid[])`.execute(tx)
  return Number(numAffectedRows ?? 0)
}

/**
 * Whose word on a level or a relationship somebody has not seen who saw the override `seen`, null for none: that of whoever set another
 * one, or lifted it. Null where nobody spoke meanwhile, where it only ran out, or where it was not said what was seen.
 */
export async function saidMeanwhile(
  tx: Tx,
  orgId: string,
  customerId: string,
  of: NewOverride['of'],
  seen: string | null | undefined,
): Promise<{ by: { id: string; name: string }; at: string } | null> {
  if (seen === undefined) return null
  const rows = await tx
    .selectFrom('customer_override as v')
    .innerJoin('member as m', (join) => join.onRef('m.org_id', '=', 'v.org_id').onRef('m.id', '=', 'v.made_by'))
    .leftJoin('member as e', (join) => join.onRef('e.org_id', '=', 'v.org_id').onRef('e.id', '=', 'v.ended_by'))
    .select(['v.id', 'v.made_at', 'v.made_by', 'm.name', 'v.ended_at', 'v.ended_by', 'e.name as ender'])
    .where('v.org_id', '=', orgId)
    .where('v.customer_id', '=', customerId)
    .where('v.of', '=', of)
    .where((eb) => eb.or([eb('v.ended_at', 'is', null), ...(seen === null ? [] : [eb('v.id', '=', seen)])]))
    .execute()
  const holds = rows.find(({ ended_at }) => ended_at === null)
  if (holds) return holds.id === seen ? null : { by: { id: holds.made_by, name: holds.name }, at: holds.made_at.toISOString() }
  const was = rows[0]
  return was?.ended_by && was.ended_at
    ? { by: { id: was.ended_by, name: was.ender ?? '' }, at: was.ended_at.toISOString() }
    : null
}

/** Who wrote the level of a record last: the trail says it, else who made the record. */
export async function readWhoStated(tx: Tx, orgId: string, ids: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; by: string }>`
    select c.id, coalesce((select e.actor_id from audit_entry e where e.org_id = c.org_id and e.entity_kind = 'customer' and e.entity_id = c.id
      and e.after ? 'level' order by e.id desc limit 1), c.created_by) as by
    from customer c where c.org_id = ${orgId} and c.id = any(${[...ids]}::uuid[])`.execute(tx)
  return new Map(rows.map(({ id, by }) => [id, by]))
}
