import type { ReactNode } from 'react'
import { ScopeChoice } from '../../people/web/ScopeChoice.tsx'
import { TargetsPage } from '../../targets/web/TargetsPage.tsx'

/** Targets, with the choice of whose. */
export const TargetsWithScope = (): ReactNode => <TargetsPage Scope={ScopeChoice} />
