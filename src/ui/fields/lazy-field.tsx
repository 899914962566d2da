import { Suspense, lazy, type ComponentType, type ReactNode } from 'react'
import classes from './Fields.module.css'

interface Labelled {
  label?: ReactNode
  size?: unknown
}

/** A field whose code is fetched when it is first shown; until then its label and an empty box of its size stand there, so that nothing jumps. */
export const lazyField = <P extends Labelled>(load: () => Promise<ComponentType<P>>): ((props: P) => ReactNode) => {
  const Loaded = lazy(async () => ({ default: await load() }))
  // React's own type of a lazy component does not accept a generic P.
  const Component = Loaded as unknown as ComponentType<P>
  return function LazyField(props: P): ReactNode {
    const waiting = (
      <div aria-busy="true">
        {props.label && <div className={classes['label']}>{props.label}</div>}
        <div className={classes['waiting']} data-small={props.size === 'xs' || undefined} />
      </div>
    )
    return (
      <Suspense fallback={waiting}>
        <Component {...props} />
      </Suspense>
    )
  }
}
