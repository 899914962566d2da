import { MantineProvider, type MantineColorSchemeManager } from '@mantine/core'
import { QueryClientProvider, type QueryClient } from '@tanstack/react-query'
import { type ReactNode } from 'react'
import './mantine.css'
import './tokens.css'
import { ConfirmHost } from './Dialogs.tsx'
import { NoticeHost } from './Notices.tsx'
import { preferences, prefer } from './preferences.ts'
import { cssVariables, theme } from './theme.ts'

/** Everything that a page of the kit needs above it: theme, queries, notices, questions. Mounted once. */

/** Mantine's light/dark follows our one record of preferences. */
const colourScheme: MantineColorSchemeManager = {
  get: () => preferences().theme,
  set: (value) => prefer({ theme: value }),
  subscribe: () => {},
  unsubscribe: () => {},
  clear: () => prefer({ theme: 'auto' }),
}

export function Root({ client, children }: { client: QueryClient; children: ReactNode }): ReactNode {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      colorSchemeManager={colourScheme}
      defaultColorScheme="auto"
    >
      <QueryClientProvider client={client}>
        {children}
        <ConfirmHost />
        <NoticeHost />
      </QueryClientProvider>
    </MantineProvider>
  )
}
