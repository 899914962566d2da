import { needs } from '../people/permissions.ts'
import { reaches } from '../people/reach.ts'
import { refuse, type Refusal } from '../platform/refusal.ts'
import type { Caller } from '../platform/session.ts'

type Who = Pick<Caller, 'abilities' | 'memberId' | 'reach'>

export const readingStocktakes = (caller: Pick<Caller, 'abilities'>): Refusal | null =>
  needs(caller, 'customers.read') ?? needs(caller, 'reports.read')
export const startingStocktake = (caller: Pick<Caller, 'abilities'>): Refusal | null =>
  readingStocktakes(caller) ?? needs(caller, 'customers.write')

export interface Standing {
  scopeKind: 'member' | 'team'
  scopeId: string
  startedBy: string
  signedBy: string | null
  isSigned: boolean
  isConfirmed: boolean
  isEnded: boolean
}

/** Who reaches whoever began it, or the person whose customers they are. Its SQL twin is in queries/heads.ts. */
export const seesStocktake = (caller: Who, of: Pick<Standing, 'scopeKind' | 'scopeId' | 'startedBy'>): boolean =>
  reaches(caller, of.startedBy) || (of.scopeKind === 'member' && reaches(caller, of.scopeId))

/** Whoever began it and whose customers they are walk the round and sign it. */
export const decidingStocktake = (caller: Who, of: Standing): Refusal | null => {
  const lacking = startingStocktake(caller)
  if (lacking) return lacking
  if (of.isEnded) return refuse('stocktake-ended', {}, 409).refusal
  if (of.isSigned) return refuse('stocktake-signed', {}, 409).refusal
  const isTheirs = of.startedBy === caller.memberId || (of.scopeKind === 'member' && of.scopeId === caller.memberId)
  return isTheirs ? null : refuse('stocktake-of-another', {}, 403).refusal
}

/** A supervisor of whoever signed it, and not the same person. */
export const confirmingStocktake = (caller: Who, of: Standing): Refusal | null => {
  const lacking = startingStocktake(caller) ?? needs(caller, 'records.assign')
  if (lacking) return lacking
  if (!of.isSigned || of.signedBy === null) return refuse('stocktake-not-signed', {}, 409).refusal
  if (of.isConfirmed) return refuse('stocktake-confirmed', {}, 409).refusal
  return of.signedBy === caller.memberId || !reaches(caller, of.signedBy) ? refuse('own-stocktake', {}, 403).refusal : null
}
