import { Button, Skeleton } from '@mantine/core'
import { IconAlertTriangle, IconCloudOff, IconEyeOff, IconSearchOff } from '@tabler/icons-react'
import { Component, useSyncExternalStore, type ReactNode } from 'react'
import { asProblem, type Problem } from './api.ts'
import classes from './States.module.css'
import { useFormat } from './Regional.tsx'
import { useWords } from './use-words.ts'
import { words } from './words.ts'

/**
 * What a screen says when it has nothing to show: <EmptyState/> (with the next action), <NothingFound/> (filters too narrow),
 * <ErrorPanel problem retry/> (tells not-found, forbidden, unreachable and broken apart), skeletons in the final layout,
 * <OfflineBanner/>, and <Boundary/> so that one broken panel does not take the page with it.
 */

interface EmptyProps {
  icon?: ReactNode
  title: ReactNode
  hint?: ReactNode
  /** Buttons: the next thing to do. */
  children?: ReactNode
}

export function EmptyState({ icon, title, hint, children }: EmptyProps): ReactNode {
  return (
    <div className={classes['state']}>
      {icon && (
        <div className={classes['icon']} aria-hidden="true">
          {icon}
        </div>
      )}
      <p className={classes['title']}>{title}</p>
      {hint && <p className={classes['hint']}>{hint}</p>}
      {children && <div className={classes['actions']}>{children}</div>}
    </div>
  )
}

export function NothingFound({ onClear }: { onClear?: (() => void) | undefined }): ReactNode {
  const t = useWords(words)
  return (
    <EmptyState icon={<IconSearchOff size={28} stroke={1.5} />} title={t('nothingFound')} hint={t('nothingFoundHint')}>
      {onClear && (
        <Button variant="default" size="xs" onClick={onClear}>
          {t('clearFilters')}
        </Button>
      )}
    </EmptyState>
  )
}

/** The sentence for a problem: the server's own where it sent one. */
export const useProblemSentence = (): ((problem: Problem) => string) => {
  const t = useWords(words)
  const format = useFormat()
  return (problem) => {
    if (problem.code === 'unreachable') return t('errorUnreachable')
    const { by, at } = problem.facts as { by?: { name?: unknown }; at?: unknown }
    if (typeof by?.name === 'string' && typeof at === 'string') {
      const who = { name: by.name, when: format.moment(at), what: problem.title }
      return t(problem.code === 'version-conflict' ? 'writtenMeanwhile' : 'doneMeanwhile', who)
    }
    if (problem.detail) return problem.detail
    if (problem.title) return problem.title
    if (problem.status === 404) return t('notFoundHint')
    if (problem.status === 403) return t('forbiddenHint')
    return t('errorUnexpected', { code: String(problem.facts['reference'] ?? (problem.status || 'web')) })
  }
}

export function ErrorPanel({ problem, retry }: { problem: Problem; retry?: (() => void) | undefined }): ReactNode {
  const t = useWords(words)
  const sentence = useProblemSentence()(problem)
  if (problem.status === 404)
    return <EmptyState icon={<IconSearchOff size={28} stroke={1.5} />} title={t('notFoundTitle')} hint={sentence} />
  if (problem.status === 403)
    return <EmptyState icon={<IconEyeOff size={28} stroke={1.5} />} title={t('forbiddenTitle')} hint={sentence} />
  const icon =
    problem.code === 'unreachable' ? <IconCloudOff size={28} stroke={1.5} /> : <IconAlertTriangle size={28} stroke={1.5} />
  return (
    <div role="alert">
      <EmptyState icon={icon} title={t('errorTitle')} hint={sentence}>
        {retry && (
          <Button variant="default" size="xs" onClick={retry}>
            {t('retry')}
          </Button>
        )}
      </EmptyState>
    </div>
  )
}

/** Rows of the coming table, in its row height. */
export function TableSkeleton({ rows = 12 }: { rows?: number }): ReactNode {
  const t = useWords(words)
  return (
    <div aria-busy="true" aria-label={t('loading')} role="status">
      {Array.from({ length: rows }, (_, index) => (
        <div key={index} className={classes['row']}>
          <Skeleton height={12} width="18%" />
          <Skeleton height={12} width={`${20 + ((index * 7) % 14)}%`} />
          <Skeleton height={12} width="12%" />
          <Skeleton height={12} width="10%" />
        </div>
      ))}
    </div>
  )
}

/** Lines of a coming detail page or card. */
export function TextSkeleton({ lines = 5 }: { lines?: number }): ReactNode {
  const t = useWords(words)
  return (
    <div aria-busy="true" aria-label={t('loading')} role="status" className={classes['lines']}>
      {Array.from({ length: lines }, (_, index) => (
        <Skeleton key={index} height={14} width={`${90 - ((index * 17) % 45)}%`} />
      ))}
    </div>
  )
}

const subscribeToLine = (listener: () => void): (() => void) => {
  window.addEventListener('online', listener)
  window.addEventListener('offline', listener)
  return () => {
    window.removeEventListener('online', listener)
    window.removeEventListener('offline', listener)
  }
}

export const useOnline = (): boolean => useSyncExternalStore(subscribeToLine, () => navigator.onLine)

export function OfflineBanner(): ReactNode {
  const t = useWords(words)
  const online = useOnline()
  return (
    <div role="status">
      {!online && (
        <p className={classes['offline']}>
          <IconCloudOff size={16} aria-hidden="true" /> {t('offline')}
        </p>
      )}
    </div>
  )
}

/** Catches a bug below it and offers to try again; the rest of the page stays. */
export class Boundary extends Component<{ children: ReactNode; resetKey?: string }, { error: unknown; key: string | undefined }> {
  override state: { error: unknown; key: string | undefined } = { error: undefined, key: this.props.resetKey }

  static getDerivedStateFromError(error: unknown): { error: unknown } {
    return { error: error ?? new Error('unknown') }
  }
  static getDerivedStateFromProps(props: { resetKey?: string }, state: { key: string | undefined }): object | null {
    return props.resetKey === state.key ? null : { error: undefined, key: props.resetKey }
  }
  override render(): ReactNode {
    if (this.state.error === undefined) return this.props.children
    return <Crashed error={this.state.error} onRetry={() => this.setState({ error: undefined })} />
  }
}

function Crashed({ error, onRetry }: { error: unknown; onRetry: () => void }): ReactNode {
  const t = useWords(words)
  const problem = asProblem(error)
  if (problem.status !== 0) return <ErrorPanel problem={problem} retry={onRetry} />
  return (
    <div role="alert">
      <EmptyState icon={<IconAlertTriangle size={28} stroke={1.5} />} title={t('crashedTitle')} hint={t('crashedHint')}>
        <Button variant="default" size="xs" onClick={onRetry}>
          {t('retry')}
        </Button>
        <Button size="xs" onClick={() => window.location.reload()}>
          {t('reload')}
        </Button>
      </EmptyState>
    </div>
  )
}
