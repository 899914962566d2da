import type { Locale } from './words.ts'

/** Whose records a caller reaches: everybody's, or those owned by the members named (own scope names only the caller). */
export type Reach = 'organisation' | readonly string[]

/** Customers beyond one's own reach in whose account teams a caller is; who may write reads as well. */
export interface Accounts {
  read: readonly string[]
  write: readonly string[]
}

/** The person or program behind a request, with everything a rule may ask of it. *Now* is part of it: no rule reads a clock. */
export interface Caller {
  orgId: string
  memberId: string
  role: string
  abilities: ReadonlySet<string>
  reach: Reach
  /** Absent for who is in no account team, or reaches everything anyway. */
  accounts?: Accounts | undefined
  locale: Locale
  timeZone: string
  currency: string
  now: Date
  via: 'web' | 'api' | 'cli' | 'import' | 'job' | 'demo'
}
