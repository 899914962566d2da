import type { ActivityKind } from '../activities/activity.ts'
import { typeOfActivity, type Evidence } from '../customers/relation-strength.ts'

/** Forms of contact that nobody need have answered: they count as answered when the customer's reaction is on record. */
export const oneSided = ['email', 'message', 'other'] as const satisfies readonly ActivityKind[]

/** An activity as evidence of a relationship, so many days before the day that is judged. The SQL twin is in queries/score-in-sql.ts. */
export const evidenceOf = (
  { kind, minutes, feedback }: { kind: ActivityKind; minutes: number | null; feedback: string | null },
  ageDays: number,
): Evidence => ({
  type: typeOfActivity[kind],
  minutes,
  ageDays,
  direction: feedback === null && (oneSided as readonly ActivityKind[]).includes(kind) ? 'no-reply' : 'two-way',
})
