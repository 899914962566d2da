import {
  activityKey,
  countsFor,
  gapsOf,
  type ActivitiesCriterion,
  type ApprovalKind,
  type CountedActivity,
  type Criterion,
  type ElementState,
  type Evidence,
  type Exists,
  type LeafCriterion,
  type PurchaseRole,
} from '../pipelines/criteria.ts'

/** Everything on record about a deal with the moment it came on record, in milliseconds since 1970. */
export interface Timeline {
  /** Values of fields from a moment on, earliest first; a field without history has one entry from −∞. */
  fields: Readonly<Record<string, readonly { from: number; value: string | number | null }[]>>
  contacts: readonly { from: number; role: PurchaseRole | null; attitude: string | null; reachable: boolean }[]
  /** `at` is when it took place: evidence of the stage it fell into; `own` tells the deal's from its customer's. */
  activities: readonly (CountedActivity & { at: number; own: boolean })[]
  elements: readonly { from: number; key: string; state: ElementState }[]
  tasks: readonly { from: number; key: string }[]
  documents: readonly { from: number; until: number | null; category: string }[]
  approvals: readonly { from: number; kind: ApprovalKind }[]
}

/** The evidence as it was at a moment, for a deal that began and entered its stage at these moments (null: unknown). */
export function evidenceAt(
  timeline: Timeline,
  at: number,
  { enteredAt, stageSince }: { enteredAt: number | null; stageSince: number | null },
  criteria: readonly LeafCriterion[],
): Evidence {
  const until = <T extends { from: number }>(list: readonly T[]) => list.filter(({ from }) => from <= at)
  const counted = criteria.filter((criterion): criterion is ActivitiesCriterion => criterion.kind === 'activities')
  const documents: Record<string, number> = {}
  for (const document of until(timeline.documents))
    if (document.until === null || document.until > at) documents[document.category] = (documents[document.category] ?? 0) + 1
  return {
    fields: Object.fromEntries(
      Object.entries(timeline.fields).map(([key, values]) => [key, until(values).at(-1)?.value ?? null]),
    ),
    contacts: until(timeline.contacts),
    activities: Object.fromEntries(
      counted.map((criterion) => {
        const since = criterion.since === 'start' ? -Infinity : (stageSince ?? enteredAt ?? -Infinity)
        const fits = timeline.activities.filter(
          (activity) =>
            activity.at <= at &&
            activity.at >= since &&
            (activity.own || activity.at >= (enteredAt ?? -Infinity)) &&
            countsFor(criterion, activity),
        )
        return [activityKey(criterion), fits.length]
      }),
    ),
    elements: Object.fromEntries(until(timeline.elements).map(({ key, state }) => [key, state])),
    tasksDone: until(timeline.tasks).map(({ key }) => key),
    documents,
    // a stage is approved anew each time it is entered
    approvals: until(timeline.approvals)
      .filter(({ kind, from }) => kind !== 'stage' || from >= (stageSince ?? -Infinity))
      .map(({ kind }) => kind),
  }
}

/** A passing of the gate in the past, or (`at` = now) a deal that stands before it. */
export interface Passing {
  timeline: Timeline
  at: number
  enteredAt: number | null
  stageSince: number | null
}

/**
 * From which moment on the criteria would have been met, looking from `passing.at` onwards until `now`; null: not yet.
 * Evidence is only ever looked at as it stood: what came later counts from when it came.
 */
export function metFrom(
  criteria: readonly Criterion[],
  leaves: readonly LeafCriterion[],
  passing: Passing,
  now: number,
  exists?: Exists,
): number | null {
  const { timeline, at } = passing
  const moments = [
    ...Object.values(timeline.fields).flat(),
    ...timeline.contacts,
    ...timeline.elements,
    ...timeline.tasks,
    ...timeline.documents,
    ...timeline.approvals,
  ].map(({ from }) => from)
  const later = [...new Set([...moments, ...timeline.activities.map((activity) => activity.at)])]
    .filter((moment) => moment > at && moment <= now)
    .sort((a, b) => a - b)
  for (const moment of [at, ...later])
    if (gapsOf(criteria, evidenceAt(timeline, moment, passing, leaves), exists).length === 0) return moment
  return null
}

/** What a gate would have done to the deals that passed it: could not have moved then, and how long they would have waited. */
export interface GateCost {
  passed: number
  /** Deals that could not have moved when they did. */
  held: number
  /** Of those, deals for which the evidence never came. */
  never: number
  /** Median days from the move to the evidence, over held deals for which it came; null where there is none. */
  medianDays: number | null
}

export function costOf(
  criteria: readonly Criterion[],
  leaves: readonly LeafCriterion[],
  passings: readonly Passing[],
  now: number,
  exists?: Exists,
): GateCost {
  const met = passings.map((passing) => ({ at: passing.at, from: metFrom(criteria, leaves, passing, now, exists) }))
  const held = met.filter(({ at, from }) => from !== at)
  const waits = held.flatMap(({ at, from }) => (from === null ? [] : [(from - at) / 86_400_000])).sort((a, b) => a - b)
  const middle = waits.length >> 1
  return {
    passed: passings.length,
    held: held.length,
    never: held.filter(({ from }) => from === null).length,
    medianDays: waits.length === 0 ? null : waits.length % 2 === 1 ? waits[middle]! : (waits[middle - 1]! + waits[middle]!) / 2,
  }
}
