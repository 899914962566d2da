import { needs } from '../people/permissions.ts'
import { reaches } from '../people/reach.ts'
import { refuse, type Refusal } from '../platform/refusal.ts'
import type { Caller } from '../platform/session.ts'

type Who = Pick<Caller, 'abilities' | 'reach'>

/** Whoever leads both may give one's portfolio to the other; whom one does not reach is not there. */
export const handingOver = (caller: Who, fromId: string): Refusal | null =>
  needs(caller, 'records.assign') ?? (reaches(caller, fromId) ? null : refuse('not-found').refusal)

export const exportingSheet = (caller: Who): Refusal | null => needs(caller, 'records.assign') ?? needs(caller, 'export')
