import type { Locale } from './words.ts'

/** Whose records a caller reaches: everybody's, or those owned by the members named (own scope names only the caller). */
export type Reach = 'organisation' | readonly string[]

/** The person or program behind a request, with everything a rule may ask of it. *Now* is part of it: no rule reads a clock. */
export interface Caller {
  orgId: string
  memberId: string
  role: string
  abilities: ReadonlySet<string>
  reach: Reach
  locale: Locale
  timeZone: string
  currency: string
  now: Date
  via: 'web' | 'api' | 'cli' | 'import' | 'job' | 'demo'
}
