import { needs } from '../people/permissions.ts'
import { refuse, type Refusal } from '../platform/refusal.ts'
import type { Caller } from '../platform/session.ts'

type Who = Pick<Caller, 'abilities' | 'reach'>

/** Forecasts of what is within reach. */
export const readingForecast = (caller: Who): Refusal | null => needs(caller, 'reports.read')
/** Deals with their chances. */
export const readingChances = (caller: Who): Refusal | null => readingForecast(caller) ?? needs(caller, 'opportunities.read')
/** A training looks at everybody's deals: it is asked for by who reaches everybody and leads. */
export const training = (caller: Who): Refusal | null =>
  readingForecast(caller) ??
  needs(caller, 'records.assign') ??
  (caller.reach === 'organisation' ? null : refuse('forbidden', { ability: 'records.assign' }).refusal)
