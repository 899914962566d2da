import { membersBelow } from '../../people/queries.ts'
import type { Tx } from '../../platform/database/connect.ts'
import type { Caller } from '../../platform/session.ts'
import type { FunnelQuery } from '../contract.ts'
import type { Selection } from './conditions.ts'

type Asked = Pick<FunnelQuery, 'owner' | 'team' | 'source' | 'product' | 'region'>

const some = <T>(values: readonly T[] | undefined): readonly T[] | null => (values && values.length > 0 ? values : null)

/** The filters of a request as ids. A team means its members and those of all teams below it; with owners named too, both must hold. */
export async function resolveSelection(tx: Tx, { orgId }: Caller, pipelineId: string, asked: Asked): Promise<Selection> {
  const inTeam = asked.team === undefined ? null : await membersBelow(tx, orgId, asked.team)
  const named = some(asked.owner)
  const owners = inTeam === null ? named : named === null ? inTeam : named.filter((id) => inTeam.includes(id))
  return { pipelineId, owners, sources: some(asked.source), products: some(asked.product), regions: some(asked.region) }
}
