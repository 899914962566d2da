import type { Tx } from '../../../platform/database/connect.ts'
import type { Caller } from '../../../platform/session.ts'
import { readForecastTotal } from '../figures.ts'
import type { ForecastPeriod } from '../../round-period.ts'

/** Whose money: one person's or a team's, with everybody in it. */
interface Scope {
  kind: 'member' | 'team'
  id: string
  members: readonly string[]
}

/** What the model says a period will bring to a scope, minor units; null where it says nothing. */
export async function modelSays(tx: Tx, caller: Caller, period: ForecastPeriod, { kind, id }: Scope): Promise<number | null> {
  return readForecastTotal(tx, caller, { period: period.key, ...(kind === 'team' ? { team: id } : { owner: id }) })
}
