import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback } from 'react'

/** What the address asks the quick log for, and how to ask and to stop asking (docs/decisions/032). */
export const useAskedLog = (): string | undefined => {
  const { log } = useSearch({ strict: false }) as { log?: unknown }
  return typeof log === 'string' ? log : undefined
}

export const useAskToLog = (): ((about: string | undefined) => void) => {
  const navigate = useNavigate()
  return useCallback(
    (about) =>
      void navigate({
        to: '.',
        search: ((now: Record<string, unknown>) => ({ ...now, log: about })) as never,
        // closing takes the entry's place, so that "back" does not open the form again
        replace: about === undefined,
        resetScroll: false,
      }),
    [navigate],
  )
}
