import type { ContactType, Evidence } from '../customers/relation-strength.ts'
import type { ActivityKind } from './activity.ts'

/** What the kinds of activity are worth as contacts; `other` is no contact of a known kind and counts least. */
export const typeOfActivity: Record<ActivityKind, ContactType> = {
  visit: 'visit',
  reception: 'visit',
  meeting: 'meeting',
  demo: 'meeting',
  trial: 'meeting',
  call: 'call',
  message: 'message',
  email: 'email',
  other: 'message',
}

/** Forms of contact that nobody need have answered: they count as answered when the customer's reaction is on record. */
export const oneSided = ['email', 'message', 'other'] as const satisfies readonly ActivityKind[]

/** An activity as evidence of a relationship, so many days before the day that is judged. The SQL twin is in queries/strength-in-sql.ts. */
export const evidenceOf = (
  { kind, minutes, feedback }: { kind: ActivityKind; minutes: number | null; feedback: string | null },
  ageDays: number,
): Evidence => ({
  type: typeOfActivity[kind],
  minutes,
  ageDays,
  direction: feedback === null && (oneSided as readonly ActivityKind[]).includes(kind) ? 'no-reply' : 'two-way',
})
