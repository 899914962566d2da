import type { Tx } from '../../platform/database/connect.ts'
import type { Colleague, TeamOf } from '../assignee.ts'

/** Everybody who may be given work, and the teams that tell who leads whom. */
export async function readColleagues(tx: Tx, orgId: string): Promise<{ colleagues: Colleague[]; teams: TeamOf[] }> {
  const [colleagues, teams] = await Promise.all([
    tx
      .selectFrom('member')
      .select(['id', 'role', 'team_id as teamId'])
      .where('org_id', '=', orgId)
      .where('status', '!=', 'deactivated')
      .execute(),
    tx
      .selectFrom('team')
      .select(['id', 'parent_id as parentId', 'is_region as isRegion'])
      .where('org_id', '=', orgId)
      .where('deleted_at', 'is', null)
      .execute(),
  ])
  return { colleagues, teams }
}
