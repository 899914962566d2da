import { needs } from '../people/permissions.ts'
import { refuse, type Refusal } from '../platform/refusal.ts'
import type { Caller } from '../platform/session.ts'
import type { ImportKind } from './fields.ts'

type Asking = Pick<Caller, 'abilities' | 'memberId'>

const writing: Partial<Record<ImportKind, string>> = {
  members: 'members.manage',
  customers: 'customers.write',
  contacts: 'customers.write',
  leads: 'leads.write',
  products: 'catalogue.manage',
  opportunities: 'opportunities.write',
  'stage-events': 'opportunities.write',
  activities: 'activities.write',
  targets: 'records.assign',
}

/** Who may bring files in at all, and who may make records of this kind. */
export const importing = (caller: Asking, kind: ImportKind): Refusal | null =>
  needs(caller, 'import') ?? (writing[kind] ? needs(caller, writing[kind]) : null)

interface Done {
  mode: string
  status: string
  createdBy: string
}

/** Whoever brought it in, and whoever manages the organisation, sees an import. */
export const seesImport = (caller: Asking, { createdBy }: Pick<Done, 'createdBy'>): boolean =>
  createdBy === caller.memberId || caller.abilities.has('organisation.manage')

export function undoing(caller: Asking, run: Done): Refusal | null {
  const lacking = needs(caller, 'import')
  if (lacking) return lacking
  if (run.mode === 'dry-run') return refuse('import-was-dry-run', {}, 409).refusal
  if (run.status === 'undone' || run.status === 'undoing') return refuse('import-already-undone', {}, 409).refusal
  return run.status === 'done' ? null : refuse('import-not-done', {}, 409).refusal
}

export const cancelling = (caller: Asking, run: Done): Refusal | null =>
  needs(caller, 'import') ??
  (run.status === 'waiting' || run.status === 'running' ? null : refuse('import-not-running', {}, 409).refusal)

const exportAbilities: Record<string, string> = {
  customers: 'customers.read',
  contacts: 'customers.read',
  leads: 'leads.read',
  opportunities: 'opportunities.read',
  activities: 'customers.read',
}

export const exporting = (caller: Asking, kind: string): Refusal | null =>
  needs(caller, 'export') ?? needs(caller, exportAbilities[kind] ?? 'customers.read')
