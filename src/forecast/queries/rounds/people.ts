import { reaches } from '../../../people/reach.ts'
import type { Tx } from '../../../platform/database/connect.ts'
import type { Caller } from '../../../platform/session.ts'
import { roundTree, type RoundNode } from '../../round-tree.ts'

/** The people and teams of a round within the caller's reach. `withDeals` are members who have deals in the period. */
export async function readNodes(tx: Tx, caller: Caller, withDeals: ReadonlySet<string>): Promise<RoundNode[]> {
  const [teams, members] = await Promise.all([
    tx
      .selectFrom('team')
      .select(['id', 'parent_id as parentId', 'name', 'position'])
      .where('org_id', '=', caller.orgId)
      .where('deleted_at', 'is', null)
      .orderBy('position')
      .orderBy('id')
      .execute(),
    tx
      .selectFrom('member')
      .select(['id', 'name', 'team_id as teamId', 'role', 'status'])
      .where('org_id', '=', caller.orgId)
      .where('is_pool', '=', false)
      .orderBy('pinyin')
      .orderBy('id')
      .execute(),
  ])
  const people = members.map(({ status, ...member }) => ({ ...member, active: status !== 'deactivated' }))
  return roundTree(
    teams,
    people,
    (id) => reaches(caller, id),
    (id) => withDeals.has(id),
  )
}
