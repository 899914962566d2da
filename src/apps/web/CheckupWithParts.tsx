import type { ReactNode } from 'react'
import { CheckupPage } from '../../checkup/web/CheckupPage.tsx'
import { FunnelPartsContext } from '../../checkup/web/funnel-parts.ts'
import { parts } from './funnel-parts.tsx'

/** The check-up with the controls of the funnel page and its drawer of deals. */
export const CheckupWithParts = (): ReactNode => (
  <FunnelPartsContext value={parts}>
    <CheckupPage />
  </FunnelPartsContext>
)
