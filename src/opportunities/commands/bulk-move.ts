import { sql } from 'kysely'
import type { Tx } from '../../platform/database/connect.ts'
import { problem } from '../../platform/http/problem.ts'
import type { Caller } from '../../platform/session.ts'
import { moveStage } from './move.ts'

/**
 * Moves many, each by the same command as one alone: a refused one keeps its place and says why, the others go.
 * A dry run asks the same questions and takes every answer back.
 */
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
  const results: { id: string; ok: boolean; problem: ReturnType<typeof problem> | null }[] = []
  const { toStage, reason, override } = asked
  const wish = { toStage, reason, override }
  // always in the same order, so that two of these at once wait for each other instead of deadlocking
  for (const id of [...new Set(asked.ids)].sort()) {
    await sql`savepoint one_move`.execute(tx)
    const outcome = await moveStage(tx, caller, { id, ...wish, via: 'bulk' })
    if (!outcome.ok || asked.dryRun) await sql`rollback to savepoint one_move`.execute(tx)
    await sql`release savepoint one_move`.execute(tx)
    if (!outcome.ok && !asked.dryRun) await outcome.refusal.afterwards?.(tx)
    results.push({ id, ok: outcome.ok, problem: outcome.ok ? null : problem(outcome.refusal, caller.locale) })
  }
  const order = new Map(asked.ids.map((id, index) => [id, index]))
  return results.sort((a, b) => order.get(a.id)! - order.get(b.id)!)
}
