import { needs } from '../people/permissions.ts'
import type { Refusal } from '../platform/refusal.ts'
import type { Caller } from '../platform/session.ts'

type Who = Pick<Caller, 'abilities'>

/** Numbers of deals within reach. */
export const readingReports = (caller: Who): Refusal | null => needs(caller, 'reports.read')
/** The deals behind the numbers, and what happened to each. */
export const readingDeals = (caller: Who): Refusal | null => needs(caller, 'reports.read') ?? needs(caller, 'opportunities.read')
/** Leads beside what became of them. */
export const readingLeads = (caller: Who): Refusal | null => needs(caller, 'reports.read') ?? needs(caller, 'leads.read')
export const exporting = (caller: Who): Refusal | null => needs(caller, 'reports.read') ?? needs(caller, 'export')
