import { needs } from '../people/permissions.ts'
import { refuse, type Refusal } from '../platform/refusal.ts'
import type { Caller } from '../platform/session.ts'

/** Administrators load the demo company, once, into an organisation without customers. */
export const loadingDemo = (
  caller: Pick<Caller, 'abilities'>,
  facts: { hasCustomers: boolean; isLoading: boolean; hasSeededPipelines: boolean },
): Refusal | null =>
  needs(caller, 'organisation.manage') ??
  (facts.isLoading ? refuse('demo-being-loaded', {}, 409).refusal : null) ??
  (facts.hasCustomers ? refuse('demo-needs-empty-organization', {}, 409).refusal : null) ??
  (facts.hasSeededPipelines ? null : refuse('demo-needs-seeded-pipelines', {}, 409).refusal)
