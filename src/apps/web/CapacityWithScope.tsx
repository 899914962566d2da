import type { ReactNode } from 'react'
import { CapacityPage } from '../../capacity/web/CapacityPage.tsx'
import { ScopeChoice } from '../../people/web/ScopeChoice.tsx'

/** Capacity and diagnosis, with the choice of whose. */
export const CapacityWithScope = (): ReactNode => <CapacityPage Scope={ScopeChoice} />
