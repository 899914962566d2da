import { underway } from '../../funnel/queries/facts/keeper.ts'
import { databaseOf, readingIn, type Tx } from '../../platform/database/connect.ts'
import type { Caller } from '../../platform/session.ts'

const minute = 60_000
const isFresh = 10 * minute
const isTold = 30 * minute
const mostKept = 200

interface Known {
  at: Date
  found: unknown
  renewing: boolean
}

const known = new Map<string, Known>()

/**
 * What takes long to learn and hardly changes by a few news: learned while somebody waits only when nothing is known of the last half hour.
 * Who asks after ten minutes gets what is known, and it is learned again behind their back. `question` holds everything that the answer
 * depends on, the organisation apart; `at`: when it was learned.
 */
export async function renewed<T>(
  tx: Tx,
  caller: Pick<Caller, 'orgId' | 'now'>,
  question: unknown,
  learn: (tx: Tx, now: Date) => Promise<T>,
): Promise<{ found: T; at: Date }> {
  const { orgId, now } = caller
  const key = JSON.stringify([orgId, question])
  const own = known.get(key)
  const age = own ? now.getTime() - own.at.getTime() : Infinity
  if (!own || age < 0 || age >= isTold) {
    const found = await learn(tx, now)
    note(key, { at: now, found, renewing: false })
    return { found, at: now }
  }
  const db = databaseOf(tx)
  if (age >= isFresh && !own.renewing && db) {
    own.renewing = true
    underway(
      db,
      orgId,
      readingIn(db, orgId, (other) => learn(other, now)).then(
        (found) => note(key, { at: now, found, renewing: false }),
        () => void (own.renewing = false),
      ),
    )
  }
  return own as Known & { found: T }
}

function note(key: string, own: Known): void {
  known.delete(key)
  known.set(key, own)
  if (known.size > mostKept) known.delete(known.keys().next().value!)
}
