import { lazy, Suspense, type ReactNode } from 'react'
import type { Deal } from './StagePath.tsx'

const GateCardBody = lazy(async () => ({ default: (await import('./GateCardBody.tsx')).GateCardBody }))

/** The gate before the next stage, and what was asked about it; its code comes when a deal is shown. */
export function GateCard({ deal }: { deal: Deal }): ReactNode {
  return (
    <Suspense fallback={null}>
      <GateCardBody deal={deal} />
    </Suspense>
  )
}
