import { databaseOf, readingIn, type Tx } from '../../platform/database/connect.ts'
import { underway } from '../../funnel/queries/facts/keeper.ts'
import type { Caller } from '../../platform/session.ts'
import { large } from '../large.ts'
import { type Prepared, quarter } from './prepare.ts'

/** So long before the next quarter of an hour its counts are made. */
const lead = 5 * 60_000
/** Of so many questions, those asked last. */
const mostAsked = 12

interface Asked {
  /** Ends the count that is to come. */
  timer: NodeJS.Timeout
  isBegun: boolean
}

const asked = new Map<string, Asked>()

/**
 * Of many deals the moment stands still for a quarter of an hour, and who asks first in the next one would wait for everything to be counted
 * anew. So what was asked of all deals within somebody's reach is counted for the next quarter before it begins, once; changes until then are
 * followed as ever. A filter is a new question each time: nothing is counted ahead for it.
 */
export function countAhead(
  tx: Tx,
  caller: Caller,
  { deals, filtered, now, query, resolved }: Prepared,
  work: (tx: Tx, next: number) => Promise<unknown>,
): void {
  const db = databaseOf(tx)
  if (!db || deals.size <= large.many || filtered || resolved.asOf !== null) return
  const { orgId, reach, locale, currency, timeZone } = caller
  const key = JSON.stringify([orgId, reach, query, locale, currency, timeZone, now])
  const begin = (): void => {
    own.isBegun = true
    const counting = readingIn(db, orgId, (other) => work(other, now + quarter)).then(
      () => {},
      () => {},
    )
    underway(db, orgId, counting)
  }
  const wait = Math.max(0, now - lead - caller.now.getTime())
  const known = asked.get(key)
  if (known && (known.isBegun || wait > 0)) return
  clearTimeout(known?.timer)
  const own: Asked = { timer: setTimeout(begin, wait), isBegun: false }
  own.timer.unref()
  asked.set(key, own)
  if (asked.size <= mostAsked) return
  const [[oldest, { timer }]] = [...asked] as [[string, Asked]]
  clearTimeout(timer)
  asked.delete(oldest)
}
