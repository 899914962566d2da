import type { Tx } from '../../platform/database/connect.ts'

/** Nobody: the member that holds what is in the public pool; undefined before anything was. */
export async function readPoolHolder(tx: Tx, orgId: string): Promise<string | undefined> {
  const row = await tx
    .selectFrom('member')
    .select('id')
    .where('org_id', '=', orgId)
    .where('is_pool', '=', true)
    .executeTakeFirst()
  return row?.id
}
