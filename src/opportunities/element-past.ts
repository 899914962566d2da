import type { ElementState } from '../pipelines/criteria.ts'
import type { ElementKnown } from './elements.ts'

// What a deal's past can teach, and nothing that was written when its end was known. Times are milliseconds since 1970.

/** One thing said about an element: when it was found out (null: nobody knows) and when it was written down. */
export interface ElementChange {
  key: string
  state: ElementState
  answer: string | null
  occurredAt: number | null
  recordedAt: number
}

export interface Stay {
  stageId: string
  /** Null: nobody knows when it began. */
  from: number | null
  /** Null: it lasts, or nobody knows. */
  to: number | null
}

export interface DealPast {
  id: string
  /** Null: not decided, or ended in a way that says nothing about winning. */
  outcome: 'won' | 'lost' | null
  /** When it ended, and when that was written down; null while it is open, or where nobody knows. */
  closedAt: number | null
  closingRecordedAt: number | null
  /** When the deal itself was first written down: what came with it, as an import brings it, is as old as the deal. */
  bornAt: number
  /** In order. */
  stays: readonly Stay[]
  /** In order of recording. */
  changes: readonly ElementChange[]
}

/** The moment from which on nothing written about a deal teaches anything: its end, or the writing down of its end if that came first. */
export const endOf = ({ closedAt, closingRecordedAt }: DealPast): number =>
  Math.min(closedAt ?? Infinity, closingRecordedAt ?? Infinity)

/**
 * Whether something said about a deal may be learned from at all: it was written down before the end, or it came with the deal
 * itself and is not dated at or after the end. Fields that are filled in when a deal closes tell its end, not its chance.
 */
const teaches = (past: DealPast, { occurredAt, recordedAt }: ElementChange): boolean =>
  (occurredAt === null || occurredAt < (past.closedAt ?? Infinity)) && (recordedAt < endOf(past) || recordedAt <= past.bornAt)

/** What was on record about the elements at a moment (−∞ for a moment nobody knows), the end of the deal at the latest. */
export function knownAt(past: DealPast, at: number): Map<string, ElementKnown> {
  const known = new Map<string, ElementKnown>()
  for (const change of past.changes) {
    const wasThere = change.recordedAt <= at || (change.recordedAt <= past.bornAt && (change.occurredAt ?? -Infinity) <= at)
    if (wasThere && teaches(past, change)) known.set(change.key, change)
  }
  return known
}

/** When elements of these deals were first written down; deals before that say nothing about them. Infinity: never. */
export const firstRecording = (pasts: readonly DealPast[]): number =>
  pasts.reduce((first, { changes }) => Math.min(first, changes[0]?.recordedAt ?? Infinity), Infinity)

/** Whether a deal's table was kept at a moment: it has entries of its own, or everybody's was kept by then. */
export const wasKept = (past: DealPast, at: number, first: number): boolean =>
  at >= first || past.changes.some((change) => teaches(past, change))

const thirtyDays = 30 * 86_400_000
/** A stay is looked at no more often than this: two years of months. */
const mostLooks = 24

/** The moments at which a stay is observed: on entry, and every 30 days while it lasted. */
export function looksAt(past: DealPast, { from, to }: Stay): number[] {
  if (from === null) return [-Infinity]
  const until = Math.min(to ?? Infinity, endOf(past))
  const looks = [from]
  while (looks.length < mostLooks && from + looks.length * thirtyDays < until) looks.push(from + looks.length * thirtyDays)
  return looks
}
