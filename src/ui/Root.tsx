import { MantineProvider } from '@mantine/core'
import { QueryClientProvider, type QueryClient } from '@tanstack/react-query'
import { useSyncExternalStore, type ReactNode } from 'react'
import './mantine.css'
import './tokens.css'
import { ConfirmHost } from './ConfirmHost.tsx'
import { NoticeHost } from './Notices.tsx'
import { usePreferences } from './preferences.ts'
import { cssVariables, theme } from './theme.ts'

const dark = window.matchMedia('(prefers-color-scheme: dark)')
const onSystemChange = (listener: () => void): (() => void) => {
  dark.addEventListener('change', listener)
  return () => dark.removeEventListener('change', listener)
}

/** Everything that a page of the kit needs above it: theme, queries, notices, questions. Mounted once. */
export function Root({ client, children }: { client: QueryClient; children: ReactNode }): ReactNode {
  const preferred = usePreferences().theme
  const systemIsDark = useSyncExternalStore(onSystemChange, () => dark.matches)
  const scheme = preferred === 'auto' ? (systemIsDark ? 'dark' : 'light') : preferred
  return (
    <MantineProvider deduplicateCssVariables={false} theme={theme} cssVariablesResolver={cssVariables} forceColorScheme={scheme}>
      <QueryClientProvider client={client}>
        {children}
        <ConfirmHost />
        <NoticeHost />
      </QueryClientProvider>
    </MantineProvider>
  )
}
