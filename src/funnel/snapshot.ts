import type { Span } from '../opportunities/stage-history.ts'
import type { Bucket } from './standing.ts'
import { stateOf, type State } from './visits.ts'

/** What became, until a later moment, of a deal that stood open in a stage at an earlier one. */
export interface SnapshotFate {
  /** The stage it stood in, from 1. */
  stageOrder: number
  bucket: Bucket
  /** How it stood at the later moment. */
  state: State
}

const buckets = { lost: 'lost', terminated: 'terminated', 'on-hold': 'onHold', transferred: 'transferred' } as const

/**
 * The fate of one deal between two moments (milliseconds), from its spans; null when it was not open at the first one.
 * A moment sees what happened before it. Advanced: it was in a later stage, or was won, at any time in between;
 * else its state at the later moment; else moved back or open, which is to say it stayed.
 */
export function snapshotFate(spans: readonly Span[], from: number, to: number): SnapshotFate | null {
  const at = (moment: number): Span | undefined =>
    spans.find((span) => (span.from ?? -Infinity) < moment && (span.to ?? Infinity) >= moment)
  const before = at(from)
  if (before?.status !== 'open') return null
  const between = spans.filter((span) => (span.from ?? -Infinity) < to && (span.to ?? Infinity) >= from)
  const after = at(to) ?? before
  const advanced = between.some(({ position, status }) => position > before.position || status === 'won')
  const ended = buckets[after.status as keyof typeof buckets]
  const bucket: Bucket = advanced ? 'advanced' : (ended ?? (after.position < before.position ? 'movedBack' : 'open'))
  return { stageOrder: before.position, bucket, state: stateOf(after.status) }
}
