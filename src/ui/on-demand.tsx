import { Suspense, lazy, useEffect, useState, type ComponentType, type ReactNode } from 'react'

/**
 * A dialog whose code is fetched when it is first opened, and which stays mounted from then on (so that focus goes back on closing):
 * `const MemberDialog = onDemand(async () => (await import('./MemberDialog.tsx')).MemberDialog, ({ member }) => member !== undefined)`.
 */
export const onDemand = <P extends object>(
  load: () => Promise<ComponentType<P>>,
  isOpen: (props: P) => boolean,
): ((props: P) => ReactNode) => {
  const Loaded = lazy(async () => ({ default: await load() }))
  return function OnDemand(props: P): ReactNode {
    const open = isOpen(props)
    const [wanted, setWanted] = useState(open)
    useEffect(() => {
      if (open) setWanted(true)
    }, [open])
    // React's own type of a lazy component does not accept a generic P.
    const Component = Loaded as unknown as ComponentType<P>
    return wanted ? (
      <Suspense fallback={null}>
        <Component {...props} />
      </Suspense>
    ) : null
  }
}
