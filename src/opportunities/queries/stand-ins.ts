import type { Tx } from '../../platform/database/connect.ts'
import type { StandIn } from '../approval-route.ts'

/** Who decides instead of whom on a day, the earliest arrangement first. */
export const standInsOn = (tx: Tx, orgId: string, day: string): Promise<StandIn[]> =>
  tx
    .selectFrom('delegation')
    .select(['member_id as memberId', 'delegate_id as delegateId'])
    .where('org_id', '=', orgId)
    .where('deleted_at', 'is', null)
    .where('from_on', '<=', day)
    .where('until_on', '>=', day)
    .orderBy('id')
    .execute()
