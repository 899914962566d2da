import { needs } from '../people/permissions.ts'
import type { Refusal } from '../platform/refusal.ts'
import type { Caller } from '../platform/session.ts'

type Who = Pick<Caller, 'abilities'>

/** Tiers with what customers bring. */
export const readingKeyAccounts = (caller: Who): Refusal | null =>
  needs(caller, 'customers.read') ?? needs(caller, 'reports.read')
/** Score and tier of one customer. */
export const readingKeyAccount = (caller: Who): Refusal | null => needs(caller, 'customers.read')
export const editingJudging = (caller: Who): Refusal | null => readingKeyAccounts(caller) ?? needs(caller, 'catalogue.manage')
