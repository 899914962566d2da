import { Suspense, lazy, useEffect, useState, type ReactNode } from 'react'
import { useAsking } from './asking.ts'

const Confirmation = lazy(() => import('./Confirmation.tsx').then(({ Confirmation }) => ({ default: Confirmation })))

/** Mounted once; fetches the dialog with the first question. */
export function ConfirmHost(): ReactNode {
  const asking = useAsking()
  const [wanted, setWanted] = useState(false)
  useEffect(() => {
    if (asking) setWanted(true)
  }, [asking])
  return wanted ? (
    <Suspense fallback={null}>
      <Confirmation />
    </Suspense>
  ) : null
}
