import { activityKinds, type ActivityKind } from '../activities/activity.ts'

/** What a plan counts: money won, deals won, customers who bought for the first time, or activities of one kind. */
export const measures = [
  'won-amount',
  'won-deals',
  'new-customers',
  ...activityKinds.map((kind) => `activity-${kind}` as const),
] as const
export type SingleMeasure = (typeof measures)[number]
/** One of those, or activities of several kinds counted together: `activity-call.visit`, kinds in their usual order. */
export type Measure = SingleMeasure | `activity-${ActivityKind}.${string}`

export const levels = ['base', 'stretch', 'challenge'] as const
export type Level = (typeof levels)[number]

export const isMoney = (measure: Measure): boolean => measure === 'won-amount'

/** The kinds of activities that a measure counts; empty where it counts deals. */
export const activityKindsOf = (measure: Measure): readonly ActivityKind[] =>
  measure.startsWith('activity-') ? (measure.slice('activity-'.length).split('.') as ActivityKind[]) : []

/** The measure of some kinds of activities together; null without any. */
export function measureOfKinds(kinds: readonly string[]): Measure | null {
  const known = activityKinds.filter((kind) => kinds.includes(kind))
  return known.length === 0 ? null : (`activity-${known.join('.')}` as Measure)
}

const singles: readonly string[] = measures

/** A single one, or kinds in their usual order, each once. */
export const isMeasure = (text: string): text is Measure =>
  singles.includes(text) || measureOfKinds(text.replace(/^activity-/, '').split('.')) === text

/** Columns of a year: its months, quarters, and itself. */
export const columns = [
  ...['m1', 'm2', 'm3', 'q1', 'm4', 'm5', 'm6', 'q2', 'm7', 'm8', 'm9', 'q3', 'm10', 'm11', 'm12', 'q4'],
  'year',
] as const as readonly Column[]
export type Column = 'year' | `q${1 | 2 | 3 | 4}` | `m${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12}`

const quarter = (number: number): number[] => [0, 1, 2].map((month) => 3 * number - 3 + month)

/** The months of a column, 0 to 11. */
export function monthsOf(column: Column): readonly number[] {
  if (column === 'year') return [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]
  const number = Number(column.slice(1))
  return column.startsWith('q') ? quarter(number) : [number - 1]
}
