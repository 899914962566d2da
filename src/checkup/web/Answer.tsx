import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { Problem } from '../../ui/api.ts'
import { ErrorPanel, TextSkeleton } from '../../ui/States.tsx'
import classes from './Checkup.module.css'

/** What a report answers, or that it is on its way, or why not. While the next answer comes, the former one stays, paler. */
export function Answer<T>({ of, children }: { of: UseQueryResult<T, Problem>; children: (reply: T) => ReactNode }): ReactNode {
  if (of.error) return <ErrorPanel problem={of.error} retry={() => void of.refetch()} />
  if (of.data === undefined)
    return (
      <div aria-busy="true">
        <TextSkeleton lines={8} />
      </div>
    )
  return (
    <div className={classes['answer']} data-stale={of.isPlaceholderData || undefined}>
      {children(of.data)}
    </div>
  )
}
