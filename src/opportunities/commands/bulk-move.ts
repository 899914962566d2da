import type { Tx } from '../../platform/database/connect.ts'
import type { Caller } from '../../platform/session.ts'
import { eachByItself } from './each-by-itself.ts'
import { moveStage } from './move.ts'

/** Moves many, each by the same command as one alone. */
export async function bulkMove(
  tx: Tx,
  caller: Caller,
  asked: {
    ids: string[]
    toStage: string
    reason?: string | undefined
    override?: { reason: string } | undefined
    dryRun: boolean
  },
) {
  const { toStage, reason, override } = asked
  const results = await eachByItself(tx, caller, asked, (id) =>
    moveStage(tx, caller, { id, toStage, reason, override, via: 'bulk' }),
  )
  return results.map(({ id, problem }) => ({ id, ok: problem === null, problem }))
}
