import type { Status } from '../opportunities/stage-history.ts'

/** A deal as it stood just before a moment. */
export interface Stood {
  status: Status
  stageOrder: number
  amountMinor: number | null
  ownerId: string
  expectedCloseOn: string | null
}

/** What moves the money of the open pipeline; their sums turn the opening stock into the closing one. */
export const movementParts = [
  'created',
  'resumed',
  'reopened',
  'amountUp',
  'amountDown',
  'won',
  'lost',
  'terminated',
  'onHold',
  'transferred',
] as const
export type MovementPart = (typeof movementParts)[number]

/** What else changed; deals in it may also be in a part. */
export const movementNotes = ['stageForward', 'stageBack', 'closePushed', 'closePulled', 'ownerChanged', 'cameAndWent'] as const
export type MovementNote = (typeof movementNotes)[number]

export interface Movement {
  part: MovementPart | null
  /** Signed change of the open pipeline's money, minor units. */
  amountMinor: number
  notes: MovementNote[]
}

const leaving = { won: 'won', lost: 'lost', terminated: 'terminated', 'on-hold': 'onHold', transferred: 'transferred' } as const

/**
 * What happened to one deal between two moments, seen from the open pipeline; null where it did not exist yet.
 * For any deals: opening + Σ amountMinor = closing.
 */
export function movementOf(before: Stood | null, after: Stood | null): Movement {
  const was = before?.status === 'open' ? (before.amountMinor ?? 0) : null
  const is = after?.status === 'open' ? (after.amountMinor ?? 0) : null
  if (before && after && was !== null && is !== null) {
    const part = is > was ? 'amountUp' : is < was ? 'amountDown' : null
    return { part, amountMinor: is - was, notes: notesOf(before, after) }
  }
  if (was !== null) return { part: after && after.status !== 'open' ? leaving[after.status] : null, amountMinor: -was, notes: [] }
  if (is !== null)
    return {
      part: before === null ? 'created' : before.status === 'on-hold' ? 'resumed' : 'reopened',
      amountMinor: is,
      notes: [],
    }
  return {
    part: null,
    amountMinor: 0,
    notes: before === null && after !== null && after.status !== 'on-hold' ? ['cameAndWent'] : [],
  }
}

function notesOf(before: Stood, after: Stood): MovementNote[] {
  const [due, dueNow] = [before.expectedCloseOn, after.expectedCloseOn]
  return [
    ...(after.stageOrder > before.stageOrder ? (['stageForward'] as const) : []),
    ...(after.stageOrder < before.stageOrder ? (['stageBack'] as const) : []),
    ...(due !== null && dueNow !== null && dueNow > due ? (['closePushed'] as const) : []),
    ...(due !== null && dueNow !== null && dueNow < due ? (['closePulled'] as const) : []),
    ...(after.ownerId !== before.ownerId ? (['ownerChanged'] as const) : []),
  ]
}
