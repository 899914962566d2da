import { Suspense, lazy, type ComponentType, type ReactNode } from 'react'
import { TextSkeleton } from './States.tsx'

/**
 * A part of a page that the first look does not need (what stands in a drawer, below the fold): `const Timeline = part(async () => …)`.
 * Its code is fetched as soon as the browser has nothing else to do, so that it is there when it is asked for.
 */
export const part = <P extends object>(
  load: () => Promise<ComponentType<P>>,
  waiting: ReactNode = <TextSkeleton lines={3} />,
): ((props: P) => ReactNode) => {
  whenIdle(() => void load())
  const Loaded = lazy(async () => ({ default: await load() }))
  // React's own type of a lazy component does not accept a generic P.
  const Component = Loaded as unknown as ComponentType<P>
  return function Part(props: P): ReactNode {
    return (
      <Suspense fallback={waiting}>
        <Component {...props} />
      </Suspense>
    )
  }
}

/** First the page itself; and not every browser says when it is idle. */
const whenIdle = (work: () => void): void => {
  setTimeout(() => {
    if ('requestIdleCallback' in window) window.requestIdleCallback(work)
    else work()
  }, 2000)
}
