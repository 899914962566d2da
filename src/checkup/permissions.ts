import { needs } from '../people/permissions.ts'
import { refuse, type Refusal } from '../platform/refusal.ts'
import type { Caller } from '../platform/session.ts'

type Who = Pick<Caller, 'abilities'>

/** Numbers of deals within reach. */
export const readingReports = (caller: Who): Refusal | null => needs(caller, 'reports.read')
/** The deals behind the numbers, and what happened to each. */
export const readingDeals = (caller: Who): Refusal | null => needs(caller, 'reports.read') ?? needs(caller, 'opportunities.read')
/** Leads beside what became of them. */
export const readingLeads = (caller: Who): Refusal | null => needs(caller, 'reports.read') ?? needs(caller, 'leads.read')
export const exporting = (caller: Who): Refusal | null => needs(caller, 'reports.read') ?? needs(caller, 'export')

/** Benchmarks hold for everybody: they are set by those who lead the whole organisation. */
export const settingBenchmarks = (caller: Pick<Caller, 'abilities' | 'reach'>): Refusal | null =>
  needs(caller, 'reports.read') ??
  (caller.abilities.has('stages.override') && caller.reach === 'organisation'
    ? null
    : refuse('benchmarks-not-yours', {}, 403).refusal)

/** Saving what one expects is for those who sell or lead; who only reads looks at it. */
export const savingScenario = (caller: Who): Refusal | null =>
  needs(caller, 'reports.read') ?? needs(caller, 'opportunities.write')

/** A scenario is its owner's to change; others it was shared with look at it. */
export const editingScenario = (
  caller: Pick<Caller, 'abilities' | 'memberId'>,
  { ownerId }: { ownerId: string },
): Refusal | null =>
  savingScenario(caller) ?? (ownerId === caller.memberId ? null : refuse('scenario-not-yours', {}, 403).refusal)
