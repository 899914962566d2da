import { reaches } from '../../people/reach.ts'
import type { Tx } from '../../platform/database/connect.ts'
import type { Caller } from '../../platform/session.ts'
import type { PlanDocument, PlanPart } from '../plan.ts'
import { readNames } from './names.ts'

const versions = (tx: Tx, orgId: string, planId: string) =>
  tx
    .selectFrom('account_plan_version as v')
    .innerJoin('account_plan as p', (join) => join.onRef('p.org_id', '=', 'v.org_id').onRef('p.id', '=', 'v.plan_id'))
    .innerJoin('customer as c', (join) => join.onRef('c.org_id', '=', 'p.org_id').onRef('c.id', '=', 'p.customer_id'))
    .innerJoin('member as m', (join) => join.onRef('m.org_id', '=', 'v.org_id').onRef('m.id', '=', 'v.written_by'))
    .select(['v.version', 'v.changed', 'v.written_at', 'v.written_by', 'm.name', 'c.owner_id', 'p.customer_id'])
    .where('v.org_id', '=', orgId)
    .where('v.plan_id', '=', planId)

const headOf = (row: { version: number; written_at: Date; written_by: string; name: string }) => ({
  version: row.version,
  at: row.written_at.toISOString(),
  by: { id: row.written_by, name: row.name },
})

/** Who saved which version when, and what they changed; null when the plan is out of reach. */
export async function listVersionsOf(tx: Tx, caller: Caller, planId: string) {
  const rows = await versions(tx, caller.orgId, planId).orderBy('v.version', 'desc').limit(500).execute()
  if (!rows[0] || !reaches(caller, rows[0].owner_id, rows[0].customer_id)) return null
  return { items: rows.map((row) => ({ ...headOf(row), changed: row.changed as PlanPart[] })) }
}

export async function readVersionOf(tx: Tx, caller: Caller, planId: string, version: number) {
  const row = await versions(tx, caller.orgId, planId).select('v.document').where('v.version', '=', version).executeTakeFirst()
  if (!row || !reaches(caller, row.owner_id, row.customer_id)) return null
  const document = row.document as unknown as PlanDocument
  return { ...headOf(row), document, names: await readNames(tx, caller.orgId, document) }
}
