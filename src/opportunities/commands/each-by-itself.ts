import { sql } from 'kysely'
import type { Tx } from '../../platform/database/connect.ts'
import { problem } from '../../platform/http/problem.ts'
import type { Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'

export interface Result<T> {
  id: string
  /** What came of it; null where it was refused. */
  value: T | null
  problem: ReturnType<typeof problem> | null
}

/**
 * Does the same to many deals, each by the command of one alone: a refused one keeps its place and says why, the others go.
 * A dry run asks the same questions and takes every answer back. Answers come in the order of the ids given.
 */
export async function eachByItself<T>(
  tx: Tx,
  caller: Caller,
  { ids, dryRun }: { ids: readonly string[]; dryRun: boolean },
  doing: (id: string) => Promise<Outcome<T>>,
): Promise<Result<T>[]> {
  const results: Result<T>[] = []
  // always in the same order, so that two of these at once wait for each other instead of deadlocking
  for (const id of [...new Set(ids)].sort()) {
    await sql`savepoint one_of_many`.execute(tx)
    const outcome = await doing(id)
    if (!outcome.ok || dryRun) await sql`rollback to savepoint one_of_many`.execute(tx)
    await sql`release savepoint one_of_many`.execute(tx)
    if (!outcome.ok && !dryRun) await outcome.refusal.afterwards?.(tx)
    results.push(
      outcome.ok
        ? { id, value: outcome.value, problem: null }
        : { id, value: null, problem: problem(outcome.refusal, caller.locale) },
    )
  }
  const order = new Map(ids.map((id, index) => [id, index]))
  return results.sort((a, b) => order.get(a.id)! - order.get(b.id)!)
}
