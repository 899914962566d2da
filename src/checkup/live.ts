import { changedSince, type Changes } from './changes.ts'
import type { Deals } from './deals.ts'
import { type Picks, rememberRows } from './pick.ts'

/** A count that can be made of some deals and of others, and put together or taken apart. */
export interface Additive<T> {
  count: (deals: Deals, picks: Picks) => T
  /** `more` is of few deals. */
  add: (onto: T, more: T, sign: 1 | -1) => void
}

interface Kept {
  /** How many changes of the deals it holds. */
  changes: number
  /** Of whom it was counted. */
  picks: Picks
  sums: unknown
}

const kept = new WeakMap<Changes, Map<string, Kept>>()
/** A page with its parts follows six counts, of many deals two or three megabytes together: of so many the pages of a dozen people are followed. */
const mostKept = 72

/**
 * What is counted of the picked deals, followed instead of counted anew where few of them have changed since: as those stood then is taken back,
 * as they stand now is added (docs/decisions/180). `question` holds everything the count depends on but the deals: whose reach, which filter, the
 * moment; null: nothing is kept. Whoever gets the sums must not write into them.
 */
export function live<T>(deals: Deals, picks: Picks, question: unknown, { count, add }: Additive<T>): T {
  const { changes } = deals
  // columns that went on since these deals were chosen: who is picked and how they stand are of two moments
  if (!changes || question === null || deals.changed !== changes.count) return count(deals, picks)
  const own = kept.get(changes) ?? new Map<string, Kept>()
  kept.set(changes, own)
  const key = JSON.stringify([deals.whose, question])
  const known = own.get(key)
  own.delete(key)
  const since = known && changedSince(deals, changes, known.changes)
  if (!known || !since) {
    const sums = count(deals, picks)
    own.set(key, { changes: changes.count, picks, sums })
    if (own.size > mostKept) own.delete(own.keys().next().value!)
    return sums
  }
  if (since.rows.length > 0) {
    const before = Uint8Array.from(since.beforeRows, (row) => known.picks[row] ?? 0)
    add(known.sums as T, count(since.before, before), -1)
    const now = new Uint8Array()
    rememberRows(
      now,
      since.rows.filter((row) => picks[row] === 1),
    )
    add(known.sums as T, count(deals, now), 1)
  }
  own.set(key, { changes: changes.count, picks, sums: known.sums })
  return known.sums as T
}
